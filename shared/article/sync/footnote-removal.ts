import { Slice } from "prosemirror-model";
import { Plugin, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { footnotesOf, referenceOf } from "../model/footnotes.ts";
import { REMOTE } from "./receive.ts";

/**
 * Deletes a footnote with the last reference to it, as part of the same edit, so that one step of undo brings both back (FN6). What
 * others delete, undo, and decisions on suggestions say themselves what becomes of footnotes. Costs what an edit deletes.
 */
export const footnoteRemoval = (): Plugin =>
  new Plugin({
    appendTransaction(transactions, _before, { doc, tr }) {
      const gone = new Set(transactions.flatMap(deletedReferences));
      if (gone.size === 0) return null;
      const { numbers, blocks } = footnotesOf(doc);
      const doomed = [...gone].filter((id) => !numbers.has(id)).flatMap((id) => blocks.get(id) ?? []);
      for (const { pos, node } of doomed.sort((a, b) => b.pos - a.pos)) tr.step(new ReplaceStep(pos, pos + node.nodeSize, Slice.empty));
      return doomed.length > 0 ? tr : null;
    },
  });

/** The footnotes to which something refers that an edit of this person's deletes. */
function deletedReferences(tr: Transaction): string[] {
  if (!tr.docChanged || tr.getMeta(REMOTE)) return [];
  const ids: string[] = [];
  tr.steps.forEach((step, i) =>
    step.getMap().forEach((from, to) => {
      if (from === to) return;
      tr.docs[i]!.nodesBetween(from, to, (node) => {
        const id = node.isInline ? referenceOf(node) : null;
        if (id !== null) ids.push(id);
      });
    }),
  );
  return ids;
}
