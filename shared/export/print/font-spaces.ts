import { baseDirectionOf, type ArticleLanguage } from "../../article/model/language.ts";

/** Ranges of Unicode by which rules name the fonts that hold Latin, Arabic and Hebrew letters. */
const LATIN = /U\+0*0-0*FF\b/i;
const RIGHT_TO_LEFT = /U\+0*(?:600-0*6FF|590-0*5FF)\b/i;

/**
 * Has the spaces of a text that runs right to left come from the font of its letters. Each change of fonts is a piece of its own in a
 * PDF, and a program that reads one piece after another would find the words of a line from its end on.
 * @param css rules for fonts, each with the characters that it is for
 */
export function withOwnSpaces(css: string, language: ArticleLanguage): string {
  if (baseDirectionOf(language) === "ltr") return css;
  return css.replaceAll(/(unicode-range:\s*)([^;}]*)/g, (_, name: string, ranges: string) => {
    if (LATIN.test(ranges)) return `${name}${ranges.replace(LATIN, "U+0-1F, U+21-FF")}`;
    return RIGHT_TO_LEFT.test(ranges) ? `${name}U+20, ${ranges}` : `${name}${ranges}`;
  });
}
