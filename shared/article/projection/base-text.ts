import type * as Y from "yjs";
import { articleOf } from "../identity/article.ts";
import { BODY, INK } from "../model/names.ts";
import { textsIn } from "../yjs-internals/items.ts";

/**
 * The text of an article without what is only suggested, as if all open suggestions were refused (SU16): what is searched, listed,
 * counted and handed on. O(the items of the body).
 * @returns headline first, a line for each block, without embedded values
 */
export function baseText(doc: Y.Doc): string {
  // Most articles were never suggested anything in, and are read without asking of each character.
  return doc.getMap(INK).size === 0 ? doc.getText(BODY).toJSON() : [...baseParts(doc)].join("");
}

/** The headline of an article without what is only suggested (SU16). O(the items of the headline). */
export function baseHeadline(doc: Y.Doc): string {
  let headline = "";
  for (const part of baseParts(doc)) {
    const end = part.indexOf("\n");
    if (end !== -1) return headline + part.slice(0, end);
    headline += part;
  }
  return headline;
}

function* baseParts(doc: Y.Doc): Generator<string> {
  const { body, suggestions } = articleOf(doc);
  for (const { text, ...run } of textsIn(body)) {
    for (const { clock, length } of suggestions.baseOf(run)) {
      const from = clock - run.clock;
      // Half a pair of which the other half is gone is what Yjs makes of it.
      yield length < run.length ? text.slice(from, from + length).toWellFormed() : text;
    }
  }
}
