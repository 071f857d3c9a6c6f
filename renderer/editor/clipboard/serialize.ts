import { DOMSerializer, type Fragment, type Mark, type Node } from "prosemirror-model";
import { baseDirectionOf, runLanguageOf, type ArticleLanguage } from "../../../shared/article/model/language.ts";
import { digitsOf, listNumber } from "../../../shared/text/digits.ts";
import { directionOfBlock, languageOfBlock, saidLanguageOf } from "../../../shared/article/model/block-direction.ts";
import { footnoteOf, referenceOf } from "../../../shared/article/model/footnotes.ts";
import { partFootnotes } from "../../../shared/article/model/parted-footnotes.ts";
import { indentOf, levelOf, listOf, safeImage, safeUrl, schema } from "../../../shared/article/model/schema.ts";
import { writeDataAddress } from "../../../shared/pictures/data-address.ts";
import { readReference } from "../../../shared/pictures/reference.ts";
import { OWN, OWN_VALUE, ownAttributes } from "../../../shared/import/html/own.ts";

type Options = Parameters<DOMSerializer["serializeFragment"]>[1];

const TAGS: Readonly<Record<string, string>> = { headline: "h1", quote: "blockquote", figure: "figure", item: "li" };

function tagOf(block: Node): string {
  if (block.type.name === "heading") return `h${levelOf(block) + 1}`;
  if (block.type.name === "divider") return block.content.size === 0 ? "hr" : "div";
  return TAGS[block.type.name] ?? "p";
}

/** Space that a reader of HTML would fold. */
const FOLDS = /^[ \t]|[ \t]$|[ \t]{2}|\t/m;

/** An open list and its last item. */
interface List {
  readonly element: HTMLElement;
  item: HTMLElement | null;
}

/** Blocks as HTML that any program reads: items as nested lists, pictures with their captions (TX10). */
export class ArticleSerializer extends DOMSerializer {
  readonly #language: () => ArticleLanguage;
  readonly #pictureOf: (sha256: string) => Uint8Array | null;
  /** Of the footnotes in what is written. */
  #numbers: ReadonlyMap<string, number> = new Map();

  /**
   * @param language the article's own, in whose direction a block is drawn that nobody turned and whose text has none
   * @param pictureOf the bytes of a stored picture, for other programs; null where they are not at hand
   */
  constructor(language: () => ArticleLanguage, pictureOf: (sha256: string) => Uint8Array | null) {
    const { nodes, marks } = DOMSerializer.fromSchema(schema);
    super(
      {
        ...nodes,
        atom: (node) => {
          const value = { [OWN_VALUE]: JSON.stringify(node.attrs["value"]) };
          const id = referenceOf(node);
          return id === null ? ["span", value, "\u25A1"] : ["sup", value, this.#numberOf(id)];
        },
      },
      { ...marks, link: linkOf, code: () => ["code", { dir: "auto" }, 0], lang: languageOf },
    );
    this.#language = language;
    this.#pictureOf = pictureOf;
  }

  override serializeFragment(
    fragment: Fragment,
    options: Options = {},
    target?: HTMLElement | DocumentFragment,
  ): HTMLElement | DocumentFragment {
    if (target) return super.serializeFragment(fragment, options, target);
    const document = options.document ?? window.document;
    const root = document.createDocumentFragment();
    if (fragment.firstChild?.isInline) {
      const part = root.appendChild(document.createElement("span"));
      part.setAttribute(OWN, "");
      // Always said: ProseMirror takes a lone no-break space in a span without style or class for the browser's doing.
      part.style.whiteSpace = "pre-wrap";
      super.serializeFragment(fragment, options, part);
      return root;
    }
    const { numbers, footnotes } = partFootnotes(fragment.content);
    this.#numbers = numbers;
    const heads = new Set(footnotes.map(({ blocks }) => blocks[0]));
    const lists: List[] = [];
    fragment.forEach((block) => {
      if (block.type.name === "item") {
        const list = openList(lists, block, root, document, this.#language());
        list.item = list.element.appendChild(this.#block(block, document));
      } else {
        lists.length = 0;
        const element = root.appendChild(this.#block(block, document));
        if (heads.has(block)) element.prepend(this.#head(block, document));
      }
    });
    return root;
  }

  #numberOf(id: string): string {
    const number = this.#numbers.get(id);
    return number === undefined ? "*" : listNumber(number, digitsOf(this.#language(), false));
  }

  /** The number of a footnote, for other programs: as a value that says nothing it is no part of the text. */
  #head(block: Node, document: Document): HTMLElement {
    const head = document.createElement("sup");
    head.setAttribute(OWN_VALUE, "");
    head.textContent = `${this.#numberOf(footnoteOf(block)!)}\u00A0`;
    return head;
  }

  #block(block: Node, document: Document): HTMLElement {
    const element = document.createElement(tagOf(block));
    element.setAttribute(OWN, ownAttributes(block));
    const language = this.#language();
    element.dir = directionOfBlock(block, baseDirectionOf(language));
    const lang = languageOfBlock(block, language);
    if (lang !== null) element.lang = lang;
    if (element.localName === "hr") return element;
    if (element.localName === "div") element.append(document.createElement("hr"));
    const content = block.type.name === "figure" ? this.#picture(block, element, document) : element;
    if (FOLDS.test(block.textBetween(0, block.content.size))) content.style.whiteSpace = "pre-wrap";
    const inline = document.createDocumentFragment();
    super.serializeFragment(block.content, { document }, inline);
    content.prepend(...(element.localName === "div" ? [element.firstChild!] : []), inline);
    return element;
  }

  #addressOf(src: unknown): string | null {
    const reference = readReference(src);
    const bytes = reference && this.#pictureOf(reference.sha256);
    return bytes ? writeDataAddress(reference.type, bytes) : safeImage(src);
  }

  /** @returns the element for the caption, which ends in the credit */
  #picture(block: Node, figure: HTMLElement, document: Document): HTMLElement {
    const { src, alt, credit } = block.attrs as Record<string, unknown>;
    const address = this.#addressOf(src);
    if (address !== null) {
      const image = figure.appendChild(document.createElement("img"));
      image.setAttribute("src", address);
      image.alt = typeof alt === "string" ? alt : "";
    }
    const caption = figure.appendChild(document.createElement("figcaption"));
    if (typeof credit === "string" && credit !== "") {
      caption.appendChild(document.createElement("small")).textContent = block.content.size > 0 ? ` ${credit}` : credit;
    }
    return caption;
  }
}

function linkOf(mark: Mark): ["a", Record<string, string>, 0] {
  const href = safeUrl(mark.attrs["value"]);
  return ["a", { ...(href === null ? {} : { href }), dir: "auto" }, 0];
}

/** With a style, since ProseMirror takes a lone no-break space in a span without style or class for the browser's doing. */
function languageOf(mark: Mark): ["span", Record<string, string>, 0] {
  const lang = runLanguageOf(mark.attrs["value"]);
  return ["span", { ...(lang !== null && { lang }), style: "white-space: inherit" }, 0];
}

/** The list that an item belongs in: `lists` is the way down to it. A level that nobody made gets a list without a sign. */
function openList(lists: List[], item: Node, root: DocumentFragment, document: Document, language: ArticleLanguage): List {
  const tag = listOf(item) === "number" ? "ol" : "ul";
  const depth = indentOf(item) + 1;
  lists.length = Math.min(lists.length, depth);
  if (lists.length === depth && lists.at(-1)!.element.localName !== tag) lists.pop();
  while (lists.length < depth) {
    const parent = lists.at(-1);
    if (parent && !parent.item) {
      parent.item = parent.element.appendChild(document.createElement("li"));
      parent.item.style.listStyleType = "none";
    }
    const element = document.createElement(tag);
    if (tag === "ol")
      element.style.listStyleType = digitsOf(
        saidLanguageOf(item) ?? language,
        directionOfBlock(item, baseDirectionOf(language)) === "ltr",
      ).listStyle;
    (parent?.item ?? root).append(element);
    lists.push({ element, item: null });
  }
  return lists.at(-1)!;
}
