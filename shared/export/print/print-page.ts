import type { Element, ElementContent, Root } from "hast";
import { toHtml } from "hast-util-to-html";
import { Fragment, type Node } from "prosemirror-model";
import { flatLength, posOf } from "../../article/model/flat.ts";
import { baseDirectionOf, type ArticleLanguage } from "../../article/model/language.ts";
import { heldImage, schema } from "../../article/model/schema.ts";
import type { ReviewedArticle, ReviewedMessage } from "../../reviewed-article/reviewed-article.ts";
import { isolateControls } from "../../text/bidi-controls.ts";
import { digitsOf, listNumber, type Digits } from "../../text/digits.ts";
import { directionOfText } from "../../text/direction.ts";
import { snapToGrapheme } from "../../text/graphemes.ts";
import { element, articleContent, text, titleOf } from "../html.ts";
import { endnotesOf, type Endnote } from "./endnotes.ts";
import { withOwnSpaces } from "./font-spaces.ts";
import { markedBlocks } from "./marked-blocks.ts";
import type { PrintSettings } from "./print-settings.ts";
import { COLORS, noteId, referenceId } from "./review-marks.ts";
import { dayOf, shortHeadline } from "./running-head.ts";
import { printedName, Suggesters } from "./signs.ts";
import { printStyle } from "./style-sheet.ts";
import { PRINT_WORDS } from "./words.ts";

/** What a printed page may load: nothing but what it holds, and the fonts of whoever shows it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src";

/** Longest part of the article that an endnote quotes, in UTF-16 units. */
const LONGEST_QUOTE = 80;

/** What is said of a printed article beside its text. */
export interface PrintAbout {
  readonly language: ArticleLanguage;
  /** When it was as it is in the copy, in milliseconds since 1970. */
  readonly at: number;
  readonly settings: PrintSettings;
  /** The fonts, as rules of CSS, and whence they may be loaded, as a policy says it. */
  readonly fonts: { readonly css: string; readonly from: string };
}

/**
 * An article as a page to be printed: the article, who suggests what in it, and its notes as endnotes; always light, with running head
 * and numbers of pages in its margins (EX21–EX27). It holds no script and asks nobody for anything.
 * @param article as `printedArticle` reads it
 */
export function printPage(article: ReviewedArticle, { language, at, settings, fonts }: PrintAbout): string {
  const title = titleOf(article.doc);
  const style = printStyle(language, settings, { headline: shortHeadline(title), day: dayOf(at, language) });
  const head = [
    element("meta", { charSet: "utf-8" }, []),
    element("meta", { httpEquiv: ["Content-Security-Policy"], content: `${POLICY} ${fonts.from}` }, []),
    element("title", {}, [text(title)]),
    element("style", {}, [text(withOwnSpaces(fonts.css, language) + style)]),
  ];
  const body = element("body", {}, new PrintWriter(article, language).content());
  const root: Root = {
    type: "root",
    children: [{ type: "doctype" }, element("html", { lang: language, dir: baseDirectionOf(language) }, [element("head", {}, head), body])],
  };
  return `${toHtml(root)}\n`;
}

class PrintWriter {
  readonly #article: ReviewedArticle;
  readonly #language: ArticleLanguage;
  readonly #digits: Digits;

  constructor(article: ReviewedArticle, language: ArticleLanguage) {
    this.#article = article;
    this.#language = language;
    this.#digits = digitsOf(language, false);
  }

  content(): ElementContent[] {
    const suggesters = new Suggesters(this.#digits, PRINT_WORDS[this.#language].unknown);
    const notes = endnotesOf(this.#article);
    const { blocks, originalOf } = markedBlocks(this.#article, notes, suggesters, this.#digits, baseDirectionOf(this.#language));
    const originals = new Map<Node, Node>();
    const printed = blocks.flatMap((block) => {
      const parts = block.type.name === "divider" ? withTextBelow(block) : [withHeldPicture(block)];
      for (const part of parts) originals.set(part, originalOf(block));
      return parts;
    });
    const article = element(
      "article",
      {},
      articleContent(printed, this.#language, (block) => originals.get(block) ?? block),
    );
    return [article, ...this.#legend(suggesters), ...this.#endnotes(notes)];
  }

  /** Says what the signs of suggestions are, and whose. */
  #legend({ all }: Suggesters): ElementContent[] {
    if (all.length === 0) return [];
    const words = PRINT_WORDS[this.#language];
    const samples = [
      element("ins", { className: ["inserted"] }, [text(words.inserted)]),
      element("del", { className: ["struck"] }, [text(words.struck)]),
      element("span", { className: ["restyled"] }, [text(words.restyled)]),
    ].map((sample) => element("li", {}, [sample]));
    const people = all.map(({ index, name, sign }) =>
      element("li", { className: [`by-${index % COLORS}`] }, [element("b", {}, [text(sign)]), text(" "), element("bdi", {}, [text(name)])]),
    );
    return [this.#section("suggestions", words.suggestions, [element("ul", { className: ["people"] }, [...samples, ...people])])];
  }

  #endnotes(notes: readonly Endnote[]): ElementContent[] {
    if (notes.length === 0) return [];
    const items = notes.map((note) => this.#endnote(note));
    const list = element("ol", { className: ["notes"], role: "list" }, items);
    return [this.#section("notes", PRINT_WORDS[this.#language].notes, [list], "doc-endnotes")];
  }

  #section(id: string, title: string, content: ElementContent[], role?: string): Element {
    return element("section", { id, className: ["after"], ...(role !== undefined && { role }) }, [
      element("h2", {}, [text(title)]),
      ...content,
    ]);
  }

  #endnote({ number, thread: { target, from, to, messages } }: Endnote): Element {
    const back = element("a", { className: ["back"], href: `#${referenceId(number)}`, role: "doc-backlink" }, [
      text(listNumber(number, this.#digits)),
    ]);
    const quoted = target === "range" ? quoteOf(this.#article, from, to) : "";
    const quote =
      quoted === "" ? [] : [element("p", { className: ["quoted"], ...this.#turned(quoted) }, [element("q", {}, [text(quoted)])])];
    const said = messages.flatMap((message, i) => this.#message(message, i > 0));
    return element("li", { id: noteId(number) }, [back, element("div", {}, [...quote, ...said])]);
  }

  #message({ author, at, text: words }: ReviewedMessage, isAnswer: boolean): ElementContent[] {
    const className = isAnswer ? ["answer"] : [];
    const name = printedName(author);
    const day = at > 0 ? dayOf(at, this.#language) : "";
    const signed = [
      ...(name === "" ? [] : [element("bdi", {}, [element("b", {}, [text(name)])])]),
      ...(day === "" ? [] : [text(`${name === "" ? "" : " · "}${day}`)]),
    ];
    return [
      ...(signed.length === 0 ? [] : [element("p", { className: [...className, "said"] }, signed)]),
      element("p", { className, ...this.#turned(words) }, [text(isolateControls(words))]),
    ];
  }

  #turned(words: string): Element["properties"] {
    const base = baseDirectionOf(this.#language);
    const dir = directionOfText(words, base);
    return dir === base ? {} : { dir };
  }
}

/** What stands in a divider, if only the sign of a note, is a paragraph below it. */
function withTextBelow(divider: Node): Node[] {
  if (divider.content.size === 0) return [divider];
  return [divider.copy(Fragment.empty), schema.node("paragraph", { dir: divider.attrs["dir"] as unknown }, divider.content)];
}

/** A page asks nobody for a picture: of one that the article does not hold its description is printed. */
function withHeldPicture(block: Node): Node {
  if (block.type.name !== "figure" || heldImage(block.attrs["src"]) !== null) return block;
  const { alt, ...attrs } = block.attrs as Record<string, unknown>;
  const content = block.content.size > 0 || typeof alt !== "string" || alt.trim() === "" ? block.content : Fragment.from(schema.text(alt));
  return block.type.create({ ...attrs, src: null }, content);
}

/** The words that a note is about, as they stand in the article. */
function quoteOf({ doc }: ReviewedArticle, from: number, to: number): string {
  const end = Math.min(to, from + LONGEST_QUOTE + 1, flatLength(doc));
  const words = doc.textBetween(posOf(doc, from), posOf(doc, end), " ", " ").replaceAll(/\s+/g, " ");
  if (words.length <= LONGEST_QUOTE) return isolateControls(words.trim());
  return `${isolateControls(words.slice(0, snapToGrapheme(words, LONGEST_QUOTE)).trim())}…`;
}
