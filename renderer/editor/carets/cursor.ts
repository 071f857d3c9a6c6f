import type { EditorState } from "prosemirror-state";
import * as Y from "yjs";
import { flatLength, flatOf, posOf } from "../../../shared/article/model/flat.ts";

/** A selection as presence carries it: two Yjs relative positions in the body, as JSON (the form of y-prosemirror's carets). */
export interface Cursor {
  readonly anchor: unknown;
  readonly head: unknown;
}

/** A selection in ProseMirror positions. */
export interface CaretRange {
  readonly anchor: number;
  readonly head: number;
}

/** The selection of a state, for presence. */
export function cursorOf(body: Y.Text, { doc, selection }: EditorState): Cursor {
  // It stays behind the letter before it, as the caret of the person who typed that letter does.
  const at = (pos: number): unknown => Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(body, flatOf(doc, pos), -1));
  const head = at(selection.head);
  // Each look-up walks the body.
  return { anchor: selection.empty ? head : at(selection.anchor), head };
}

/**
 * Where a cursor of presence is in a state.
 * @returns null while its text has not arrived, and for what is no cursor: another program sent it
 */
export function rangeOf(body: Y.Text, { doc }: EditorState, cursor: unknown): CaretRange | null {
  if (typeof cursor !== "object" || cursor === null) return null;
  const { anchor, head } = cursor as Partial<Cursor>;
  const to = resolve(body, head);
  const from = isSame(anchor, head) ? to : resolve(body, anchor);
  if (from === null || to === null || Math.max(from, to) > flatLength(doc)) return null;
  return { anchor: posOf(doc, from), head: posOf(doc, to) };
}

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function resolve(body: Y.Text, position: unknown): number | null {
  if (typeof position !== "object" || position === null) return null;
  try {
    const place = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(position), body.doc!);
    return place?.type === body ? place.index : null;
  } catch {
    // It has no IDs, or one that Yjs does not know.
    return null;
  }
}
