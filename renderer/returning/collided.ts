import * as Y from "yjs";
import { findCollisions, type Collision } from "../../shared/compare/collisions.ts";
import type { AbsenceStates } from "../../shared/rpc/contract.ts";
import { openState } from "../versions/open-state.ts";

/** A collision, and the whole article before it and as each side has it. */
export interface Collided {
  readonly collision: Collision;
  readonly states: Readonly<Record<"base" | "mine" | "theirs" | "merged", Y.Doc>>;
}

/** Whether an article has arrived here with all that the others wrote in an absence. */
export const hasArrived = (body: Y.Doc, { theirs }: AbsenceStates): boolean =>
  [...Y.parseUpdateMeta(theirs).to].every(([client, clock]) => Y.getState(body.store, client) >= clock);

/** What collided in absences and still shows in the article as it is now. @throws Error when a state cannot be read */
export function collidedIn(absences: readonly AbsenceStates[], body: Y.Doc): Collided[] {
  if (absences.length === 0) return [];
  const merged = openState(Y.encodeStateAsUpdate(body));
  return absences.flatMap((absence) => {
    const [base, mine, theirs] = [openState(absence.base), openState(absence.mine), openState(absence.theirs)] as const;
    const collisions = findCollisions({ base, mine, theirs, merged });
    return collisions.map((collision) => ({ collision, states: { base, mine, theirs, merged } }));
  });
}
