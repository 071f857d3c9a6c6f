import { expect, test } from "vitest";
import { schema } from "../../shared/article/model/schema.ts";
import { compareArticles } from "../../shared/compare/compare.ts";
import { wordsOf } from "../margin/suggestions/words.ts";
import { linesOf } from "../versions/change-words.ts";
import { languageName } from "./language-name.ts";
import { createText } from "./text.tsx";

const LANGUAGES = ["fa", "ar", "he", "en"] as const;

test("BD46: a language is called as the interface calls it, a newsroom's own and any other; what names none has no name", () => {
  expect(LANGUAGES.map((language) => languageName("ar-SA", createText(language)))).toEqual(["عربی", "العربية", "ערבית", "Arabic"]);
  expect(LANGUAGES.map((language) => languageName("fr", createText(language)))).toEqual(["فرانسوی", "الفرنسية", "צרפתית", "French"]);
  const t = createText("en");
  expect(["fr-CA", "qaa", "zh-cmn", "", null, { ar: 1 }, "no tag"].map((value) => languageName(value, t))).toEqual([
    "Canadian French",
    "qaa",
    "zh-cmn",
    null,
    null,
    null,
    null,
  ]);
});

/** An article of one word with this language, if any. */
const article = (...marks: string[]) => {
  const text = schema.text(
    "mot",
    marks.map((value) => schema.mark("lang", { value })),
  );
  return { doc: schema.node("doc", null, [schema.node("headline"), schema.node("paragraph", null, text)]) };
};

test("BD43: a suggestion and a comparison name the language of words", () => {
  const t = createText("en");
  const change = (value: unknown) => wordsOf({ type: "text", name: "lang", value, text: "قال" }, t);
  expect(change("ar")).toContain("In Arabic: ");
  expect(change(null)).toContain("No longer In another language: ");
  expect(change("no tag")).toContain("In another language: ");
  const lines = (before: string[], after: string[]) =>
    compareArticles(article(...before), article(...after)).blocks.flatMap((block, index) =>
      block.type === "changed" ? linesOf(block, index, t) : [],
    );
  expect(lines([], ["fr"])).toEqual(["Language: French (“mot”)"]);
  expect(lines(["fr"], ["ar"])).toEqual(["Language: Arabic (“mot”)"]);
  expect(lines(["fr"], [])).toEqual(["Language: As the block (“mot”)"]);
});
