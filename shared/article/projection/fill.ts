import type { Node } from "prosemirror-model";
import type * as Y from "yjs";
import { articleOf, type Article } from "../identity/article.ts";
import { HEADLINE } from "../identity/block-attributes.ts";
import type { Embed } from "../model/embed.ts";
import { LOCAL, NEWLINE } from "../model/names.ts";
import { readBody } from "../yjs-internals/read.ts";
import { attributesOfBlock, attributesOfMarks, contentOf, type Attributes } from "../model/tokens.ts";

/** One run of a document: text, one embedded value, or the `\n` of a block, with the formats of the one or the attributes of the other. */
export interface Run {
  readonly insert: string | Embed;
  readonly attributes: Attributes;
}

/** The runs of one block's content, without its `\n`. */
export function runsOf(block: Node): Run[] {
  const runs: Run[] = [];
  block.forEach((node) => runs.push({ insert: contentOf(node), attributes: attributesOfMarks(node.marks) }));
  return runs;
}

/** The runs of a document: the headline's, then for each block its `\n` and its content. */
export function runsOfDocument(doc: Node): Run[] {
  const runs: Run[] = [];
  doc.forEach((block, _offset, index) => {
    if (index > 0) runs.push({ insert: NEWLINE, attributes: attributesOfBlock(block) });
    runs.push(...runsOf(block));
  });
  return runs;
}

/** Runs as Yjs inserts them. A value that is no object stands in an array: Yjs would take a string for text. */
export const insertsOf = (runs: readonly Run[]): { insert: string | object; attributes?: Attributes }[] =>
  runs.map(({ insert, attributes }) => {
    if (insert === NEWLINE) return { insert };
    return { insert: typeof insert === "string" ? insert : embeddable(insert.value), attributes };
  });

const embeddable = (value: unknown): object => (typeof value === "object" && value !== null ? value : [value]);

/** Says what each block of `doc` is, whose text stands in the body. Call in the transaction that wrote it. */
export function fillBlocks({ blocks, body }: Article, doc: Node): void {
  const ids = readBody(body).flatMap(({ id }) => (id ? [id] : []));
  blocks.declareForm();
  doc.forEach((block, _offset, index) => {
    if (index > 0) blocks.set(ids[index - 1]!, attributesOfBlock(block));
  });
  const dir: unknown = doc.firstChild!.attrs["dir"];
  if (dir !== null) blocks.set(HEADLINE, { dir });
}

/**
 * Fills `body`, which is empty and stands in a `Y.Doc`, with `doc` in one local transaction: import, samples, new articles.
 * @throws RangeError when the body already holds something: an article is edited, never filled over.
 */
export function fillBody(body: Y.Text, doc: Node): void {
  if (body.length > 0) throw new RangeError(`fillBody needs an empty body, this one holds ${body.length} characters`);
  const article = articleOf(body.doc!);
  body.doc!.transact(() => {
    body.applyDelta(insertsOf(runsOfDocument(doc)));
    fillBlocks(article, doc);
  }, LOCAL);
}
