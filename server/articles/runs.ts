import type { FeedCursor } from "../../shared/wire/feed.ts";
import type { SqlDatabase } from "../../shared/store/update-log.ts";
import { newId } from "../people/secrets.ts";

interface Run {
  readonly number: number;
  readonly id: string;
  /** The last sequence number given before it. */
  readonly served: number;
}

/**
 * Recognises cursors of a past that the relay has lost to a restore: each start is a run with a random ID, which gives sequence
 * numbers up to the start of the next. A cursor of an unknown run, or beyond what its run gave, is of such a past (SY25, SY27).
 */
export class Runs {
  /** ID of the run that serves. */
  readonly current: string;
  readonly #db: SqlDatabase;
  #served = 0;

  /** Begins a run. On a full disk, where no number can be given either, the last run goes on. */
  constructor(db: SqlDatabase) {
    this.#db = db;
    const id = newId();
    let begun = true;
    try {
      db.prepare("INSERT INTO runs (id, after, served) SELECT ?, seq, served FROM feed").run(id);
    } catch (error) {
      begun = false;
      if ((error as { code?: unknown }).code !== "SQLITE_FULL") throw error;
    }
    const last = begun ? null : (db.prepare("SELECT id FROM runs ORDER BY number DESC LIMIT 1").get() as Run | undefined);
    this.current = last?.id ?? id;
  }

  /**
   * Notes that a desk is told of numbers up to `seq`, which another process may have given. A full disk is ignored: such a desk
   * starts anew after the next restart.
   */
  gave(seq: number): void {
    if (seq <= this.#served) return;
    this.#served = seq;
    try {
      this.#db.prepare("UPDATE feed SET served = ? WHERE served < ?").run(seq, seq);
    } catch (error) {
      if ((error as { code?: unknown }).code !== "SQLITE_FULL") throw error;
    }
  }

  /** Whether this newsroom gave that cursor, and has forgotten nothing of what came before it. */
  knows({ run, seq, base }: FeedCursor): boolean {
    const known = this.#db.prepare("SELECT number FROM runs WHERE id = ?").get(run) as Run | undefined;
    if (!known) return false;
    const next = this.#db.prepare("SELECT served FROM runs WHERE number > ? ORDER BY number LIMIT 1").get(known.number) as Run | undefined;
    const last = next?.served ?? (this.#db.prepare("SELECT seq FROM feed").get() as { seq: number }).seq;
    return seq <= last && base <= last;
  }
}
