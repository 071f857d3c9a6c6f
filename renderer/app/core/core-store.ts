import type { RpcClient } from "../../../shared/rpc/client.ts";
import type { ArticleEntry, DraftEntry, NewDevice, Session, Settings, SyncProgress } from "../../../shared/rpc/contract.ts";
import { parseRoom, roomName } from "../../../shared/roles.ts";
import { CORE_GONE, RpcError } from "../../../shared/rpc/error.ts";
import type { AddedDictionary } from "../../../shared/spelling/added-dictionary.ts";
import { Store, type Readable } from "../../store/store.ts";

export interface CoreState {
  /** The core answers now. */
  readonly up: boolean;
  readonly session: Session | null;
  readonly settings: Settings | null;
  /** How far closed articles are in step with the relay. */
  readonly progress: SyncProgress;
  /** Devices of this member that nobody here has seen yet. */
  readonly newDevices: readonly NewDevice[];
  /** This desk's drafts; null before the core has said. */
  readonly drafts: readonly DraftEntry[] | null;
  /** Spelling dictionaries that a person added at this desk; null before the core has said. */
  readonly dictionaries: readonly AddedDictionary[] | null;
  /** The article that the window follows. */
  readonly followed: Followed | null;
}

interface Followed {
  readonly id: string;
  /** Null when this computer has no such article, undefined before the core has said. */
  readonly entry: ArticleEntry | null | undefined;
}

/** The state that the core told this window, kept up to date; the interface reads it from here only. */
export class CoreStore {
  readonly client: RpcClient;
  readonly #onError: (error: unknown) => void;
  readonly #state = new Store<CoreState>({
    up: false,
    session: null,
    settings: null,
    progress: { done: 0, total: 0 },
    newDevices: [],
    drafts: null,
    dictionaries: null,
    followed: null,
  });
  readonly state: Readable<CoreState> = this.#state;

  /** @param onError told of what the core could not answer */
  constructor(client: RpcClient, onError: (error: unknown) => void) {
    this.client = client;
    this.#onError = onError;
    client.on("session", (session) => this.#set({ session }));
    client.on("settings", (settings) => this.#set({ settings }));
    client.on("syncProgress", (progress) => this.#set({ progress }));
    client.on("newDevices", (newDevices) => this.#set({ newDevices }));
    client.on("dictionaries", (dictionaries) => this.#set({ dictionaries }));
    client.on("drafts", (drafts) => this.#set({ drafts }));
    client.on("article", (entry) => this.#setEntry(entry.id, entry));
    client.onLink((up) => {
      this.#set({ up });
      if (up) this.#load();
    });
    if (client.up) {
      this.#set({ up: true });
      this.#load();
    }
  }

  #load(): void {
    const { calls } = this.client;
    void this.#ask(calls.settings(), (settings) => this.#set({ settings }));
    void this.#ask(calls.session(), (session) => this.#set({ session }));
    void this.#ask(calls.syncProgress(), (progress) => this.#set({ progress }));
    void this.#ask(calls.newDevices(), (newDevices) => this.#set({ newDevices }));
    void this.#ask(calls.dictionaries(), (dictionaries) => this.#set({ dictionaries }));
    void this.#ask(calls.drafts(), (drafts) => this.#set({ drafts }));
    this.#loadEntry();
  }

  /** From now on the state tells of the article with this id, or of none. */
  follow(id: string | null): void {
    if ((this.#state.get().followed?.id ?? null) === id) return;
    this.#set({ followed: id === null ? null : { id, entry: undefined } });
    this.#loadEntry();
  }

  #loadEntry(): void {
    const id = this.#state.get().followed?.id;
    if (id === undefined) return;
    if (!isArticleId(id)) this.#setEntry(id, null);
    else void this.#ask(this.client.calls.article({ id }), (entry) => this.#setEntry(id, entry));
  }

  #setEntry(id: string, entry: ArticleEntry | null): void {
    if (this.#state.get().followed?.id === id) this.#set({ followed: { id, entry } });
  }

  async #ask<T>(answer: Promise<T>, take: (value: T) => void): Promise<void> {
    try {
      take(await answer);
    } catch (error) {
      // A core that went away is asked again when it is back.
      if (!(error instanceof RpcError && error.code === CORE_GONE)) this.#onError(error);
    }
  }

  #set(change: Partial<CoreState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }
}

/** The address can name anything. */
const isArticleId = (id: string): boolean => parseRoom(roomName(id, "body")) !== null;
