import type { Node } from "prosemirror-model";
import { PluginKey, type Plugin } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import { directionOfBlock } from "../../shared/article/model/block-direction.ts";
import { automaticIsolates } from "../../shared/text/automatic-isolates.ts";
import type { Direction } from "../../shared/text/direction.ts";
import { blockDecorations, type BlockDecorations } from "./block-decorations.ts";

/** Embeddings and overrides that another program wrote: they are drawn, since they show letters in another order. */
const TURNING = /[\u202A-\u202E]/g;
const NAMES: Readonly<Record<string, string>> = { "\u202A": "LRE", "\u202B": "RLE", "\u202C": "PDF", "\u202D": "LRO", "\u202E": "RLO" };

export const bidiRunsKey = new PluginKey<BlockDecorations<Direction>>("bidi-runs");

/**
 * Isolates what would not stand in order among right-to-left text (BD20), and shows characters that turn what is behind them (BD12).
 * Both are drawn and not written.
 */
export const drawBidiRuns = (baseDirection: () => Direction): Plugin => blockDecorations(bidiRunsKey, baseDirection, runsOf);

function runsOf(block: Node, pos: number, base: Direction): Decoration[] {
  if (block.content.size === 0) return [];
  const text = block.textBetween(0, block.content.size, "", "\uFFFC");
  const start = pos + 1;
  const isolates = automaticIsolates(text, directionOfBlock(block, base) === "rtl").map(({ from, to }) =>
    Decoration.inline(start + from, start + to, { class: "bidi-isolate", dir: "ltr" }, { kind: "isolate" }),
  );
  const turning = Array.from(text.matchAll(TURNING), ({ 0: character, index }) =>
    Decoration.inline(start + index, start + index + 1, { class: "bidi-turning", "data-name": NAMES[character]! }, { kind: character }),
  );
  return [...isolates, ...turning];
}
