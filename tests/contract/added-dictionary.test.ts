/** Dictionaries that a person adds, in the Hunspell that the program ships. */
import { createHunspellFromStrings } from "hunspell-wasm";
import { expect, test } from "vitest";
import type { AddedLanguage } from "../../shared/spelling/added-dictionary.ts";
import { AddedSpeller } from "../../shared/spelling/added-speller.ts";

async function open(language: AddedLanguage, aff: string, dic: string): Promise<AddedSpeller> {
  const hunspell = await createHunspellFromStrings(aff, dic);
  return new AddedSpeller(language, {
    has: (word) => hunspell.testSpelling(word),
    suggest: (word) => hunspell.getSpellingSuggestions(word),
  });
}

const misspelt = (speller: AddedSpeller, text: string): string[] => speller.check(text).map(({ start, end }) => text.slice(start, end));

test("SP16: Hebrew words are checked by an added dictionary, with its affixes, abbreviations, points and maqaf", async () => {
  const aff = "SET UTF-8\nTRY אבגדהוזחטיכלמנסעפצקרשת\nPFX A Y 2\nPFX A 0 ה .\nPFX A 0 ב .\n";
  const speller = await open("he", aff, "6\nשלום/A\nעולם/A\nכתבה/A\nצה\"ל\nג'ירפה\nבית\n");
  expect(misspelt(speller, "שלום העולם, הכתבה בכתבה")).toEqual([]);
  expect(misspelt(speller, "צה״ל, ג׳ירפה, שָׁלוֹם, בית־עולם ״שלום״")).toEqual([]);
  expect(misspelt(speller, "שלןם העולם")).toEqual(["שלןם"]);
  expect(speller.suggest("שלןם")).toContain("שלום");
  expect(misspelt(speller, "Reuters, `קודד`, https://example.com/אבגג 2026")).toEqual([]);
  speller.use(["תחריר"]);
  expect(misspelt(speller, "תחריר")).toEqual([]);
});

test("SP16: Arabic words are checked without their vowels and kashida", async () => {
  const speller = await open("ar", "SET UTF-8\nTRY ابتثجحخدذرزسشصضطظعغفقكلمنهوي\nPFX A Y 1\nPFX A 0 ال .\n", "3\nمقال/A\nصحيفة/A\nآخر\n");
  expect(misspelt(speller, "المقال والصحيفة الصحيفة مَقَالٌ مقـــال آخر، ١٢٣؟")).toEqual(["والصحيفة"]);
  expect(misspelt(speller, "مقلل")).toEqual(["مقلل"]);
});
