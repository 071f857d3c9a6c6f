import type { Status } from "../../shared/status.ts";
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
  readonly #requiredFrom = new Store<Status | null>(null);
  /** Where it cannot be switched off, the status of the article from which that is so; else null. */
  readonly requiredFrom: Readable<Status | null> = this.#requiredFrom;

  /** @param storage gives that of the window; one that is full or forbidden keeps nothing, silently */
  constructor(storage: () => Storage) {
    this.#choice = new RememberedChoice(["off", "on"], storage);
    this.#choice.value.subscribe(() => this.#tell());
  }

  /**
   * @param key of an article that may be written in, from `suggestingKey`; null for none
   * @param requiredFrom the status from which this person only suggests in it, where they do
   */
  follow(key: string | null, requiredFrom: Status | null = null): void {
    this.#requiredFrom.set(key === null ? null : requiredFrom);
    this.#choice.follow(key);
    this.#tell();
  }

  /** @returns whether it is on now */
  toggle(): boolean {
    if (this.#requiredFrom.get() === null) this.#choice.choose(this.isOn.get() ? "off" : "on");
    return this.isOn.get();
  }

  #tell(): void {
    this.#isOn.set(this.#requiredFrom.get() !== null || this.#choice.value.get() === "on");
  }
}

export const suggestingKey = (article: string, member: string): string => `tahrir.suggesting/${member}/${article}`;
