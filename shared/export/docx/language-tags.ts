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

/** The languages of runs that run left to right and right to left, in an article of this language. */
export const languageTags = (language: ArticleLanguage): { readonly ltr: string; readonly rtl: string } =>
  baseDirectionOf(language) === "ltr" ? { ltr: TAGS[language], rtl: TAGS.fa } : { ltr: TAGS.en, rtl: TAGS[language] };
