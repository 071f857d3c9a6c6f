/**
 * The time of day as it never goes back, also across restarts: what was too old stays so when somebody sets the clock of the
 * computer back (ID11).
 */
import type { SqlDatabase } from "../../shared/store/update-log.ts";

export class Clock {
  readonly #db: SqlDatabase;
  readonly #wall: () => number;
  readonly #steady: () => number;
  #latest: number;
  /** On the steady clock, when that was. */
  #at: number;

  /** @param wall milliseconds since 1970. @param steady milliseconds of a clock that never jumps */
  constructor(db: SqlDatabase, wall: () => number = Date.now, steady: () => number = () => performance.now()) {
    this.#db = db;
    this.#wall = wall;
    this.#steady = steady;
    this.#at = steady();
    this.#latest = this.#stored();
  }

  /** Milliseconds since 1970. */
  now(): number {
    const [wall, steady] = [this.#wall(), this.#steady()];
    // While the computer's clock stands in the past, time goes on by the other.
    this.#latest = wall >= this.#latest ? wall : this.#latest + steady - this.#at;
    this.#at = steady;
    return Math.floor(this.#latest);
  }

  /** Writes down how late it is. */
  save(): void {
    this.#db.prepare("UPDATE clock SET latest = max(latest, ?)").run(this.now());
    this.#latest = Math.max(this.#latest, this.#stored());
  }

  #stored(): number {
    return (this.#db.prepare("SELECT latest FROM clock").get() as { latest: number }).latest;
  }
}
