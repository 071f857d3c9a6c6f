import { expect, test } from "vitest";
import { isInScriptOf, languageIn, mayHoldLatin, readLanguageTag } from "./language-tag.ts";

test("BD43: a tag of BCP 47 is read whatever its case; one that is ill-formed, too long or names no language is none", () => {
  expect(["FA", "fr-ca", "zh-hant-tw", "EN-us-X-Twain", "de-ch-1996", "ar-u-nu-latn"].map(readLanguageTag)).toEqual([
    "fa",
    "fr-CA",
    "zh-Hant-TW",
    "en-US-x-twain",
    "de-CH-1996",
    "ar-u-nu-latn",
  ]);
  for (const none of [
    "",
    "a",
    "fa_IR",
    "fa-",
    "-fa",
    "فا",
    "fa IR",
    "und",
    "mul",
    "zxx",
    "i-klingon",
    `en-${"a".repeat(40)}`,
    3,
    null,
    ["fa"],
  ])
    expect(readLanguageTag(none), String(none)).toBeNull();
  expect(readLanguageTag(`en-x-${"abcdefgh-".repeat(40)}`)).toBeNull();
  expect(languageIn("zh-Hant-TW")).toBe("zh");
});

test("BD45: a text is in the letters of a language when it has some of its script and none of another; Latin words may stand in some", () => {
  expect(isInScriptOf("ar", "قال Reuters")).toBe(true);
  expect(isInScriptOf("ur-Aran", "یہ")).toBe(true);
  expect(isInScriptOf("ja", "東京タワー")).toBe(true);
  expect(isInScriptOf("zh-TW", "東京, 12")).toBe(true);
  expect(isInScriptOf("ku", "Kurdî")).toBe(true);
  expect(isInScriptOf("sr", "Београд")).toBe(true);
  expect(isInScriptOf("en", "این متن Reuters")).toBe(false);
  expect(isInScriptOf("ar", "Reuters")).toBe(false);
  expect(isInScriptOf("he", "سلام")).toBe(false);
  expect(isInScriptOf("ar", "12, 13")).toBe(false);
  expect(isInScriptOf("xx", "word")).toBe(false);
  expect(isInScriptOf("fr-Qaaa", "mot")).toBe(false);
  expect(["ar", "he", "fr"].map(mayHoldLatin)).toEqual([true, true, false]);
});
