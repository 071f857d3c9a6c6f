import type { ArticleLanguage } from "../../article/model/language.ts";
import { AUTHOR } from "../../reviewed-article/fill-reviewed.ts";

const ENGLISH = `By “${AUTHOR}” according to the file, not verified:`;

/** The line that says who is said to have written a comment or a change, in an article of this language; Persian where none is said. */
export const attributionIn = (language: ArticleLanguage | null): string =>
  (language ?? "fa") === "fa" ? `به نام «${AUTHOR}» در پرونده (تأییدنشده):` : ENGLISH;
