/** Articles at random, to begin with. */
import * as prng from "lib0/prng";
import * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import { fillBody } from "../../shared/article/projection/fill.ts";
import { schema } from "../../shared/article/model/schema.ts";

/**
 * Characters that are used once in a run, half of them surrogate pairs. No two pairs share a half, so that what is left
 * of two that were cut is neither.
 */
export function alphabet(): (length: number) => string {
  let next = 0;
  return (length) => {
    let text = "";
    for (let i = 0; i < length; i++, next++) text += String.fromCodePoint(next % 2 && next < 900 ? 0x20000 + 0x401 * next : 0x4e00 + next);
    return text;
  };
}

/** A few blocks of all kinds, some of them empty. */
export function smallArticle(gen: prng.PRNG, fresh: (length: number) => string): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const blocks = Array.from({ length: prng.int31(gen, 2, 6) }, () => {
    const kind = prng.oneOf(gen, ["paragraph", "heading", "quote", "item", "lead"]);
    const attrs = kind === "heading" ? { level: 2 } : kind === "item" ? { list: "bullet" } : {};
    return schema.node(kind, attrs, prng.int31(gen, 0, 4) === 0 ? [] : [schema.text(fresh(prng.int31(gen, 1, 6)))]);
  });
  fillBody(bodyOf(doc), schema.node("doc", null, [schema.node("headline", null, [schema.text(fresh(3))]), ...blocks]));
  return doc;
}

/** An article long enough for landmarks: some hundred items that cannot merge, for they were written from the end. */
export function longArticle(gen: prng.PRNG): Y.Doc {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const body = bodyOf(doc);
  for (let i = 0; i < 700; i++) {
    if (i % 40 === 0) body.insert(0, "\n", prng.bool(gen) ? { kind: "quote" } : {});
    else body.insert(0, prng.word(gen, 1, 3), prng.int31(gen, 0, 20) === 0 ? { bold: true } : {});
  }
  return doc;
}
