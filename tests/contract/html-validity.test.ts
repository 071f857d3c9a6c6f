/** What leaves as HTML, by a validator that others use. */
import { HtmlValidate } from "html-validate";
import { expect, test } from "vitest";
import { htmlPage } from "../../shared/export/html.ts";
import { ReviewedArticleGenerator } from "../reviewed-article-generator.ts";
import { runs, seed } from "../seed.ts";

test(`EX45: a page is valid (${runs(50)} from seed ${seed})`, async () => {
  const validator = new HtmlValidate({ root: true, extends: ["html-validate:standard"] });
  for (let i = 0; i < runs(50); i++) {
    const page = htmlPage(new ReviewedArticleGenerator(seed + i).article().doc, "fa");
    const { results } = await validator.validateString(page);
    expect(
      results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
      `seed ${seed + i}\n${page}`,
    ).toEqual([]);
  }
  expect((await validator.validateString("<p><div></p>")).valid).toBe(false);
});
