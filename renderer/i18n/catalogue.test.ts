import { IntlMessageFormat } from "intl-messageformat";
import { expect, test } from "vitest";
import { LANGUAGES, type Language } from "../../shared/rpc/contract.ts";
import { catalogue } from "./catalogue.ts";

const messages = (language: Language): [string, string][] => Object.entries(catalogue[language]);

/** Messages that quote letters of other languages, for what they say is about those. */
const QUOTING = /^(?:style\.|find\.folding\.|app\.settings\.language\.|typing\.)/;

test("IL1: every message is in the letters and digits of its language", () => {
  const foreign: Record<Language, RegExp> = {
    fa: /[\u064A\u0643\u0660-\u0669]|\p{Script=Hebrew}/u,
    ar: /[پچژگکیۀە۰-۹]|\p{Script=Hebrew}/u,
    he: /(?!\u200C)\p{Script=Arabic}/u,
    en: /\p{Script=Arabic}|\p{Script=Hebrew}/u,
  };
  for (const language of LANGUAGES) {
    expect(messages(language).flatMap(([key, message]) => (!QUOTING.test(key) && foreign[language].test(message) ? [key] : []))).toEqual(
      [],
    );
  }
});

/** What is a name everywhere. */
const NAMES: ReadonlySet<string> = new Set(["export.markdown", "print.paper.letter"]);
const isName = (key: string): boolean => key.startsWith("app.settings.language.") || NAMES.has(key);
const hasWords = (message: string): boolean => /\p{L}{4}/u.test(message.replace(/\{.*\}/s, ""));

test("IL1: nothing was left in English", () => {
  const english = new Map(messages("en"));
  for (const language of LANGUAGES.filter((other) => other !== "en")) {
    const left = messages(language).filter(([key, message]) => !isName(key) && hasWords(message) && english.get(key) === message);
    expect(left.map(([key]) => key)).toEqual([]);
  }
});

/** Forms that a message's choices by number have. */
function pluralsOf(message: string, language: Language): string[][] {
  const found: string[][] = [];
  JSON.stringify(new IntlMessageFormat(message, language).getAst(), (_, node: unknown) => {
    if (typeof node === "object" && node !== null && "pluralType" in node && "options" in node)
      found.push(Object.keys(node.options as object));
    return node;
  });
  return found;
}

test("IL3: a choice by number has the forms that its language tells apart", () => {
  for (const language of LANGUAGES) {
    expect(messages(language).flatMap(([, message]) => pluralsOf(message, language)).length).toBeGreaterThan(50);
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const wrong = messages(language).filter(([, message]) =>
      pluralsOf(message, language).some((has) => {
        const named = has.filter((form) => !form.startsWith("="));
        // Persian and English say some things alike of one and of many.
        if (forms.length === 2 && named.join() === "other") return false;
        return [...forms].sort().join() !== named.sort().join();
      }),
    );
    expect(wrong.map(([key]) => `${language} ${key}`)).toEqual([]);
  }
});
