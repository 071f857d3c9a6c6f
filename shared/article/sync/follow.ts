import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import type * as Y from "yjs";
import { idBefore } from "../yjs-internals/delta.ts";
import { flatOf, posOf } from "../model/flat.ts";
import type { BodyWriter } from "./writer.ts";

/**
 * Sets the selection of `tr`, which brings what `transaction` changed to `state`: a caret in text that a colleague moves, or writes
 * anew in another way, goes along with it (AM19).
 */
export function follow(tr: Transaction, { doc, selection }: EditorState, transaction: Y.Transaction, writer: BodyWriter): void {
  if (!(selection instanceof TextSelection) || writer.article.lineage.isEmpty) return;
  const afterDescendant = (pos: number): number | null => {
    if (!tr.mapping.mapResult(pos, -1).deletedBefore) return null;
    const id = idBefore(writer.body, transaction, flatOf(doc, pos));
    if (id === null || writer.items.livingOf({ ...id, length: 1 }).length > 0) return null;
    const descendants = writer.article.lineage.descendantsOf({ ...id, length: 1 }).sort((a, b) => a.distance - b.distance);
    const [place] = descendants.flatMap(({ run }) => writer.items.placesOf(run));
    return place ? posOf(tr.doc, place.index + 1) : null;
  };
  const head = afterDescendant(selection.head);
  const anchor = selection.empty ? head : afterDescendant(selection.anchor);
  if (head === null && anchor === null) return;
  const at = (pos: number | null, mapped: number) => tr.doc.resolve(pos ?? mapped);
  const marks = tr.storedMarks;
  tr.setSelection(TextSelection.between(at(anchor, tr.selection.anchor), at(head, tr.selection.head), -1)).setStoredMarks(marks);
}
