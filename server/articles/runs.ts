/**
 * By what a relay that was set back to a backup is known: each start is a run with a random name, and a run gave the sequence
 * numbers up to the next. A cursor of a run that is not known, or beyond what it gave, is of a past that is lost (SY25, SY27).
 */
import type { FeedCursor } from "../../shared/wire/feed.ts";
import type { SqlDatabase } from "../../shared/store/update-log.ts";
import { newId } from "../people/secrets.ts";

interface Run {
  readonly number: number;
  readonly id: string;
  /** The last number that a relay gave before. */
  readonly served: number;
}

export class Runs {
  /** The run that serves. */
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

  /** A desk is told of numbers up to `seq`, which may be another process's. On a full disk it begins anew another time. */
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
