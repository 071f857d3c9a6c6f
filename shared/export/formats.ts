import type { Node } from "prosemirror-model";
import type { ArticleLanguage } from "../article/model/language.ts";
import { htmlPage } from "./html.ts";
import { markdown } from "./markdown.ts";
import { plainArticle, type PlainOptions } from "./plain.ts";

/** What an article leaves Tahrir as. */
export const FORMATS = ["text", "html", "markdown"] as const;
export type Format = (typeof FORMATS)[number];

/** Media type and ending of a file. */
export const FILES: Readonly<Record<Format, { readonly type: string; readonly ending: string }>> = {
  text: { type: "text/plain", ending: "txt" },
  html: { type: "text/html", ending: "html" },
  markdown: { type: "text/markdown", ending: "md" },
};

const KEEP: PlainOptions = { halfSpaces: "keep", digits: "keep" };

/**
 * @param article without what is only suggested in it, as `baseArticle` gives it
 * @param plain of plain text alone
 * @returns the text of a file
 */
export function writeArticle(article: Node, format: Format, language: ArticleLanguage, plain: PlainOptions = KEEP): string {
  if (format === "html") return htmlPage(article, language);
  return format === "markdown" ? markdown(article) : plainArticle(article, language, plain);
}
