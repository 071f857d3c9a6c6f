import { Fragment, type Node } from "prosemirror-model";
import type * as Y from "yjs";
import { articleOf, type Article } from "../identity/article.ts";
import { HEADLINE } from "../identity/block-attributes.ts";
import { readBody, type Op } from "../yjs-internals/read.ts";
import { directionOf, schema } from "../model/schema.ts";
import { blockOf, inlineOf, splitSeparators } from "../model/tokens.ts";

/** An empty headline with the direction that the article holds for it. */
export function headlineOf({ blocks, body }: Article): Node {
  const dir = blocks.of(HEADLINE, blocks.isFormer ? { dir: body.getAttribute("dir") ?? null } : undefined)["dir"];
  return schema.node("headline", { dir: directionOf(dir) });
}

/** Parts inserted content into the blocks it makes: `first` receives what stands before the first `\n`. */
export function blocksOf(
  ops: readonly Op[],
  first: Node,
  { blocks: attributesOf }: { readonly blocks: Pick<Article["blocks"], "of"> },
): Node[] {
  const blocks: Node[] = [];
  let block = first;
  let inline: Node[] = [];
  for (const { insert, attributes, id } of ops) {
    if (id) {
      blocks.push(block.copy(Fragment.fromArray(inline)));
      block = blockOf(attributesOf.of(id, attributes));
      inline = [];
      continue;
    }
    for (const part of typeof insert === "string" ? splitSeparators(insert) : [insert]) inline.push(inlineOf(part, attributes));
  }
  blocks.push(block.copy(Fragment.fromArray(inline)));
  return blocks;
}

/**
 * The body as a ProseMirror document. Total: every state of the CRDT has one, and nothing in it is dropped (AM1–AM7). Reads the
 * whole body: O(its items).
 * @param content all of the body, where that was read already: it takes a walk over all of its items
 */
export function projectBody(body: Y.Text, content: readonly Op[] = readBody(body)): Node {
  const article = articleOf(body.doc!);
  return schema.node("doc", null, blocksOf(content, headlineOf(article), article));
}
