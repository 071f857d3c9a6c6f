/** Persian news made up from a seed: headlines of people and places, a lead, and paragraphs in which few words make most of the text. */
import * as Y from "yjs";
import { BODY } from "../../../shared/article/model/names.ts";
import { randomFrom } from "../editor/words.ts";

const split = (words: string): string[] => words.split(" ");
const COMMON = split(
  "و در به از که را این با است برای آن یک خود تا کرد بر هم نیز گفت شده دارد اما اگر شد باید هر بود یا دیگر دو ما ها می‌شود می‌کند کرده او پس همه هیچ بین بیش پیش هنوز باز بی سه چند",
);
const NOUNS = split(
  "شهر مردم آب خاک زمین باران رودخانه کارخانه دولت مجلس شورا قانون بودجه گزارش خبرنگار سردبیر روزنامه صفحه تیتر عکس پرونده دادگاه شهردار محله خیابان میدان بازار قیمت تورم کارگر " +
    "کشاورز مدرسه دانشگاه پزشک بیمارستان هوا گرما سرما جنگل پل جاده راه‌آهن فرودگاه بندر کشتی نفت گاز برق نیروگاه سد دریا جزیره کوه کویر باغ گندم برنج چای پسته فرش موزه کتابخانه کتاب " +
    "نویسنده شاعر فیلم سینما تئاتر موسیقی ورزش فوتبال تیم مربی بازیکن مسابقه جام مدال هنر تاریخ فرهنگ زبان آموزش پژوهش دانش فناوری رایانه اینترنت تلفن ماهواره انرژی محیط‌زیست آلودگی",
);
const VERBS = split(
  "می‌گوید می‌روند نمی‌دانیم می‌خواهد می‌رسد می‌سازند آغاز‌شد باز‌گشت خواهد‌ماند ساخته‌اند می‌افزاید می‌پرسند نگرانند پذیرفتند رد‌کردند افزایش‌یافت کاهش‌یافت برگزار‌شد",
);
const NAMES = split(
  "تهران تبریز شیراز اصفهان مشهد رشت اهواز کرمان یزد قم همدان سنندج بوشهر گرگان زاهدان کابل هرات دوشنبه سمرقند احمدی رضایی کریمی موسوی حسینی صادقی نوری جعفری شریفی قاسمی",
);
const ADJECTIVES = split(
  "تازه کهنه بزرگ کوچک روشن دشوار ساده نخست گران ارزان بین‌المللی محلی کشوری شهری روستایی کم‌سابقه بی‌سابقه پیش‌بینی‌شده مهم تاریخی",
);

export interface MadeUp {
  readonly title: string;
  /** Headline, lead and paragraphs, a line each. */
  readonly flat: string;
}

/** @param seed the same text for the same */
export function madeUpArticle(words: number, seed: number): MadeUp {
  const random = randomFrom(seed * 7919 + 1);
  const one = (list: readonly string[]): string => list[Math.floor(random() ** 2 * list.length)]!;
  const sentence = (): string => {
    const length = 8 + Math.floor(random() * 14);
    const parts: string[] = [];
    for (let i = 0; i < length; i++) {
      const turn = random();
      if (turn < 0.42) parts.push(one(COMMON));
      else if (turn < 0.75) parts.push(one(NOUNS) + (random() < 0.2 ? "‌ها" : random() < 0.1 ? "‌های" : ""));
      else if (turn < 0.85) parts.push(one(ADJECTIVES));
      else if (turn < 0.93) parts.push(one(VERBS));
      else if (turn < 0.98) parts.push(one(NAMES));
      else parts.push(String(Math.floor(random() * 2000)).replace(/\d/g, (digit) => String.fromCharCode(0x6f0 + Number(digit))));
    }
    return `${parts.join(" ")}.`;
  };
  const title = `${one(NOUNS)} ${one(ADJECTIVES)} ${one(NAMES)} ${one(VERBS)}: ${one(NOUNS)} ${one(NOUNS)}`;
  const blocks = [title, sentence()];
  for (let written = 30; written < words;) {
    const paragraph = Array.from({ length: 3 + Math.floor(random() * 3) }, sentence).join(" ");
    written += paragraph.split(" ").length;
    blocks.push(paragraph);
  }
  return { title, flat: blocks.join("\n") };
}

/** @returns a Yjs update that fills a new article with `madeUpArticle(words, seed)` */
export function articleUpdate(words: number, seed: number): Uint8Array {
  const doc = new Y.Doc();
  doc.getText(BODY).insert(0, madeUpArticle(words, seed).flat);
  const update = Y.encodeStateAsUpdate(doc);
  doc.destroy();
  return update;
}

/** What people type, and what comes of it on the way: beginnings of one to three words, with other letters and signs. */
export function queries(count: number, seed: number): string[] {
  const random = randomFrom(seed + 99);
  const words = [...NOUNS, ...NAMES, ...VERBS, ...ADJECTIVES, ...COMMON];
  return Array.from({ length: count }, () => {
    const terms = Array.from({ length: 1 + Math.floor(random() * 3) }, () => words[Math.floor(random() * words.length)]!);
    const last = terms.pop()!;
    const text = [...terms, last.slice(0, 1 + Math.floor(random() * last.length))].join(" ");
    return random() < 0.3 ? text.replaceAll("ی", "ي").replaceAll("ک", "ك") : text;
  });
}
