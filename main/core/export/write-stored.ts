import { languageOf, type ArticleLanguage } from "../../../shared/article/model/language.ts";
import { baseArticle } from "../../../shared/export/base-article.ts";
import { writeDocx } from "../../../shared/export/docx/docx.ts";
import { type Format } from "../../../shared/export-formats.ts";
import { writeArticle } from "../../../shared/export/formats.ts";
import { titleOf } from "../../../shared/export/html.ts";
import type { NewsItem } from "../../../shared/export/ninjs.ts";
import type { PlainOptions } from "../../../shared/export/plain.ts";
import { readReviewed } from "../../../shared/reviewed-article/read-reviewed.ts";
import type { StoredArticle } from "../library/stored-article.ts";

export interface WriteOptions {
  readonly item: NewsItem;
  /** In place of the article's own. */
  readonly language?: ArticleLanguage | null;
  readonly plain?: PlainOptions;
}

export interface WrittenArticle {
  readonly bytes: Uint8Array;
  readonly headline: string;
  readonly language: ArticleLanguage;
}

/** Writes an article that a desk has stored: without what is only suggested in it, or as DOCX with all that is suggested and noted (EX8). */
export function writeStored({ body, review }: StoredArticle, format: Format, { item, plain, ...options }: WriteOptions): WrittenArticle {
  const language = options.language ?? languageOf(body);
  if (format === "docx") {
    const { at, by } = item;
    const reviewed = readReviewed(body, { ...review(), now: at });
    return { bytes: writeDocx(reviewed, { language, at, ...(by !== undefined && { by }) }), headline: titleOf(reviewed.doc), language };
  }
  const article = baseArticle(body);
  const text = writeArticle(article, format, { language, item, ...(plain && { plain }) });
  return { bytes: Buffer.from(text), headline: titleOf(article), language };
}
