import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { bodyOf } from "../../../shared/article/model/body.ts";
import type { RpcClient } from "../../../shared/rpc/client.ts";
import type { SyncState } from "../../../shared/rpc/contract.ts";
import { roomName, type RoomKind } from "../../../shared/roles.ts";
import { Replica, type ReplicaState } from "../../../shared/sync/replica.ts";
import { Store, type Readable } from "../../store/store.ts";

export interface RoomsState {
  /** Both rooms as one: loaded when both are, pending when one is, unreadable when the text is. */
  readonly replica: ReplicaState;
  /** The notes cannot be read; the text can be edited without them. */
  readonly notesUnreadable: boolean;
  /** What the core says, or null before it said anything. */
  readonly sync: SyncState | null;
}

/** One open article: its two documents, who is in it, and what this window and the core know of where its changes are saved. */
export class ArticleRooms {
  readonly id: string;
  readonly body = new Y.Doc();
  readonly notes = new Y.Doc();
  readonly awareness = new Awareness(this.body);
  readonly state: Readable<RoomsState>;
  readonly #text: Room;
  readonly #margin: Room;
  readonly #rooms: readonly Room[];
  readonly #stops: (() => void)[];
  readonly #state: Store<RoomsState>;

  /** @param onError told when the core cannot say how the article is synced, or a room cannot be read */
  constructor(client: RpcClient, id: string, onError: (error: unknown) => void) {
    this.id = id;
    bodyOf(this.body);
    this.#text = new Room(client, id, "body", this.body, this.awareness, onError);
    this.#margin = new Room(client, id, "notes", this.notes, null, onError);
    this.#rooms = [this.#text, this.#margin];
    this.#state = new Store<RoomsState>({ ...this.#replicas(), sync: null });
    this.state = this.#state;
    const askSync = () => {
      client.calls.syncState({ article: id }).then((sync) => this.#set({ sync }), onError);
    };
    this.#stops = [
      ...this.#rooms.map(({ replica }) => replica.onChange(() => this.#set(this.#replicas()))),
      client.on("sync", ({ article, state }) => {
        if (article === id) this.#set({ sync: state });
      }),
      client.onLink((up) => {
        if (up) askSync();
      }),
    ];
    askSync();
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    for (const { replica } of this.#rooms) replica.destroy();
    this.awareness.destroy();
    this.body.destroy();
    this.notes.destroy();
  }

  #replicas(): Pick<RoomsState, "replica" | "notesUnreadable"> {
    const states = this.#rooms.map(({ replica }) => replica.state);
    const { unreadable } = this.#text.replica.state;
    return {
      replica: {
        loaded: states.every((state) => state.loaded || state.unreadable),
        pending: states.some((state) => state.pending),
        refused: this.#rooms.map((room) => room.refused).find((reason) => reason !== null) ?? null,
        unreadable,
      },
      notesUnreadable: this.#margin.replica.state.unreadable,
    };
  }

  #set(change: Partial<RoomsState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }
}

class Room {
  readonly replica: Replica;
  /** Somebody wrote here, in this window. */
  #wrote = false;

  constructor(
    client: RpcClient,
    article: string,
    kind: RoomKind,
    doc: Y.Doc,
    awareness: Awareness | null,
    onError: (error: unknown) => void,
  ) {
    this.replica = new Replica(doc, awareness, client.open(roomName(article, kind)), onError);
    doc.on("afterTransaction", ({ local, beforeState, afterState }) => {
      this.#wrote ||= local && (afterState.get(doc.clientID) ?? 0) > (beforeState.get(doc.clientID) ?? 0);
    });
  }

  /** In a reader's copy Yjs itself cleans up formatting, which is refused (RO3): that is no error unless the room did not open. */
  get refused(): string | null {
    const { refused, loaded } = this.replica.state;
    return this.#wrote || !loaded ? refused : null;
  }
}
