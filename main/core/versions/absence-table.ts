import { migrate } from "../../../shared/store/migrate.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import type { PackedSides } from "./absence-jobs.ts";

const STEPS = [
  `CREATE TABLE absences (
     id INTEGER PRIMARY KEY,
     article TEXT NOT NULL,
     -- The article before the first change that was made out of the relay's reach.
     base BLOB NOT NULL,
     -- Both sides before they were merged; NULL while the absence lasts.
     mine BLOB,
     theirs BLOB
   ) STRICT;
   CREATE INDEX absences_by_article ON absences (article);`,
];

/** Absences of one article that wait to be looked at; above it the oldest go. */
const MOST_WAITING = 5;

/** An absence that is over, and its states, packed. */
export interface StoredAbsence extends PackedSides {
  readonly id: number;
  readonly base: Uint8Array;
}

/** Absences in the desk's database: from the first change that the relay does not have until somebody has looked at what collided. */
export class AbsenceTable {
  readonly #db: SqlDatabase;

  constructor(db: SqlDatabase) {
    migrate(db, "absences", STEPS);
    this.#db = db;
  }

  /** Those that are not over. */
  open(): readonly { readonly id: number; readonly article: string }[] {
    return this.#db.prepare("SELECT id, article FROM absences WHERE mine IS NULL ORDER BY id").all() as { id: number; article: string }[];
  }

  /** Begins one. @param base packed @returns its number */
  begin(article: string, base: Uint8Array): number {
    return Number(this.#db.prepare("INSERT INTO absences (article, base) VALUES (?, ?)").run(article, base).lastInsertRowid);
  }

  /** What an absence began with; null where it is gone. */
  base(id: number): Uint8Array | null {
    const row = this.#db.prepare("SELECT base FROM absences WHERE id = ?").get(id) as { base: Uint8Array } | undefined;
    return row?.base ?? null;
  }

  /** Ends one, in which something collided. */
  end(id: number, article: string, { mine, theirs }: PackedSides): void {
    writeTransaction(this.#db, () => {
      this.#db.prepare("UPDATE absences SET mine = ?, theirs = ? WHERE id = ?").run(mine, theirs, id);
      this.#db
        .prepare(
          `DELETE FROM absences WHERE id IN
             (SELECT id FROM absences WHERE article = ? AND mine IS NOT NULL ORDER BY id DESC LIMIT -1 OFFSET ?)`,
        )
        .run(article, MOST_WAITING);
    });
  }

  /** Those of an article that are over, the first one first. */
  ended(article: string): readonly StoredAbsence[] {
    const sql = "SELECT id, base, mine, theirs FROM absences WHERE article = ? AND mine IS NOT NULL ORDER BY id";
    return this.#db.prepare(sql).all(article) as StoredAbsence[];
  }

  /** Removes one. */
  remove(article: string, id: number): void {
    this.#db.prepare("DELETE FROM absences WHERE article = ? AND id = ?").run(article, id);
  }

  /** Removes all of an article. */
  erase(article: string): void {
    this.#db.prepare("DELETE FROM absences WHERE article = ?").run(article);
  }
}
