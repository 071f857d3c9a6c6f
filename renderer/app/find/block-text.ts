import type { Node } from "prosemirror-model";
import { textIn } from "../../../shared/article/commands/replace-words.ts";
import { foldWithOffsets, type Folded, type Folding } from "../../../shared/text/fold.ts";

const texts = new WeakMap<Node, BlockText>();

/** The text of a whole block, kept as long as the block is as it is, and what it folds to: to fold takes longer than to find. */
export class BlockText {
  readonly text: string;
  #last: { readonly folding: Folding; readonly folded: Folded } | null = null;

  private constructor(text: string) {
    this.text = text;
  }

  static of(block: Node): BlockText {
    let text = texts.get(block);
    if (!text) texts.set(block, (text = new BlockText(textIn(block, 0, block.content.size))));
    return text;
  }

  folded(folding: Folding): Folded {
    if (this.#last?.folding !== folding) this.#last = { folding, folded: foldWithOffsets(this.text, folding) };
    return this.#last.folded;
  }
}
