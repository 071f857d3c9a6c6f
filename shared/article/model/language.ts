import type * as Y from "yjs";
import { META } from "./names.ts";
import type { Direction } from "../../text/direction.ts";
import { languageIn, readLanguageTag, scriptOf } from "../../text/language-tag.ts";

/** Languages of a newsroom's articles, as BCP 47 tags. */
export const ARTICLE_LANGUAGES = ["fa", "ar", "ckb", "ur", "he", "en"] as const;
export type ArticleLanguage = (typeof ARTICLE_LANGUAGES)[number];

/** The language that a value names; null where it names none of a newsroom's. */
export const articleLanguageOf = (value: unknown): ArticleLanguage | null =>
  ARTICLE_LANGUAGES.find((language) => language === value) ?? null;

/** The language of a tag of BCP 47; null where it is none of a newsroom's. */
export function languageOfTag(tag: string): ArticleLanguage | null {
  const name = tag.trim().toLowerCase().split("-")[0]!;
  // Word calls Sorani Kurdish that of Iraq.
  return articleLanguageOf(name === "ku" ? "ckb" : name);
}

/**
 * The language that somebody said of a run (BD43): the name of one of a newsroom's, whatever its region, else the tag of any other,
 * also of one of these in another script than its own; null for what names none.
 */
export function runLanguageOf(value: unknown): string | null {
  const tag = readLanguageTag(value);
  if (tag === null) return null;
  const name = articleLanguageOf(languageIn(tag)) ?? (/^ku-(Arab\b|IQ)/.test(tag) ? "ckb" : null);
  if (name === null) return tag;
  const script = scriptOf(tag);
  return script === scriptOf(name) || script === "Aran" ? name : tag;
}

const KEY = "language";
const LEFT_TO_RIGHT: readonly ArticleLanguage[] = ["en"];

/** The language of an article; Persian where it has none, or one that this version does not know. */
export function languageOf(article: Y.Doc): ArticleLanguage {
  return articleLanguageOf(article.getMap(META).get(KEY)) ?? "fa";
}

/** Sets the language of an article, one of the primitives in its `meta`. */
export function setLanguage(article: Y.Doc, language: ArticleLanguage): void {
  article.getMap(META).set(KEY, language);
}

/** The direction of an article in this language, for blocks without a `dir` of their own (TX3). */
export const baseDirectionOf = (language: ArticleLanguage): Direction => (LEFT_TO_RIGHT.includes(language) ? "ltr" : "rtl");
