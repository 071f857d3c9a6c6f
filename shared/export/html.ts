import type { Element, ElementContent, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import type { Mark, Node } from "prosemirror-model";
import { directionOfBlock, languageOfBlock } from "../article/model/block-direction.ts";
import { baseDirectionOf, runLanguageOf, type ArticleLanguage } from "../article/model/language.ts";
import { directionOf, levelOf, outerUrl, safeImage, scriptTag } from "../article/model/schema.ts";
import { isolateControls, LineControls } from "../text/bidi-controls.ts";
import type { Direction } from "../text/direction.ts";
import { digitsOf, listNumber } from "../text/digits.ts";
import { partFootnotes, type PartedFootnotes } from "../article/model/parted-footnotes.ts";
import { inlineTree, type InlineTree } from "./inline-tree.ts";
import { isReviewMark, signAttributes } from "./print/review-marks.ts";
import { sectionsOf, type Item, type List, type Section } from "./sections.ts";

const TAGS: Readonly<Record<string, string>> = {
  link: "a",
  dir: "bdi",
  lang: "span",
  bold: "strong",
  italic: "em",
  strike: "s",
  underline: "u",
  code: "code",
  inserted: "ins",
  struck: "del",
  restyled: "span",
  reference: "a",
  suggester: "sup",
};

/**
 * An article as a page of HTML: elements that say what a text is, `lang` and `dir` where they change and nowhere else, no classes
 * (EX1–EX4).
 */
export const htmlPage = (article: Node, language: ArticleLanguage): string => {
  const { listStyle } = digitsOf(language, false);
  const head = [
    element("meta", { charSet: "utf-8" }, []),
    element("title", {}, [text(titleOf(article))]),
    ...(listStyle === "decimal" ? [] : [element("style", {}, [text(`ol:lang(${language}) { list-style-type: ${listStyle}; }`)])]),
  ];
  const body = element("body", {}, [element("article", {}, articleContent(article.children, language))]);
  const root: Root = {
    type: "root",
    children: [{ type: "doctype" }, element("html", { lang: language, dir: baseDirectionOf(language) }, [element("head", {}, head), body])],
  };
  return `${toHtml(root)}\n`;
};

/** The text below the headline without a page around it, for a system that has its own. */
export const htmlBody = (article: Node, language: ArticleLanguage): string =>
  toHtml({ type: "root", children: bodyContent(article.children.slice(1), new Writer(language, article.children)) });

/** All of the text without a page around it. */
export const htmlArticle = (article: Node, language: ArticleLanguage): string =>
  toHtml({ type: "root", children: articleContent(article.children, language) });

/** The headline as one line, in which nothing turns the order of what follows. */
export const titleOf = (article: Node): string =>
  isolateControls(article.firstChild!.textBetween(0, article.firstChild!.content.size, "", " ")).trim();

/** The elements of an article. @param originalOf what a block is without the signs of a printed copy */
export const articleContent = (blocks: readonly Node[], language: ArticleLanguage, originalOf?: (block: Node) => Node): ElementContent[] =>
  blocksOf(blocks, new Writer(language, blocks, originalOf));

function blocksOf([headline, ...blocks]: readonly Node[], writer: Writer): ElementContent[] {
  const end = blocks.findIndex(({ type }) => type.name !== "lead");
  const leads = blocks.slice(0, end < 0 ? blocks.length : end);
  const title = writer.block(headline!, "h1");
  return [
    leads.length === 0 ? title : element("header", {}, [title, ...bodyOf(leads, writer)]),
    ...bodyContent(blocks.slice(leads.length), writer),
  ];
}

/** Text, and below it the footnotes. */
const bodyContent = (blocks: readonly Node[], writer: Writer): ElementContent[] => [
  ...bodyOf(partFootnotes(blocks).text, writer),
  ...writer.footnotes(),
];

const bodyOf = (blocks: readonly Node[], writer: Writer): ElementContent[] => sectionsOf(blocks).map((section) => writer.section(section));

class Writer {
  readonly #language: ArticleLanguage;
  readonly #originalOf: (block: Node) => Node;
  readonly #footnotes: PartedFootnotes;
  /** References to footnotes that were written already. */
  readonly #referred = new Set<string>();

  /**
   * @param blocks all of the article
   * @param originalOf whose text says which way a block runs, and in which language it is
   */
  constructor(language: ArticleLanguage, blocks: readonly Node[], originalOf: (block: Node) => Node = (block) => block) {
    this.#language = language;
    this.#originalOf = originalOf;
    this.#footnotes = partFootnotes(blocks);
  }

  /** A list of the footnotes, each with a way back; below it what nothing refers to (EX46). */
  footnotes(): ElementContent[] {
    const { footnotes, others } = this.#footnotes;
    const items = footnotes.map(({ number, blocks }) => {
      const paragraphs = blocks.map((block) => this.block(block, "p"));
      paragraphs.at(-1)!.children.push(text(" "), element("a", { href: `#fnref-${number}`, role: "doc-backlink" }, [text("↩")]));
      return element("li", { id: `fn-${number}` }, paragraphs);
    });
    const list = items.length === 0 ? [] : [element("section", { role: "doc-endnotes" }, [element("ol", {}, items)])];
    return [...list, ...others.map((block) => this.block(block, "p"))];
  }

  /** Its number, raised; where there is such a footnote, as a link. */
  #reference(id: string): ElementContent {
    const { numbers, footnotes } = this.#footnotes;
    const number = numbers.get(id)!;
    const shown = text(listNumber(number, digitsOf(this.#language, false)));
    if (!footnotes.some((footnote) => footnote.id === id)) return element("sup", {}, [shown]);
    const own = this.#referred.has(id) ? {} : { id: `fnref-${number}` };
    this.#referred.add(id);
    return element("sup", {}, [element("a", { ...own, href: `#fn-${number}`, role: "doc-noteref" }, [shown])]);
  }

  section(section: Section): ElementContent {
    if (section.type === "list") return this.#list(section);
    if (section.type === "block") return this.#single(section.block);
    const paragraphs = section.blocks.map((block) => this.block(block, "p"));
    return element("blockquote", {}, paragraphs);
  }

  block(block: Node, tag: string): Element {
    return element(tag, this.#turned(block), this.#inline(block));
  }

  #single(block: Node): ElementContent {
    switch (block.type.name) {
      case "heading":
        return this.block(block, `h${levelOf(block) + 1}`);
      case "figure":
        return this.#figure(block);
      case "divider":
        return element("hr", {}, []);
      default:
        return this.block(block, "p");
    }
  }

  /** `dir` and `lang` where they are not those around. @param outer the item that the block stands in; null for none */
  #turned(shown: Node, outer: Node | null = null): Element["properties"] {
    const block = this.#originalOf(shown);
    const [own, around] = [this.#runsAs(block), this.#runsAs(outer && this.#originalOf(outer))];
    // Whoever reads the page takes only a direction that a text says itself for one that somebody chose.
    const isSaid = around.dir !== baseDirectionOf(this.#language) && directionOf(block.attrs["dir"]) !== null;
    const saysDirection = own.dir !== around.dir || isSaid;
    const saysLanguage = own.lang !== null && (own.lang !== around.lang || (saysDirection && outer === null));
    return { ...(saysLanguage && { lang: own.lang }), ...(saysDirection && { dir: own.dir }) };
  }

  /** @returns `lang` null for a text that somebody turned, whose language nobody says */
  #runsAs(block: Node | null): { readonly dir: Direction; readonly lang: string | null } {
    if (!block) return { dir: baseDirectionOf(this.#language), lang: this.#language };
    return { dir: directionOfBlock(block, baseDirectionOf(this.#language)), lang: languageOfBlock(block, this.#language) };
  }

  #list({ isNumbered, items }: List, outer: Node | null = null): Element {
    return element(
      isNumbered ? "ol" : "ul",
      {},
      items.map((item) => this.#item(item, outer)),
    );
  }

  #item({ block, lists }: Item, outer: Node | null): Element {
    const nested = lists.map((list) => this.#list(list, block ?? outer));
    return block ? element("li", this.#turned(block, outer), [...this.#inline(block), ...nested]) : element("li", {}, nested);
  }

  #figure(block: Node): Element {
    const { src, alt, credit } = block.attrs as Record<string, unknown>;
    const address = safeImage(src);
    const image = address === null ? [] : [element("img", { src: address, alt: typeof alt === "string" ? isolateControls(alt) : "" }, [])];
    const caption = this.#inline(block);
    if (typeof credit === "string" && credit !== "") {
      if (caption.length > 0) caption.push(text(" "));
      caption.push(element("small", {}, [text(isolateControls(credit))]));
    }
    return element("figure", this.#turned(block), [...image, ...(caption.length > 0 ? [element("figcaption", {}, caption)] : [])]);
  }

  #inline(block: Node): ElementContent[] {
    const controls = new LineControls();
    const content = written(inlineTree(block.content), controls, (id) => this.#reference(id));
    const end = controls.end();
    return end === "" ? content : [...content, text(end)];
  }
}

/** @param controls of the line that goes through all of these: an isolate may begin in one element and end in another */
function written(trees: readonly InlineTree[], controls: LineControls, reference: (id: string) => ElementContent): ElementContent[] {
  return trees.flatMap((tree) => {
    if (tree.type === "text") return [text(controls.next(tree.text))];
    if (tree.type === "break") return [text(controls.end()), element("br", {}, [])];
    if (tree.type === "reference") return [reference(tree.id)];
    return [element(tagOf(tree.mark), attributesOf(tree.mark), written(tree.children, controls, reference))];
  });
}

const tagOf = ({ type, attrs }: Mark): string => (type.name === "script" ? scriptTag(attrs["value"])! : TAGS[type.name]!);

function attributesOf({ type, attrs }: Mark): Element["properties"] {
  if (type.name === "link") return { href: outerUrl(attrs["value"])! };
  if (type.name === "lang") return { lang: runLanguageOf(attrs["value"])! };
  if (type.name === "dir") return { dir: directionOf(attrs["value"]) ?? "auto" };
  return isReviewMark(type.name) ? signAttributes(type.name, attrs) : {};
}

/** An element of the page that leaves. @param properties by their names in HAST (https://github.com/syntax-tree/hast) */
export const element = (tagName: string, properties: Element["properties"], children: ElementContent[]): Element => ({
  type: "element",
  tagName,
  properties,
  children,
});

/** A text node; what it holds is escaped when the page is written. */
export const text = (value: string): ElementContent => ({ type: "text", value });
