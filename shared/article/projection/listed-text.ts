import type * as Y from "yjs";
import { headlineDirection } from "../identity/block-attributes.ts";
import { baseDirectionOf, languageOf } from "../model/language.ts";
import { NEWLINE } from "../model/names.ts";
import { directionOf } from "../model/schema.ts";
import { detectDirection, directionOfText } from "../../text/direction.ts";
import { baseText } from "./base-text.ts";

const MARKS = { rtl: "\u200F", ltr: "\u200E" } as const;

/**
 * The text of an article as lists, windows and searches have it: without what is only suggested (SU16). A list knows of a headline
 * nothing but its text, so one that runs otherwise than its first letter says, because somebody turned it or by BD2, begins with a
 * mark of its direction (BD6). O(the items of the body).
 */
export function listedText(doc: Y.Doc): string {
  const text = baseText(doc);
  const end = text.indexOf(NEWLINE);
  const headline = end === -1 ? text : text.slice(0, end);
  if (headline.trim() === "") return text;
  const drawn = directionOf(headlineDirection(doc)) ?? directionOfText(headline, baseDirectionOf(languageOf(doc)));
  return detectDirection(headline) === drawn ? text : MARKS[drawn] + text;
}
