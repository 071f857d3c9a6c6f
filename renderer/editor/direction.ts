/**
 * Which way a block runs, found while it is typed (TX3): the first letter in an empty block writes a direction that differs
 * from the article's own. One that was chosen by hand is never detected over (TX5).
 */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { REMOTE } from "../../shared/article/binding.ts";
import { INHERITED_DIRECTION } from "../../shared/article/commands.ts";
import type { Direction } from "../../shared/article/names.ts";
import { directionOf } from "../../shared/article/schema.ts";
import { detectDirection } from "../../shared/text/direction.ts";

/** The browser has its own to do at the end of a composition, and ProseMirror, which redraws what it held back, 20 ms later. */
const COMPOSED_AFTER = 50;

/** A block whose direction was not chosen but handed on by the block it was split off. */
interface Heir {
  readonly pos: number;
  readonly dir: unknown;
}

interface Directions {
  readonly heirs: readonly Heir[];
  /** The block that waits for the end of a composition in it: what it would write would part the input method from its text. */
  readonly composed: number | null;
}

const directions = new PluginKey<Directions>("directions");
const NONE: Directions = { heirs: [], composed: null };
/** Meta: the block that waits from now on, or null. */
const COMPOSED = "composed-direction";

export function detectDirections(ground: () => Direction): Plugin {
  let view: EditorView | null = null;
  return new Plugin<Directions>({
    key: directions,
    state: {
      init: () => NONE,
      apply(tr, { heirs: known, composed }) {
        const waiting = tr.getMeta(COMPOSED) as number | null | undefined;
        const mapped = composed === null || waiting === null ? null : tr.mapping.mapResult(composed);
        return { heirs: heirsIn(tr, known), composed: waiting ?? (mapped === null || mapped.deleted ? null : mapped.pos) };
      },
    },
    appendTransaction(transactions, before, after) {
      const typed = transactions.some((tr) => tr.docChanged && !tr.getMeta(REMOTE));
      const pos = typed ? turning(before, after) : null;
      if (pos === null) return null;
      return view?.composing ? after.tr.setMeta(COMPOSED, pos) : turn(after, pos, ground());
    },
    view(created) {
      view = created;
      let timer = 0;
      const onEnd = () => {
        window.clearTimeout(timer);
        timer = window.setTimeout(() => {
          const pos = directions.getState(created.state)!.composed;
          if (pos === null || created.composing || created.isDestroyed) return;
          created.dispatch((turn(created.state, pos, ground()) ?? created.state.tr).setMeta(COMPOSED, null));
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

/** The blocks of `known` that still wait for their first letter, and the one that `tr` split off. */
function heirsIn(tr: Transaction, known: readonly Heir[]): readonly Heir[] {
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

/** The block at the caret, when it got its first letter and no direction was chosen for it. */
function turning(before: EditorState, after: EditorState): number | null {
  const { $from } = after.selection;
  if ($from.depth === 0) return null;
  const block = $from.parent;
  const pos = $from.before(1);
  const old = before.doc.childCount === after.doc.childCount ? before.doc.child($from.index(0)) : null;
  if (old === null || block.content.size === 0 || hasLetters(old)) return null;
  const chosen = directionOf(block.attrs["dir"]) !== null && !directions.getState(before)!.heirs.some((heir) => heir.pos === pos);
  return chosen ? null : pos;
}

/** Turns the block as its letters run. */
function turn({ doc, tr }: EditorState, pos: number, ground: Direction): Transaction | null {
  const block = doc.nodeAt(pos);
  const found = block ? detectDirection(block.textContent) : null;
  if (block === null || found === null) return null;
  const dir = found === ground ? null : found;
  return dir === block.attrs["dir"] ? null : tr.setNodeAttribute(pos, "dir", dir);
}

const hasLetters = (block: Node): boolean => detectDirection(block.textContent) !== null;
