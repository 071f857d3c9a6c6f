import type { Node } from "prosemirror-model";

/** Length of the body that `doc` mirrors: its characters and one `\n` for each block after the headline. */
export const flatLength = (doc: Node): number => doc.content.size - doc.childCount - 1;

/**
 * Index in the body for a position in `doc`. Inside block *i* a position is `index + i + 1` (AM4); between blocks, before block
 * *i*, it stands for the index of the `\n` that starts it.
 * @throws RangeError outside the document.
 */
export function flatOf(doc: Node, pos: number): number {
  const $pos = doc.resolve(pos);
  const block = $pos.index(0);
  return $pos.depth === 0 && block === 0 ? 0 : pos - block - 1;
}

/** Position in the text of `doc` for an index in the body. @throws RangeError outside the document. */
export function posOf(doc: Node, flat: number): number {
  let start = 0;
  for (let index = 0; index < doc.childCount; index++) {
    const size = doc.child(index).content.size;
    if (flat <= start + size) return flat + index + 1;
    start += size + 1;
  }
  throw new RangeError(`index ${flat} is outside a body of ${flatLength(doc)}`);
}

/** `posOf` for many indices at once, in any order: the blocks are walked once. @throws RangeError outside the document. */
export function positionsOf(doc: Node, flats: readonly number[]): number[] {
  const order = flats.map((_, i) => i).sort((a, b) => flats[a]! - flats[b]!);
  const positions: number[] = [];
  let index = 0;
  let end = doc.child(0).content.size;
  for (const i of order) {
    const flat = flats[i]!;
    while (flat > end) {
      if (++index === doc.childCount) throw new RangeError(`index ${flat} is outside a body of ${flatLength(doc)}`);
      end += doc.child(index).content.size + 1;
    }
    positions[i] = flat + index + 1;
  }
  return positions;
}
