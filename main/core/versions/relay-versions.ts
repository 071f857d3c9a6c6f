import { migrate } from "../../../shared/store/migrate.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import type { Version } from "../../../shared/version.ts";

const STEPS = [
  `CREATE TABLE relay_versions (
     article TEXT NOT NULL,
     id TEXT NOT NULL,
     -- Newest first.
     place INTEGER NOT NULL,
     -- As the relay described it, in JSON.
     described TEXT NOT NULL,
     -- NULL until it was opened.
     state BLOB,
     opened_at INTEGER,
     PRIMARY KEY (article, id)
   ) STRICT, WITHOUT ROWID;`,
];

/** States of one article that are kept; above it those go that were opened longest ago. */
const MOST_STATES = 20;

/** What a relay told of its versions, kept so that they can be listed offline, and those that were opened, opened again. */
export class RelayVersions {
  readonly #db: SqlDatabase;

  constructor(db: SqlDatabase) {
    migrate(db, "relay-versions", STEPS);
    this.#db = db;
  }

  /** The versions of an article as last heard of, the newest first. */
  list(article: string): Version[] {
    const rows = this.#db.prepare("SELECT described FROM relay_versions WHERE article = ? ORDER BY place").all(article);
    return (rows as { described: string }[]).map(({ described }) => JSON.parse(described) as Version);
  }

  /** Stores a list; what is not in it any more was deleted at the relay, and goes here. */
  put(article: string, versions: readonly Version[]): void {
    const add = this.#db.prepare(
      `INSERT INTO relay_versions (article, id, place, described) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET place = excluded.place, described = excluded.described`,
    );
    writeTransaction(this.#db, () => {
      this.#db.prepare("UPDATE relay_versions SET place = -1 WHERE article = ?").run(article);
      for (const [place, version] of versions.entries()) add.run(article, version.id, place, JSON.stringify(version));
      this.#db.prepare("DELETE FROM relay_versions WHERE article = ? AND place = -1").run(article);
    });
  }

  /** A state that was opened before; null for any other. */
  state(article: string, id: string): Uint8Array | null {
    const row = this.#db.prepare("SELECT state FROM relay_versions WHERE article = ? AND id = ?").get(article, id);
    return (row as { state: Uint8Array | null } | undefined)?.state ?? null;
  }

  /** Keeps a state that was opened. @param at milliseconds since 1970 */
  keep(article: string, id: string, state: Uint8Array, at: number): void {
    writeTransaction(this.#db, () => {
      this.#db.prepare("UPDATE relay_versions SET state = ?, opened_at = ? WHERE article = ? AND id = ?").run(state, at, article, id);
      this.#db
        .prepare(
          `UPDATE relay_versions SET state = NULL WHERE article = ? AND state IS NOT NULL AND id NOT IN
             (SELECT id FROM relay_versions WHERE article = ? AND state IS NOT NULL ORDER BY opened_at DESC LIMIT ?)`,
        )
        .run(article, article, MOST_STATES);
    });
  }

  /** Forgets all of an article. */
  erase(article: string): void {
    this.#db.prepare("DELETE FROM relay_versions WHERE article = ?").run(article);
  }
}
