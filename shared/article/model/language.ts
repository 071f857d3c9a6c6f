import type * as Y from "yjs";
import { META } from "./names.ts";
import type { Direction } from "../../text/direction.ts";

/** Languages of a newsroom's articles, as BCP 47 tags. */
export const ARTICLE_LANGUAGES = ["fa", "ar", "ckb", "ur", "he", "en"] as const;
export type ArticleLanguage = (typeof ARTICLE_LANGUAGES)[number];

const KEY = "language";
const LEFT_TO_RIGHT: readonly ArticleLanguage[] = ["en"];

/** The language of an article; Persian where it has none, or one that this version does not know. */
export function languageOf(article: Y.Doc): ArticleLanguage {
  const value = article.getMap(META).get(KEY);
  return ARTICLE_LANGUAGES.find((language) => language === value) ?? "fa";
}

/** Sets the language of an article, one of the primitives in its `meta`. */
export function setLanguage(article: Y.Doc, language: ArticleLanguage): void {
  article.getMap(META).set(KEY, language);
}

/** The direction of an article in this language, for blocks without a `dir` of their own (TX3). */
export const baseDirectionOf = (language: ArticleLanguage): Direction => (LEFT_TO_RIGHT.includes(language) ? "ltr" : "rtl");

/** The language of an article by a tag of BCP 47; null for one that an article cannot have. */
export function languageOfTag(tag: string): ArticleLanguage | null {
  const name = tag.trim().toLowerCase().split("-")[0]!;
  // Word calls Sorani Kurdish that of Iraq.
  const known = name === "ku" ? "ckb" : name;
  return ARTICLE_LANGUAGES.find((language) => language === known) ?? null;
}
