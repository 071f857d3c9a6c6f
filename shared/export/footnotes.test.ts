import { expect, test } from "vitest";
import { referenceTo } from "../article/model/footnotes.ts";
import { schema } from "../article/model/schema.ts";
import { emailHtml } from "./email.ts";
import { htmlBody } from "./html.ts";
import { markdown } from "./markdown.ts";
import { plainArticle } from "./plain.ts";

const paragraph = (...content: readonly (string | { readonly id: string })[]) =>
  schema.node(
    "paragraph",
    null,
    content.map((part) => (typeof part === "string" ? schema.text(part) : referenceTo(part.id))),
  );
const footnote = (id: string, text: string) => schema.node("footnote", { footnote: id }, schema.text(text));

/** One that is referred to twice, in another order than they stand, one that is missing, and one to which nothing refers. */
const ARTICLE = schema.node("doc", null, [
  schema.node("headline", null, schema.text("پل نو")),
  paragraph("باز شد", { id: "b" }, " و بسته", { id: "a" }),
  paragraph("باز", { id: "b" }, " گم", { id: "c" }),
  footnote("a", "دوم"),
  footnote("b", "یکم"),
  footnote("b", "و بیش"),
  footnote("x", "بی‌نشان"),
]);

test("EX46: plain text has numbers in the article's digits, and the footnotes behind them at the end", () => {
  expect(plainArticle(ARTICLE, "fa", { halfSpaces: "keep", digits: "keep" })).toBe(
    "پل نو\n\nباز شد[۱] و بسته[۲]\n\nباز[۱] گم[۳]\n\n[۱] یکم\nو بیش\n[۲] دوم\nبی‌نشان\n",
  );
});

const reference = (number: number, shown: string, own = true) =>
  `<sup><a${own ? ` id="fnref-${number}"` : ""} href="#fn-${number}" role="doc-noteref">${shown}</a></sup>`;
const back = (number: number) => ` <a href="#fnref-${number}" role="doc-backlink">↩</a>`;

test("EX46: HTML links footnotes there and back, by their roles", () => {
  expect(htmlBody(ARTICLE, "fa")).toBe(
    `<p>باز شد${reference(1, "۱")} و بسته${reference(2, "۲")}</p><p>باز${reference(1, "۱", false)} گم<sup>۳</sup></p>` +
      `<section role="doc-endnotes"><ol><li id="fn-1"><p>یکم</p><p>و بیش${back(1)}</p></li><li id="fn-2"><p>دوم${back(2)}</p></li></ol></section>` +
      "<p>بی‌نشان</p>",
  );
  expect(emailHtml(ARTICLE, "fa")).toContain(">یکم</p>");
});

test("EX46: Markdown has the footnotes behind their numbers", () => {
  expect(markdown(ARTICLE)).toBe("# پل نو\n\nباز شد[^1] و بسته[^2]\n\nباز[^1] گم[^3]\n\nبی‌نشان\n\n[^1]: یکم\n\n    و بیش\n\n[^2]: دوم\n");
});
