import { Store, type Readable } from "../../store/store.ts";

/** Without input for so long a person counts as idle, and for longer as away; milliseconds. */
export const IDLE_AFTER = 3 * 60_000;
export const AWAY_AFTER = 15 * 60_000;
/** A window that has been hidden for so long is one whose person is away. */
export const HIDDEN_FOR = 30_000;

/** What says that somebody is at the window. */
const INPUT = ["keydown", "pointermove", "pointerdown", "wheel", "touchstart"] as const;

/** Whether somebody is at this window. */
export type WindowActivity = "active" | "idle" | "away";

/** Follows whether somebody is at the window, by its input and by whether it is hidden (PR17). An input costs a comparison and a number. */
export class Activity {
  readonly #activity = new Store<WindowActivity>("active");
  readonly activity: Readable<WindowActivity> = this.#activity;
  readonly #document: Document;
  #lastInput = Date.now();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(document: Document) {
    this.#document = document;
  }

  /** @returns a function that stops */
  start(): () => void {
    for (const type of INPUT) this.#document.addEventListener(type, this.#onInput, { capture: true, passive: true });
    this.#document.addEventListener("visibilitychange", this.#onVisibility);
    this.#onVisibility();
    return () => {
      clearTimeout(this.#timer);
      for (const type of INPUT) this.#document.removeEventListener(type, this.#onInput, { capture: true });
      this.#document.removeEventListener("visibilitychange", this.#onVisibility);
    };
  }

  readonly #onInput = (): void => {
    this.#lastInput = Date.now();
    if (this.#activity.get() !== "active") this.#look();
  };

  /** Whoever brings the window back is at it. */
  readonly #onVisibility = (): void => {
    this.#lastInput = Date.now();
    this.#look();
  };

  #look(): void {
    clearTimeout(this.#timer);
    const rest = Date.now() - this.#lastInput;
    const [idleAfter, awayAfter] = this.#document.visibilityState === "hidden" ? [HIDDEN_FOR, HIDDEN_FOR] : [IDLE_AFTER, AWAY_AFTER];
    this.#activity.set(rest >= awayAfter ? "away" : rest >= idleAfter ? "idle" : "active");
    const next = [idleAfter, awayAfter].find((after) => after > rest);
    if (next !== undefined) this.#timer = setTimeout(() => this.#look(), next - rest);
  }
}
