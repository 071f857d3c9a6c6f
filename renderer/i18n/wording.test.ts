import { readFileSync } from "node:fs";
import dictionary from "dictionary-fa";
import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { LANGUAGES, type Language } from "../../shared/rpc/contract.ts";
import { checkStyle } from "../../shared/style/check.ts";
import { readLexicon } from "../../shared/style/lexicon.ts";
import { PROFILES } from "../../shared/style/profile.ts";
import { catalogue, type MessageKey } from "./catalogue.ts";
import { localeOf } from "./locale.ts";

const keys = Object.keys(catalogue.fa) as MessageKey[];

/** Messages about signs themselves, which they show. */
const ABOUT_SIGNS = /^(?:typing\.|find\.folding\.|style\.(?:kind|why)\.)/;

const [LITERAL, ARGUMENT] = [0, 1];
const COUNTS = [0, 1, 2, 5, 12, 100];
const WORD: Record<Language, string> = { fa: "خبر", ar: "خبر", he: "ידיעה", en: "word" };

/** What a message says with each of some counts, with a word for each value that is none. */
function wordings(key: MessageKey, language: Language): string[] {
  const message = new IntlMessageFormat(catalogue[language][key], localeOf(language, "language"));
  const values = new Map<string, boolean>();
  JSON.stringify(message.getAst(), (_, node: unknown) => {
    if (typeof node === "object" && node !== null && "type" in node && "value" in node && typeof node.value === "string")
      if (node.type !== LITERAL) values.set(node.value, node.type === ARGUMENT);
    return node;
  });
  const counts = [...values.values()].every((isWord) => isWord) ? [0] : COUNTS;
  const said = counts.map((count) =>
    String(message.format(Object.fromEntries([...values].map(([name, isWord]) => [name, isWord ? WORD[language] : count])))),
  );
  return [...new Set(said)];
}

test("IL40: house style finds nothing in the Persian interface", () => {
  const lexicon = readLexicon(new TextDecoder().decode(dictionary.dic));
  const found = keys
    .filter((key) => !ABOUT_SIGNS.test(key))
    .flatMap((key) => wordings(key, "fa").map((text) => ({ key, text, findings: checkStyle(text, lexicon, PROFILES.default) })));
  expect(found.length).toBeGreaterThan(keys.length);
  expect(found.filter(({ findings }) => findings.length > 0)).toEqual([]);
});

test("IL41: every language has its own punctuation", () => {
  const foreign: Record<Language, RegExp> = {
    fa: /[,;?"'“”’״׳]/u,
    ar: /[,;?"'“”’״׳]/u,
    he: /[،؛؟"'“”’«»]/u,
    en: /[،؛؟"'״׳«»]/u,
  };
  for (const language of LANGUAGES) {
    const wrong = keys.filter((key) => !ABOUT_SIGNS.test(key) && wordings(key, language).some((text) => foreign[language].test(text)));
    expect(wrong).toEqual([]);
  }
});

/** Rows of the table in the README: an English word, and its forms in other languages. */
function glossary(): { readonly word: string; readonly forms: Readonly<Record<Exclude<Language, "en">, readonly string[]>> }[] {
  const table = readFileSync(new URL("README.md", import.meta.url), "utf8").split("\n");
  return table
    .filter((line) => /^\| [a-z]/.test(line))
    .map((line) => {
      const [word = "", fa = "", ar = "", he = ""] = line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim());
      return { word, forms: { fa: fa.split(", "), ar: ar.split(", "), he: he.split(", ") } };
    });
}

/** Letters of a message, without values and vowel marks. */
const bare = (message: string): string => message.replace(/\{\w+\}/g, "").replace(/[\u064B-\u0652]/g, "");

test("IL42: one thing has one name in a language", () => {
  const words = glossary();
  expect(words.length).toBeGreaterThan(30);
  const wrong = words.flatMap(({ word, forms }) => {
    const named = new RegExp(`\\b${word.replace(/y$/, "(?:y|ie)")}s?\\b`, "i");
    return keys
      .filter((key) => named.test(bare(catalogue.en[key])))
      .flatMap((key) =>
        (["fa", "ar", "he"] as const)
          .filter((language) => !forms[language].some((form) => bare(catalogue[language][key]).includes(form)))
          .map((language) => `${word}: ${language} ${key} ${catalogue[language][key]}`),
      );
  });
  expect(wrong).toEqual([]);
});

test("IL45: no message names a key that has another name on another computer", () => {
  for (const language of LANGUAGES) expect(keys.filter((key) => /\b(?:Ctrl|Cmd|Alt|Option)\b/.test(catalogue[language][key]))).toEqual([]);
});
