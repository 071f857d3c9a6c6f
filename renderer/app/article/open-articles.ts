import type { RpcClient } from "../../../shared/rpc/client.ts";
import { afterFirstFrameOr } from "../../layout/after-first-frame.ts";
import { Store, type Readable } from "../../store/store.ts";
import { ArticleRooms } from "./article-rooms.ts";

/** In a window that is hidden notes are taken in this long after the text, in milliseconds. */
const NO_FRAME = 1000;
const whenShown = (act: () => void): (() => void) => afterFirstFrameOr(NO_FRAME, act);

/** The articles of this window. One that is left stays until the core has all that was written in it. */
export class OpenArticles {
  readonly #client: RpcClient;
  readonly #onError: (error: unknown) => void;
  readonly #rooms = new Map<string, ArticleRooms>();
  readonly #shown = new Store<ReadonlyMap<string, ArticleRooms>>(new Map());
  /** Articles that are open in the window, by ID. */
  readonly shown: Readable<ReadonlyMap<string, ArticleRooms>> = this.#shown;
  /** Articles that are no longer shown, and what stops waiting for them. */
  readonly #leaving = new Map<string, () => void>();

  constructor(client: RpcClient, onError: (error: unknown) => void) {
    this.#client = client;
    this.#onError = onError;
  }

  /** Something was written that is not on this computer's disk yet. */
  get pending(): boolean {
    return [...this.#rooms.values()].some((rooms) => rooms.state.get().replica.pending);
  }

  open(id: string): void {
    let rooms = this.#rooms.get(id);
    if (!rooms) this.#rooms.set(id, (rooms = new ArticleRooms(this.#client, id, this.#onError, whenShown)));
    this.#leaving.get(id)?.();
    this.#leaving.delete(id);
    if (!rooms.awareness.getLocalState()) rooms.awareness.setLocalState({});
    this.#shown.set(new Map(this.#shown.get()).set(id, rooms));
  }

  leave(id: string): void {
    const rooms = this.#rooms.get(id);
    if (!rooms) return;
    rooms.awareness.setLocalState(null);
    const endWhenStored = () => {
      if (rooms.state.get().replica.pending) return;
      this.#leaving.get(id)?.();
      this.#leaving.delete(id);
      this.#rooms.delete(id);
      rooms.destroy();
    };
    this.#leaving.set(id, rooms.state.subscribe(endWhenStored));
    this.#shown.set(new Map([...this.#shown.get()].filter(([shown]) => shown !== id)));
    endWhenStored();
  }
}
