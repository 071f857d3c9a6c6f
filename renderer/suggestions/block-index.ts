import type { Node } from "prosemirror-model";
import { firstIndex } from "../../shared/binary-search.ts";

/** Characters of one block's text, in ProseMirror positions. */
interface TextPiece {
  readonly block: number;
  readonly from: number;
  readonly to: number;
}

/** A `\n`: the boundary before the block with this number. */
interface BoundaryPiece {
  readonly boundary: number;
  /** End of the text of the block before. */
  readonly from: number;
  readonly to: number;
}

export type Piece = TextPiece | BoundaryPiece;

/** The blocks of a document by the indices of its body: made once for many questions. */
export class BlockIndex {
  readonly doc: Node;
  /** Index of each block's first character. */
  readonly #starts: number[] = [];

  constructor(doc: Node) {
    this.doc = doc;
    let at = 0;
    doc.forEach((block) => {
      this.#starts.push(at);
      at += block.content.size + 1;
    });
  }

  /** Number of the block whose text an index stands in, or at the end of which. */
  blockAt(index: number): number {
    return Math.max(0, firstIndex(this.#starts.length, (i) => this.#starts[i]! > index) - 1);
  }

  /** Position before a block. */
  startOf(block: number): number {
    return this.#starts[block]! + block;
  }

  /** Index in the body behind the text of a block. */
  endOf(block: number): number {
    return this.#starts[block]! + this.doc.child(block).content.size;
  }

  /** The first `longest` characters of a piece. */
  textOf({ block, from, to }: TextPiece, longest: number): string {
    const start = this.startOf(block) + 1;
    return this.doc.child(block).textBetween(from - start, Math.min(to, from + longest) - start, " ", " ");
  }

  /** The parts of the body's characters `from`–`to`, in order. */
  pieces(from: number, to: number): Piece[] {
    const pieces: Piece[] = [];
    let block = this.blockAt(from);
    for (let at = from; at < to && block < this.doc.childCount; block++) {
      const end = this.endOf(block);
      const stop = Math.min(end, to);
      if (at < stop) pieces.push({ block, from: at + block + 1, to: stop + block + 1 });
      at = stop;
      if (at < to) {
        pieces.push({ boundary: block + 1, from: at + block + 1, to: at + block + 1 });
        at++;
      }
    }
    return pieces;
  }
}
