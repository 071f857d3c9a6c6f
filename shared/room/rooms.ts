/** The rooms of one store. A room exists while somebody is in it or something is on its way to disk, and no longer. */
import type { RoomPeer } from "./peer.ts";
import type { RoomConnection, RoomHost } from "./host.ts";
import { Room } from "./room.ts";

export class Rooms {
  readonly #host: RoomHost;
  readonly #open = new Map<string, Room>();

  constructor(host: RoomHost) {
    this.#host = host;
  }

  /** Connects `peer` to the room of that name. Any name will do: the caller checks it. */
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
