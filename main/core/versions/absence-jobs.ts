/** What a thread beside the core does for absences: documents are built. */
import * as Y from "yjs";
import { findCollisions } from "../../../shared/compare/collisions.ts";
import { docOf } from "../../../shared/versions/make-version.ts";
import { packState, unpackState, type Zstd } from "../../../shared/versions/packing.ts";

/** An absence of which both sides are known, each as updates of the article's body. */
export interface EndedAbsence {
  /** The state before the absence, as `packBase` gave it. */
  readonly base: Uint8Array;
  /** All that this desk had before it heard of others' changes. */
  readonly mine: readonly Uint8Array[];
  /** What came from the relay since. */
  readonly theirs: readonly Uint8Array[];
  /** All that this desk has now. */
  readonly merged: readonly Uint8Array[];
}

/** The states of both sides before the merge, packed with the base as a dictionary. */
export interface PackedSides {
  readonly mine: Uint8Array;
  readonly theirs: Uint8Array;
}

/** @param updates of a body @returns its state, packed */
export const packBase = (zstd: Zstd, updates: readonly Uint8Array[]): Uint8Array =>
  packState(zstd, Y.encodeStateAsUpdate(docOf(updates)), null);

/** @returns the states of both sides; null where nothing collided (VE30–VE32) */
export function collidedSides(zstd: Zstd, absence: EndedAbsence): PackedSides | null {
  const state = unpackState(zstd, absence.base, null);
  const [base, mine, theirs, merged] = [
    docOf([state]),
    docOf(absence.mine),
    docOf([state, ...absence.theirs]),
    docOf(absence.merged),
  ] as const;
  if (findCollisions({ base, mine, theirs, merged }).length === 0) return null;
  const packed = (doc: Y.Doc): Uint8Array => packState(zstd, Y.encodeStateAsUpdate(doc), state);
  return { mine: packed(mine), theirs: packed(theirs) };
}
