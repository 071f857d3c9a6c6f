import { isValidJalaaliDate, toGregorian } from "jalaali-js";
import { ZWNJ } from "../letters.ts";
import type { Rule } from "../style-text.ts";

const WEEKDAYS = ["یکشنبه", "دوشنبه", `سه${ZWNJ}شنبه`, "چهارشنبه", `پنج${ZWNJ}شنبه`, "جمعه", "شنبه"] as const;

const JALALI_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split(" ");
const GREGORIAN_MONTHS = "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر".split(" ");
/** Other names of the same months. */
const GREGORIAN_NAMES: Readonly<Record<string, number>> = {
  می: 5,
  جولای: 7,
  جون: 6,
  آگوست: 8,
  آگست: 8,
  اگوست: 8,
  ژولای: 7,
  اپریل: 4,
  آپریل: 4,
};

const DAY =
  "(?<!\\p{L})(?<weekday>یک[ \\u200C]?شنبه|دو[ \\u200C]?شنبه|سه[ \\u200C]?شنبه|چهار[ \\u200C]?شنبه|پنج[ \\u200C]?شنبه|شنبه|جمعه|آدینه)";
const MONTH = [...JALALI_MONTHS, ...GREGORIAN_MONTHS, ...Object.keys(GREGORIAN_NAMES)].join("|");
/** Days of the month in words. */
const UNITS = "یکم دوم سوم چهارم پنجم ششم هفتم هشتم نهم".split(" ");
const ORDINALS: readonly string[] = [
  ...UNITS,
  ..."دهم یازدهم دوازدهم سیزدهم چهاردهم پانزدهم شانزدهم هفدهم هجدهم نوزدهم بیستم".split(" "),
  ...UNITS.map((unit) => `بیست و ${unit}`),
  "سی‌ام",
  "سی و یکم",
];
const IN_WORDS = [...ORDINALS, "اول"]
  .toReversed()
  .map((day) => day.replaceAll(" ", "[ \\u200C]?"))
  .join("|");

const DATE = `(?<day>[\\d۰-۹٠-٩]{1,2}|${IN_WORDS})[  ](?<month>${MONTH})ٔ?(?:[ \\u200C]?ماه)?(?: سال)? (?<year>[\\d۰-۹٠-٩]{4})(?![\\d۰-۹])`;
const NUMERIC = "(?<year>[\\d۰-۹]{4})/(?<month>[\\d۰-۹]{1,2})/(?<day>[\\d۰-۹]{1,2})(?![\\d۰-۹])";

const PATTERNS = [
  new RegExp(`${DAY}(?:[،,]? \\(?(?:مورخ |مورخهٔ |برابر با )?)${DATE}`, "gu"),
  new RegExp(`${DAY}(?:[،,]? (?:مورخ |مورخهٔ )?|، )${NUMERIC}`, "gu"),
  new RegExp(`${DATE.replace("(?<day>", "(?<!\\p{N})(?<day>")}[،,]? \\(?(?:روز )?${DAY.replace("(?<!\\p{L})", "")}(?!\\p{L})`, "gu"),
];

/** The weekday of a date is the one that it falls on. */
export const weekday: Rule = function* (style) {
  for (const pattern of PATTERNS) {
    for (const found of style.text.matchAll(pattern)) {
      const { weekday, day, month, year } = found.groups as Readonly<Record<"weekday" | "day" | "month" | "year", string>>;
      const right = weekdayOf(toNumber(year), monthOf(month), dayOf(day), GREGORIAN_MONTHS.includes(month) || month in GREGORIAN_NAMES);
      const start = found.index + found[0].indexOf(weekday);
      const end = start + weekday.length;
      if (right === undefined || sameDay(right, weekday) || !style.isOpen(start, end)) continue;
      yield { kind: "weekday", start, end, replacement: right };
    }
  }
};

function toNumber(digits: string): number {
  return Number(Array.from(digits, (digit) => digit.codePointAt(0)! & 0xf).join(""));
}

function withoutSpaces(words: string): string {
  return words.replace(/[ \u200C]/g, "");
}

function dayOf(day: string): number {
  if (/[\d۰-۹٠-٩]/.test(day)) return toNumber(day);
  return day === "اول" ? 1 : ORDINALS.findIndex((ordinal) => withoutSpaces(ordinal) === withoutSpaces(day)) + 1;
}

function monthOf(month: string): number {
  if (/[\d۰-۹]/.test(month)) return toNumber(month);
  const jalali = JALALI_MONTHS.indexOf(month);
  return jalali >= 0 ? jalali + 1 : (GREGORIAN_NAMES[month] ?? GREGORIAN_MONTHS.indexOf(month) + 1);
}

function sameDay(right: string, written: string): boolean {
  return withoutSpaces(right) === withoutSpaces(written).replace("آدینه", "جمعه");
}

/** The name of the day, or nothing for a year that no calendar of the news has, or a day that the month does not have. */
function weekdayOf(year: number, month: number, day: number, gregorianMonth: boolean): string | undefined {
  const jalali = year >= 1200 && year <= 1600 && !gregorianMonth;
  if (!jalali && !(year >= 1800 && year <= 2200)) return undefined;
  if (jalali && !isValidJalaaliDate(year, month, day)) return undefined;
  const { gy, gm, gd } = jalali ? toGregorian(year, month, day) : { gy: year, gm: month, gd: day };
  const date = new Date(Date.UTC(gy, gm - 1, gd));
  if (date.getUTCDate() !== gd || date.getUTCMonth() !== gm - 1) return undefined;
  return WEEKDAYS[date.getUTCDay()];
}
