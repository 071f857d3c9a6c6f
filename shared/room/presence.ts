import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as string from "lib0/string";
import { LAST_CLIENT, LAST_CLOCK } from "../wire/clients.ts";
import { UNLIMITED, type RoomLimits } from "./limits.ts";
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

/** An entry as it was received: most are echoes of what the room itself sent, and are never parsed. */
interface Raw {
  readonly client: number;
  readonly clock: number;
  readonly gone: boolean;
  readonly bytes: Uint8Array;
}

/** A parsed state; null says that the client is gone. */
type State = Readonly<Record<string, unknown>> | null;

/** States that have yet to be broadcast. */
export interface Changes {
  readonly update: Uint8Array;
  /** The connection that all of them came from, which is not sent them; null where they came from several. */
  readonly from: RoomPeer | null;
}

/** How many clients that left are remembered, so that a late echo does not bring them back (PR4). */
const REMEMBERED = 1000;
const GONE = "null";
/** Clients in one update; a client that was away echoes everybody. */
const MOST_ENTRIES = 10_000;

/**
 * Presence of a room: the y-protocols awareness state of each client, signed with its member's name, and which states
 * have yet to be broadcast. Rules PR1–PR8. Format of an awareness update: the number of clients, then client ID, clock
 * and JSON state of each.
 */
export class Presence {
  readonly #limits: RoomLimits;
  readonly #present = new Map<number, Entry & { readonly owner: RoomPeer }>();
  /** By member: how many clients are shown, and the characters of all their states. */
  readonly #shown = new Map<string, { clients: number; bytes: number }>();
  readonly #left = new Map<number, number>();
  /** By client: the latest state since `takeChanges`, and the connection that sent it; null for one that the room made. */
  #changed = new Map<number, Entry & { readonly from: RoomPeer | null }>();

  constructor(limits: RoomLimits = UNLIMITED) {
    this.#limits = limits;
  }

  /**
   * Takes an awareness update from `peer`.
   * @param mayClaim whether the peer may show itself under a client ID that nobody shows
   * @returns whether there is anything to tell the others.
   * @throws PresenceError when it is malformed; then nothing of it counts.
   */
  receive(peer: RoomPeer, update: Uint8Array, mayClaim: (client: number) => boolean = () => true): boolean {
    const entries = decode(update)
      .filter((raw) => this.#mayCarry(peer, raw))
      .map((raw) => ({ ...raw, ...read(raw.bytes) }));
    for (const entry of entries) {
      // Checked for each entry: one update may name a client twice.
      if (!this.#mayCarry(peer, entry)) continue;
      const { client, clock, state, text } = entry;
      if (state === null) {
        this.#forget(client, clock);
        this.#changed.set(client, { client, clock, state: GONE, from: peer });
      } else if (this.#mayShow(peer, client, text) && (this.#present.has(client) || mayClaim(client))) {
        const shown = { client, clock, state: peer.uplink ? text : signed(state, peer) };
        this.#show({ ...shown, owner: peer });
        this.#changed.set(client, { ...shown, from: peer });
      }
    }
    return this.#hasChanges;
  }

  /** Removes a peer's clients. @returns whether there is anything to broadcast */
  leave(peer: RoomPeer): boolean {
    for (const { owner, client, clock } of this.#present.values()) {
      if (owner !== peer) continue;
      this.#forget(client, clock);
      // y-protocols takes a removal at the same clock; a higher one would hide the client's return (PR4).
      this.#changed.set(client, { client, clock, state: GONE, from: null });
    }
    return this.#hasChanges;
  }

  /** Whether there is anything to tell the others. */
  get #hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  /** @returns the latest state of each client that changed since the last call; null when none did */
  takeChanges(): Changes | null {
    if (this.#changed.size === 0) return null;
    const changed = [...this.#changed.values()];
    this.#changed = new Map();
    const [{ from }] = changed as [(typeof changed)[0]];
    return { update: encode(changed), from: changed.every((one) => one.from === from) ? from : null };
  }

  /** Everyone present, as one update; null when nobody is. */
  all(): Uint8Array | null {
    return this.#present.size > 0 ? encode([...this.#present.values()]) : null;
  }

  /** PR2: a client ID belongs to the connection that first brought it; y-websocket echoes everybody else's. */
  #mayCarry(peer: RoomPeer, { client, clock, gone }: Raw): boolean {
    const present = this.#present.get(client);
    // A broken uplink removed everybody behind it; who has not moved since returns with the same clock.
    if (!present) return !gone && clock + (peer.uplink ? 1 : 0) > (this.#left.get(client) ?? -1);
    if (present.owner === peer) return clock > present.clock || (clock === present.clock && gone);
    // The same member reconnected before the old connection timed out. An echo never has a higher clock.
    const returned = present.owner.member.id === peer.member.id && !present.owner.uplink && !peer.uplink;
    return returned && !gone && clock > present.clock;
  }

  /** Whether the state is within its member's limits. An uplink carries several members, and is not limited. */
  #mayShow({ member, uplink }: RoomPeer, client: number, text: string): boolean {
    if (uplink) return true;
    const { clients, bytes } = this.#shown.get(member.id) ?? { clients: 0, bytes: 0 };
    const before = this.#present.get(client);
    const { presenceBytes, presenceClients } = this.#limits;
    return bytes - (before?.state.length ?? 0) + text.length <= presenceBytes && (before !== undefined || clients < presenceClients);
  }

  #show(entry: Entry & { readonly owner: RoomPeer }): void {
    this.#hide(entry.client);
    this.#present.set(entry.client, entry);
    const { id } = entry.owner.member;
    const shown = this.#shown.get(id) ?? { clients: 0, bytes: 0 };
    this.#shown.set(id, { clients: shown.clients + 1, bytes: shown.bytes + entry.state.length });
  }

  #hide(client: number): void {
    const entry = this.#present.get(client);
    if (!entry) return;
    this.#present.delete(client);
    const { id } = entry.owner.member;
    const { clients, bytes } = this.#shown.get(id)!;
    if (clients === 1) this.#shown.delete(id);
    else this.#shown.set(id, { clients: clients - 1, bytes: bytes - entry.state.length });
  }

  #forget(client: number, clock: number): void {
    this.#hide(client);
    this.#left.delete(client);
    this.#left.set(client, clock);
    if (this.#left.size > REMEMBERED) this.#left.delete(this.#left.keys().next().value!);
  }
}

/** PR1: a client sets only caret and mood; name and colour are the member's. */
function signed({ cursor, mood }: NonNullable<State>, { member }: RoomPeer): string {
  return JSON.stringify({ cursor, mood, user: { id: member.id, name: member.name, color: member.color } });
}

function decode(update: Uint8Array): Raw[] {
  const entries: Raw[] = [];
  try {
    const decoder = decoding.createDecoder(update);
    const count = decoding.readVarUint(decoder);
    if (count > MOST_ENTRIES) throw new PresenceError(`presence of ${count} clients`);
    for (let i = 0; i < count; i++) {
      const [client, clock] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
      if (client > LAST_CLIENT || clock > LAST_CLOCK) throw new PresenceError(`presence of client ${client} at ${clock}`);
      const bytes = decoding.readVarUint8Array(decoder);
      entries.push({ client, clock, bytes, gone: isGone(bytes) });
    }
    if (decoding.hasContent(decoder)) throw new PresenceError("bytes after an awareness update");
  } catch (error) {
    if (error instanceof PresenceError) throw error;
    throw new PresenceError(`malformed awareness update of ${update.length} bytes`, { cause: error });
  }
  return entries;
}

function read(bytes: Uint8Array): { readonly text: string; readonly state: State } {
  let text: string;
  let state: unknown;
  try {
    text = string.decodeUtf8(bytes);
    state = JSON.parse(text);
  } catch (error) {
    throw new PresenceError(`malformed presence state of ${bytes.length} bytes`, { cause: error });
  }
  if (typeof state !== "object" || Array.isArray(state)) throw new PresenceError(`a presence state is ${typeof state}`);
  return { text, state: state as State };
}

const NULL = string.encodeUtf8(GONE);
const isGone = (bytes: Uint8Array): boolean => bytes.length === NULL.length && bytes.every((byte, i) => byte === NULL[i]);

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
