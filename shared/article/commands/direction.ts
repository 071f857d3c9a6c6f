import type { Command } from "prosemirror-state";
import type { Direction } from "../../text/direction.ts";
import { directionOfBlock } from "../model/block-direction.ts";
import { selectedBlocks } from "./select.ts";

/** Writes the direction of the selected blocks, the headline among them; null leaves it to its text. */
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
    const shown = directionOfBlock(selectedBlocks(state)[0]!.node, baseDirection);
    return setDirection(shown === "rtl" ? "ltr" : "rtl")(state, dispatch);
  };
}
