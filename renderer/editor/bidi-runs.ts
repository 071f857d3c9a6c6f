import type { Node } from "prosemirror-model";
import { PluginKey, type Plugin } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import { directionOfBlock } from "../../shared/article/model/block-direction.ts";
import { blockText, isolatedRuns, outsideIsolated } from "../../shared/article/model/isolated-runs.ts";
import type { Isolate } from "../../shared/text/automatic-isolates.ts";
import { hasRightToLeftLetter, type Direction } from "../../shared/text/direction.ts";
import { blockDecorations, type BlockDecorations } from "./block-decorations.ts";

/** Embeddings and overrides that another program wrote: they are drawn, since they show letters in another order. */
const TURNING = /([\u202A-\u202E])\1*/g;
const NAMES: Readonly<Record<string, string>> = { "\u202A": "LRE", "\u202B": "RLE", "\u202C": "PDF", "\u202D": "LRO", "\u202E": "RLO" };

const SIGN = /[^\p{L}\p{M}\p{Nd}\p{C}]|[\u2066-\u2069]/u;
const LAST_LETTER = /[\p{L}\u200E\u2069](?=[^\p{L}\u200E\u2069]*$)/u;
const FIRST_OF_WORD = /[\p{L}\p{Nd}\u200E\u2066-\u2068]/u;
/** Runs up to this length, in UTF-16 units, stand on one line: a phone number or date fits the narrowest page, an address may not. */
const LONGEST_UNBROKEN = 17;

/** How many embeddings and overrides are drawn of a block, a row as one: the browser lays out thousands, one in the other, for seconds. */
const MOST_TURNING = 500;

/** How far from a run letters are looked for, in UTF-16 units. */
const FENCE_LOOKS_AT = 64;

export const bidiRunsKey = new PluginKey<BlockDecorations<Direction>>("bidi-runs");

/**
 * Isolates what would not stand in order among right-to-left text (BD20), and shows characters that turn what is behind them (BD12).
 * Both are drawn and not written.
 */
export const drawBidiRuns = (baseDirection: () => Direction): Plugin => blockDecorations(bidiRunsKey, baseDirection, runsOf);

function runsOf(block: Node, pos: number, base: Direction): Decoration[] {
  if (block.content.size === 0) return [];
  const text = blockText(block);
  const start = pos + 1;
  const direction = directionOfBlock(block, base);
  const runs = isolatedRuns(block, base);
  const isolates = runs.map(({ from, to }) => {
    const name = `bidi-run in-${direction}${to - from <= LONGEST_UNBROKEN ? " unbroken" : ""}`;
    return Decoration.inline(start + from, start + to, { class: name, dir: "ltr" }, { kind: name });
  });
  const fences = direction === "rtl" ? fencesOf(outsideIsolated(block), runs) : [];
  const turning = [...text.matchAll(TURNING)].slice(0, MOST_TURNING).map(({ 0: row, 1: character, index }) => {
    const name = row.length === 1 ? NAMES[character!]! : `${NAMES[character!]!}×${row.length}`;
    return Decoration.inline(start + index, start + index + row.length, { class: "bidi-turning", "data-name": name }, { kind: name });
  });
  return [
    ...isolates,
    ...fences.map((at) => Decoration.inline(start + at, start + at + 1, { class: "bidi-fence" }, { kind: "fence" })),
    ...turning,
  ];
}

/**
 * Where a mark of direction is drawn at a sign beside a run, as an isolate keeps it apart from Latin words and numbers: a run is drawn
 * as an embedding, since it may be drawn in parts, where a word of it is bold or suggested, and isolates would turn these around.
 */
function fencesOf(text: string, runs: readonly Isolate[]): number[] {
  const fences = new Set<number>();
  for (const { from, to } of runs) {
    const before = LAST_LETTER.exec(text.slice(Math.max(0, from - FENCE_LOOKS_AT), from))?.[0];
    if (before !== undefined && !hasRightToLeftLetter(before) && SIGN.test(text[from - 1]!)) fences.add(from - 1);
    const behind = FIRST_OF_WORD.exec(text.slice(to, to + FENCE_LOOKS_AT))?.[0];
    if (behind !== undefined && !hasRightToLeftLetter(behind) && SIGN.test(text[to]!)) fences.add(to);
  }
  return [...fences];
}
