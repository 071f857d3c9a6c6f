import * as prng from "lib0/prng";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { keptDirection } from "../shared/article/model/block-direction.ts";
import { flatLength } from "../shared/article/model/flat.ts";
import { referenceTo } from "../shared/article/model/footnotes.ts";
import { schema } from "../shared/article/model/schema.ts";
import { runsOfDocument } from "../shared/article/projection/fill.ts";
import type {
  BlockForm,
  ReviewedArticle,
  ReviewedMessage,
  ReviewedSuggestion,
  ReviewedThread,
  Signed,
  Stretch,
  TextForm,
} from "../shared/reviewed-article/reviewed-article.ts";

const PIECES =
  "سلام |می\u200Cرود |«نقل»|&amp;|<w:t>|]]>|\t|  |\u00A0|iPhone 15|42.5%|۱۲٫۵|:|!|؟| |😀|a_b|\u2067شلوم\u2069|ABC def|\u00AD|\u2011|é|פה".split(
    "|",
  );
const NAMES = ["سارا احمدی", "Omid <o@x>", "Łukasz & پدر", "x"];
const WORDS = ["خوب است.", "Really?", "سطر یکم\nline two", "<script>&amp;", "۱۲"];
export const DOT = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
const FORMS = ["bold", "italic", "underline", "strike", "code", "script", "lang"] as const;
/** 2023-11-14, in milliseconds since 1970. */
const BEGAN = 1_700_000_000_000;

/** Makes articles with suggestions and threads, as far as a word processor keeps them: the same for the same seed. */
export class ReviewedArticleGenerator {
  readonly #random: prng.PRNG;

  constructor(seed: number) {
    this.#random = prng.create(seed);
  }

  article(): ReviewedArticle {
    return this.#reviewed(Array.from({ length: this.#number(0, 9) }, () => this.#block()));
  }

  /** One with footnotes, each with what refers to it as a part of the article: no suggestion is about where it begins. */
  annotatedArticle(): ReviewedArticle {
    const footnotes: Node[] = [];
    let count = 0;
    const blocks = Array.from({ length: this.#number(1, 9) }, () => this.#block()).map((block) => {
      if (!block.isTextblock || ["figure", "divider"].includes(block.type.name) || this.#is(2)) return block;
      const footnote = String(++count);
      for (let left = this.#number(1, 2); left > 0; left--)
        footnotes.push(this.#turned(schema.node("footnote", { footnote }, this.#inline(1))));
      const at = this.#number(0, block.childCount);
      return block.copy(Fragment.fromArray([...block.children.slice(0, at), referenceTo(footnote), ...block.children.slice(at)]));
    });
    const made = this.#reviewed([...blocks, ...footnotes]);
    const kept = signsIn(made.doc);
    const without = <S extends Stretch>(stretches: readonly S[]): S[] => stretches.flatMap((stretch) => partsWithout(stretch, kept));
    const suggestions = made.suggestions.map((one) => ({
      ...one,
      inserted: without(one.inserted),
      struck: without(one.struck),
      forms: without(one.forms),
      blockForms: one.blockForms.filter(({ block }) => made.doc.child(block).type.name !== "footnote"),
    }));
    return { ...made, suggestions };
  }

  #reviewed(blocks: readonly Node[]): ReviewedArticle {
    const doc = schema.node("doc", null, [this.#turned(schema.node("headline", null, this.#inline(0))), ...blocks]);
    return { doc, language: "fa", suggestions: this.#suggestions(doc), threads: this.#threads(doc) };
  }

  #number(least: number, most: number): number {
    return prng.uint32(this.#random, least, most);
  }

  #oneOf<T>(choices: readonly T[]): T {
    return choices[this.#number(0, choices.length - 1)]!;
  }

  #is(oneIn: number): boolean {
    return this.#number(1, oneIn) === 1;
  }

  #block(): Node {
    switch (this.#number(0, 8)) {
      case 0:
        return this.#turned(schema.node("heading", { level: this.#number(1, 3) }, this.#inline(0)));
      case 1:
        return this.#turned(schema.node("quote", null, this.#inline(0)));
      case 2:
        return this.#turned(schema.node("lead", null, this.#inline(0)));
      case 3:
      case 4:
        return this.#turned(schema.node("item", { list: this.#oneOf(["number", "bullet"]), indent: this.#number(0, 8) }, this.#inline(0)));
      case 5:
        return schema.node("divider", null, this.#is(3) ? this.#inline(0) : []);
      case 6: {
        const src = this.#oneOf([DOT, "https://example.com/a.png?b=c&d"]);
        const said = { src, alt: this.#oneOf([null, "نقشه & <b>"]), credit: this.#oneOf([null, "عکس: Omid"]) };
        return this.#turned(schema.node("figure", said, this.#inline(0)));
      }
      default:
        return this.#turned(schema.node("paragraph", null, this.#inline(0)));
    }
  }

  /** With a direction that its text does not have by itself, if any: no other is told apart. */
  #turned(block: Node): Node {
    const dir = this.#is(5) ? keptDirection(block, this.#oneOf(["ltr", "rtl"]), "rtl") : null;
    return dir === null ? block : schema.node(block.type, { ...block.attrs, dir }, block.content);
  }

  #inline(least: number): Node[] {
    return Array.from({ length: this.#number(least, 5) }, () =>
      this.#is(7)
        ? schema.node("line_break", null, undefined, this.#marks())
        : schema.text(Array.from({ length: this.#number(1, 4) }, () => this.#oneOf(PIECES)).join(""), this.#marks()),
    );
  }

  #marks(): readonly Mark[] {
    let marks: readonly Mark[] = [];
    for (const name of FORMS) if (this.#is(6)) marks = schema.mark(name, { value: this.#valueOf(name) }).addToSet(marks);
    if (this.#is(8)) marks = schema.mark("link", { value: "https://example.com/(a)?b=c&d#e" }).addToSet(marks);
    if (this.#is(8)) marks = schema.mark("dir", { value: this.#oneOf(["ltr", "rtl", "auto"]) }).addToSet(marks);
    return marks;
  }

  #valueOf(name: (typeof FORMS)[number]): unknown {
    if (name === "lang") return this.#oneOf(["ar", "he", "ckb", "en", "fr-CA"]);
    return name === "script" ? this.#oneOf(["super", "sub"]) : true;
  }

  /** Who and when, told apart by `number`. */
  #signed(number: number): Signed {
    return { author: this.#oneOf(NAMES), at: BEGAN + number * 1000 };
  }

  #suggestions(doc: Node): ReviewedSuggestion[] {
    const text = textOf(doc);
    const suggestions: ReviewedSuggestion[] = [];
    let [inserted, struck, formed] = [0, 0, 0];
    for (let number = 0; number < 6; number++) {
      const own = {
        ...this.#signed(number),
        inserted: [] as Stretch[],
        struck: [] as Stretch[],
        forms: [] as TextForm[],
        blockForms: [] as BlockForm[],
      };
      const stretch = (from: number): Stretch | null => this.#stretch(text, from);
      const [ins, del, form] = [stretch(inserted), stretch(struck), stretch(formed)];
      if (ins && this.#is(2)) {
        own.inserted.push(ins);
        inserted = ins.to;
      }
      if (del && this.#is(2)) {
        own.struck.push(del);
        struck = del.to;
      }
      if (form && this.#is(2)) {
        own.forms.push(...this.#forms(doc, form));
        formed = form.to;
      }
      if (this.#is(3)) own.blockForms.push(...this.#blockForms(doc, suggestions));
      suggestions.push(own);
    }
    return suggestions;
  }

  #stretch(text: string, least: number): Stretch | null {
    if (least >= text.length) return null;
    const from = wholeAt(text, this.#number(least, text.length - 1));
    const to = wholeAt(text, Math.min(text.length, from + this.#number(1, 12)));
    return from < to && from >= least ? { from, to } : null;
  }

  /** A form that changes what is there. */
  #forms(doc: Node, { from, to }: Stretch): TextForm[] {
    const name = this.#oneOf(FORMS);
    const given = this.#valueOf(name);
    const forms: TextForm[] = [];
    let index = 0;
    for (const { insert, attributes } of runsOfDocument(doc)) {
      const length = typeof insert === "string" ? insert.length : 1;
      const [start, end] = [Math.max(from, index), Math.min(to, index + length)];
      if (start < end && insert !== "\n") forms.push({ from: start, to: end, name, value: attributes[name] === undefined ? given : null });
      index += length;
    }
    return forms;
  }

  #blockForms(doc: Node, others: readonly ReviewedSuggestion[]): BlockForm[] {
    const block = this.#number(0, doc.childCount - 1);
    const { type, attrs } = doc.child(block);
    if (["headline", "figure"].includes(type.name) || others.some(({ blockForms }) => blockForms.some((form) => form.block === block)))
      return [];
    if (type.name === "heading") return [{ block, name: "level", value: ((attrs["level"] as number) % 3) + 1 }];
    if (type.name === "item") return [{ block, name: "indent", value: ((attrs["indent"] as number) + 1) % 9 }];
    const kind = this.#oneOf(["heading", "quote", "item", "lead"].filter((one) => one !== type.name));
    const more = kind === "heading" ? { level: 2 } : kind === "item" ? { list: "bullet", indent: 1 } : {};
    return Object.entries({ kind, ...more }).map(([name, value]) => ({ block, name, value }));
  }

  #threads(doc: Node): ReviewedThread[] {
    const text = textOf(doc);
    return Array.from({ length: this.#number(0, 4) }, (): ReviewedThread => {
      const isResolved = this.#is(3);
      const messages = Array.from({ length: this.#number(1, 3) }, (_, i): ReviewedMessage => ({
        ...this.#signed(i),
        text: this.#oneOf(WORDS),
      }));
      const said = { messages: messages as [ReviewedMessage, ...ReviewedMessage[]], isResolved };
      const stretch = this.#stretch(text, 0);
      if (this.#is(4) || !stretch) return { target: "article", from: 0, to: 0, ...said };
      return this.#is(4) ? { target: "block", from: stretch.from, to: stretch.from, ...said } : { target: "range", ...stretch, ...said };
    });
  }
}

/** Indices of what refers to footnotes, and of the boundaries before them. */
function signsIn(doc: Node): number[] {
  const found: number[] = [];
  let index = 0;
  doc.forEach((block, _pos, i) => {
    if (i > 0) index++;
    if (block.type.name === "footnote") found.push(index - 1);
    block.forEach((node, offset) => void (node.type.name === "atom" && found.push(index + offset)));
    index += block.content.size;
  });
  return found;
}

/** What is left of a stretch without some indices, which are in order. */
function partsWithout<S extends Stretch>(stretch: S, indices: readonly number[]): S[] {
  const parts: S[] = [];
  let { from } = stretch;
  for (const at of [...indices.filter((one) => one >= stretch.from && one < stretch.to), stretch.to]) {
    if (at > from) parts.push({ ...stretch, from, to: at });
    from = at + 1;
  }
  return parts;
}

/** The text of a body, each unit where the body has it. */
const textOf = (doc: Node): string => {
  const text = runsOfDocument(doc)
    .map(({ insert }) => (typeof insert === "string" ? insert : "\uFFFC"))
    .join("");
  if (text.length !== flatLength(doc)) throw new Error(`a text of ${text.length} for a body of ${flatLength(doc)}`);
  return text;
};

/** An index that cuts no surrogate pair. */
const wholeAt = (text: string, index: number): number => (/[\uDC00-\uDFFF]/.test(text.charAt(index)) ? index + 1 : index);

/** What suggestions say, in the order of the text, whichever of them belong together. */
export function saidBy(suggestions: readonly ReviewedSuggestion[]): string[] {
  const said = suggestions.flatMap(({ author, at, inserted, struck, forms, blockForms }) => [
    ...inserted.flatMap((stretch) => units(stretch, `inserted by ${author} at ${at}`)),
    ...struck.flatMap((stretch) => units(stretch, `struck by ${author} at ${at}`)),
    ...forms.flatMap(({ name, value, ...stretch }) => units(stretch, `${name} ${String(value)} by ${author} at ${at}`)),
    ...blockForms.map(({ block, name, value }) => `block ${block} ${name} ${String(value)} by ${author} at ${at}`),
  ]);
  return said.sort();
}

const units = ({ from, to }: Stretch, said: string): string[] =>
  Array.from({ length: to - from }, (_, i) => `${String(from + i).padStart(8, "0")} ${said}`);
