import type { ReplicaState } from "../../../shared/sync/replica.ts";
import type { SyncState } from "../../../shared/rpc/contract.ts";

export type SyncKind =
  /** The local replica is not here yet. */
  | "opening"
  /** The core is gone and something is in this window alone. */
  | "window"
  /** The core is gone; nothing is at risk. */
  | "alone"
  | "refused"
  | "saving"
  | "offline"
  | "connecting"
  | "sending"
  /** Everything is on this computer, and there is no relay. */
  | "computer"
  /** Everything is on this computer, and the relay is told nothing of the article. */
  | "private"
  | "relay";

export interface SyncStatus {
  readonly kind: SyncKind;
  /** Changes on this computer that the relay has not confirmed. */
  readonly unconfirmed: number;
  /** Why it was refused, in the words of who refused. */
  readonly reason: string | null;
}

export interface SyncInput {
  /** The core answers. */
  readonly up: boolean;
  /** Both rooms, as this window sees them. */
  readonly replica: ReplicaState;
  /** What the core says, or null before it said anything. */
  readonly sync: SyncState | null;
  /** This desk has joined a relay. */
  readonly joined: boolean;
}

/** Where the article's changes are saved, as one of a few states, from what the window, the core and the relay each say (SY6). */
export function syncStatus({ up, replica, sync, joined }: SyncInput): SyncStatus {
  const unconfirmed = sync?.unconfirmed ?? 0;
  const reason = replica.refused ?? (sync?.link === "refused" ? (sync.reason ?? "") : null);
  return { kind: kindOf(), unconfirmed, reason };

  function kindOf(): SyncKind {
    if (reason !== null) return "refused";
    if (!up) return replica.pending ? "window" : "alone";
    if (!replica.loaded || !sync) return "opening";
    if (replica.pending) return "saving";
    if (!joined) return "computer";
    if (sync.link === "private") return "private";
    if (sync.link === "connected") return unconfirmed > 0 ? "sending" : "relay";
    return sync.link === "connecting" ? "connecting" : "offline";
  }
}
