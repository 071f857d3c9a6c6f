import { Store, type Readable } from "../store/store.ts";

/**
 * Whether this person's edits of the open article are suggestions, remembered for each person and article in the browser's storage
 * (SU31). Off while no article is open that this person may write in.
 */
export class SuggestingMode {
  readonly #isOn = new Store(false);
  readonly isOn: Readable<boolean> = this.#isOn;
  readonly #storage: () => Storage;
  #key: string | null = null;

  /** @param storage gives that of the window; one that is full or forbidden keeps nothing, silently */
  constructor(storage: () => Storage) {
    this.#storage = storage;
  }

  /** @param key of an article that may be written in, from `suggestingKey`; null for none */
  follow(key: string | null): void {
    this.#key = key;
    this.#isOn.set(key !== null && this.#read(key));
  }

  /** @returns whether it is on now */
  toggle(): boolean {
    const key = this.#key;
    if (key === null) return false;
    const isOn = !this.#isOn.get();
    this.#isOn.set(isOn);
    try {
      if (isOn) this.#storage().setItem(key, "on");
      else this.#storage().removeItem(key);
    } catch (error) {
      console.warn(error);
    }
    return isOn;
  }

  #read(key: string): boolean {
    try {
      return this.#storage().getItem(key) === "on";
    } catch {
      return false;
    }
  }
}

export const suggestingKey = (article: string, member: string): string => `tahrir.suggesting/${member}/${article}`;
