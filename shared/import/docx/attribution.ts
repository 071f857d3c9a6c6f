import type { ArticleLanguage } from "../../article/model/language.ts";
import { AUTHOR, type Attribution } from "../../reviewed-article/fill-reviewed.ts";

const PERSIAN: Attribution = {
  line: `به نام «${AUTHOR}» در پرونده (تأییدنشده):`,
  rest: `پیشنهادهایی که نامی زیرشان نیست، در پرونده به نام «${AUTHOR}» است (تأییدنشده).`,
};
const ENGLISH: Attribution = {
  line: `By “${AUTHOR}” according to the file, not verified:`,
  rest: `Suggestions under which nobody is named are by “${AUTHOR}” according to the file, not verified.`,
};

/** How it is said who is said to have written comments and changes, in an article of this language; in Persian where none is said. */
export const attributionIn = (language: ArticleLanguage | null): Attribution => ((language ?? "fa") === "fa" ? PERSIAN : ENGLISH);
