import type { Node } from "prosemirror-model";
import { directionOfBlock, languageOfBlock } from "../../article/model/block-direction.ts";
import { baseDirectionOf, type ArticleLanguage } from "../../article/model/language.ts";
import { directionOf } from "../../article/model/schema.ts";
import type { BlockForm, ReviewedArticle, ReviewedSuggestion } from "../../reviewed-article/reviewed-article.ts";
import { isolateControls, LineControls, PDI } from "../../text/bidi-controls.ts";
import { digitsOf, listNumber } from "../../text/digits.ts";
import { directionRuns } from "../../text/direction-runs.ts";
import type { Direction } from "../../text/direction.ts";
import { Changes } from "./signature.ts";
import { Comments } from "./comments.ts";
import { Footnotes, referenceLook } from "./footnotes.ts";
import { languageTags, type LanguageTags } from "./language-tags.ts";
import { Numbering } from "./numbering.ts";
import { blockProperties, suggestedBlock } from "./paragraphs.ts";
import { Pictures } from "./pictures.ts";
import type { Relations } from "./relations.ts";
import { isolateOf, isolateRun, LOOKS, linkOf, lookOf, runProperties, runText, type Look } from "./runs.ts";
import { STYLES, WORD } from "./styles.ts";
import { Sweep, type SaidHere } from "../../reviewed-article/sweep.ts";
import { element, part } from "./xml.ts";

const NAMESPACES = {
  "xmlns:w": WORD,
  "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
};

/** A sheet of A4 and its margins, in twentieths of a point. */
const SHEET = element("w:pgSz", { "w:w": 11906, "w:h": 16838 });
const MARGINS = element("w:pgMar", {
  "w:top": 1440,
  "w:right": 1440,
  "w:bottom": 1440,
  "w:left": 1440,
  "w:header": 708,
  "w:footer": 708,
  "w:gutter": 0,
});

/** A part of a block of which all characters look and run alike. */
interface Piece {
  readonly node: Node;
  readonly text: string;
  readonly said: SaidHere;
  readonly direction: Direction;
}

/** Writes the text of an article, and keeps what other parts of the package say of it. */
export class DocumentWriter {
  readonly comments: Comments;
  readonly numbering: Numbering;
  readonly pictures: Pictures;
  readonly footnotes: Footnotes;
  readonly #article: ReviewedArticle;
  readonly #base: Direction;
  readonly #language: ArticleLanguage;
  /** Of the block that is written. */
  #languages: LanguageTags;
  readonly #relations: Relations;
  /** Of the part that is written. */
  #ownRelations: Relations;
  readonly #sweep: Sweep;
  readonly #changes = new Changes();
  /** Index in the body of what is written next. */
  #index = 0;
  #nextComment = 0;
  /** What is open in the block that is written. */
  #controls = new LineControls();
  #isolate: string | null = null;
  /** What is said of the line break that begins it. */
  #begun: SaidHere = NOTHING;
  readonly #forms: ReadonlyMap<number, readonly { readonly form: BlockForm; readonly by: ReviewedSuggestion }[]>;

  constructor(article: ReviewedArticle, language: ArticleLanguage, relations: Relations) {
    this.#article = article;
    this.#base = baseDirectionOf(language);
    this.#language = language;
    this.#languages = languageTags(language);
    this.#relations = relations;
    this.#ownRelations = relations;
    this.#sweep = new Sweep(article);
    this.#forms = Map.groupBy(
      article.suggestions.flatMap((by) => by.blockForms.map((form) => ({ form, by }))),
      ({ form }) => form.block,
    );
    this.comments = new Comments(article.threads);
    this.numbering = new Numbering(article.doc.children);
    this.pictures = new Pictures(relations);
    this.footnotes = new Footnotes(article.doc.children);
  }

  /** The main part. */
  xml(): string {
    const paragraphs = this.#article.doc.children.map((block, i) => this.#textOrFootnote(block, i));
    const section = SHEET + MARGINS + (this.#base === "rtl" ? element("w:bidi") : "");
    const body = element("w:body", {}, paragraphs.join("") + element("w:sectPr", {}, section));
    return part(element("w:document", NAMESPACES, body));
  }

  /** The part with the footnotes, once the main part is written. */
  footnotesXml(): string {
    return this.footnotes.xml(NAMESPACES);
  }

  /** @returns what of a block is in the text: nothing of a footnote to which it refers */
  #textOrFootnote(block: Node, index: number): string {
    const footnote = this.footnotes.heldBy(block);
    const written = this.#block(block, index);
    if (footnote === null) return written;
    this.footnotes.add(footnote, written);
    return "";
  }

  #block(block: Node, index: number): string {
    this.#languages = languageTags(this.#language, languageOfBlock(block, this.#language));
    const footnote = this.footnotes.heldBy(block);
    this.#ownRelations = footnote === null ? this.#relations : this.footnotes.relations;
    const content = (footnote === null ? "" : this.#signOf(footnote, block)) + this.#inline(block);
    const isLast = index === this.#article.doc.childCount - 1;
    // The end of a paragraph is the line break that begins the next one.
    const mark = isLast ? NOTHING : this.#sweep.at(this.#index);
    if (!isLast) this.#index++;
    // A footnote ends by itself, and begins with what refers to it.
    const isJoined = footnote === this.footnotes.heldBy(this.#article.doc.maybeChild(index + 1) ?? undefined);
    const end = isJoined ? mark : NOTHING;
    const written = block.type.name === "figure" ? this.#figure(block, index, content, end) : this.#paragraph(block, index, content, end);
    this.#begun = { ...mark, forms: null };
    return written;
  }

  /** A picture, its caption and its credit are paragraphs, of which the last one ends where the block does. */
  #figure(block: Node, index: number, caption: string, mark: SaidHere): string {
    const { src, alt, credit } = block.attrs as Record<string, unknown>;
    const drawing = this.pictures.drawing(src, alt);
    // A picture is suggested with the line break that begins its block.
    const begun = this.#begun;
    const hasCredit = typeof credit === "string" && credit !== "";
    const hasCaption = caption !== "";
    const picture = this.#paragraphOf(
      blockProperties(block, index, this.#base, this.numbering, STYLES.figure),
      drawing === "" ? "" : this.#changed(begun, element("w:r", {}, drawing)),
      hasCaption || hasCredit ? begun : mark,
      block,
    );
    return (
      picture +
      (hasCaption ? this.#paragraph(block, index, caption, hasCredit ? begun : mark) : "") +
      (hasCredit ? this.#line(block, index, isolateControls(credit), mark) : "")
    );
  }

  #line(block: Node, index: number, text: string, mark: SaidHere): string {
    const runs = directionRuns(text, directionOfBlock(block, this.#base)).map(({ from, to, direction }) =>
      element("w:r", {}, runProperties({}, direction, this.#languages, false) + runText(text.slice(from, to), false)),
    );
    return this.#paragraphOf(blockProperties(block, index, this.#base, this.numbering, STYLES.credit), runs.join(""), mark, block);
  }

  #paragraph(block: Node, index: number, content: string, mark: SaidHere): string {
    const forms = this.#forms.get(index);
    const suggested = forms
      ? suggestedBlock(
          block,
          forms.map(({ form }) => form),
        )
      : null;
    const own = blockProperties(block, index, this.#base, this.numbering);
    if (!suggested) return this.#paragraphOf(own, content, mark, block);
    const change = element("w:pPrChange", this.#changes.attributes(forms![0]!.by), element("w:pPr", {}, own));
    return this.#paragraphOf(blockProperties(suggested, index, this.#base, this.numbering), content, mark, suggested, change);
  }

  #paragraphOf(properties: string, content: string, mark: SaidHere, block: Node, change = ""): string {
    const isRtl = directionOfBlock(block, this.#base) === "rtl";
    const sign =
      (mark.inserted ? element("w:ins", this.#changes.attributes(mark.inserted)) : "") +
      (mark.struck ? element("w:del", this.#changes.attributes(mark.struck)) : "") +
      (isRtl ? element("w:rtl") + element("w:lang", { "w:bidi": this.#languages.rtl }) : "");
    const letters = sign === "" ? "" : element("w:rPr", {}, sign);
    return element("w:p", {}, element("w:pPr", {}, properties + letters + change) + content);
  }

  /** The runs of a block, with what stands between them for comments. */
  #inline(block: Node): string {
    this.#controls = new LineControls();
    this.#isolate = null;
    const text = block.textBetween(0, block.content.size, "", () => "\uFFFC");
    const ways = directionRuns(text, directionOfBlock(block, this.#base));
    const start = this.#index;
    let way = 0;
    let content = this.#commentsHere();
    let link: string | null = null;
    let linked = "";
    const closeLink = (): void => {
      if (link !== null) content += element("w:hyperlink", { "r:id": this.#ownRelations.outer("hyperlink", link), "w:history": 1 }, linked);
      link = null;
      linked = "";
    };
    block.forEach((node) => {
      const length = node.nodeSize;
      const end = this.#index + length;
      let offset = 0;
      while (this.#index < end) {
        const said = this.#sweep.at(this.#index);
        while (ways[way]!.to <= this.#index - start) way++;
        const next = Math.min(end, this.#sweep.next, start + ways[way]!.to, this.#commentAt());
        const size = next - this.#index;
        // A word processor gives the look of a link to all that stands in it: a control there would be a letter that somebody typed.
        const turn = this.#turn(node, said);
        const own = linkOf(node.marks);
        if (own !== link || turn !== "") closeLink();
        content += turn;
        link = own;
        const direction = this.#directionIn(node, ways[way]!.direction);
        const piece = this.#piece({ node, text: node.isText ? node.text!.slice(offset, offset + size) : "", said, direction });
        if (link === null) content += piece;
        else linked += piece;
        offset += size;
        this.#index = next;
        const marks = this.#commentsHere();
        if (marks !== "") closeLink();
        content += marks;
      }
    });
    closeLink();
    const ends = this.#controls.end();
    content += this.#endIsolate(NOTHING) + (ends === "" ? "" : element("w:r", {}, runText(ends, false)));
    return content;
  }

  /** Text that somebody isolated runs as they said. */
  #directionIn(node: Node, direction: Direction): Direction {
    const isolated = node.marks.find(({ type }) => type.name === "dir");
    return (isolated && directionOf(isolated.attrs["value"])) ?? direction;
  }

  /** What ends an isolate and begins the one that a node stands in. */
  #turn(node: Node, said: SaidHere): string {
    const mark = node.marks.find(({ type }) => type.name === "dir");
    const control = mark ? isolateOf(mark.attrs["value"]) : null;
    if (control === this.#isolate) return "";
    const end = this.#endIsolate(said);
    this.#isolate = control;
    return control === null ? end : end + this.#changed(said, isolateRun(control, said.struck !== null));
  }

  #piece({ node, text, said, direction }: Piece): string {
    if (node.type.name === "atom") return this.#reference(node, said, direction);
    const content = node.isText ? runText(this.#controls.next(text), said.struck !== null) : element("w:br");
    const isLink = linkOf(node.marks) !== null;
    const run = element("w:r", {}, this.#runProperties(lookOf(node.marks), direction, isLink, said) + content);
    return this.#changed(said, run);
  }

  #signOf(footnote: string, block: Node): string {
    return this.footnotes.signOf(footnote, referenceLook(directionOfBlock(block, this.#base), this.#languages));
  }

  /** What refers to a footnote; nothing for any other embedded value. */
  #reference(node: Node, said: SaidHere, direction: Direction): string {
    const reference = this.footnotes.reference(node);
    if (!reference) return "";
    if ("id" in reference)
      return this.#changed(
        said,
        element("w:r", {}, referenceLook(direction, this.#languages) + element("w:footnoteReference", { "w:id": reference.id })),
      );
    const shown = listNumber(reference.shown, digitsOf(this.#language, false));
    const look = runProperties({ script: "super" }, direction, this.#languages, false);
    return this.#changed(said, element("w:r", {}, look + runText(shown, said.struck !== null)));
  }

  #endIsolate(said: SaidHere): string {
    if (this.#isolate === null) return "";
    this.#isolate = null;
    return this.#changed(said, isolateRun(PDI, said.struck !== null));
  }

  #runProperties(look: Look, direction: Direction, isLink: boolean, { forms }: SaidHere): string {
    const tracked = forms ? [...forms.values].filter(([name]) => (LOOKS as readonly string[]).includes(name)) : [];
    if (tracked.length === 0) return runProperties(look, direction, this.#languages, isLink);
    const change = element("w:rPrChange", this.#changes.attributes(forms!.by), runProperties(look, direction, this.#languages, isLink));
    return runProperties({ ...look, ...Object.fromEntries(tracked) }, direction, this.#languages, isLink, change);
  }

  #changed({ inserted, struck }: SaidHere, run: string): string {
    const deleted = struck ? element("w:del", this.#changes.attributes(struck), run) : run;
    return inserted ? element("w:ins", this.#changes.attributes(inserted), deleted) : deleted;
  }

  #commentAt(): number {
    return this.comments.indices[this.#nextComment] ?? Infinity;
  }

  #commentsHere(): string {
    if (this.#commentAt() > this.#index) return "";
    return this.comments.markupAt(this.comments.indices[this.#nextComment++]!);
  }
}

const NOTHING: SaidHere = { inserted: null, struck: null, forms: null };
