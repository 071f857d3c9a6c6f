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

/** A date of this year, and one of another. */
const dates = (locale: string) => [relativeDate(at(10, 1, 12), now, locale), relativeDate(at(3, 20, 12, 0, 2024), now, locale)];

test("IL20: a date has its day before its month, with or without its year, in every calendar", () => {
  expect(dates("he-IL-u-ca-persian")).toEqual(["9 במהר", "1 בפרורדין 1403 AP"]);
  expect(dates("he-IL-u-ca-hebrew")).toEqual(["כ׳ בתשרי", "י׳ באדר ב׳ תשפ״ד"]);
  for (const language of ["fa-IR", "ar-EG", "he-IL", "en-GB"])
    for (const calendar of ["persian", "islamic-umalqura", "gregory", "hebrew"])
      for (const date of dates(`${language}-u-ca-${calendar}`))
        expect(date, `${language} ${calendar}`).toMatch(/^(\p{Nd}|[א-ת]{1,2}[׳״])/u);
});

test("TX17: the year of the reader's calendar decides, at either side of its first day", () => {
  // Nowruz of 1405 and of the leap year 1403, which has a 30 Esfand.
  const inFarvardin = at(4, 10, 12);
  expect(relativeDate(at(3, 21, 12), inFarvardin, "fa-IR")).toBe("۱ فروردین");
  expect(relativeDate(at(3, 20, 12), inFarvardin, "fa-IR")).toBe("۲۹ اسفند ۱۴۰۴");
  expect(relativeDate(at(3, 20, 12, 0, 2025), now, "fa-IR")).toBe("۳۰ اسفند ۱۴۰۳");
  expect(relativeDate(at(2, 29, 12, 0, 2024), now, "en-GB")).toBe("29 February 2024");
});
