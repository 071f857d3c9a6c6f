import { expect, test } from "vitest";
import { relativeDate } from "./relative-date.ts";

const at = (month: number, day: number, hour: number, minute = 0, year = 2026) => new Date(year, month - 1, day, hour, minute).getTime();
const now = at(11, 24, 12);
const fa = (then: number) => relativeDate(then, now, "fa-IR");
const en = (then: number) => relativeDate(then, now, "en-GB");
/** So many minutes ago. */
const ago = (locale: string) => [1, 2, 3, 60, 120].map((minutes) => relativeDate(now - minutes * 60_000, now, locale));

test("TX17: a time within the last minute, or in the future, is now", () => {
  expect([en(now - 30_000), en(now + 90_000), fa(now)]).toEqual(["now", "now", "اکنون"]);
});

test("TX17: today counts minutes and hours, and midnight makes it yesterday", () => {
  expect([en(at(11, 24, 11, 55)), fa(at(11, 24, 11, 55))]).toEqual(["5 minutes ago", "۵ دقیقه پیش"]);
  expect([en(at(11, 24, 0, 30)), fa(at(11, 24, 9))]).toEqual(["11 hours ago", "۳ ساعت پیش"]);
  expect([en(at(11, 23, 23, 0)), fa(at(11, 23, 23, 0))]).toEqual(["yesterday", "دیروز"]);
  expect(en(at(11, 18, 23))).toBe("6 days ago");
});

test("TX17: a week ago is a date, Jalali in Persian, with its year when that is another one", () => {
  expect([en(at(11, 17, 12)), fa(at(11, 17, 12))]).toEqual(["17 November", "۲۶ آبان"]);
  expect([en(at(12, 1, 12, 0, 2025)), fa(at(12, 1, 12, 0, 2025))]).toEqual(["1 December 2025", "۱۰ آذر ۱۴۰۴"]);
});

test("IL44: one and two of something are words in Arabic and Hebrew, without a number behind them", () => {
  expect(ago("he-IL")).toEqual(["לפני דקה", "לפני 2 דקות", "לפני 3 דקות", "לפני שעה", "לפני שעתיים"]);
  expect(ago("ar-EG")).toEqual(["قبل دقيقة واحدة", "قبل دقيقتين", "قبل ٣ دقائق", "قبل ساعة واحدة", "قبل ساعتين"]);
});
