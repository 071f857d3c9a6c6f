import { Fragment, Slice } from "prosemirror-model";
import { TextSelection, type Command } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { isFootnote } from "../model/footnotes.ts";
import { selectedBlocks } from "./select.ts";

function move(by: 1 | -1): Command {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state);
    const start = blocks[0]!.pos;
    const end = blocks.at(-1)!.pos + blocks.at(-1)!.node.nodeSize;
    const neighbour = by < 0 ? state.doc.resolve(start).nodeBefore : state.doc.resolve(end).nodeAfter;
    if (start === 0 || !neighbour || (by < 0 && start === neighbour.nodeSize)) return false;
    // Footnotes and text stay apart.
    if (blocks.some(({ node }) => isFootnote(node) !== isFootnote(neighbour))) return false;
    if (!dispatch) return true;

    const tr = state.tr;
    const size = neighbour.nodeSize;
    if (size <= end - start) {
      const [from, target] = by < 0 ? [start - size, end - size] : [end, start];
      tr.step(new ReplaceStep(from, from + size, Slice.empty));
      tr.step(new ReplaceStep(target, target, new Slice(Fragment.from(neighbour), 0, 0)));
    } else {
      const target = by < 0 ? start - size : start + size;
      const moved = Fragment.fromArray(blocks.map(({ node }) => node));
      tr.step(new ReplaceStep(start, end, Slice.empty));
      tr.step(new ReplaceStep(target, target, new Slice(moved, 0, 0)));
    }
    const { $anchor, $head } = state.selection;
    const place = (pos: number) => tr.doc.resolve(pos + by * size);
    dispatch(tr.setSelection(TextSelection.between(place($anchor.pos), place($head.pos))).scrollIntoView());
    return true;
  };
}

/** Swaps the selected blocks with the one before, of which as little is reinserted as can be; false at the headline. */
export const moveBlockUp: Command = move(-1);
/** Swaps the selected blocks with the one behind, as `moveBlockUp` does; false at the end, and for the headline. */
export const moveBlockDown: Command = move(1);
