import type { SqlDatabase } from "../../shared/store/update-log.ts";

/**
 * The time of day as it never goes back, also across restarts: what expired stays expired when the clock of the computer is set
 * back (ID11).
 */
export class Clock {
  readonly #db: SqlDatabase;
  readonly #wall: () => number;
  readonly #steady: () => number;
  #latest: number;
  /** The steady clock at `#latest`. */
  #at: number;

  /**
   * @param wall milliseconds since 1970, which may jump
   * @param steady milliseconds of a clock that never jumps
   */
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
    // While the computer's clock is behind, time goes on by the steady one.
    this.#latest = wall >= this.#latest ? wall : this.#latest + steady - this.#at;
    this.#at = steady;
    return Math.floor(this.#latest);
  }

  /** Stores the time, so that no restart goes behind it. */
  save(): void {
    this.#db.prepare("UPDATE clock SET latest = max(latest, ?)").run(this.now());
    this.#latest = Math.max(this.#latest, this.#stored());
  }

  #stored(): number {
    return (this.#db.prepare("SELECT latest FROM clock").get() as { latest: number }).latest;
  }
}
