import type { ArticleLanguage } from "../../article/model/language.ts";

/** What a printed copy says beside the article, in its language. */
export interface PrintWords {
  /** Between the number of a page and how many there are. */
  readonly of: string;
  readonly notes: string;
  readonly suggestions: string;
  readonly inserted: string;
  readonly struck: string;
  readonly restyled: string;
  /** Somebody whose name nobody knows. */
  readonly unknown: string;
}

export const PRINT_WORDS: Readonly<Record<ArticleLanguage, PrintWords>> = {
  fa: {
    of: "از",
    notes: "یادداشت‌ها",
    suggestions: "پیشنهادها",
    inserted: "افزوده",
    struck: "حذف‌شده",
    restyled: "به شکلی دیگر",
    unknown: "ناشناس",
  },
  ar: {
    of: "من",
    notes: "التعليقات",
    suggestions: "الاقتراحات",
    inserted: "مضاف",
    struck: "محذوف",
    restyled: "تنسيق آخر",
    unknown: "مجهول",
  },
  ckb: {
    of: "لە",
    notes: "تێبینییەکان",
    suggestions: "پێشنیارەکان",
    inserted: "زیادکراو",
    struck: "سڕاوە",
    restyled: "شێوەی تر",
    unknown: "نەناسراو",
  },
  ur: {
    of: "از",
    notes: "تبصرے",
    suggestions: "تجاویز",
    inserted: "اضافہ شدہ",
    struck: "حذف شدہ",
    restyled: "دوسری شکل",
    unknown: "نامعلوم",
  },
  he: {
    of: "מתוך",
    notes: "הערות",
    suggestions: "הצעות",
    inserted: "נוסף",
    struck: "נמחק",
    restyled: "עיצוב אחר",
    unknown: "לא ידוע",
  },
  en: {
    of: "of",
    notes: "Notes",
    suggestions: "Suggestions",
    inserted: "inserted",
    struck: "deleted",
    restyled: "another form",
    unknown: "Unknown",
  },
};
