import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { directionOfBlock } from "../../shared/article/model/block-direction.ts";
import { automaticIsolates } from "../../shared/text/automatic-isolates.ts";
import type { Direction } from "../../shared/text/direction.ts";
import { changedBlocks } from "./changed-blocks.ts";

/** Embeddings and overrides that another program wrote: they are drawn, since they show letters in another order. */
const TURNING = /[\u202A-\u202E]/g;

interface Runs {
  readonly base: Direction;
  readonly set: DecorationSet;
  readonly postponed: number | null;
}

const key = new PluginKey<Runs>("bidi-runs");

/** Whether a block waits for the end of a composition. */
export const runsAreWaiting = (state: EditorState): boolean => (key.getState(state)?.postponed ?? null) !== null;

/**
 * Isolates what would not stand in order among right-to-left text (BD20), and shows characters that turn what is behind them (BD12).
 * Both are drawn and not written. Only blocks that changed are looked through.
 */
export function drawBidiRuns(baseDirection: () => Direction): Plugin<Runs> {
  let view: EditorView | null = null;
  return new Plugin<Runs>({
    key,
    state: {
      init: (_config, { doc }) => allOf(doc, baseDirection()),
      apply(tr, before, _old, { doc, selection }) {
        const base = baseDirection();
        if (base !== before.base) return allOf(doc, base);
        const blocks = changedBlocks(tr, { doc, selection }, before.postponed, view?.composing ?? false);
        if (!blocks) return before;
        let set = before.set.map(tr.mapping, doc);
        for (const pos of blocks.changed) {
          const block = doc.nodeAt(pos);
          if (!block) continue;
          const known = set.find(pos, pos + block.nodeSize).filter(({ from, to }) => from > pos && to < pos + block.nodeSize);
          const found = runsOf(block, pos, base);
          if (areSame(known, found)) continue;
          set = set.remove(known).add(doc, found);
        }
        return { base, set, postponed: blocks.postponed };
      },
    },
    props: { decorations: (state) => key.getState(state)!.set },
    view(created) {
      view = created;
      return { destroy: () => (view = null) };
    },
  });
}

function allOf(doc: Node, base: Direction): Runs {
  const found: Decoration[] = [];
  doc.forEach((block, pos) => void found.push(...runsOf(block, pos, base)));
  return { base, set: DecorationSet.create(doc, found), postponed: null };
}

/** @param pos before the block */
function runsOf(block: Node, pos: number, base: Direction): Decoration[] {
  if (block.content.size === 0) return [];
  const text = block.textBetween(0, block.content.size, "", "\uFFFC");
  const start = pos + 1;
  const isolates = automaticIsolates(text, directionOfBlock(block, base) === "rtl").map(({ from, to }) =>
    Decoration.inline(start + from, start + to, { class: "bidi-isolate", dir: "ltr" }),
  );
  const turning = Array.from(text.matchAll(TURNING), ({ 0: character, index }) =>
    Decoration.inline(start + index, start + index + 1, { class: "bidi-turning", "data-name": NAMES[character]! }),
  );
  return [...isolates, ...turning];
}

const NAMES: Readonly<Record<string, string>> = { "\u202A": "LRE", "\u202B": "RLE", "\u202C": "PDF", "\u202D": "LRO", "\u202E": "RLO" };

const areSame = (known: readonly Decoration[], found: readonly Decoration[]): boolean =>
  known.length === found.length && found.every(({ from, to }, i) => known[i]!.from === from && known[i]!.to === to);
