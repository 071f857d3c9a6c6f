import bidiFactory from "bidi-js";
import { describe, expect, test } from "vitest";
import { detectDirection, directionOfText } from "./direction.ts";

describe("BD1: a text runs as its first strong character does", () => {
  test.each([
    ["«۱۲ درصد»", "rtl"],
    ["12 percent", "ltr"],
    ["ܐ", "rtl"],
    ["𞤀", "rtl"],
    ["中文", "ltr"],
    ["۱۲ – 34!", null],
    ["ـــ", "rtl"],
    ["؟ OPEC", "rtl"],
    ["، OPEC", "ltr"],
    ["\u200FOPEC", "rtl"],
    ["\u061COPEC", "rtl"],
    ["\u200Eنفت", "ltr"],
    ["\u2066iPhone\u2069 در بازار", "rtl"],
    ["\u2067تهران\u2069 is the capital", "ltr"],
    ["\u2066a \u2067ب\u2069 c\u2069 ج", "rtl"],
    ["\u2066iPhone ۱۵", null],
    ["\u2069iPhone\u2069", "ltr"],
    ["\u202Anested\u202C", "ltr"],
  ])("%j: %s", (text, direction) => expect(detectDirection(text)).toBe(direction));

  test("letters, marks and digits have the direction that another implementation of UAX #9 gives them", () => {
    const bidi = bidiFactory();
    const differing: string[] = [];
    for (let point = 0; point < 0x10000; point++) {
      const character = String.fromCodePoint(point);
      // It knows Unicode 13; and signs like ˆ are letters to Unicode, and without a direction.
      if (/[\p{Cn}\p{Cs}\p{Co}\p{Lm}\u0890-\u089F\u08C8-\u08D2\uFD40-\uFD4F\uFDCF]/u.test(character)) continue;
      const type = bidi.getBidiCharTypeName(character);
      const is = detectDirection(character);
      const isRtl = type === "R" || type === "AL";
      if (isRtl ? is !== "rtl" : is === "rtl" || (type === "L" && /\p{L}/u.test(character) && is !== "ltr"))
        differing.push(point.toString(16));
    }
    expect(differing).toEqual([]);
  });
});

describe("BD2: among right-to-left text, left to right is what holds no right-to-left letter", () => {
  test.each([
    ["iPhone 15 در بازار", "rtl", "rtl"],
    ["iPhone 15", "rtl", "ltr"],
    ["42.5%", "rtl", "rtl"],
    ["", "rtl", "rtl"],
    ["OPEC\u200F 2024", "rtl", "ltr"],
    ["\u200EOPEC نفت", "rtl", "rtl"],
    ["iPhone 15 در بازار", "ltr", "ltr"],
    ["بازار iPhone", "ltr", "rtl"],
    ["42.5%", "ltr", "ltr"],
  ] as const)("%j in a text that runs %s runs %s", (text, base, direction) => expect(directionOfText(text, base)).toBe(direction));
});
