/** Adjectives that take تر, of which the dictionary does not say so. */
const MORE: ReadonlySet<string> = new Set(
  "آماده شیفته بالا عقب جلو زود جدی قانونی سطحی صمیمی رسمی سنتی مؤثر موثر بحرانی حیاتی منطقی تهاجمی دفاعی انسانی جهانی تاریخی مردمی فنی علمی عملی عملیاتی عینی واقعی اساسی اصلی پایه‌ای ریشه‌ای حرفه‌ای رسانه‌ای منطقه‌ای کاربردی اجرایی اقتصادی سیاسی محلی ملی بومی بدوی ابتدایی تخصصی عمومی خصوصی شخصی ایرانی غربی شرقی شمالی جنوبی احساسی هجومی تدافعی داخلی خارجی مرکزی پیشین".split(
    " ",
  ),
);

/** First parts that make an adjective of a noun: کم‌هزینه, بی‌تجربه, باتجربه. */
const ADJECTIVE =
  /^(?:کم|بی|پر|خوش|بد|هم|نا)\u200C.{3,}|(?:\u200C(?:یافته|مانده|شده|آمیز|مند|پذیر|گرا|گرایانه|دار|طلب|بار|انگیز|ناک|بنیان|محور))$/;

/** Whether a word is an adjective that can be compared, by the list above or by its form; the dictionary is asked elsewhere. */
export function takesComparative(word: string): boolean {
  return MORE.has(word) || ADJECTIVE.test(word);
}
