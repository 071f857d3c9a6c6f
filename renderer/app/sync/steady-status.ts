import { Store, type Readable } from "../../store/store.ts";
import { sameFields } from "../../store/use-store.ts";
import type { SyncKind, SyncStatus } from "./sync-status.ts";

/** From the best state, everything is on the relay, to the worst, something is in this window alone. */
const ORDER: readonly SyncKind[] = [
  "relay",
  "computer",
  "sending",
  "connecting",
  "offline",
  "opening",
  "saving",
  "alone",
  "refused",
  "window",
];
/** Longer than between two keys of somebody who types slowly, in milliseconds. */
export const STEADY = 1000;

/**
 * The sync state as it is shown: a worse state at once, a better one when it has lasted for `STEADY`, so that the line stays as it is
 * while one types. It never says more than is true (SY6).
 */
export class SteadyStatus implements Readable<SyncStatus> {
  readonly #read: () => SyncStatus;
  readonly #watch: (handler: () => void) => () => void;
  readonly get: () => SyncStatus;
  #listeners = 0;
  #stop: (() => void) | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #shown: Store<SyncStatus>;

  /** @param watch calls its handler whenever `read` may say something else; it returns a function that stops */
  constructor(read: () => SyncStatus, watch: (handler: () => void) => () => void) {
    this.#read = () => withoutUnseen(read());
    this.#watch = watch;
    this.#shown = new Store(this.#read());
    this.get = this.#shown.get;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    const unsubscribe = this.#shown.subscribe(listener);
    this.#listeners++;
    this.#stop ??= this.#watch(() => this.#look());
    this.#look();
    return () => {
      unsubscribe();
      if (--this.#listeners > 0) return;
      clearTimeout(this.#timer);
      this.#stop?.();
      this.#stop = null;
    };
  };

  #look(): void {
    const [now, shown] = [this.#read(), this.#shown.get()];
    const isBetter = shown.kind !== "opening" && ORDER.indexOf(now.kind) < ORDER.indexOf(shown.kind);
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
    if (!sameFields(status, this.#shown.get())) this.#shown.set(status);
  }
}

/** While something is being saved, the line shows no count, so that it is the same for every key (UI2). */
const withoutUnseen = (status: SyncStatus): SyncStatus => (status.kind === "saving" ? { ...status, unconfirmed: 0 } : status);
