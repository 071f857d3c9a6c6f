/** The dictionaries that the program ships, in the Hunspell that it ships, as its worker has them. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { createHunspellFromStrings } from "hunspell-wasm";
import type { SpelledLanguage } from "../../shared/spelling/spelled-words.ts";
import { Speller, type SpellingDictionary } from "../../shared/spelling/speller.ts";

const PACKAGES = resolve(import.meta.dirname, "../../node_modules");

async function open(language: SpelledLanguage): Promise<SpellingDictionary> {
  const read = (name: string): string => readFileSync(join(PACKAGES, `dictionary-${language}`, name), "utf8");
  const hunspell = await createHunspellFromStrings(read("index.aff"), read("index.dic"));
  return { has: (word) => hunspell.testSpelling(word), suggest: (word) => hunspell.getSpellingSuggestions(word) };
}

/** @returns a speller with both dictionaries */
export async function openSpeller(): Promise<Speller> {
  const dictionaries = { fa: await open("fa"), en: await open("en") };
  return new Speller((language) => dictionaries[language]);
}
