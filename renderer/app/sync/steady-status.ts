/** The sync state at the pace of a reader, never ahead of the truth (SY6). */
import { sameFields, type Store } from "../../use-selected.ts";
import type { SyncKind, SyncStatus } from "./sync-status.ts";

/** From "everything is everywhere" to "in this window alone". */
const ORDER: readonly SyncKind[] = ["relay", "computer", "sending", "connecting", "offline", "opening", "saving", "alone", "refused", "window"];
/** Longer than between two keys of somebody who types slowly, in milliseconds. */
export const STEADY = 1000;

/** A worse state shows at once; a better one when it has lasted, so that the line stays as it is while one types. */
export class SteadyStatus implements Store<SyncStatus> {
  readonly #read: () => SyncStatus;
  readonly #watch: (handler: () => void) => () => void;
  readonly #handlers = new Set<() => void>();
  #stop: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #shown: SyncStatus;

  /** @param watch calls its handler whenever `read` may say something else; it returns a function that stops */
  constructor(read: () => SyncStatus, watch: (handler: () => void) => () => void) {
    this.#read = () => withoutUnseen(read());
    this.#watch = watch;
    this.#shown = this.#read();
  }

  readonly state = (): SyncStatus => this.#shown;

  readonly subscribe = (handler: () => void): (() => void) => {
    this.#handlers.add(handler);
    this.#stop ??= this.#watch(() => this.#look());
    this.#look();
    return () => {
      this.#handlers.delete(handler);
      if (this.#handlers.size > 0) return;
      clearTimeout(this.#timer);
      this.#stop?.();
      this.#stop = null;
    };
  };

  #look(): void {
    const now = this.#read();
    const isBetter = this.#shown.kind !== "opening" && ORDER.indexOf(now.kind) < ORDER.indexOf(this.#shown.kind);
    if (isBetter) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#show(this.#read());
      }, STEADY);
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#show(now);
  }

  #show(status: SyncStatus): void {
    if (sameFields(status, this.#shown)) return;
    this.#shown = status;
    for (const handler of this.#handlers) handler();
  }
}

/** While something is being saved the line counts nothing, and is the same for every key. */
const withoutUnseen = (status: SyncStatus): SyncStatus => (status.kind === "saving" ? { ...status, unconfirmed: 0 } : status);
