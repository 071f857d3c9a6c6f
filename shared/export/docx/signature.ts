import type { Signed } from "../../reviewed-article/reviewed-article.ts";
import type { XmlAttributes } from "./xml.ts";

/** The last second that a date of XML can name with four digits. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59);
/** Longest name of an author that Word reads. */
const LONGEST_NAME = 255;

/** A time as word processors write it, in UTC to the second; undefined where nobody knows it. @param at milliseconds since 1970 */
export const dateOf = (at: number): string | undefined =>
  Number.isFinite(at) && at > 0 ? `${new Date(Math.min(at, LAST)).toISOString().slice(0, 19)}Z` : undefined;

/** Who wrote something, as a comment or a change says it. A name is needed: who has none is called by the program. */
export const signature = ({ author, at }: Signed): XmlAttributes => ({
  "w:author": author.slice(0, LONGEST_NAME).toWellFormed() || "Tahrir",
  "w:date": dateOf(at),
});

/** Numbers of changes, of which no two in a document are the same. */
export class Changes {
  #last = 0;

  attributes(signed: Signed): XmlAttributes {
    return { "w:id": ++this.#last, ...signature(signed) };
  }
}
