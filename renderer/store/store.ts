/** A value that changes, as components read it. */
export interface Readable<T> {
  /** The value now: the same object for as long as it has not changed. */
  readonly get: () => T;
  /** Calls `listener` after each change. @returns a function that unsubscribes it */
  readonly subscribe: (listener: () => void) => () => void;
}

/** A value that its owner sets and others follow. Setting what it holds already tells nobody. */
export class Store<T> implements Readable<T> {
  readonly #listeners = new Set<() => void>();
  #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  readonly get = (): T => this.#value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  set(value: T): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    for (const listener of this.#listeners) listener();
  }
}
