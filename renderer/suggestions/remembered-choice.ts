import { Store, type Readable } from "../store/store.ts";

/**
 * One of a few choices that a person makes for an article, remembered in the browser's storage. The first choice holds while
 * nothing else was chosen, and while no article is followed.
 */
export class RememberedChoice<T extends string> {
  readonly #value: Store<T>;
  readonly value: Readable<T>;
  readonly #choices: readonly [T, ...T[]];
  readonly #storage: () => Storage;
  #key: string | null = null;

  /** @param storage gives that of the window; one that is full or forbidden keeps nothing, silently */
  constructor(choices: readonly [T, ...T[]], storage: () => Storage) {
    this.#choices = choices;
    this.#storage = storage;
    this.value = this.#value = new Store(choices[0]);
  }

  /** @param key of what is followed from now on; null for nothing, of which nothing can be chosen */
  follow(key: string | null): void {
    this.#key = key;
    this.#value.set(key === null ? this.#choices[0] : this.#read(key));
  }

  choose(choice: T): void {
    const key = this.#key;
    if (key === null) return;
    this.#value.set(choice);
    try {
      if (choice === this.#choices[0]) this.#storage().removeItem(key);
      else this.#storage().setItem(key, choice);
    } catch (error) {
      console.warn(error);
    }
  }

  #read(key: string): T {
    try {
      const kept = this.#storage().getItem(key);
      return this.#choices.find((choice) => choice === kept) ?? this.#choices[0];
    } catch {
      return this.#choices[0];
    }
  }
}
