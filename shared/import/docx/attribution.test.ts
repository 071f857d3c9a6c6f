import { expect, test } from "vitest";
import { ARTICLE_LANGUAGES } from "../../article/model/language.ts";
import { AUTHOR } from "../../reviewed-article/fill-reviewed.ts";
import { attributionIn } from "./attribution.ts";

test("IL43: a document's authors are named in the language of the article", () => {
  const said = ARTICLE_LANGUAGES.map(attributionIn);
  for (const words of [said.map(({ line }) => line), said.map(({ rest }) => rest)]) {
    expect(new Set(words).size).toBe(ARTICLE_LANGUAGES.length);
    expect(words.filter((text) => text.split(AUTHOR).length !== 2)).toEqual([]);
  }
  expect(attributionIn("he").line).toMatch(/^\p{Script=Hebrew}/u);
  expect(attributionIn(null)).toBe(attributionIn("fa"));
});
