import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type { Range } from "../suggestions/index.ts";
import type { PlacedFinding } from "./placed-finding.ts";

/** A finding, and the positions between which it is underlined. */
export interface Underline extends Range {
  readonly finding: PlacedFinding;
}

/** A block with findings. */
export interface BlockUnderlines {
  readonly block: Node;
  /** Where its text begins. */
  readonly start: number;
  /** Of all blocks of the document, which it is. */
  readonly number: number;
  /** In order, in positions from `start` on. */
  readonly underlines: readonly Underline[];
}

/** A change of more blocks, or in more places, is not followed: its blocks are checked again soon. */
const MOST_BLOCKS = 100;
const MOST_PLACES = 500;

/**
 * What is found in each block. It is kept with the block, in positions from its beginning, so that an edit costs nothing for what
 * is found elsewhere: nothing is mapped but in blocks that change.
 */
export class BlockFindings {
  #of = new WeakMap<Node, readonly Underline[]>();

  /** A finding that was in the block before stays the same object: the list that one sees names it until it is told anew. */
  set(block: Node, underlines: readonly Underline[]): void {
    const before = new Map((this.#of.get(block) ?? []).map(({ finding }) => [JSON.stringify(finding), finding]));
    const kept = (one: Underline): Underline => {
      const said = JSON.stringify(one.finding);
      const finding = before.get(said);
      before.delete(said);
      return finding ? { ...one, finding } : one;
    };
    this.#of.set(block, before.size === 0 ? underlines : underlines.map(kept));
  }

  clear(): void {
    this.#of = new WeakMap();
  }

  /** Blocks in which something is found, in order. @param from and `to`: only those that touch this part */
  *blocksIn(doc: Node, from = 0, to = doc.content.size): Generator<BlockUnderlines> {
    let start = 1;
    for (const [number, block] of doc.children.entries()) {
      if (start > to) return;
      const underlines = start + block.content.size >= from ? this.#of.get(block) : undefined;
      if (underlines && underlines.length > 0) yield { block, start, number, underlines };
      start += block.nodeSize;
    }
  }

  /** What is found in a part of the document, or touches it, in order and in positions of the document. */
  *within(doc: Node, first = 0, last = doc.content.size): Generator<Underline> {
    for (const { start, underlines } of this.blocksIn(doc, first, last)) {
      for (const { from, to, finding } of underlines)
        if (start + from <= last && start + to >= first) yield { from: start + from, to: start + to, finding };
    }
  }

  /** Takes what was found along into the blocks that a transaction changes, until they are checked again. */
  follow({ before, doc, mapping }: Transaction): void {
    const changed = changedBlocks(before, doc);
    if (changed.before.size > MOST_BLOCKS || changed.after.length > MOST_BLOCKS || placesIn(mapping) > MOST_PLACES) return;
    const moved: Underline[] = [];
    for (const [block, start] of changed.before) {
      for (const { from, to, finding } of this.#of.get(block) ?? []) {
        // What is typed at its edges does not belong to it.
        const [first, last] = [mapping.map(start + from, 1), mapping.map(start + to, -1)];
        if (first < last) moved.push({ from: first, to: last, finding });
      }
    }
    if (moved.length === 0) return;
    for (const { block, start } of changed.after) {
      if (this.#of.has(block)) continue;
      const end = start + block.content.size;
      const inside = moved.filter(({ from, to }) => from >= start && to <= end);
      this.#of.set(
        block,
        inside.map(({ from, to, finding }) => ({ from: from - start, to: to - start, finding })),
      );
    }
  }
}

interface ChangedBlocks {
  /** Each with where its text began. */
  readonly before: ReadonlyMap<Node, number>;
  readonly after: readonly { readonly block: Node; readonly start: number }[];
}

/** The blocks that one document has and the other does not, by identity. */
function changedBlocks(before: Node, after: Node): ChangedBlocks {
  const most = Math.min(before.childCount, after.childCount);
  let [first, start, last] = [0, 1, 0];
  while (first < most && before.child(first) === after.child(first)) start += before.child(first++).nodeSize;
  while (last < most - first && before.child(before.childCount - 1 - last) === after.child(after.childCount - 1 - last)) last++;
  const startsIn = (doc: Node): Map<Node, number> => {
    let at = start;
    const starts = new Map<Node, number>();
    for (const block of doc.children.slice(first, doc.childCount - last)) {
      starts.set(block, at);
      at += block.nodeSize;
    }
    return starts;
  };
  const [gone, come] = [startsIn(before), startsIn(after)];
  const stayed = [...come.keys()].filter((block) => gone.delete(block));
  for (const block of stayed) come.delete(block);
  return { before: gone, after: [...come].map(([block, at]) => ({ block, start: at })) };
}

function placesIn({ maps }: Transaction["mapping"]): number {
  let places = 0;
  for (const map of maps) map.forEach(() => void places++);
  return places;
}
