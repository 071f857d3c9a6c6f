/** What the core told this window, kept up to date: the one place that the interface reads it from. */
import type { RpcClient } from "../../../shared/rpc/client.ts";
import type { ArticleEntry, Session, Settings } from "../../../shared/rpc/contract.ts";
import { CORE_GONE, RpcError } from "../../../shared/rpc/error.ts";

export interface CoreState {
  /** The core answers now. */
  readonly up: boolean;
  readonly session: Session | null;
  readonly settings: Settings | null;
  /** Newest first. */
  readonly articles: readonly ArticleEntry[] | null;
}

export class CoreStore {
  readonly client: RpcClient;
  readonly #handlers = new Set<() => void>();
  readonly #onError: (error: unknown) => void;
  #state: CoreState = { up: false, session: null, settings: null, articles: null };

  /** @param onError told of what the core could not answer */
  constructor(client: RpcClient, onError: (error: unknown) => void) {
    this.client = client;
    this.#onError = onError;
    client.on("session", (session) => this.#set({ session }));
    client.on("settings", (settings) => this.#set({ settings }));
    client.on("articles", (articles) => this.#set({ articles }));
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
    void this.#ask(calls.articles(), (articles) => this.#set({ articles }));
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
