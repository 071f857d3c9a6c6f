/** The body as a ProseMirror document. Total: every state of the CRDT has one, and nothing in it is dropped (AM1–AM7). */
import { Fragment, type Node } from "prosemirror-model";
import type * as Y from "yjs";
import { NEWLINE } from "./names.ts";
import { readBody, type Op } from "./read.ts";
import { directionOf, schema } from "./schema.ts";
import { blockOf, inlineOf, splitSeparators } from "./tokens.ts";

/** An empty headline with the direction that the body holds for it. */
export const headlineOf = (body: Y.Text): Node =>
  schema.node("headline", { dir: directionOf(body.getAttribute("dir")) });

/** Parts inserted content into the blocks it makes: `first` receives what stands before the first `\n`. */
export function blocksOf(ops: readonly Op[], first: Node): Node[] {
  const blocks: Node[] = [];
  let block = first;
  let inline: Node[] = [];
  for (const { insert, attributes } of ops) {
    for (const part of typeof insert === "string" ? splitSeparators(insert) : [insert]) {
      if (part === NEWLINE) {
        blocks.push(block.copy(Fragment.fromArray(inline)));
        block = blockOf(attributes);
        inline = [];
      } else {
        inline.push(inlineOf(part, attributes));
      }
    }
  }
  blocks.push(block.copy(Fragment.fromArray(inline)));
  return blocks;
}

/** Reads the whole body: O(its items). */
export function projectBody(body: Y.Text): Node {
  return schema.node("doc", null, blocksOf(readBody(body), headlineOf(body)));
}
