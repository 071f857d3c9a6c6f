import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { REMOTE } from "../../shared/article/sync/binding.ts";
import { INHERITED_DIRECTION } from "../../shared/article/commands/commands.ts";
import { directionOf } from "../../shared/article/model/schema.ts";
import { detectDirection, type Direction } from "../../shared/text/direction.ts";

/** Milliseconds after a composition: the browser finishes it first, and ProseMirror redraws 20 ms later what it held back. */
const COMPOSED_AFTER = 50;

/** The direction of a block that was not chosen for it: it is that of the block from which it was split off. */
interface InheritedDirection {
  /** Of the block. */
  readonly pos: number;
  readonly dir: unknown;
}

interface Directions {
  readonly inheritedDirections: readonly InheritedDirection[];
  /** The block whose direction is written when the composition in it has ended: a write would end the composition. */
  readonly postponed: number | null;
}

const directions = new PluginKey<Directions>("directions");
const NONE: Directions = { inheritedDirections: [], postponed: null };
/** Meta: the block that is postponed from now on, or null. */
const POSTPONED = "postponed-direction";

/**
 * Finds the direction of a block while it is typed (TX3): the first letter in an empty block writes a direction, where it
 * differs from the article's own. A direction that was chosen by hand stays (TX5).
 * @param baseDirection the article's own direction
 */
export function detectDirections(baseDirection: () => Direction): Plugin {
  let view: EditorView | null = null;
  return new Plugin<Directions>({
    key: directions,
    state: {
      init: () => NONE,
      apply(tr, { inheritedDirections: known, postponed }) {
        const set = tr.getMeta(POSTPONED) as number | null | undefined;
        const mapped = postponed === null || set === null ? null : tr.mapping.mapResult(postponed);
        return {
          inheritedDirections: stillInherited(tr, known),
          postponed: set ?? (mapped === null || mapped.deleted ? null : mapped.pos),
        };
      },
    },
    appendTransaction(transactions, before, after) {
      const typed = transactions.some((tr) => tr.docChanged && !tr.getMeta(REMOTE));
      const pos = typed ? blockToTurn(before, after) : null;
      if (pos === null) return null;
      return view?.composing ? after.tr.setMeta(POSTPONED, pos) : turnBlock(after, pos, baseDirection());
    },
    view(created) {
      view = created;
      let timer = 0;
      const onEnd = () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => {
          const pos = directions.getState(created.state)!.postponed;
          if (pos === null || created.composing || created.isDestroyed) return;
          created.dispatch((turnBlock(created.state, pos, baseDirection()) ?? created.state.tr).setMeta(POSTPONED, null));
        }, COMPOSED_AFTER);
      };
      created.dom.addEventListener("compositionend", onEnd);
      return {
        destroy() {
          window.clearTimeout(timer);
          created.dom.removeEventListener("compositionend", onEnd);
          view = null;
        },
      };
    },
  });
}

/** Those of `known` whose blocks have no letter yet, and that of the block that `tr` split off. */
function stillInherited(tr: Transaction, known: readonly InheritedDirection[]): readonly InheritedDirection[] {
  const split: unknown = tr.getMeta(INHERITED_DIRECTION);
  if (!tr.docChanged || (known.length === 0 && typeof split !== "number")) return known;
  const kept = known.flatMap(({ pos, dir }) => {
    const { pos: now, deleted } = tr.mapping.mapResult(pos);
    const block = deleted ? null : tr.doc.nodeAt(now);
    // Another direction was chosen by hand; with a letter in it, the block has its own.
    return block?.attrs["dir"] === dir && !hasLetters(block!) ? [{ pos: now, dir }] : [];
  });
  return typeof split === "number" ? [...kept, { pos: split, dir: tr.doc.nodeAt(split)!.attrs["dir"] as unknown }] : kept;
}

/** Position of the block at the caret, when it just got its first letter and no direction was chosen for it; else null. */
function blockToTurn(before: EditorState, after: EditorState): number | null {
  const { $from } = after.selection;
  if ($from.depth === 0) return null;
  const block = $from.parent;
  const pos = $from.before(1);
  const old = before.doc.childCount === after.doc.childCount ? before.doc.child($from.index(0)) : null;
  if (old === null || block.content.size === 0 || hasLetters(old)) return null;
  const chosen =
    directionOf(block.attrs["dir"]) !== null &&
    !directions.getState(before)!.inheritedDirections.some((inherited) => inherited.pos === pos);
  return chosen ? null : pos;
}

/** Gives a block the direction of its first letter. @returns null where it has it */
function turnBlock({ doc, tr }: EditorState, pos: number, baseDirection: Direction): Transaction | null {
  const block = doc.nodeAt(pos);
  const found = block ? detectDirection(block.textContent) : null;
  if (block === null || found === null) return null;
  const dir = found === baseDirection ? null : found;
  return dir === block.attrs["dir"] ? null : tr.setNodeAttribute(pos, "dir", dir);
}

const hasLetters = (block: Node): boolean => detectDirection(block.textContent) !== null;
