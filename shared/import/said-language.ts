import { Fragment, type Node } from "prosemirror-model";
import { keptLanguage, languageOfBlock } from "../article/model/block-direction.ts";
import { articleLanguageOf, runLanguageOf, type ArticleLanguage } from "../article/model/language.ts";
import { schema } from "../article/model/schema.ts";
import { hasRightToLeftLetter } from "../text/direction.ts";
import { isInScriptOf, mayHoldLatin } from "../text/language-tag.ts";
import { languageOfLetters } from "../text/letters-language.ts";

/** A language that a page or a document says of some of its text; it may be no more than that of a keyboard, or of a template. */
export class SaidLanguage {
  readonly tag: string;
  /** A word processor says it by itself, of all that was typed with a keyboard. */
  readonly isKeyed: boolean;
  /** Said of words within a block, by an element of their own. */
  readonly isInline: boolean;
  #letters = 0;
  #denied = 0;

  constructor(tag: string, said: { readonly isKeyed: boolean; readonly isInline: boolean }) {
    this.tag = tag;
    this.isKeyed = said.isKeyed;
    this.isInline = said.isInline;
  }

  /** Hears of a text of which it is said. */
  hear(text: string): void {
    const tag = meantBy(this.tag, text);
    if (!LETTER.test(text) || (mayHoldLatin(tag) && !hasRightToLeftLetter(text))) return;
    this.#letters += text.length;
    if (isDenied(tag, text)) this.#denied += text.length;
  }

  /** Whether most of what it is said of may be in it: of a template for another language nothing is believed. */
  get isCredible(): boolean {
    return this.#denied * 4 <= this.#letters;
  }
}

/** @param said the value of an element's `lang`, which programs write in capitals or with a region. @returns null for what names no language */
export function readSaidLanguage(said: string, isInline: boolean): SaidLanguage | null {
  const tag = runLanguageOf(said.trim());
  return tag === null ? null : new SaidLanguage(tag, { isKeyed: /^[A-Z]|-[A-Za-z]{2}$/.test(said.trim()), isInline });
}

/** What is said of a part of a block, in positions of its content. */
export interface SaidStretch {
  readonly from: number;
  readonly to: number;
  readonly said: SaidLanguage;
}

const LETTER = /\p{L}/u;
/** Letters that a language never has, of those of its script; those of keyboards (ي, ک) are in every text. */
const NEVER: Readonly<Record<string, RegExp>> = {
  ar: /[\u067E\u0686\u0698\u06AF\u06CE\u06C6\u06B5\u0695\u06D5\u0679\u0688\u0691\u06BA\u06D2\u06C1]/u,
  fa: /[\u06CE\u06C6\u06B5\u0695\u0679\u0688\u0691\u06BA\u06D2\u06C1]/u,
  ur: /[\u06CE\u06C6\u06B5\u0695\u06D5]/u,
  ckb: /[\u0679\u0688\u0691\u06BA\u06D2\u06C1]/u,
};
/** What tells Arabic from Persian that was typed with an Arabic keyboard. */
const ARABIC = /[\u0629\u0625]|[\u064B-\u0652].*[\u064B-\u0652]/su;

/** What a tag means of a text: `ku` stands for both languages that are called so, which are written in different letters. */
const meantBy = (tag: string, text: string): string => (tag === "ku" && hasRightToLeftLetter(text) ? "ckb" : tag);

const isDenied = (tag: string, text: string): boolean => !isInScriptOf(tag, text) || (NEVER[tag]?.test(text) ?? false);

const isTold = (tag: string, text: string): boolean =>
  !hasRightToLeftLetter(text) || (tag === "ar" ? ARABIC.test(text) : languageOfLetters(text) === tag);

/**
 * The language of a run for which a document says one (BD45): null where its letters deny it, where it is read in it anyway, and where
 * only a keyboard says it and its letters do not.
 * @param around the language of its block; null where it may be any
 */
function keptRunLanguage(text: string, { tag: said, isKeyed }: SaidLanguage, around: ArticleLanguage | null): string | null {
  const tag = meantBy(said, text);
  const isRead = tag === (hasRightToLeftLetter(text) ? around : "en");
  return isRead || isDenied(tag, text) || (isKeyed && !isTold(tag, text)) ? null : tag;
}

/** A block with the language that a page says of all of it, or of its runs, as far as it is believed (BD44, BD45). */
export function withLanguages(block: Node, stretches: readonly SaidStretch[], article: ArticleLanguage): Node {
  const credible = stretches.filter(({ said }) => said.isCredible);
  if (credible.length === 0) return block;
  const all = saidOfAll(block, credible);
  const name = all && articleLanguageOf(meantBy(all.tag, block.textContent));
  if (!all || name === null || block.type.name === "headline" || (all.isInline && !all.isKeyed))
    return withRunLanguages(block, credible, article);
  const lang = all.isKeyed && !isTold(name, block.textContent) ? null : keptLanguage(block, name, article);
  return lang === null ? block : block.type.create({ ...block.attrs, lang }, block.content);
}

/** A block with the languages that are said of its runs, as far as they are believed (BD45). @param stretches in order, and apart */
export function withRunLanguages(block: Node, stretches: readonly SaidStretch[], article: ArticleLanguage): Node {
  const text = textOf(block);
  const around = languageOfBlock(block, article);
  const kept = joined(stretches).flatMap(({ from, to, said }) => {
    const run = text.slice(from, to);
    const tag = keptRunLanguage(run, said, around);
    if (tag === null) return [];
    const start = from + (run.length - run.trimStart().length);
    return [{ from: start, to: start + run.trim().length, mark: schema.mark("lang", { value: tag }) }];
  });
  if (kept.length === 0) return block;
  const nodes: Node[] = [];
  let next = 0;
  block.forEach((child, offset) => {
    const end = offset + child.nodeSize;
    for (let from = offset; from < end;) {
      while (next < kept.length && kept[next]!.to <= from) next++;
      const run = kept[next];
      const isIn = run !== undefined && run.from <= from;
      const to = Math.min(end, isIn ? run.to : (run?.from ?? end));
      const part = child.isText ? child.cut(from - offset, to - offset) : child;
      nodes.push(isIn ? part.mark(run.mark.addToSet(part.marks)) : part);
      from = to;
    }
  });
  return block.copy(Fragment.fromArray(nodes));
}

/** With as many characters as the content has positions. */
const textOf = (block: Node): string => block.textBetween(0, block.content.size, "", "\uFFFC");

/** What is said of all letters of a block that run the way of its language; null where several are, or none. */
function saidOfAll(block: Node, stretches: readonly SaidStretch[]): SaidLanguage | null {
  const [first] = stretches;
  if (!first || stretches.some(({ said }) => said.tag !== first.said.tag)) return null;
  const text = textOf(block);
  let rest = "";
  let end = 0;
  for (const { from, to } of stretches) {
    rest += text.slice(end, from);
    end = to;
  }
  rest += text.slice(end);
  return (hasRightToLeftLetter(text) ? hasRightToLeftLetter(rest) : LETTER.test(rest)) ? null : first.said;
}

/** Stretches that say the same side by side as one. */
function joined(stretches: readonly SaidStretch[]): SaidStretch[] {
  const all: SaidStretch[] = [];
  for (const stretch of stretches) {
    const last = all.at(-1);
    const isSame = last?.to === stretch.from && last.said.tag === stretch.said.tag && last.said.isKeyed === stretch.said.isKeyed;
    if (isSame) all[all.length - 1] = { ...last, to: stretch.to };
    else all.push(stretch);
  }
  return all;
}
