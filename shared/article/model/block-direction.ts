import type { Node } from "prosemirror-model";
import { directionOfText, hasRightToLeftLetter, type Direction } from "../../text/direction.ts";
import { baseDirectionOf, type ArticleLanguage } from "./language.ts";
import { directionOf } from "./schema.ts";

/**
 * Which way a block is drawn: as somebody turned it, else as its text runs (BD1–BD3).
 * @param base the article's own direction
 */
export const directionOfBlock = (block: Node, base: Direction): Direction =>
  directionOf(block.attrs["dir"]) ?? directionOfText(block.textContent, base);

/**
 * The `dir` of a block for which a page says a direction: null where its text has it anyway, so that the block goes on to follow
 * its text (BD4).
 */
export const keptDirection = (block: Node, said: Direction, base: Direction): Direction | null =>
  said === directionOfText(block.textContent, base) ? null : said;

/**
 * The language of a block as far as its direction tells: the article's, or English where it runs left to right in an article that
 * does not. Null where it may be any (BD30).
 */
export function languageOfBlock(block: Node, article: ArticleLanguage): ArticleLanguage | null {
  const base = baseDirectionOf(article);
  // A text that somebody turned is none of another language.
  if (directionOfBlock(block, base) === base || (base === "rtl" && hasRightToLeftLetter(block.textContent))) return article;
  return base === "rtl" ? "en" : null;
}
