import type { Node as Block } from "prosemirror-model";
import { referenceValue } from "../../article/model/footnote-id.ts";
import { MAX_INDENT, MAX_LEVEL } from "../../article/model/names.ts";
import type { ArticleLanguage } from "../../article/model/language.ts";
import { directionOf, schema } from "../../article/model/schema.ts";
import { BlockBuilder } from "./builder.ts";
import { OUTSIDE, PARAGRAPH, within, type Context, type Owner, type Place } from "./context.ts";
import { OWN, OWN_VALUE, readOwnBlock, readOwnValue } from "./own.ts";
import { childrenOf, elementsIn, findElement, isElement, isText, named, type PageElement, type PageNode, type PageText } from "./page.ts";
import { PageFootnotes } from "./page-footnotes.ts";
import { isFigure, line, readFrame, readImage } from "./picture.ts";
import { Styles } from "./styles.ts";
import { isWordsOwn, wordPlace } from "./word.ts";

/** What an article does not hold as a page has it. */
export interface PageLoss {
  readonly kind: "picture" | "table" | "object" | "headingLevel";
  readonly detail: string;
  /** The number of the block at whose place it stood. */
  readonly block: number;
}

export interface ReaderOptions {
  /** The article's own language. */
  readonly language: ArticleLanguage;
  /** Whether a picture of so many bytes, inside the page, is too large to stand in an article. */
  readonly isTooLarge: (bytes: number) => boolean;
  /** Told of what an article does not hold as the page has it. */
  readonly onLost?: (lost: PageLoss) => void;
  /** The element of a file that is its headline: headings are counted from it, and paragraphs beside it in a `header` are leads. */
  readonly headline?: PageElement;
}

const DROPPED = new Set([
  "script",
  "style",
  "head",
  "title",
  "meta",
  "link",
  "base",
  "template",
  "noscript",
  "noembed",
  "noframes",
  "xml",
  "svg",
  "canvas",
  "video",
  "audio",
  "iframe",
  "frame",
  "frameset",
  "object",
  "embed",
  "applet",
  "map",
  "button",
  "input",
  "select",
  "option",
  "textarea",
  "datalist",
  "progress",
  "meter",
  "nav",
]);

/** Of what is dropped, what a reader of the page sees. */
const OBJECTS = new Set(["svg", "canvas", "video", "audio", "iframe", "object", "embed", "applet"]);

const BLOCKS = new Set([
  "address",
  "article",
  "aside",
  "blockquote",
  "body",
  "caption",
  "center",
  "dd",
  "details",
  "dialog",
  "dir",
  "div",
  "dl",
  "dt",
  "fieldset",
  "figcaption",
  "figure",
  "footer",
  "form",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
  "header",
  "hgroup",
  "hr",
  "legend",
  "li",
  "main",
  "menu",
  "ol",
  "p",
  "pre",
  "search",
  "section",
  "summary",
  "table",
  "tbody",
  "td",
  "tfoot",
  "th",
  "thead",
  "tr",
  "ul",
]);

/** In a table these make its cells pages of their own, not columns of a row. */
const isPageInCell = named("table", "ul", "ol", "dl", "blockquote", "pre", "hr", "h1", "h2", "h3", "h4", "h5", "h6");
const isPart = named("p", "div");

const HEADLINE: Place = { type: "headline", attrs: {} };
const LEAD: Place = { type: "lead", attrs: {} };

const elementsOf = (parent: PageElement): PageElement[] => [...childrenOf(parent)].filter(isElement);
const cellsOf = (row: PageElement): PageElement[] => elementsOf(row).filter(named("td", "th"));
const rowsOf = (table: PageElement): PageElement[] =>
  elementsOf(table)
    .flatMap((part) => (named("thead", "tbody", "tfoot")(part) ? elementsOf(part) : [part]))
    .filter(named("tr"));

/** What goes on in the caption of a picture. */
const CAPTION: Owner = { join: "break" };

/** From 1; 0 for what is no heading. */
export function levelOfHeading(element: PageElement): number {
  if (/^h[1-6]$/.test(element.localName)) return Number(element.localName[1]);
  if (element.getAttribute("role") !== "heading") return 0;
  return Math.max(1, Math.min(6, Number.parseInt(element.getAttribute("aria-level") ?? "2", 10) || 1));
}

/** What a page does not show, or only for navigation in it. */
function isHidden(element: PageElement, styles: Styles): boolean {
  return (
    element.hasAttribute("hidden") ||
    styles.value(element, "display") === "none" ||
    /^(hidden|collapse)$/.test(styles.value(element, "visibility")) ||
    element.getAttribute("role") === "navigation" ||
    element.classList.contains("mw-editsection") ||
    (element.getAttribute("aria-hidden") === "true" && !/[\p{L}\p{N}]/u.test(element.textContent))
  );
}

/**
 * A page as blocks of an article: its structure and its text, and nothing else (TX9).
 * @param styleSheets the text of its `style` elements
 * @returns the blocks of the page's body, which may be none
 */
export function readPage(body: PageElement, styleSheets: readonly string[], options: ReaderOptions): Block[] {
  return new PageReader(body, options, new Styles(styleSheets)).read(body);
}

/** Elements of a caption that are separated from the text around them. */
class Apart {
  readonly #elements: ReadonlySet<PageElement>;
  readonly #around = new Set<PageElement>();

  constructor(root: PageElement, elements: Iterable<PageElement>) {
    this.#elements = new Set(elements);
    for (const element of this.#elements) {
      for (let parent = element.parentElement; parent && parent !== root && !this.#around.has(parent); parent = parent.parentElement)
        this.#around.add(parent);
    }
  }

  has(element: PageElement): boolean {
    return this.#elements.has(element);
  }

  /** True for an element that holds one of them. */
  isWithin(element: PageElement): boolean {
    return this.#around.has(element);
  }
}

function hasManyParts(cell: PageElement): boolean {
  let parts = 0;
  for (const element of elementsIn(cell)) if (isPart(element) && ++parts > 2) return true;
  return false;
}

class PageReader {
  readonly #builder: BlockBuilder;
  readonly #options: ReaderOptions;
  readonly #styles: Styles;
  readonly #footnotes: PageFootnotes;

  constructor(body: PageElement, options: ReaderOptions, styles: Styles) {
    this.#options = options;
    this.#styles = styles;
    this.#footnotes = new PageFootnotes(body);
    this.#builder = new BlockBuilder(options.language);
  }

  read(body: PageElement): Block[] {
    const page = body.parentElement ? within(OUTSIDE, body.parentElement, this.#styles, true) : OUTSIDE;
    // What a page says of itself holds for an article of its own, and not for what is taken out of it.
    this.#children(body, { ...within(page, body, this.#styles, true), loose: true, lang: null });
    return this.#builder.finish();
  }

  #children(parent: PageNode, context: Context): void {
    for (let node = parent.firstChild; node && !this.#builder.isFull; node = node.nextSibling) {
      if (isText(node)) this.#text(node, context);
      else if (isElement(node)) this.#element(node, context);
    }
  }

  #text(node: PageText, context: Context): void {
    const alone = node.data === "\u00A0" && !node.previousSibling && !node.nextSibling && !context.exact && !context.loose;
    this.#builder.text(alone ? " " : node.data, context);
  }

  #element(element: PageElement, context: Context): void {
    if (DROPPED.has(element.localName)) return this.#drop(element);
    if (element.hasAttribute(OWN) && this.#own(element, context)) return;
    if (context.exact && element.hasAttribute(OWN_VALUE)) return this.#value(element, context);
    if (isHidden(element, this.#styles) || isWordsOwn(element, this.#styles)) return;
    const footnote = this.#footnotes.referredBy(element);
    if (footnote !== null) return this.#reference(footnote, context);
    if (this.#footnotes.isBacklink(element)) return;
    switch (element.localName) {
      case "br":
        return this.#builder.lineBreak(within(context, element, this.#styles, false));
      case "wbr":
        return;
      case "img":
        return this.#image(element, context);
      case "hr":
        return this.#divider(context);
      case "tr":
        return this.#row(element, context);
    }
    if (!this.#isBlock(element)) return this.#children(element, within(context, element, this.#styles, false));
    if (isFigure(element) && !context.flat && this.#figure(element, context)) return;
    this.#block(element, context);
  }

  #reference(footnote: string, context: Context): void {
    const marks = context.marks.filter(({ type }) => type.name !== "script" && type.name !== "link");
    this.#builder.atom(referenceValue(footnote), { ...context, marks });
  }

  #drop(element: PageElement): void {
    if (OBJECTS.has(element.localName) && !isHidden(element, this.#styles)) this.#lose("object", element.localName);
  }

  #lose(kind: PageLoss["kind"], detail: string): void {
    this.#options.onLost?.({ kind, detail, block: this.#builder.blockNumber });
  }

  /** Levels deeper than an article has are its deepest. */
  #heading(level: number): Place {
    const { headline } = this.#options;
    const own = Math.max(1, (level || 1) - (headline ? levelOfHeading(headline) : 0));
    if (own > MAX_LEVEL && headline) {
      this.#builder.close();
      this.#lose("headingLevel", String(level));
    }
    return { type: "heading", attrs: { level: Math.min(MAX_LEVEL, own) } };
  }

  /** An element that is a block, or holds some. */
  #block(element: PageElement, outer: Context): void {
    const context = { ...within(outer, element, this.#styles, true), ...(outer.flat ? {} : this.#placeWithin(element, outer)) };
    this.#builder.boundary(context.owner);
    this.#children(element, context);
    this.#builder.boundary(context.owner);
  }

  #placeWithin(element: PageElement, outer: Context): Partial<Context> {
    const footnote = this.#footnotes.heldBy(element);
    if (footnote !== null) return { place: { type: "footnote", attrs: { footnote } }, list: null, owner: null };
    const word = wordPlace(element, this.#styles);
    if (word) return { place: word, owner: word.type === "item" ? { join: "break" } : null };
    const tag = element.localName;
    if (element === this.#options.headline) return { place: HEADLINE, owner: { join: "space" } };
    if (levelOfHeading(element) > 0) return { place: this.#heading(levelOfHeading(element)), owner: null };
    switch (tag) {
      case "p":
        return this.#isLead(element) ? { place: LEAD, owner: null } : {};
      case "blockquote":
        return { place: { type: "quote", attrs: {} }, owner: null };
      case "ul":
      case "ol":
      case "menu":
      case "dir":
        return { list: { style: tag === "ol" ? "number" : "bullet", depth: (outer.list?.depth ?? -1) + 1 }, owner: null };
      case "li":
        return { place: this.#item(element, outer), owner: { join: "break" } };
      case "table":
        this.#table(element);
        return { place: PARAGRAPH, owner: null };
    }
    return {};
  }

  /** Whether it stands beside the headline in the header of an article, as Tahrir writes leads (EX1). */
  #isLead({ parentElement }: PageElement): boolean {
    const { headline } = this.#options;
    return headline !== undefined && parentElement?.localName === "header" && headline.parentElement === parentElement;
  }

  /** One that parts text into columns is told: an article has a line for each row. */
  #table(table: PageElement): void {
    const rows = rowsOf(table);
    const columns = rows.reduce((most, row) => Math.max(most, cellsOf(row).length), 0);
    if (columns < 2) return;
    this.#builder.close();
    this.#lose("table", `${rows.length}×${columns}`);
  }

  #item(element: PageElement, { list }: Context): Place {
    const said = Number.parseInt(element.getAttribute("aria-level") ?? "", 10) - 1;
    const indent = Number.isNaN(said) ? (list?.depth ?? 0) : Math.max(0, said);
    return { type: "item", attrs: { list: list?.style ?? "bullet", indent: Math.min(MAX_INDENT, indent) } };
  }

  #divider(context: Context): void {
    // The line that a divider of Tahrir's own draws above its text is no other one.
    if (context.exact) return;
    if (context.flat) return this.#builder.boundary(context.owner);
    this.#builder.begin(schema.node("divider"), { ...context, dir: null, exact: true, owner: null });
    this.#builder.close();
  }

  #image(element: PageElement, context: Context): void {
    const { isTooLarge } = this.#options;
    const image = readImage(element, this.#styles, { credit: null, isFramed: false, isTooLarge });
    if ("figure" in image) return this.#builder.picture(image.figure, context);
    if (image.tooLarge) this.#lose("picture", image.text);
    this.#builder.text(image.text, context);
  }

  /** @returns false when it frames no picture, or more than one */
  #figure(element: PageElement, outer: Context): boolean {
    const frame = readFrame(element);
    if (!frame) return false;
    const credit = frame.credit ? line(frame.credit.textContent) : null;
    const image = readImage(frame.image, this.#styles, {
      credit: credit === "" ? null : credit,
      isFramed: true,
      isTooLarge: this.#options.isTooLarge,
    });
    if (!("figure" in image)) return false;
    const inner = within(outer, element, this.#styles, true);
    const context: Context = { ...inner, owner: CAPTION, flat: true, marks: [], list: null };
    this.#builder.begin(image.figure, context);
    this.#caption(
      frame.caption ?? element,
      context,
      new Apart(frame.caption ?? element, [frame.image, ...(frame.credit ? [frame.credit] : [])]),
    );
    this.#builder.close();
    return true;
  }

  /** The text under a picture, without the picture and its credit. */
  #caption(parent: PageElement, context: Context, apart: Apart): void {
    for (const node of childrenOf(parent)) {
      if (isText(node)) this.#text(node, context);
      if (!isElement(node) || apart.has(node)) continue;
      if (apart.isWithin(node)) this.#caption(node, within(context, node, this.#styles, this.#isBlock(node)), apart);
      else this.#element(node, context);
    }
  }

  /** A row of a table is a line, its cells parted; one that lays out a page is no row. */
  #row(row: PageElement, outer: Context): void {
    const cells = cellsOf(row);
    const page = cells.length < 2 || findElement(row, isPageInCell) !== null || cells.some(hasManyParts);
    if (outer.flat || page) return this.#block(row, outer);
    const owner: Owner = { join: "space" };
    const context: Context = { ...within(outer, row, this.#styles, true), place: PARAGRAPH, owner, flat: true };
    this.#builder.close();
    for (const [index, cell] of cells.entries()) {
      if (index > 0) this.#builder.cell(context);
      if (!isHidden(cell, this.#styles))
        this.#children(cell, { ...within(context, cell, this.#styles, true), dir: context.dir, chosen: context.chosen });
    }
    this.#builder.close();
  }

  /** @returns false when the element only looks like Tahrir's own */
  #own(element: PageElement, outer: Context): boolean {
    const context: Context = { ...outer, marks: [], exact: true, white: "pre", softDir: false, lang: null };
    if (element.localName === "span" && element.getAttribute(OWN) === "") {
      this.#children(element, context);
      return true;
    }
    const shell = readOwnBlock(element);
    if (!shell) return false;
    // As it was drawn, also where the same text would run the other way in this article.
    const inner: Context = {
      ...context,
      dir: directionOf(element.getAttribute("dir")),
      chosen: true,
      loose: false,
      owner: { join: "break" },
    };
    this.#builder.begin(shell, inner);
    if (shell.type.name === "figure") {
      const caption = findElement(element, named("figcaption"));
      if (caption) this.#caption(caption, inner, new Apart(caption, [...elementsIn(caption)].filter(named("small"))));
    } else {
      this.#children(element, inner);
    }
    this.#builder.close();
    return true;
  }

  #value(element: PageElement, context: Context): void {
    const value = readOwnValue(element);
    if (value !== undefined) this.#builder.atom(value, context);
  }

  #isBlock(element: PageElement): boolean {
    const display = this.#styles.value(element, "display");
    if (BLOCKS.has(element.localName)) return !(element.localName === "div" && display.startsWith("inline"));
    return /^(block|flex|grid|list-item|table|flow-root)/.test(display);
  }
}
