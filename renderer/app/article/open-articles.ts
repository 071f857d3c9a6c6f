/** The articles of this window. One that is left stays until the core has all that was written in it. */
import type { RpcClient } from "../../../shared/rpc/client.ts";
import { ArticleRooms } from "./article-rooms.ts";

export class OpenArticles {
  readonly #client: RpcClient;
  readonly #onError: (error: unknown) => void;
  readonly #handlers = new Set<() => void>();
  readonly #rooms = new Map<string, ArticleRooms>();
  /** Articles that are no longer shown, and what stops waiting for them. */
  readonly #leaving = new Map<string, () => void>();

  constructor(client: RpcClient, onError: (error: unknown) => void) {
    this.#client = client;
    this.#onError = onError;
  }

  /** Something was written that is not on this computer's disk yet. */
  get pending(): boolean {
    return [...this.#rooms.values()].some((rooms) => rooms.state().replica.pending);
  }

  readonly subscribe = (handler: () => void): (() => void) => {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  };

  /** The article, while it is open. */
  shown(id: string): ArticleRooms | null {
    return this.#leaving.has(id) ? null : (this.#rooms.get(id) ?? null);
  }

  open(id: string): void {
    let rooms = this.#rooms.get(id);
    if (!rooms) this.#rooms.set(id, (rooms = new ArticleRooms(this.#client, id, this.#onError)));
    this.#leaving.get(id)?.();
    this.#leaving.delete(id);
    if (!rooms.awareness.getLocalState()) rooms.awareness.setLocalState({});
    this.#changed();
  }

  leave(id: string): void {
    const rooms = this.#rooms.get(id);
    if (!rooms) return;
    rooms.awareness.setLocalState(null);
    const endWhenStored = () => {
      if (rooms.state().replica.pending) return;
      this.#leaving.get(id)?.();
      this.#leaving.delete(id);
      this.#rooms.delete(id);
      rooms.destroy();
    };
    this.#leaving.set(id, rooms.subscribe(endWhenStored));
    this.#changed();
    endWhenStored();
  }

  #changed(): void {
    for (const handler of this.#handlers) handler();
  }
}
