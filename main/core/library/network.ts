import { migrate } from "../../../shared/store/migrate.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";

const STEPS = [
  "CREATE TABLE network (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), offline INTEGER NOT NULL) STRICT; INSERT INTO network VALUES (1, 0);",
];

/** Whether the person at this desk chose to work offline. Stored, so that it holds across restarts (DE25). */
export class Network {
  readonly #db: SqlDatabase;
  #offline: boolean;

  constructor(db: SqlDatabase) {
    migrate(db, "network", STEPS);
    this.#db = db;
    this.#offline = (db.prepare("SELECT offline FROM network").get() as { offline: number }).offline === 1;
  }

  /** Whether the person chose to work offline. */
  get offline(): boolean {
    return this.#offline;
  }

  /** On disk when it returns. */
  set offline(offline: boolean) {
    this.#db.prepare("UPDATE network SET offline = ?").run(offline ? 1 : 0);
    this.#offline = offline;
  }
}
