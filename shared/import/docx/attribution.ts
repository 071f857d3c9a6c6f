import type { ArticleLanguage } from "../../article/model/language.ts";
import { AUTHOR, type Attribution } from "../../reviewed-article/fill-reviewed.ts";

const ATTRIBUTIONS: Readonly<Record<ArticleLanguage, Attribution>> = {
  fa: {
    line: `به نام «${AUTHOR}» در پرونده (تأییدنشده):`,
    rest: `پیشنهادهایی که نامی زیرشان نیست، در پرونده به نام «${AUTHOR}» است (تأییدنشده).`,
  },
  ar: {
    line: `باسم «${AUTHOR}» وفق الملف، دون تحقق:`,
    rest: `الاقتراحات التي لا اسم تحتها هي باسم «${AUTHOR}» وفق الملف، دون تحقق.`,
  },
  ckb: {
    line: `بە ناوی «${AUTHOR}» لە پەڕگەکەدا (پشتڕاستنەکراوە):`,
    rest: `ئەو پێشنیارانەی ناویان لەژێردا نییە، لە پەڕگەکەدا بە ناوی «${AUTHOR}»ن (پشتڕاستنەکراوە).`,
  },
  ur: {
    line: `فائل کے مطابق «${AUTHOR}» کے نام سے (غیر مصدقہ):`,
    rest: `جن تجاویز کے نیچے کوئی نام نہیں، وہ فائل کے مطابق «${AUTHOR}» کی ہیں (غیر مصدقہ)۔`,
  },
  he: {
    line: `בשם ״${AUTHOR}״ לפי הקובץ, לא מאומת:`,
    rest: `הצעות שאין תחתיהן שם הן בשם ״${AUTHOR}״ לפי הקובץ, לא מאומת.`,
  },
  en: {
    line: `By “${AUTHOR}” according to the file, not verified:`,
    rest: `Suggestions under which nobody is named are by “${AUTHOR}” according to the file, not verified.`,
  },
};

/** How it is said who is said to have written comments and changes, in an article of this language; in Persian where none is said. */
export const attributionIn = (language: ArticleLanguage | null): Attribution => ATTRIBUTIONS[language ?? "fa"];
