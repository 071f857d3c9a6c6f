import { expect, test } from "vitest";
import { CALENDARS, LANGUAGES, type Language } from "../../shared/rpc/contract.ts";
import { directionOf, languageOfChoice, localeOf } from "./locale.ts";
import { relativeDate } from "./relative-date.ts";
import { createText } from "./text.tsx";

const then = new Date(2026, 2, 21, 12).getTime();
const now = new Date(2026, 10, 30, 12).getTime();

const counted = (language: Language): string => createText(language)("app.search.many", { total: 1234 });
const dates = (language: Language): string[] =>
  CALENDARS.map((calendar) => relativeDate(then, now, localeOf(language, calendar)).replace(/[\u200E\u200F]/gu, ""));

test("IL2: the interface speaks the first of the system's languages that it has, until a person chooses one", () => {
  expect(languageOfChoice("system", ["de-DE", "ar-SY", "he"])).toBe("ar");
  expect(languageOfChoice("system", ["iw-IL"])).toBe("he");
  expect(languageOfChoice("system", ["EN-us", "fa"])).toBe("en");
  expect(languageOfChoice("system", ["fr", "arc"])).toBe("fa");
  expect(languageOfChoice("system", [])).toBe("fa");
  expect(languageOfChoice("he", ["fa-IR"])).toBe("he");
});

test("IL4: numbers of the interface have the digits of its language", () => {
  expect(LANGUAGES.map((language) => /[\d٠-٩۰-۹,٬.]+/u.exec(counted(language))?.[0])).toEqual(["۱٬۲۳۴", "١٬٢٣٤", "1,234", "1,234"]);
});

test("IL5: dates are in the calendar of the language, or in the one that a person chose", () => {
  expect(dates("fa")).toEqual(["۱ فروردین", "۱ فروردین", "۲ شوال ۱۴۴۷ ه‍.ق.", "۲۱ مارس", "۳ نیسان ۵۷۸۶ تقویم عبری"]);
  expect(dates("ar")).toEqual(["٢١ مارس", "١ فرفردن", "٢ شوال ١٤٤٧ هـ", "٢١ مارس", "٣ نيسان ٥٧٨٦ ص"]);
  expect(dates("he")).toEqual(["21 במרץ", "1 בפרורדין", "2 בשוואל 1447 הג׳רה", "21 במרץ", "ג׳ בניסן תשפ״ו"]);
  expect(dates("en")).toEqual(["21 March", "1 Farvardin", "2 Shawwal 1447 AH", "21 March", "3 Nisan 5786"]);
});

test("IL6: every language but English runs from right to left, whatever its calendar", () => {
  const runs = LANGUAGES.map((language) => directionOf(localeOf(language, "islamic-umalqura")));
  expect(runs).toEqual(["rtl", "rtl", "rtl", "ltr"]);
});
