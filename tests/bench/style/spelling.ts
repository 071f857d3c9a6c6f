/** The speller on right sentences and on misspelt words: what it doubts, what it suggests, and what both cost. */
import { performance } from "node:perf_hooks";
import { openSpeller } from "../../contract/spelling-dictionaries.ts";
import { readLabelled } from "./labelled.ts";

/** A misspelt word and what was meant. "_" is a ZWNJ. */
const MISSPELT = `
  خبرنگر:خبرنگار دولط:دولت وزیز:وزیر انتخاباط:انتخابات زیرساخط:زیرساخت پژوهشگرن:پژوهشگران می_خاهد:می_خواهد اقتصادد:اقتصاد
  مذاکزه:مذاکره برنمه:برنامه رییسس:رئیس نمایندکان:نمایندگان جمحوری:جمهوری بیمارستن:بیمارستان دانشگه:دانشگاه سیاستت:سیاست
  محیت:محیط زمستن:زمستان تحریه:تحریم آزمایشگه:آزمایشگاه گزارژ:گزارش شهردای:شهرداری ترافبک:ترافیک پیشنهد:پیشنهاد
  تصمبم:تصمیم موسیغی:موسیقی تاریح:تاریخ فرهنک:فرهنگ مدرصه:مدرسه اتوبوص:اتوبوس ورزشگه:ورزشگاه قهرمن:قهرمان
  goverment:government recieve:receive seperate:separate occured:occurred adress:address
`
  .trim()
  .split(/\s+/)
  .map((pair) => pair.replaceAll("_", "\u200C").split(":") as [string, string]);

/** Words of an article that is checked whole. */
const WORDS = 10_000;
const SUGGESTED = 5;

/** Milliseconds, and what the work gave. */
function timed<T>(work: () => T): [number, T] {
  const begun = performance.now();
  const result = work();
  return [performance.now() - begun, result];
}

export async function benchSpelling(): Promise<void> {
  const begun = performance.now();
  const speller = await openSpeller();
  const loading = performance.now() - begun;
  const right = ["development", "held-out", "later"].flatMap(readLabelled).filter(({ findings }) => findings.length === 0);
  const words = right.flatMap(({ text }) => text.split(/\s+/));
  const doubted = right.flatMap(({ text }) => speller.check(text).map(({ start, end }) => text.slice(start, end)));
  console.log(`spelling: both dictionaries open in ${(loading / 1000).toFixed(2)} s`);
  console.log(`  of ${words.length} words of right sentences ${doubted.length} are in doubt: ${doubted.join(" ")}`);
  const found = MISSPELT.filter(([wrong]) => speller.check(wrong).length === 1);
  const asked = found.map(([wrong, meant]) => {
    const [time, suggested] = timed(() => speller.suggest(wrong));
    return { time, isFirst: suggested[0] === meant, isNear: suggested.slice(0, SUGGESTED).includes(meant) };
  });
  const mean = asked.reduce((sum, { time }) => sum + time, 0) / asked.length;
  console.log(
    `  of ${MISSPELT.length} misspelt words ${found.length} are found; what was meant is first for ${asked.filter(({ isFirst }) => isFirst).length}, ` +
      `among ${SUGGESTED} for ${asked.filter(({ isNear }) => isNear).length}; ${mean.toFixed(0)} ms each, ${Math.max(...asked.map(({ time }) => time)).toFixed(0)} at most`,
  );
  const article = Array.from({ length: Math.ceil(WORDS / words.length) }, () => right.map(({ text }) => text)).flat();
  const fresh = await openSpeller();
  const [first] = timed(() => article.forEach((text) => fresh.check(text)));
  const [again] = timed(() => article.forEach((text) => fresh.check(text)));
  console.log(`  ${article.join(" ").split(/\s+/).length} words are checked in ${first.toFixed(0)} ms, and again in ${again.toFixed(0)}`);
}
