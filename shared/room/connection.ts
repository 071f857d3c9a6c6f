/** A peer in a room: whether it is still there, and what is held against it. */
import type { Batch } from "./batch.ts";
import type { RoomPeer } from "./peer.ts";

const NONE: ReadonlyMap<number, string | null> = new Map();

export class Connection {
  readonly peer: RoomPeer;
  readonly #onUnwritable: (connection: Connection, error: unknown) => void;
  open = true;
  /** Updates that it may not write. */
  refused = 0;
  /** What came while something that came before is still being looked at, in order. */
  readonly held: Uint8Array[] = [];
  /** Takes the next of them. */
  next: (frame: Uint8Array) => void = () => undefined;
  /** How much is being looked at. */
  holds = 0;
  /** It said what it brings of others, so that all else is its member's. */
  tellsAuthors = false;
  /** Client IDs that others wrote with, as it says, and who; null where it does not know. */
  carried = NONE;
  /** Client IDs that it claimed before writing with them. */
  claimed = 0;

  /** @param onUnwritable is told when the transport throws */
  constructor(peer: RoomPeer, onUnwritable: (connection: Connection, error: unknown) => void) {
    this.peer = peer;
    this.#onUnwritable = onUnwritable;
  }

  /** Has its member pay for work, in the units of `cost.ts`. */
  charge(cost: number): void {
    this.peer.charge?.("work", cost);
  }

  send(frame: Uint8Array): void {
    if (!this.open) return;
    try {
      this.peer.send(frame);
    } catch (error) {
      this.#onUnwritable(this, error);
    }
  }

  /** Sends the batch's frames from `start` up to `end`, at once where the transport can. */
  sendRun(batch: Batch, start: number, end: number): void {
    if (start === end) return;
    if (!this.peer.sendRun) {
      for (const frame of batch.frames.slice(start, end)) this.send(frame);
      return;
    }
    if (!this.open) return;
    try {
      this.peer.sendRun(batch, start, end);
    } catch (error) {
      this.#onUnwritable(this, error);
    }
  }
}
