/**
 * Who is in a room and where their carets are: y-protocols' awareness states, held by the room under true names.
 * Rules PR1–PR4. Format of an awareness update: count, then client ID, clock and JSON state of each.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import type { RoomPeer } from "./peer.ts";

/** An awareness update that could not be read. The connection that sent it is closed, nothing else (SY4). */
export class PresenceError extends Error {
  override readonly name = "PresenceError";
}

interface Entry {
  readonly client: number;
  readonly clock: number;
  /** JSON text; "null" says that the client is gone. */
  readonly state: string;
}

/** How many clients that left are remembered, so that a late echo does not bring them back (PR4). */
const REMEMBERED = 1000;
const GONE = "null";

export class Presence {
  readonly #present = new Map<number, Entry & { readonly owner: RoomPeer }>();
  readonly #left = new Map<number, number>();

  /**
   * Takes an awareness update from `peer`.
   * @returns the update to pass on to the others, or null when nothing of it counts.
   * @throws PresenceError when it is malformed.
   */
  receive(peer: RoomPeer, update: Uint8Array): Uint8Array | null {
    const passed: Entry[] = [];
    for (const entry of decode(update)) {
      if (!this.#mayCarry(peer, entry)) continue;
      if (entry.state === GONE) {
        this.#forget(entry.client, entry.clock);
        passed.push(entry);
        continue;
      }
      const named = peer.uplink ? entry : { ...entry, state: signed(entry.state, peer) };
      this.#present.set(entry.client, { ...named, owner: peer });
      passed.push(named);
    }
    return passed.length > 0 ? encode(passed) : null;
  }

  /** `peer` is gone: returns the update that tells the others, or null when it never showed itself. */
  leave(peer: RoomPeer): Uint8Array | null {
    const gone: Entry[] = [];
    for (const { owner, client, clock } of this.#present.values()) {
      if (owner !== peer) continue;
      this.#forget(client, clock);
      // y-protocols takes a removal at the same clock; a higher one would hide the client's return (PR4).
      gone.push({ client, clock, state: GONE });
    }
    return gone.length > 0 ? encode(gone) : null;
  }

  /** Everyone present, as one update; null when nobody is. */
  all(): Uint8Array | null {
    return this.#present.size > 0 ? encode([...this.#present.values()]) : null;
  }

  /** PR2: a client ID belongs to the connection that first brought it; y-websocket echoes everybody else's. */
  #mayCarry(peer: RoomPeer, { client, clock, state }: Entry): boolean {
    const present = this.#present.get(client);
    // An uplink that was cut off took everybody off; who has not moved since comes back with it at the same clock.
    if (!present) return state !== GONE && clock + (peer.uplink ? 1 : 0) > (this.#left.get(client) ?? -1);
    if (present.owner === peer) return clock > present.clock || (clock === present.clock && state === GONE);
    // The same member came back before the old connection was found dead. An echo never has a higher clock.
    const returned = present.owner.member.id === peer.member.id && !present.owner.uplink && !peer.uplink;
    return returned && state !== GONE && clock > present.clock;
  }

  #forget(client: number, clock: number): void {
    this.#present.delete(client);
    this.#left.delete(client);
    this.#left.set(client, clock);
    if (this.#left.size > REMEMBERED) this.#left.delete(this.#left.keys().next().value!);
  }
}

/** PR1: only caret and mood are the client's to say; the name is the member's. */
function signed(state: string, { member }: RoomPeer): string {
  const { cursor, mood } = JSON.parse(state) as { cursor?: unknown; mood?: unknown };
  return JSON.stringify({ cursor, mood, user: { id: member.id, name: member.name, color: member.color } });
}

function decode(update: Uint8Array): Entry[] {
  const entries: Entry[] = [];
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    for (let i = 0; i < count; i++) {
      const entry = {
        client: decoding.readVarUint(decoder),
        clock: decoding.readVarUint(decoder),
        state: decoding.readVarString(decoder),
      };
      const value: unknown = JSON.parse(entry.state);
      if (typeof value !== "object" || Array.isArray(value)) throw new PresenceError(`a presence state is ${typeof value}`);
      entries.push(entry);
    }
    if (decoding.hasContent(decoder)) throw new PresenceError("bytes after an awareness update");
  } catch (error) {
    if (error instanceof PresenceError) throw error;
    throw new PresenceError(`malformed awareness update of ${update.length} bytes`, { cause: error });
  }
  return entries;
}

function encode(entries: readonly Entry[]): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, entries.length);
    for (const { client, clock, state } of entries) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarString(encoder, state);
    }
  });
}
