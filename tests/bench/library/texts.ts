/** Articles to measure with: Persian words from a seed, as long as news is. */
import * as Y from "yjs";

const WORDS = "خبر امروز تهران دولت مجلس بازار اقتصاد گزارش خبرنگار وزیر رئیس شهر مردم سال ماه روز هفته قیمت نفت آب برق مدرسه دانشگاه کتاب فیلم هنر ورزش فوتبال تیم می‌شود می‌گوید کرده‌است نمی‌تواند درباره برای همه این آن که از به در با تا بر هم اما اگر چون زیرا پس نیز باید شاید هنوز دیگر".split(" ");

/** The same numbers below 1 for the same seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** An update that fills a new article of so many words; the first line is its headline. */
export function articleOf(words: number, seed: number): Uint8Array {
  const next = numbers(seed);
  const word = (): string => WORDS[Math.floor(next() * WORDS.length)]!;
  const text = Array.from({ length: words }, (_, i) => word() + (i === 6 || i % 60 === 59 ? "\n" : " ")).join("");
  const doc = new Y.Doc();
  doc.clientID = Math.floor(next() * 2 ** 31) + 1;
  doc.getText("body").insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}
