import { toBase64 } from "lib0/buffer";

/**
 * One embedded value: what Yjs counts in the body and what is no text, values of any kind, bytes, types, documents. It has the
 * length 1, and is shown as an atom (AM14). A string in it is a value too, and no text of the article.
 */
export class Embed {
  /** As JSON has it. */
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = plain(value, 0);
  }
}

/** A value nested deeper is cut off there: whoever compares or writes it would run out of stack. */
const DEEPEST = 100;

/** What JSON cannot say is said by what it can: ProseMirror compares values, the clipboard and a move write them anew. */
function plain(value: unknown, depth: number): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "number":
      return Number.isFinite(value) ? value : null;
    case "bigint":
      return String(value);
    case "object":
      if (value === null || depth > DEEPEST) return null;
      if (value instanceof Uint8Array) return { bytes: toBase64(value) };
      if (Array.isArray(value)) return value.map((one) => plain(one, depth + 1));
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, plain(one, depth + 1)]));
    default:
      return null;
  }
}

/** U+FFFC OBJECT REPLACEMENT CHARACTER: stands for an embedded value in a text. */
export const OBJECT = "\uFFFC";
