import type { Node } from "prosemirror-model";
import type { Command } from "prosemirror-state";
import { detectDirection, type Direction } from "../../text/direction.ts";
import { directionOf } from "../model/schema.ts";
import { selectedBlocks } from "./select.ts";

/** Writes the direction of the selected blocks, the headline among them; null leaves it to the article's language. */
export function setDirection(dir: Direction | null): Command {
  return (state, dispatch) => {
    const blocks = selectedBlocks(state).filter(({ node }) => node.attrs["dir"] !== dir);
    if (blocks.length === 0) return false;
    if (dispatch) {
      const tr = state.tr;
      for (const { pos } of blocks) tr.setNodeAttribute(pos, "dir", dir);
      dispatch(tr);
    }
    return true;
  };
}

/**
 * Turns the selected blocks around, as the first of them stands.
 * @param baseDirection the article's own direction
 */
export function toggleDirection(baseDirection: Direction): Command {
  return (state, dispatch) => {
    const shown = directionOf(selectedBlocks(state)[0]!.node.attrs["dir"]) ?? baseDirection;
    return setDirection(shown === "rtl" ? "ltr" : "rtl")(state, dispatch);
  };
}

/** `block` with the direction of its first letter, where that is not the article's own; a chosen direction stays. */
export function withDetectedDirection(block: Node, baseDirection: Direction): Node {
  const dir = detectDirection(block.textContent);
  if (directionOf(block.attrs["dir"]) !== null || dir === null || dir === baseDirection) return block;
  return block.type.create({ ...block.attrs, dir }, block.content, block.marks);
}
