/**
 * What Yjs counts in the body and what is no text: values of any kind, bytes, types, documents. Each is one embedded value,
 * of length 1, and shown as an atom (AM14).
 */
import { toBase64 } from "lib0/buffer";
import * as Y from "yjs";

/** One embedded value. A string in it is a value too, and no text of the article. */
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

/** What a visible item that counts holds: one text, or as many embedded values as it is long. */
export function contentsOf({ content, length }: Y.Item): readonly (string | Embed)[] {
  if (content instanceof Y.ContentString) return [content.str];
  // The inside of a type or a document is no part of the article.
  if (content instanceof Y.ContentType) return [new Embed({ type: content.type.constructor.name })];
  if (content instanceof Y.ContentDoc) return [new Embed({ document: content.doc.guid })];
  const values = content.getContent();
  return Array.from({ length }, (_, i) => new Embed(values[i]));
}
