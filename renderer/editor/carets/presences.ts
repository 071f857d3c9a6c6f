import type { Awareness } from "y-protocols/awareness";

export interface Presence {
  readonly member: string;
  readonly client: number;
  readonly name: string;
  /** A CSS colour. */
  readonly color: string;
  /** As received: the same object until the caret moves. */
  readonly cursor: unknown;
  readonly typing: boolean;
}

/** A newsroom at its fullest: those who moved last are drawn. */
const MOST_CARETS = 50;
/** Clients that are remembered, the latest to move; the others are drawn again when they move. */
const MOST_CLIENTS = 1000;
const LONGEST_NAME = 80;

/**
 * Chooses the carets to draw: one for each member, that of the window where they moved last, and at most `MOST_CARETS`
 * (PR7). Reading a presence is total: it comes from another program.
 */
export class Presences {
  readonly #awareness: Awareness;
  /** The latest to move last. */
  readonly #clients = new Set<number>();

  constructor(awareness: Awareness) {
    this.#awareness = awareness;
    this.changed([...awareness.getStates().keys()].slice(-MOST_CLIENTS), []);
  }

  changed(moved: readonly number[], gone: readonly number[]): void {
    for (const client of gone) this.#clients.delete(client);
    for (const client of moved.slice(-MOST_CLIENTS)) {
      this.#clients.delete(client);
      if (client !== this.#awareness.clientID) this.#clients.add(client);
    }
    for (const client of this.#clients) {
      if (this.#clients.size <= MOST_CLIENTS) break;
      this.#clients.delete(client);
    }
  }

  /** The others' carets, each member's latest. */
  latest(): Presence[] {
    const latest = new Map<string, Presence>();
    for (const client of [...this.#clients].toReversed()) {
      const presence = read(client, this.#awareness.getStates().get(client));
      if (presence && !latest.has(presence.member)) latest.set(presence.member, presence);
      if (latest.size === MOST_CARETS) break;
    }
    return [...latest.values()];
  }
}

function read(client: number, state: unknown): Presence | null {
  const { cursor, mood, user } = fieldsOf(state);
  const { id, name, color } = fieldsOf(user);
  if (typeof cursor !== "object" || cursor === null || typeof id !== "string" || typeof name !== "string") return null;
  return { member: id, client, name: name.slice(0, LONGEST_NAME), color: colorOf(color), cursor, typing: mood === "typing" };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const colorOf = (value: unknown): string => (typeof value === "string" && /^#[0-9a-f]{3,8}$/i.test(value) ? value : "#777");
