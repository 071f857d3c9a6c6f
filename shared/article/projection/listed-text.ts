import type * as Y from "yjs";
import { headlineDirection } from "../identity/block-attributes.ts";
import { baseDirectionOf, languageOf } from "../model/language.ts";
import { NEWLINE } from "../model/names.ts";
import { directionOf } from "../model/schema.ts";
import { detectDirection, directionOfText, type Direction } from "../../text/direction.ts";
import { baseText } from "./base-text.ts";

const MARKS = { rtl: "\u200F", ltr: "\u200E" } as const;

/**
 * The text of an article as lists, windows and searches have it: without what is only suggested (SU16). A list knows of a headline
 * nothing but its text, so one that runs otherwise than its first letter says, because somebody turned it or by BD2, begins with a
 * mark of its direction (BD6). So does each block, which a list shows below it, or a search a part of (BD74). O(the items of the body).
 */
export function listedText(doc: Y.Doc): string {
  const text = baseText(doc);
  const end = text.indexOf(NEWLINE);
  const headline = end === -1 ? text : text.slice(0, end);
  const base = baseDirectionOf(languageOf(doc));
  const drawn = directionOf(headlineDirection(doc)) ?? directionOfText(headline, base);
  return withMark(headline, drawn) + (end === -1 ? "" : withBlocksMarked(text.slice(end), base));
}

/** A text that begins with a mark of its direction, where its first letter does not say it. */
export const withMark = (text: string, drawn: Direction): string =>
  text.trim() === "" || detectDirection(text) === drawn ? text : MARKS[drawn] + text;

/** @param rest of a text, behind its headline */
const withBlocksMarked = (rest: string, base: Direction): string =>
  rest
    .split(NEWLINE)
    // Digits run in a list as the list does.
    .map((block) => (detectDirection(block) === null ? block : withMark(block, directionOfText(block, base))))
    .join(NEWLINE);
