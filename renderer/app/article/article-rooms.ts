import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { bodyOf } from "../../../shared/article/model/body.ts";
import type { RoomChannel, RpcClient } from "../../../shared/rpc/client.ts";
import type { SyncState } from "../../../shared/rpc/contract.ts";
import { roomName } from "../../../shared/roles.ts";
import { Replica, type ReplicaState } from "../../../shared/sync/replica.ts";
import { applyUpdate } from "../../../shared/sync/cut-ahead.ts";
import { HeldChannel } from "./held-channel.ts";
import { OpenDraft, type DraftedArticle } from "./open-draft.ts";
import { Store, type Readable } from "../../store/store.ts";

export interface RoomsState {
  /** Both rooms as one: loaded when both are, pending when one is, unreadable when the text is. */
  readonly replica: ReplicaState;
  /** The text is there, which is shown before the notes are taken in (SU46). */
  readonly isTextLoaded: boolean;
  /** The notes cannot be read; the text can be edited without them. */
  readonly notesUnreadable: boolean;
  /** What the core says, or null before it said anything. */
  readonly sync: SyncState | null;
}

/** @returns a function that calls it off */
type WhenShown = (act: () => void) => () => void;

/** One open article: its two documents, who is in it, and what this window and the core know of where its changes are saved. */
export class ArticleRooms implements DraftedArticle {
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
  readonly #client: RpcClient;
  readonly #onError: (error: unknown) => void;
  readonly #draft = new Store<OpenDraft | null>(null);
  /** The draft, while it is shown. */
  readonly draft: Readable<OpenDraft | null> = this.#draft;
  /** Drafts that are no longer shown, while something in them is not stored. */
  readonly #leaving = new Set<OpenDraft>();
  #leaveDraft: () => void = () => undefined;

  /**
   * @param onError told when the core cannot say how the article is synced, or a room cannot be read
   * @param whenShown calls what it is given when what was just told is on screen
   */
  constructor(client: RpcClient, id: string, onError: (error: unknown) => void, whenShown: WhenShown) {
    this.id = id;
    this.#client = client;
    this.#onError = onError;
    bodyOf(this.body);
    this.#text = new Room(client.open(roomName(id, "body")), this.body, this.awareness, onError);
    const held = new HeldChannel(client.open(roomName(id, "notes")));
    this.#margin = new Room(held, this.notes, null, onError);
    this.#rooms = [this.#text, this.#margin];
    this.#state = new Store<RoomsState>({ ...this.#replicas(), sync: null });
    this.state = this.#state;
    const askSync = () => {
      client.calls.syncState({ article: id }).then((sync) => this.#set({ sync }), onError);
    };
    this.#stops = [
      // Before anybody hears of it: what waits for the first frame then finds the notes taken in.
      this.#onceShown(whenShown, () => held.release()),
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

  get text(): ReplicaState {
    return this.#text.replica.state;
  }

  readonly onText = (handler: () => void): (() => void) => this.#text.replica.onChange(handler);

  readonly bring = (update: Uint8Array): Promise<boolean> => this.#text.bring(update);

  /** Shows the draft from now on. @param secret the draft's, as the core says */
  openDraft(secret: string): void {
    if (this.#draft.get()) return;
    // Colleagues see no caret where it was when the article was left (DR2).
    this.awareness.setLocalState({});
    const draft = new OpenDraft(this.#client, this, secret, this.#onError);
    this.#draft.set(draft);
    this.#leaveDraft = draft.state.subscribe(() => this.#set(this.#replicas()));
  }

  /** Shows the article again. The draft stays open until the core has all that was written in it. */
  closeDraft(): void {
    const draft = this.#draft.get();
    if (!draft) return;
    this.#leaveDraft();
    this.#draft.set(null);
    this.#leaving.add(draft);
    draft.awareness.setLocalState(null);
    const endWhenStored = (): void => {
      if (!draft.state.get().pending) this.#end(draft);
    };
    this.#stops.push(draft.state.subscribe(endWhenStored));
    endWhenStored();
  }

  destroy(): void {
    for (const stop of this.#stops) stop();
    this.#leaveDraft();
    this.#draft.get()?.destroy();
    for (const draft of this.#leaving) draft.destroy();
    for (const { replica } of this.#rooms) replica.destroy();
    this.awareness.destroy();
    this.body.destroy();
    this.notes.destroy();
  }

  /** Calls `act` when the text is on screen, or will not be. @returns a function that calls it off */
  #onceShown(whenShown: WhenShown, act: () => void): () => void {
    let stopWaiting: (() => void) | null = null;
    const stop = this.#text.replica.onChange(({ loaded, refused, unreadable }) => {
      if (loaded || refused !== null || unreadable) stopWaiting ??= whenShown(act);
    });
    return () => {
      stop();
      stopWaiting?.();
    };
  }

  #end(draft: OpenDraft): void {
    if (!this.#leaving.delete(draft)) return;
    draft.destroy();
    this.#set(this.#replicas());
  }

  #replicas(): Pick<RoomsState, "replica" | "isTextLoaded" | "notesUnreadable"> {
    const states = this.#rooms.map(({ replica }) => replica.state);
    const { loaded: isTextLoaded, unreadable } = this.#text.replica.state;
    return {
      replica: {
        loaded: states.every((state) => state.loaded || state.unreadable),
        pending: [...states, ...this.#drafts.map(({ state }) => state.get())].some((state) => state.pending),
        refused: this.#rooms.map((room) => room.refused).find((reason) => reason !== null) ?? null,
        unreadable,
      },
      isTextLoaded,
      notesUnreadable: this.#margin.replica.state.unreadable,
    };
  }

  get #drafts(): readonly OpenDraft[] {
    const draft = this.#draft.get();
    return draft ? [...this.#leaving, draft] : [...this.#leaving];
  }

  #set(change: Partial<RoomsState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }
}

class Room {
  readonly replica: Replica;
  /** Somebody wrote here, in this window. */
  #wrote = false;

  constructor(channel: RoomChannel, doc: Y.Doc, awareness: Awareness | null, onError: (error: unknown) => void) {
    this.replica = new Replica(doc, awareness, channel, onError);
    doc.on("afterTransaction", ({ local, beforeState, afterState }) => {
      this.#wrote ||= local && (afterState.get(doc.clientID) ?? 0) > (beforeState.get(doc.clientID) ?? 0);
    });
  }

  /** @returns whether the core has the update on disk; false when it was refused */
  async bring(update: Uint8Array): Promise<boolean> {
    const { replica } = this;
    this.#wrote = true;
    applyUpdate(replica.doc, update, "draft");
    if (replica.state.pending) {
      await new Promise<void>((resolve) => {
        const stop = replica.onChange(({ pending }) => {
          if (pending) return;
          stop();
          resolve();
        });
      });
    }
    return replica.state.refused === null;
  }

  /** In a reader's copy Yjs itself cleans up formatting, which is refused (RO3): that is no error unless the room did not open. */
  get refused(): string | null {
    const { refused, loaded } = this.replica.state;
    return this.#wrote || !loaded ? refused : null;
  }
}
