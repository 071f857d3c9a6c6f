/** Articles with figures, as updates of Yjs. */
import * as Y from "yjs";
import { bodyOf } from "../shared/article/model/body.ts";
import { schema } from "../shared/article/model/schema.ts";
import { fillBody } from "../shared/article/projection/fill.ts";

const text = (words: string) => (words === "" ? [] : [schema.text(words)]);

/** An article with a headline, paragraphs, and figures that have these sources. */
export function figureArticle(headline: string, paragraphs: readonly string[], sources: readonly string[]): Uint8Array {
  const doc = new Y.Doc();
  const node = schema.node("doc", null, [
    schema.node("headline", null, text(headline)),
    ...paragraphs.map((words) => schema.node("paragraph", null, text(words))),
    ...sources.map((src) => schema.node("figure", { src })),
  ]);
  fillBody(bodyOf(doc), node);
  return Y.encodeStateAsUpdate(doc);
}
