/**
 * Which way a block runs, found while it is typed (TX3): the first letter in an empty block writes a direction that differs
 * from the article's own. One that was chosen by hand is never detected over (TX5).
 */
import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { REMOTE } from "../../shared/article/binding.ts";
import { INHERITED_DIRECTION } from "../../shared/article/commands.ts";
import type { Direction } from "../../shared/article/names.ts";
import { directionOf } from "../../shared/article/schema.ts";
import { detectDirection } from "../../shared/text/direction.ts";

/** Positions before empty blocks that got their direction from the block they were split off. */
const inherited = new PluginKey<readonly number[]>("inherited-direction");

export function detectDirections(ground: () => Direction): Plugin {
  return new Plugin<readonly number[]>({
    key: inherited,
    state: {
      init: () => [],
      apply(tr, positions) {
        const split: unknown = tr.getMeta(INHERITED_DIRECTION);
        if (!tr.docChanged) return positions;
        const kept = positions
          .map((pos) => tr.mapping.mapResult(pos))
          .flatMap(({ pos, deleted }) => (!deleted && tr.doc.nodeAt(pos)?.content.size === 0 ? [pos] : []));
        return typeof split === "number" ? [...kept, split] : kept.length === 0 && positions.length === 0 ? positions : kept;
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
  if (old === null || block.content.size === 0 || detectDirection(old.textContent) !== null) return null;
  const chosen = directionOf(block.attrs["dir"]) !== null && !inherited.getState(before)!.includes(pos);
  const found = detectDirection(block.textContent);
  if (chosen || found === null) return null;
  const dir = found === ground ? null : found;
  return dir === block.attrs["dir"] ? null : after.tr.setNodeAttribute(pos, "dir", dir);
}
