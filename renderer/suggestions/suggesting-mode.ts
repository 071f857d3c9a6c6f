import { Store, type Readable } from "../store/store.ts";
import { RememberedChoice } from "./remembered-choice.ts";

/**
 * Whether this person's edits of the open article are suggestions: as they chose, remembered for each person and article in the
 * browser's storage (SU31), or always, where the article requires it of them (RO7). Off while no article is open that this person
 * may write in.
 */
export class SuggestingMode {
  readonly #choice: RememberedChoice<"off" | "on">;
  readonly #isOn = new Store(false);
  readonly isOn: Readable<boolean> = this.#isOn;
  readonly #isRequired = new Store(false);
  /** Whether it cannot be switched off. */
  readonly isRequired: Readable<boolean> = this.#isRequired;

  /** @param storage gives that of the window; one that is full or forbidden keeps nothing, silently */
  constructor(storage: () => Storage) {
    this.#choice = new RememberedChoice(["off", "on"], storage);
    this.#choice.value.subscribe(() => this.#tell());
  }

  /**
   * @param key of an article that may be written in, from `suggestingKey`; null for none
   * @param isRequired whether this person only suggests in it
   */
  follow(key: string | null, isRequired = false): void {
    this.#isRequired.set(key !== null && isRequired);
    this.#choice.follow(key);
    this.#tell();
  }

  /** @returns whether it is on now */
  toggle(): boolean {
    if (!this.#isRequired.get()) this.#choice.choose(this.isOn.get() ? "off" : "on");
    return this.isOn.get();
  }

  #tell(): void {
    this.#isOn.set(this.#isRequired.get() || this.#choice.value.get() === "on");
  }
}

export const suggestingKey = (article: string, member: string): string => `tahrir.suggesting/${member}/${article}`;
