import type { ArticleLanguage } from "../../article/model/language.ts";
import { isolateControls } from "../../text/bidi-controls.ts";
import { digitsOf } from "../../text/digits.ts";
import { snapToGrapheme } from "../../text/graphemes.ts";

/** Longest headline above a page, in UTF-16 units. */
const LONGEST_HEADLINE = 70;

/** The last day that every calendar names. */
const LAST_DAY = Date.UTC(9999, 11, 31);

/** A day as the language of the article writes it. @param at milliseconds since 1970, whatever somebody says */
export const dayOf = (at: number, language: ArticleLanguage): string =>
  new Intl.DateTimeFormat(language, { dateStyle: "long", numberingSystem: digitsOf(language, false).numberingSystem }).format(
    Number.isFinite(at) ? Math.min(Math.max(at, 0), LAST_DAY) : 0,
  );

/** A headline that fits above a page: cut between words where it is longer. */
export function shortHeadline(headline: string): string {
  if (headline.length <= LONGEST_HEADLINE) return headline;
  const cut = headline.slice(0, snapToGrapheme(headline, LONGEST_HEADLINE));
  const space = cut.lastIndexOf(" ");
  return `${isolateControls(space > LONGEST_HEADLINE / 2 ? cut.slice(0, space) : cut)}…`;
}

/** A text as a string of CSS. What is no letter and no digit is written by its number, so that nothing ends the string. */
export const cssString = (value: string): string => `"${Array.from(value.toWellFormed(), escaped).join("")}"`;

const escaped = (character: string): string =>
  /^[\p{L}\p{Nd} ]$/u.test(character) ? character : `\\${character.codePointAt(0)!.toString(16)} `;
