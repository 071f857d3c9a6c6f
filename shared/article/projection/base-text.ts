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
  if (doc.getMap(INK).size === 0) return doc.getText(BODY).toJSON();
  const { body, suggestions } = articleOf(doc);
  const parts: string[] = [];
  for (const { text, ...run } of textsIn(body)) {
    for (const { clock, length } of suggestions.baseOf(run)) {
      const from = clock - run.clock;
      // Half a pair of which the other half is gone is what Yjs makes of it.
      parts.push(length < run.length ? text.slice(from, from + length).toWellFormed() : text);
    }
  }
  return parts.join("");
}
