import * as Y from "yjs";
import { articleOf } from "../identity/article.ts";
import { BODY, INK } from "../model/names.ts";
import { runsOf } from "../yjs-internals/items.ts";
import { opsOf, readBody } from "../yjs-internals/read.ts";

/**
 * The text of an article without what is only suggested, as if all open suggestions were refused (SU16): what is searched, listed,
 * counted and handed on. O(the items of the body).
 * @returns headline first, a line for each block, without embedded values
 */
export function baseText(doc: Y.Doc): string {
  // Most articles were never suggested anything in, and are read without asking of each character.
  if (doc.getMap(INK).size === 0) return doc.getText(BODY).toJSON();
  const { body, suggestions } = articleOf(doc);
  const ops = readBody(body, function* (item, attributes) {
    const { client, clock } = item.id;
    for (const part of suggestions.baseOf({ client, clock, length: item.length })) {
      const from = part.clock - clock;
      for (const { content, ...id } of runsOf(item, attributes, from, from + part.length)) {
        // Half a pair of which the other half is gone is what Yjs makes of it.
        const isCut = typeof content === "string" && id.length < item.length;
        yield* opsOf(isCut ? content.toWellFormed() : content, attributes, id);
      }
    }
  });
  return ops.flatMap(({ insert }) => (typeof insert === "string" ? insert : [])).join("");
}
