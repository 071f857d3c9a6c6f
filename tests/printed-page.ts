/** Articles as they are printed, for tests that look at the sheets. */
import type { Node } from "prosemirror-model";
import { heldFonts } from "../main/pdf/print-fonts.ts";
import type { ArticleLanguage } from "../shared/article/model/language.ts";
import { schema } from "../shared/article/model/schema.ts";
import { printPage } from "../shared/export/print/print-page.ts";
import type { ReviewedArticle } from "../shared/reviewed-article/reviewed-article.ts";
import { PAGE_DEFAULTS } from "../shared/typing/page-settings.ts";

/** Noon of 2026-11-30, UTC. */
export const PRINTED_AT = Date.UTC(2026, 10, 30, 12);

export const block = (kind: string, text: string, attrs: object | null = null): Node =>
  schema.node(kind, attrs, text === "" ? [] : schema.text(text));

export const articleOf = (...blocks: readonly Node[]): Node => schema.node("doc", null, [...blocks]);

/** @returns the page, with its fonts in it */
export function printedPage(doc: Node, language: ArticleLanguage = "fa", review: Partial<ReviewedArticle> = {}): string {
  const fonts = { css: heldFonts(PAGE_DEFAULTS, language), from: "data:" };
  const settings = { notes: "end", suggestions: "marked", page: PAGE_DEFAULTS } as const;
  return printPage({ doc, language, suggestions: [], threads: [], ...review }, { language, at: PRINTED_AT, settings, fonts });
}
