/** What the core told this window, kept up to date: the one place that the interface reads it from. */
import type { RpcClient } from "../../../shared/rpc/client.ts";
import { NEWEST, type ArticleEntry, type ArticlePage, type ArticlesPatch, type Session, type Settings, type SyncProgress } from "../../../shared/rpc/contract.ts";
import { CORE_GONE, RpcError } from "../../../shared/rpc/error.ts";

export interface CoreState {
  /** The core answers now. */
  readonly up: boolean;
  readonly session: Session | null;
  readonly settings: Settings | null;
  /** How far closed articles are in step with the relay. */
  readonly progress: SyncProgress;
  /** Newest first. */
  readonly articles: readonly ArticleEntry[] | null;
}

export class CoreStore {
  readonly client: RpcClient;
  readonly #handlers = new Set<() => void>();
  readonly #onError: (error: unknown) => void;
  #page: ArticlePage | null = null;
  #state: CoreState = { up: false, session: null, settings: null, progress: { done: 0, total: 0 }, articles: null };

  /** @param onError told of what the core could not answer */
  constructor(client: RpcClient, onError: (error: unknown) => void) {
    this.client = client;
    this.#onError = onError;
    client.on("session", (session) => this.#set({ session }));
    client.on("settings", (settings) => this.#set({ settings }));
    client.on("syncProgress", (progress) => this.#set({ progress }));
    client.on("articles", (patch) => this.#patch(patch));
    client.onLink((up) => {
      this.#set({ up });
      if (up) this.#load();
    });
    if (client.up) {
      this.#set({ up: true });
      this.#load();
    }
  }

  readonly subscribe = (handler: () => void): (() => void) => {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  };

  readonly state = (): CoreState => this.#state;

  #load(): void {
    const { calls } = this.client;
    void this.#ask(calls.settings(), (settings) => this.#set({ settings }));
    void this.#ask(calls.session(), (session) => this.#set({ session }));
    void this.#ask(calls.syncProgress(), (progress) => this.#set({ progress }));
    this.#loadArticles();
  }

  #loadArticles(): void {
    void this.#ask(this.client.calls.watchArticles(NEWEST), (page) => this.#setPage(page));
  }

  #patch(patch: ArticlesPatch): void {
    const before = this.#page;
    if (before?.revision !== patch.since) return this.#loadArticles();
    const known = new Map([...before.entries, ...patch.entries].map((entry) => [entry.id, entry]));
    const order = patch.order ?? before.entries.map(({ id }) => id);
    this.#setPage({ total: patch.total, revision: patch.revision, entries: order.flatMap((id) => known.get(id) ?? []) });
  }

  #setPage(page: ArticlePage): void {
    this.#page = page;
    this.#set({ articles: page.entries });
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
    this.#state = { ...this.#state, ...change };
    for (const handler of this.#handlers) handler();
  }
}
