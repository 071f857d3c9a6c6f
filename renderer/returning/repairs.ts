/** What a person does about a collision in the text: edits like any other, which undo takes back. Each is false where the text has changed since. */
import type { Node } from "prosemirror-model";
import { TextSelection, type Command } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { Collision } from "../../shared/compare/collisions.ts";
import { blocksOf, type ArticleBlock } from "../../shared/compare/compared-article.ts";

/** Blocks that say the same as one did, with the position before each, in order. */
function findSame(doc: Node, { content }: ArticleBlock): { readonly pos: number; readonly node: Node }[] {
  return blocksOf({ doc })
    .filter((block) => block.content === content)
    .map(({ start, index, node }) => ({ pos: start + index, node }));
}

/** Brings a block into view, also while the focus is elsewhere. @returns false when it is not there any more */
export function showBlock(view: EditorView, block: ArticleBlock): boolean {
  const found = findSame(view.state.doc, block);
  const place = found.find(({ pos }) => pos === block.start + block.index) ?? found[0];
  if (!place) return false;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place.pos + 1)));
  const element = view.nodeDOM(place.pos);
  if (element instanceof Element) element.scrollIntoView({ block: "nearest" });
  return true;
}

/** Removes all copies of a block but the first. */
export function keepOne(blocks: readonly ArticleBlock[]): Command {
  return (state, dispatch) => {
    const found = findSame(state.doc, blocks[0]!)
      .slice(1)
      .filter(({ pos }) => pos > 0);
    if (found.length === 0) return false;
    const { tr } = state;
    for (const { pos, node } of found.toReversed()) tr.delete(pos, pos + node.nodeSize);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}

/** Takes words out of the block in which they stand, and puts them at the end of the one that they belong to. */
export function bringHome({ block, home, from, to }: Extract<Collision, { type: "displaced" }>): Command {
  return (state, dispatch) => {
    const [here] = findSame(state.doc, block);
    const [there] = home ? findSame(state.doc, home) : [];
    if (!here || !there) return false;
    const words = here.node.content.cut(from, to);
    const { tr } = state;
    const end = there.pos + there.node.nodeSize - 1;
    tr.delete(here.pos + 1 + from, here.pos + 1 + to);
    tr.insert(tr.mapping.map(end), words);
    dispatch?.(tr.scrollIntoView());
    return true;
  };
}
