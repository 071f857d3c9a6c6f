import type { Node } from "prosemirror-model";
import { PluginKey, type EditorState, type Plugin } from "prosemirror-state";
import { Decoration, type DecorationSet } from "prosemirror-view";
import { SPLIT_OFF } from "../../shared/article/commands/commands.ts";
import { directionOfBlock, saidLanguageOf } from "../../shared/article/model/block-direction.ts";
import { directionOf, FOLLOWS_TEXT } from "../../shared/article/model/schema.ts";
import { languageOfLetters } from "../../shared/text/letters-language.ts";
import { detectDirection, type Direction } from "../../shared/text/direction.ts";
import { blockDecorations, type BlockDecorations, type RedrawnBlock } from "./block-decorations.ts";

/** Its decorations are on the blocks that are drawn in the other direction than the article's own, and nobody turned. */
export const directionsKey = new PluginKey<BlockDecorations<Direction>>("directions");

/** Why a block is drawn in the other direction: by its own text, or without a letter, split off a block that is drawn so. */
type Kind = "text" | "split off";

/** The language that a turned block is drawn in, where it is known: what a screen reader and the browser's speller read (BD30, BD37, BD38). */
const languageOfTurned = (block: Node, base: Direction): string | null =>
  saidLanguageOf(block) ?? (base === "rtl" ? "en" : languageOfLetters(block.textContent));

/**
 * Draws each block in the direction of its text, where that is not the article's own and nobody turned the block (BD1–BD3).
 * Nothing is written.
 * @param baseDirection the article's own direction; after a change of it any transaction draws all anew
 */
export const drawDirections = (baseDirection: () => Direction): Plugin =>
  blockDecorations(directionsKey, baseDirection, (block, pos, base, redrawn) => {
    if (redrawn && saysNothing(block) && isGoingOn(pos, base, redrawn)) return [turn(block, pos, base, "split off")];
    return isTurned(block, base) ? [turn(block, pos, base, "text")] : [];
  });

/** Which way the block at the caret is drawn. @param base the article's own direction */
export function drawnDirection(state: EditorState, base: Direction): Direction {
  const { $from } = state.selection;
  const chosen = directionOf($from.parent.attrs["dir"]);
  if (chosen !== null || $from.depth === 0) return chosen ?? base;
  const set = directionsKey.getState(state)?.set;
  return set && isDrawnTurned(set, $from.before(1)) ? opposite(base) : base;
}

const saysNothing = (block: Node): boolean => directionOf(block.attrs["dir"]) === null && detectDirection(block.textContent) === null;

/** Whether a block without a letter is drawn as that which it was split off, now or earlier. */
function isGoingOn(pos: number, base: Direction, { doc, before, set, tr }: RedrawnBlock): boolean {
  if (pos !== (tr.getMeta(SPLIT_OFF) as number | undefined)) {
    // Looked for where it was: one that another block was joined to has lost it.
    const was = tr.mapping.invert().map(pos, -1);
    return before.find(was, was + 1).some(({ from, spec }) => from === was && (spec as { readonly why: Kind }).why === "split off");
  }
  const previous = doc.resolve(pos).nodeBefore;
  if (!previous) return false;
  return (directionOf(previous.attrs["dir"]) ?? (isDrawnTurned(set, pos - previous.nodeSize) ? opposite(base) : base)) !== base;
}

const isTurned = (block: Node, base: Direction): boolean =>
  directionOf(block.attrs["dir"]) === null && directionOfBlock(block, base) !== base;

const isDrawnTurned = (set: DecorationSet, pos: number): boolean => set.find(pos, pos + 1).some(({ from }) => from === pos);

const opposite = (direction: Direction): Direction => (direction === "rtl" ? "ltr" : "rtl");

function turn(block: Node, pos: number, base: Direction, why: Kind): Decoration {
  const lang = languageOfTurned(block, base);
  const drawn = { dir: opposite(base), [FOLLOWS_TEXT]: "", ...(lang !== null && { lang }) };
  return Decoration.node(pos, pos + block.nodeSize, drawn, { kind: `${why} ${lang}`, why });
}
