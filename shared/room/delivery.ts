import { Batch } from "./batch.ts";
import type { Committer } from "./committer.ts";
import type { Connection } from "./connection.ts";
import { Throttle, type Later } from "./throttle.ts";

/** Connections of a room above which its broadcasts are throttled. */
const CROWD = 24;
/** Milliseconds between two broadcasts of such a room, for each of its connections. */
const INTERVAL_PER_CONNECTION = 0.25;
/** Milliseconds between two broadcasts at most. */
const LONGEST_INTERVAL = 50;
/** Updates from which a broadcast does not wait: a larger batch hardly makes each of them cheaper. */
const PLENTY = 64;

/** A frame on its way to all but the connection it came from. */
export interface Outgoing {
  readonly frame: Uint8Array;
  readonly from: Connection | null;
}

/** Broadcasts committed frames of a room to each connection but the sender, in order; in a large room throttled (SY2, SY5, SY21). */
export class Delivery {
  readonly #connections: ReadonlySet<Connection>;
  readonly #committer: Committer;
  readonly #onPassed: () => void;
  readonly #throttle: Throttle;
  #outgoing: Outgoing[] = [];
  /** The callbacks of a commit with frames for this room are running. */
  #settling = false;

  /** @param onPassed called after each broadcast, when nothing waits */
  constructor(connections: ReadonlySet<Connection>, committer: Committer, onPassed: () => void, later?: Later) {
    this.#connections = connections;
    this.#committer = committer;
    this.#onPassed = onPassed;
    const interval = (): number => (connections.size > CROWD ? Math.min(LONGEST_INTERVAL, INTERVAL_PER_CONNECTION * connections.size) : 0);
    this.#throttle = new Throttle(() => this.#passOn(), interval, later);
  }

  /** Queues a frame whose update was just committed. */
  add(outgoing: Outgoing): void {
    this.#outgoing.push(outgoing);
    if (this.#settling) return;
    this.#settling = true;
    this.#committer.afterwards(() => {
      this.#settling = false;
      if (this.#outgoing.length < PLENTY) this.#throttle.call();
      else this.#passOn();
    });
  }

  /** Broadcasts at once what waits: a connection is about to leave and must receive all that is committed. */
  flush(): void {
    if (this.#outgoing.length > 0) this.#passOn();
  }

  #passOn(): void {
    const outgoing = this.#outgoing;
    this.#outgoing = [];
    if (outgoing.length > 0) this.#broadcast(outgoing);
    this.#onPassed();
  }

  #broadcast(outgoing: readonly Outgoing[]): void {
    const batch = new Batch(outgoing.map(({ frame }) => frame));
    if (outgoing.length === 1) {
      const [{ from }] = outgoing as [Outgoing];
      for (const connection of this.#connections) if (connection !== from) connection.sendRun(batch, 0, 1);
      return;
    }
    const own = ownPlaces(outgoing);
    for (const connection of this.#connections) {
      let start = 0;
      for (const place of own.get(connection) ?? []) {
        connection.sendRun(batch, start, place);
        start = place + 1;
      }
      connection.sendRun(batch, start, outgoing.length);
    }
  }
}

/** @returns by connection, the places in the batch of the frames that it sent itself */
function ownPlaces(outgoing: readonly Outgoing[]): ReadonlyMap<Connection, readonly number[]> {
  const own = new Map<Connection, number[]>();
  for (const [i, { from }] of outgoing.entries()) {
    if (!from) continue;
    const places = own.get(from);
    if (places) places.push(i);
    else own.set(from, [i]);
  }
  return own;
}
