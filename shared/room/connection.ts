import type { Batch } from "./batch.ts";
import type { RoomPeer } from "./peer.ts";

const NONE: ReadonlyMap<number, string | null> = new Map();

/** One peer of a room, and what the room remembers of it while it is connected. */
export class Connection {
  readonly peer: RoomPeer;
  readonly #onUnwritable: (connection: Connection, error: unknown) => void;
  open = true;
  /** Number of updates that were refused (RO2, AU4). */
  refused = 0;
  /** Frames that came while `holds` is above 0, in order. */
  readonly held: Uint8Array[] = [];
  /** Handles one of them. */
  next: (frame: Uint8Array) => void = () => undefined;
  /** Number of earlier frames that are still being worked on in another thread. */
  holds = 0;
  /** It announced which client IDs are others' (AU3): everything else that it sends, its member wrote. */
  tellsAuthors = false;
  /** Announced client IDs of others, with their author; null where that is unknown. */
  carried = NONE;
  /** Number of client IDs that it showed in presence before anybody had written with them. */
  claimed = 0;

  /** @param onUnwritable is told when the transport throws */
  constructor(peer: RoomPeer, onUnwritable: (connection: Connection, error: unknown) => void) {
    this.peer = peer;
    this.#onUnwritable = onUnwritable;
  }

  /** Charges work to its member. @param cost in the units of `cost.ts` */
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

  /** Sends the batch's frames from `start` up to, not including, `end`, in one write where the transport can. */
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
