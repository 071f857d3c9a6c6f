/** Every message says the same thing in every language, and somebody shows it. */
import { expect, test } from "vitest";
import { catalogue } from "../../renderer/i18n/catalogue.ts";
import { LANGUAGES, type Language } from "../../shared/rpc/contract.ts";
import { argumentsOf } from "./arguments.ts";
import { code, isTest, read } from "./source.ts";

const messages = (language: Language): Record<string, string> => catalogue[language];
const keys = Object.keys(messages("fa"));

test("every language has every message, and no empty one", () => {
  for (const language of LANGUAGES) {
    expect(Object.keys(messages(language)).sort()).toEqual([...keys].sort());
    expect(keys.filter((key) => messages(language)[key]!.trim() === "")).toEqual([]);
  }
});

test("every language takes the same values", () => {
  const differ = keys.filter(
    (key) => new Set(LANGUAGES.map((language) => argumentsOf(messages(language)[key]!, language).join())).size > 1,
  );
  expect(differ).toEqual([]);
});

test("every message is shown somewhere", () => {
  const source = code
    .filter((path) => path.startsWith("renderer/") && !path.includes("/i18n/messages/") && !isTest(path))
    .map(read)
    .join("\n");
  const prefixes = [...source.matchAll(/`([a-z][\w.-]*\.)\$\{/g)].map((match) => match[1]!);
  const shown = (key: string) => source.includes(`"${key}"`) || prefixes.some((prefix) => key.startsWith(prefix));
  expect(keys.filter((key) => !shown(key))).toEqual([]);
});
