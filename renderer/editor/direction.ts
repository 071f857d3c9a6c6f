/**
 * Which way a block runs, found while it is typed (TX3): the first letter in an empty block writes a direction that differs
 * from the article's own. One that was chosen by hand is never detected over (TX5).
 */
import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { REMOTE } from "../../shared/article/binding.ts";
import { INHERITED_DIRECTION } from "../../shared/article/commands.ts";
import type { Direction } from "../../shared/article/names.ts";
import { directionOf } from "../../shared/article/schema.ts";
import { detectDirection } from "../../shared/text/direction.ts";

/** A block whose direction was not chosen but handed on by the block it was split off. */
interface Heir {
  readonly pos: number;
  readonly dir: unknown;
}

const heirs = new PluginKey<readonly Heir[]>("inherited-direction");
const NONE: readonly Heir[] = [];

export function detectDirections(ground: () => Direction): Plugin {
  return new Plugin<readonly Heir[]>({
    key: heirs,
    state: {
      init: () => NONE,
      apply(tr, known) {
        const split: unknown = tr.getMeta(INHERITED_DIRECTION);
        if (!tr.docChanged || (known.length === 0 && typeof split !== "number")) return known;
        const kept = known.flatMap(({ pos, dir }) => {
          const { pos: now, deleted } = tr.mapping.mapResult(pos);
          const block = deleted ? null : tr.doc.nodeAt(now);
          // Another direction was chosen by hand; with a letter in it, the block has its own.
          return block?.attrs["dir"] === dir && !hasLetters(block!) ? [{ pos: now, dir }] : [];
        });
        return typeof split === "number" ? [...kept, { pos: split, dir: tr.doc.nodeAt(split)!.attrs["dir"] as unknown }] : kept;
      },
    },
    appendTransaction(transactions, before, after) {
      const typed = transactions.some((tr) => tr.docChanged && !tr.getMeta(REMOTE));
      return typed ? detect(before, after, ground()) : null;
    },
  });
}

function detect(before: EditorState, after: EditorState, ground: Direction): Transaction | null {
  const { $from } = after.selection;
  if ($from.depth === 0) return null;
  const block = $from.parent;
  const pos = $from.before(1);
  const old = before.doc.childCount === after.doc.childCount ? before.doc.child($from.index(0)) : null;
  if (old === null || block.content.size === 0 || hasLetters(old)) return null;
  const chosen = directionOf(block.attrs["dir"]) !== null && !heirs.getState(before)!.some((heir) => heir.pos === pos);
  const found = detectDirection(block.textContent);
  if (chosen || found === null) return null;
  const dir = found === ground ? null : found;
  return dir === block.attrs["dir"] ? null : after.tr.setNodeAttribute(pos, "dir", dir);
}

const hasLetters = (block: Node): boolean => detectDirection(block.textContent) !== null;
