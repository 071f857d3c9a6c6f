import * as Y from "yjs";
import { Embed } from "../model/embed.ts";

/** What a visible item that counts holds: one text, or as many embedded values as it is long. */
export function contentsOf({ content, length }: Y.Item): readonly (string | Embed)[] {
  if (content instanceof Y.ContentString) return [content.str];
  // The inside of a type or a document is no part of the article.
  if (content instanceof Y.ContentType) return [new Embed({ type: content.type.constructor.name })];
  if (content instanceof Y.ContentDoc) return [new Embed({ document: content.doc.guid })];
  const values = content.getContent();
  return Array.from({ length }, (_, i) => new Embed(values[i]));
}
