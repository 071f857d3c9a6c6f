/** A pair that is one noun in some places and two words in others: پیش رفت, دست آورد. */
export interface GuardedCompound {
  readonly first: string;
  readonly second: string;
  /** What stands between them as one word: nothing, a ZWNJ, or `ا` for the آ that the second begins with (دستاورد). */
  readonly joint: "" | "\u200C" | "ا";
  /** Text before it by which it is a noun. */
  readonly before?: RegExp;
  /** Text after it by which it is a noun. */
  readonly after?: RegExp;
  /** Text before it by which it is none, whatever follows. */
  readonly never?: RegExp;
}

const DO = "(?:ن?می\u200C)?ن?(?:کرد|کن|نمود|نمای|شد|شو|گرد)";
const words = (before: string): RegExp => new RegExp(`(?:^|[\\s«(])(?:${before}) $`);
const next = (after: string): RegExp => new RegExp(`^ (?:${after})`);
const DETERMINED = "این|آن|یک|هر|هیچ|دو|سه|چهار|پنج|چند|چندین|نوع|نخستین|اولین|آخرین|بزرگ\u200Cترین|مهم\u200Cترین|[\\d۰-۹]+";

/** What makes of a pair a noun also without the words that are listed: its plural. */
export const PLURAL_ENDING = /^\u200C?ها(?:ی|یی|یش|یم|یت|یشان|یمان|یتان)?$/;

export const GUARDED_COMPOUNDS: readonly GuardedCompound[] = [
  {
    first: "پیش",
    second: "رفت",
    joint: "",
    before: words("با|از|هر|هیچ|میزان|سرعت|موجب|باعث|سطح|شاهد|مسیر|برای"),
    after: next("(?:ن?می\u200C)?ن?(?:کرد|کن|داشت|دار)|علم|علمی|اقتصادی|فنی|تحصیلی|فیزیکی|چشمگیر|قابل|پروژه|عملیات|ساخت"),
  },
  {
    first: "دست",
    second: "آورد",
    joint: "ا",
    before: words(`${DETERMINED}|[\u0621-\u06CC\u200C]+ترین`),
    after: next("بزرگ|مهم|علمی|تازه|ارزشمند|هسته\u200Cای|تاریخی|ملی|سفر|دولت|این"),
    never: words("به"),
  },
  {
    first: "بر",
    second: "خورد",
    joint: "",
    before: words(`نحوه|شیوه|نوع|طرز|طرح|${DETERMINED}`),
    after: next(`${DO}|داشت|قاطع|جدی|شدید|فیزیکی|قضایی|قهری|قانونی|امنیتی|تند|دوگانه|سلیقه\u200Cای|نزدیک|مناسب|با |دو |صاعقه`),
  },
  {
    first: "باز",
    second: "دید",
    joint: "",
    before: words(`نوبت|پایان|جریان|حاشیه|${DETERMINED}`),
    after: next(`${DO}|ن?خواه|داشت|دارد|دارند|به عمل|از |سرزده|میدانی|نوروزی|وزیر|رئیس|هیئت|بازرسان|رایگان|عمومی|علنی`),
  },
  {
    first: "باز",
    second: "گشت",
    joint: "",
    after: next("به |از |پناهندگان|مهاجران|آوارگان|زائران|سرمایه"),
    never: words("در|گره|پنجره|دهان|چشم"),
  },
  { first: "باز", second: "داشت", joint: "", after: next(`${DO}|موقت|متهم|خانگی|در|او|وی`), never: words("را از|را") },
  {
    first: "در",
    second: "آمد",
    joint: "",
    before: words("منبع|منابع|کاهش|افزایش|کسری|میزان|سطح|کسب|سهم|تنها"),
    after: next("سالانه|سرانه|ملی|نفتی|مالیاتی|ارزی|ماهانه|حاصل|خانوار|دولت|پایدار|ثابت|ناخالص|خالص|صادراتی|گمرکی|گردشگری"),
  },
  {
    first: "در",
    second: "صد",
    joint: "",
    before: words("[\\d۰-۹٫٬.,]+|یک|دو|سه|چهار|پنج|شش|هفت|هشت|نه|ده|بیست|سی|چهل|پنجاه|شصت|هفتاد|هشتاد|نود|چند"),
    never: words("صد"),
  },
  {
    first: "در",
    second: "خواست",
    joint: "",
    before: words(`به|با|بنا به|بر اساس|طبق|${DETERMINED}`),
    after: next(`${DO}|ن?(?:داد|ده|داشت|دار)|رسمی|کتبی|تجدیدنظر|دیدار|کمک|استعفا|وام|پناهندگی|شکات|اعضای|دادستان`),
  },
  {
    first: "خود",
    second: "رو",
    joint: "",
    before: words(
      "یک|دو|سه|چهار|پنج|چند|هر|[\\d۰-۹]+|دستگاه|قیمت|بازار|صنعت|تولید|واردات|راننده|سرنشین|سرنشینان|فروش|خرید|سرقت|بیمه|واژگونی",
    ),
    after: next("سواری|سنگین|سبک|برقی|وارداتی|داخلی|خارجی|صفر|دولتی|شخصی|پلیس|سمند|پراید|پژو"),
  },
  { first: "سر", second: "زمین", joint: "", after: next("مادری|پهناور|کهن|پدری|اجدادی|موعود|پارس|ایران|فلسطین") },
  {
    first: "سر",
    second: "باز",
    joint: "",
    before: words("یک|دو|سه|چهار|پنج|هر|[\\d۰-۹]+|هزار|صدها|این"),
    after: next("وظیفه|گمنام|اسرائیلی|آمریکایی|روس|روسی|اوکراینی|عراقی|ایرانی|فراری"),
    never: words("از|زخم"),
  },
  {
    first: "دور",
    second: "بین",
    joint: "",
    before: words("مقابل|جلوی|پشت|روبه\u200Cروی|لنز|برابر"),
    after: next("مدار|بسته|عکاسی|فیلم|مخفی|ثبت|کنترل|حرارتی|دیجیتال|تلویزیون|گوشی|عکاس"),
  },
  { first: "گوش", second: "زد", joint: "", after: next(DO) },
  { first: "دست", second: "برد", joint: "", before: words("سرقت و|دزدی و|قصد|به قصد"), after: next("(?:ن?می\u200C)?ن?(?:زد|زن)") },
  { first: "پیش", second: "برد", joint: "", before: words("برای|جهت|در|راستای|به|موجب|هدف|امکان|مسیر|منظور") },
  {
    first: "یاد",
    second: "داشت",
    joint: "",
    before: words("این|یک|سلسله|ستون|دفتر|دفترچه"),
    after: next(`تفاهم|روزانه|شفاهی|نویسنده|${DO}`),
    never: words("به|در|از"),
  },
  {
    first: "یاد",
    second: "بود",
    joint: "",
    before: words("مراسم|بنای|نشست|سکه|تمبر|لوح|ستون|دیوار|آیین"),
    after: next("شهدا|شهیدان|قربانیان|جان"),
  },
  {
    first: "کار",
    second: "خانه",
    joint: "",
    before: words("مدیر|کارگران|کارگر|صاحب|تعطیلی|سوله|یک|دو|سه|چند|[\\d۰-۹]+"),
    after: next("سیمان|فولاد|قند|خودروسازی|تولید|نساجی|داروسازی|کاغذ|ذوب|لاستیک|پتروشیمی|شیر|آرد|رب|چوب|کشتی"),
  },
  {
    first: "بازی",
    second: "کن",
    joint: "",
    before: words("یک|دو|سه|هر|[\\d۰-۹]+|بهترین"),
    after: next("تیم|ملی|هلندی|خارجی|ایرانی|برزیلی|جوان|سابق|پیشین|استقلال|پرسپولیس|سپاهان|تراکتور|میانی"),
  },
  { first: "هم", second: "راه", joint: "", before: words("به"), after: next("با ") },
  { first: "هم", second: "آهنگ", joint: "ا", after: /^/, never: words("هم") },
  { first: "هم", second: "آهنگی", joint: "ا", after: /^/ },
  { first: "نو", second: "روز", joint: "", after: /^/, never: words("سال|روز|ماه|و|بام") },
  { first: "نو", second: "روزی", joint: "", after: /^/ },
  {
    first: "سال",
    second: "روز",
    joint: "",
    after: next("تولد|درگذشت|شهادت|پیروزی|ورود|آزادسازی|رحلت|تأسیس|میلاد|بمباران|حمله|ازدواج|استقلال|سقوط|کودتا|ملی"),
  },
  { first: "پیش", second: "روی", joint: "", after: next("نیروهای|ارتش|طالبان|داعش|شورشیان|به سوی|به سمت|در خاک|بیابان") },
  {
    first: "راه",
    second: "برد",
    joint: "",
    before: words(DETERMINED),
    after: next("توسعه|اقتصادی|ملی|دفاعی|نظامی|تازه|جدید"),
    never: words("را"),
  },
  { first: "بر", second: "گزار", joint: "", after: next(`${DO}|ن?خواه`) },
  { first: "بر", second: "کنار", joint: "", after: next(`${DO}|ن?خواه`) },
  { first: "بر", second: "طرف", joint: "", after: next(`${DO}|ن?خواه`) },
  { first: "بر", second: "قرار", joint: "", after: next(`${DO}|ن?خواه|است|بود|ماند`) },
  { first: "بر", second: "پا", joint: "", after: next(DO) },
];
