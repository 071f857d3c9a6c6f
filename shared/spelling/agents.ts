import { joins, ZWNJ } from "../style/letters.ts";

/**
 * Last parts of compounds, from verbs, that go with any noun: who does it, many who do, and that it is done. Those that are often
 * written for another (گذار and گزار) are not here: the dictionary says with which nouns they go.
 */
const AGENTS: ReadonlySet<string> = new Set(
  (
    "دهنده دهندگان دهندگی کننده کنندگان کنندگی گیرنده گیرندگان رونده روندگان آورنده آورندگان سازنده سازندگان پذیرنده پذیرندگان زده زدگان زدگی دیده دیدگان دیدگی " +
    "باخته باختگان یافته یافتگان شده شدگان گر گران گری گرا گرایان گرایی گرایانه ورز ورزان ورزی ورزانه ساز سازان سازی پرداز پردازان پردازی دار داران داری " +
    "بردار برداران برداری باز بازان بازی خوان خوانان خوانی نویس نویسان نویسی نگار نگاران نگاری شناس شناسان شناسی شناسانه پژوه پژوهان پژوهی جو جویان جویی جویانه " +
    "طلب طلبان طلبی طلبانه خواه خواهان خواهی خواهانه فروش فروشان فروشی نشین نشینان نشینی یاب یابان یابی رسان رسانان رسانی گیر گیران گیری پذیر پذیری " +
    "آفرین آفرینان آفرینی اندیش اندیشان اندیشی آموز آموزان آموزی پرور پروران پروری گستر گستران گستری افکن افکنان افکنی ستیز ستیزان ستیزی ستیزانه پرست پرستان پرستی " +
    "تراش تراشان تراشی دوز دوزان دوزی کوب کوبان کوبی نواز نوازان نوازی گشا گشایان گشایی بین بینان بینی بان بانان بانی مند مندان مندی یار یاران یاری " +
    "بخش بخشی ریز ریزان ریزی چین چینان چینی کش کشان کشی سرا سرایان سرایی سنج سنجان سنجی شکن شکنان شکنی زدا زدایی زن زنان زنی آمیز آمیزی محور محوران محوری دوست دوستان دوستی آزما آزمایان آزمایی زا زایی " +
    "بگیر بگیران بگیری سال سالان سالی همسری روب روبان روبی بر بران بری خوار خواران خواری پزشک پزشکان پزشکی پور زاده نژاد نیا تبار تباران محورانه مدار مداران مداری انگیز انگیزی نورد نوردان نوردی آلود فرسا گردی گرد"
  ).split(" "),
);

/** Also one of many, پاسخ‌دهندگانی. */
const isPart = (part: string): boolean => AGENTS.has(part) || (part.endsWith("انی") && AGENTS.has(part.slice(0, -1)));

/** Of these the last part is long enough to stand at a letter that does not join without a ZWNJ: صادرکنندگان. */
const LONG = 5;
const SHORTEST_NOUN = 2;

/**
 * Whether a word is a compound of a noun and who acts on it: پاسخ‌دهندگان, سیاست‌ورزان, صادرکنندگان (SP9).
 * @param isListed whether a dictionary has a word
 */
export function isAgent(word: string, isListed: (word: string) => boolean): boolean {
  const joint = word.lastIndexOf(ZWNJ);
  if (joint > 0) return isPart(word.slice(joint + 1)) && isListed(word.slice(0, joint));
  for (let length = word.length - LONG; length >= SHORTEST_NOUN; length--) {
    const noun = word.slice(0, length);
    if (isPart(word.slice(length)) && !joins(noun)) return isListed(noun);
  }
  return false;
}
