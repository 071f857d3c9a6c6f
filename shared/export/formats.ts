import type { Node } from "prosemirror-model";
import type { ArticleLanguage } from "../article/model/language.ts";
import type { TextFormat } from "../export-formats.ts";
import { htmlPage } from "./html.ts";
import { markdown } from "./markdown.ts";
import { ninjs, type NewsItem } from "./ninjs.ts";
import { plainArticle, type PlainOptions } from "./plain.ts";

/** What is said of an article beside its text. */
export interface About {
  readonly language: ArticleLanguage;
  /** For ninjs. */
  readonly item: NewsItem;
  /** For plain text; as it is when left out. */
  readonly plain?: PlainOptions;
}

const KEEP: PlainOptions = { halfSpaces: "keep", digits: "keep" };

/**
 * @param article without what is only suggested in it, as `baseArticle` gives it
 * @returns the text of a file
 */
export function writeArticle(article: Node, format: TextFormat, { language, item, plain = KEEP }: About): string {
  if (format === "html") return htmlPage(article, language);
  if (format === "markdown") return markdown(article);
  return format === "ninjs" ? ninjs(article, language, item) : plainArticle(article, language, plain);
}
