import type { Node } from "prosemirror-model";
import { languageOfLetters } from "../../text/letters-language.ts";
import { directionOfText, hasRightToLeftLetter, type Direction } from "../../text/direction.ts";
import { articleLanguageOf, baseDirectionOf, type ArticleLanguage } from "./language.ts";
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

/** The language that somebody said a block is in (BD38); null where nobody did. */
export const saidLanguageOf = (block: Node): ArticleLanguage | null => articleLanguageOf(block.attrs["lang"]);

/** The language of a block: as somebody said (BD38), else as far as its letters tell; null where it may be any. */
export const languageOfBlock = (block: Node, article: ArticleLanguage): ArticleLanguage | null =>
  saidLanguageOf(block) ?? languageByLetters(block, article);

/**
 * The `lang` of a block for which a document says a language: null where it has it anyway, and where its letters are of another, for
 * programs say the language of the keyboard or of nothing (BD41).
 */
export function keptLanguage(block: Node, said: ArticleLanguage, article: ArticleLanguage): ArticleLanguage | null {
  if (languageByLetters(block, article) === said || !hasRightToLeftLetter(block.textContent)) return null;
  // Words that run right to left in one that does not are a run in it.
  if (directionOfBlock(block, baseDirectionOf(article)) === "ltr") return null;
  const byLetters = languageOfLetters(block.textContent);
  return said !== "en" && (byLetters === null ? said !== "he" : byLetters === said) ? said : null;
}

/**
 * The language of a block as far as its direction and its letters tell: the article's, or English where it runs left to right in an
 * article that does not. Null where it may be any (BD30, BD37).
 */
function languageByLetters(block: Node, article: ArticleLanguage): ArticleLanguage | null {
  const base = baseDirectionOf(article);
  const text = block.textContent;
  const isRightToLeft = hasRightToLeftLetter(text);
  if (base === "ltr") return directionOfBlock(block, base) === base ? article : languageOfLetters(text);
  if (isRightToLeft) {
    // Letters of one script do not say that a text is none of the article's language.
    const byLetters = languageOfLetters(text);
    return byLetters !== null && (byLetters === "he") !== (article === "he") ? byLetters : article;
  }
  // A text that somebody turned is none of another language.
  return directionOfBlock(block, base) === base ? article : "en";
}
