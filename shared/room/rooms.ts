import type { RoomPeer } from "./peer.ts";
import type { RoomConnection, RoomHost } from "./host.ts";
import { Room } from "./room.ts";

/**
 * The rooms of one store, by name. A room is in memory while somebody is connected to it or an update is not committed
 * yet (SY10).
 */
export class Rooms {
  readonly #host: RoomHost;
  readonly #open = new Map<string, Room>();

  constructor(host: RoomHost) {
    this.#host = host;
  }

  /** Connects a peer to the room of that name. The caller checks the name. */
  join(name: string, peer: RoomPeer): RoomConnection {
    return this.#room(name).join(peer);
  }

  /** See `Room.apply`. */
  apply(name: string, update: Uint8Array, from: { readonly member: string | null; readonly unconfirmed: boolean }): Promise<void> {
    return this.#room(name).apply(update, from);
  }

  /** How many rooms are in memory. */
  get size(): number {
    return this.#open.size;
  }

  #room(name: string): Room {
    const known = this.#open.get(name);
    if (known) return known;
    const room = new Room(name, this.#host, () => this.#open.delete(name));
    this.#open.set(name, room);
    return room;
  }
}
