/** Passing on what was committed: to each connection all of it but its own, in order, and in a crowd at a pace (SY2, SY5, SY21). */
import { Batch } from "./batch.ts";
import type { Committer } from "./committer.ts";
import type { Connection } from "./connection.ts";
import { Pace, type Later } from "./pace.ts";

/** With more connections than this, updates are passed on so many milliseconds apart, for each of them, and at most. */
const CROWD = 24;
const CROWD_PACE = 0.25;
const SLOWEST = 50;
/** So many updates together are passed on at once: more would hardly make one of them cheaper. */
const PLENTY = 64;

/** A frame on its way to all but the connection it came from. */
export interface Outgoing {
  readonly frame: Uint8Array;
  readonly from: Connection | null;
}

export class Delivery {
  readonly #connections: ReadonlySet<Connection>;
  readonly #committer: Committer;
  readonly #onPassed: () => void;
  readonly #pace: Pace;
  #outgoing: Outgoing[] = [];
  /** A commit that brought something is being settled. */
  #settling = false;

  /** @param onPassed is called when all that there was is passed on */
  constructor(connections: ReadonlySet<Connection>, committer: Committer, onPassed: () => void, later?: Later) {
    this.#connections = connections;
    this.#committer = committer;
    this.#onPassed = onPassed;
    const pause = (): number => (connections.size > CROWD ? Math.min(SLOWEST, CROWD_PACE * connections.size) : 0);
    this.#pace = new Pace(() => this.#passOn(), pause, later);
  }

  /** Passes a frame on whose update was just committed. */
  add(outgoing: Outgoing): void {
    this.#outgoing.push(outgoing);
    if (this.#settling) return;
    this.#settling = true;
    this.#committer.afterwards(() => {
      this.#settling = false;
      if (this.#outgoing.length < PLENTY) this.#pace.ask();
      else this.#passOn();
    });
  }

  /** Passes on at once what waits for its time: somebody goes who is to have all that is committed. */
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

/** Where in a batch the frames of each connection stand. */
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
