import { baseDirectionOf, type ArticleLanguage } from "../../article/model/language.ts";

/** Tags by which word processors know the languages of articles. */
const TAGS: Readonly<Record<ArticleLanguage, string>> = {
  fa: "fa-IR",
  ar: "ar-SA",
  ckb: "ku-Arab-IQ",
  ur: "ur-PK",
  he: "he-IL",
  en: "en-US",
};

/** The tag by which word processors know the language of a run. @param language as `runLanguageOf` gives it */
export const wordTagOf = (language: string): string => TAGS[language as ArticleLanguage] ?? language;

/** The languages of runs that run left to right and right to left, as BCP 47. */
export interface LanguageTags {
  readonly ltr: string;
  readonly rtl: string;
}

/**
 * The languages of runs in an article of this language.
 * @param block the language of the block that they stand in; null where it is not known
 */
export function languageTags(article: ArticleLanguage, block: ArticleLanguage | null = null): LanguageTags {
  const own = baseDirectionOf(article) === "ltr" ? { ltr: TAGS[article], rtl: TAGS.fa } : { ltr: TAGS.en, rtl: TAGS[article] };
  if (block === null) return own;
  return { ...own, [baseDirectionOf(block)]: TAGS[block] };
}
