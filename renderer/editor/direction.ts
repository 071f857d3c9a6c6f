import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { SPLIT_OFF } from "../../shared/article/commands/commands.ts";
import { directionOfBlock } from "../../shared/article/model/block-direction.ts";
import { directionOf, FOLLOWS_TEXT } from "../../shared/article/model/schema.ts";
import { detectDirection, type Direction } from "../../shared/text/direction.ts";
import { changedBlocks } from "./changed-blocks.ts";

interface Drawn {
  /** The article's own direction, in which blocks without a decoration are drawn. */
  readonly base: Direction;
  /** The blocks that are drawn in the other direction, and nobody turned. */
  readonly turned: DecorationSet;
  /** The block in which an input method composes and whose text changed: it is turned when the composition has ended. */
  readonly postponed: number | null;
}

const key = new PluginKey<Drawn>("directions");

/** Of a decoration. */
interface Spec {
  /** The block has no letter, and was split off a block that is drawn so. */
  readonly goesOn: boolean;
}

/**
 * Draws each block in the direction of its text, where that is not the article's own and nobody turned the block (BD1–BD3).
 * Nothing is written. Only blocks that changed are looked at.
 * @param baseDirection the article's own direction; after a change of it any transaction draws all anew
 */
export function drawDirections(baseDirection: () => Direction): Plugin<Drawn> {
  let view: EditorView | null = null;
  return new Plugin<Drawn>({
    key,
    state: {
      init: (_config, { doc }) => allOf(doc, baseDirection()),
      apply(tr, before, _old, { doc, selection }) {
        const base = baseDirection();
        if (base !== before.base) return allOf(doc, base);
        const blocks = changedBlocks(tr, { doc, selection }, before.postponed, view?.composing ?? false);
        if (!blocks) return before;
        const splitOff = tr.getMeta(SPLIT_OFF) as number | undefined;
        return {
          base,
          turned: redrawn(before.turned.map(tr.mapping, doc), blocks.changed, doc, base, splitOff),
          postponed: blocks.postponed,
        };
      },
    },
    props: { decorations: (state) => key.getState(state)!.turned },
    view(created) {
      view = created;
      return { destroy: () => (view = null) };
    },
  });
}

/** Whether a block waits for the end of a composition. */
export const directionIsWaiting = (state: EditorState): boolean => (key.getState(state)?.postponed ?? null) !== null;

/** Which way the block at the caret is drawn. @param base the article's own direction */
export function drawnDirection(state: EditorState, base: Direction): Direction {
  const { $from } = state.selection;
  const block = $from.parent;
  const chosen = directionOf(block.attrs["dir"]);
  if (chosen !== null || $from.depth === 0) return chosen ?? base;
  return at(key.getState(state)?.turned ?? DecorationSet.empty, $from.before(1)) ? opposite(base) : base;
}

function allOf(doc: Node, base: Direction): Drawn {
  const decorations: Decoration[] = [];
  doc.forEach((block, pos) => {
    if (isTurned(block, base)) decorations.push(turn(block, pos, base, false));
  });
  return { base, turned: DecorationSet.create(doc, decorations), postponed: null };
}

/** @param splitOff position before a block that was split off: without a letter, it is drawn as the block before it */
function redrawn(
  set: DecorationSet,
  changed: ReadonlySet<number>,
  doc: Node,
  base: Direction,
  splitOff: number | undefined,
): DecorationSet {
  let turned = set;
  for (const pos of changed) {
    const block = doc.nodeAt(pos);
    if (!block) continue;
    const known = at(turned, pos);
    const isKnown = known?.to === pos + block.nodeSize;
    const goesOn = saysNothing(block) && (pos === splitOff ? isTurnedBefore(doc, pos, turned, base) : isGoingOn(known));
    const should = goesOn || isTurned(block, base);
    if (should && isKnown && isGoingOn(known) === goesOn) continue;
    if (known) turned = turned.remove([known]);
    if (should) turned = turned.add(doc, [turn(block, pos, base, goesOn)]);
  }
  return turned;
}

const isGoingOn = (decoration: Decoration | undefined): boolean => (decoration?.spec as Spec | undefined)?.goesOn ?? false;

const saysNothing = (block: Node): boolean => directionOf(block.attrs["dir"]) === null && detectDirection(block.textContent) === null;

function isTurnedBefore(doc: Node, pos: number, turned: DecorationSet, base: Direction): boolean {
  const before = doc.resolve(pos).nodeBefore;
  if (!before) return false;
  return (directionOf(before.attrs["dir"]) ?? (at(turned, pos - before.nodeSize) ? opposite(base) : base)) !== base;
}

const isTurned = (block: Node, base: Direction): boolean =>
  directionOf(block.attrs["dir"]) === null && directionOfBlock(block, base) !== base;

const at = (set: DecorationSet, pos: number): Decoration | undefined => set.find(pos, pos + 1).find(({ from }) => from === pos);

const opposite = (direction: Direction): Direction => (direction === "rtl" ? "ltr" : "rtl");

const turn = (block: Node, pos: number, base: Direction, goesOn: boolean): Decoration =>
  Decoration.node(
    pos,
    pos + block.nodeSize,
    // A screen reader and the speller of the browser read English there (BD30).
    { dir: opposite(base), [FOLLOWS_TEXT]: "", ...(base === "rtl" && { lang: "en" }) },
    { goesOn } satisfies Spec,
  );
