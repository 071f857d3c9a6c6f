/** The articles of the newsroom: which there are, their titles, and when each last changed. */
import { roomName } from "../shared/roles.ts";
import { migrate } from "../shared/store/migrate.ts";
import type { SqlDatabase, UpdateLog } from "../shared/store/update-log.ts";

const STEPS = [
  `CREATE TABLE articles (
     id TEXT PRIMARY KEY,
     title TEXT NOT NULL,
     created_at INTEGER NOT NULL
   ) STRICT;`,
];

export interface Article {
  readonly id: string;
  readonly title: string;
  /** When its text or notes last changed, else when it was made; milliseconds since 1970. */
  readonly updatedAt: number;
}

export class Catalogue {
  readonly #db: SqlDatabase;
  readonly #log: UpdateLog;
  readonly #now: () => number;

  constructor(db: SqlDatabase, log: UpdateLog, now: () => number = Date.now) {
    migrate(db, "catalogue", STEPS);
    this.#db = db;
    this.#log = log;
    this.#now = now;
  }

  /** Enters an article; one that is there already stays as it is, so that a desk may ask again. */
  add(id: string, title: string): void {
    this.#db.prepare("INSERT INTO articles VALUES (?, ?, ?) ON CONFLICT DO NOTHING").run(id, title, this.#now());
  }

  /** @returns false when there is no such article. */
  rename(id: string, title: string): boolean {
    return this.#db.prepare("UPDATE articles SET title = ? WHERE id = ?").run(title, id).changes > 0;
  }

  has(id: string): boolean {
    return this.#db.prepare("SELECT 1 FROM articles WHERE id = ?").get(id) !== undefined;
  }

  /** Last changed first. */
  list(): Article[] {
    const rows = this.#db.prepare("SELECT id, title, created_at AS createdAt FROM articles").all();
    return (rows as { id: string; title: string; createdAt: number }[])
      .map(({ id, title, createdAt }) => {
        const changes = (["body", "notes"] as const).map((kind) => this.#log.updatedAt(roomName(id, kind)));
        return { id, title, updatedAt: Math.max(createdAt, ...changes) };
      })
      .sort((a, b) => b.updatedAt - a.updatedAt);
  }
}
