import { isolateControls } from "../../../shared/text/bidi-controls.ts";
import type { Awareness } from "y-protocols/awareness";

/** What a person does in the window where they moved last; "reading" says that it shows no caret and is neither idle nor away. */
type Activity = "typing" | "active" | "idle" | "away" | "reading";

export interface Presence {
  readonly member: string;
  readonly client: number;
  readonly name: string;
  /** A CSS colour. */
  readonly color: string;
  /** As received: the same object until the caret moves. Null where the window shows none. */
  readonly cursor: object | null;
  readonly activity: Activity;
}

/** A presence with a caret. */
export interface PlacedPresence extends Presence {
  readonly cursor: object;
}

/** A newsroom at its fullest: those who moved last are drawn. */
const MOST_CARETS = 50;
/** Clients that are remembered, the latest to move; the others are drawn again when they move. */
const MOST_CLIENTS = 1000;
const LONGEST_NAME = 80;

/** Who is in an article, by the latest clients to move, and no more of them than a window can show. Reading a presence is total: it comes from another program. */
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

  /** The others' carets to draw: one for each member, that of the window where they moved last, and at most `MOST_CARETS` (PR7). */
  carets(): PlacedPresence[] {
    const latest = new Map<string, PlacedPresence>();
    for (const presence of this.#latestFirst()) {
      if (isPlaced(presence) && !latest.has(presence.member)) latest.set(presence.member, presence);
      if (latest.size === MOST_CARETS) break;
    }
    return [...latest.values()];
  }

  /** Each member once, the latest to move first: by the window where they moved last, or else by one that shows no caret (PR11). */
  members(): Presence[] {
    const members = new Map<string, Presence>();
    for (const presence of this.#latestFirst()) {
      const known = members.get(presence.member);
      if (!known || (!isPlaced(known) && isPlaced(presence))) members.set(presence.member, presence);
    }
    return [...members.values()];
  }

  *#latestFirst(): Iterable<Presence> {
    const states = this.#awareness.getStates();
    for (const client of [...this.#clients].toReversed()) {
      const presence = read(client, states.get(client));
      if (presence) yield presence;
    }
  }
}

const isPlaced = (presence: Presence): presence is PlacedPresence => presence.cursor !== null;

function read(client: number, state: unknown): Presence | null {
  const { cursor: place, mood, user } = fieldsOf(state);
  const { id, name, color } = fieldsOf(user);
  if (typeof id !== "string" || typeof name !== "string") return null;
  const cursor = typeof place === "object" ? place : null;
  return {
    member: id,
    client,
    name: isolateControls(name.slice(0, LONGEST_NAME)),
    color: colorOf(color),
    cursor,
    activity: activityOf(mood, cursor === null),
  };
}

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};

const colorOf = (value: unknown): string => (typeof value === "string" && /^#[0-9a-f]{3,8}$/i.test(value) ? value : "#777");

function activityOf(mood: unknown, isReading: boolean): Activity {
  if (mood === "idle" || mood === "away") return mood;
  if (isReading) return "reading";
  return mood === "typing" ? mood : "active";
}
