import type { Member, Role } from "../../../shared/roles.ts";
import type { ArticleEntry, Settings } from "../../../shared/rpc/contract.ts";
import type { Place } from "../../../shared/places.ts";
import type { ArticleStatus } from "../../../shared/status.ts";
import { migrate } from "../../../shared/store/migrate.ts";
import { titleKey } from "../../../shared/text/collation.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import { readSettings } from "./stored-settings.ts";

const STEPS = [
  `CREATE TABLE articles (
     id TEXT PRIMARY KEY,
     title TEXT NOT NULL,
     created_at INTEGER NOT NULL,
     role TEXT NOT NULL,
     -- The title the relay has; NULL while the relay does not know the article.
     relay_title TEXT,
     -- Not used any more.
     synced_at INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE members (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     color TEXT NOT NULL,
     role TEXT NOT NULL
   ) STRICT;
   CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;`,
  // What the list shows and sorts by. `updated_at` and `waiting` follow the update log a little behind; `title_key` sorts as the
  // alphabet does, and is empty until it is known.
  `ALTER TABLE articles ADD COLUMN lead TEXT NOT NULL DEFAULT '';
   ALTER TABLE articles ADD COLUMN updated_at INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE articles ADD COLUMN waiting INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE articles ADD COLUMN place TEXT NOT NULL DEFAULT 'desk';
   ALTER TABLE articles ADD COLUMN title_key TEXT NOT NULL DEFAULT '';
   UPDATE articles SET updated_at = created_at;
   CREATE INDEX articles_changed ON articles (place, updated_at);
   CREATE INDEX articles_created ON articles (place, created_at);
   CREATE INDEX articles_titled ON articles (place, title_key);
   CREATE INDEX articles_waiting ON articles (waiting) WHERE waiting > 0;
   CREATE INDEX articles_by_time ON articles (updated_at);`,
  `ALTER TABLE articles ADD COLUMN status TEXT NOT NULL DEFAULT 'draft';
   ALTER TABLE articles ADD COLUMN status_at INTEGER;
   ALTER TABLE articles ADD COLUMN status_by TEXT NOT NULL DEFAULT '';
   ALTER TABLE articles ADD COLUMN suggest_from TEXT;
   CREATE INDEX articles_of_status_changed ON articles (place, status, updated_at);
   CREATE INDEX articles_of_status_created ON articles (place, status, created_at);
   CREATE INDEX articles_of_status_titled ON articles (place, status, title_key);`,
  // Of the notes, for this desk's member: unread, unread and naming them, assigned to them.
  `ALTER TABLE articles ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE articles ADD COLUMN mentions INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE articles ADD COLUMN assigned INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX articles_unread ON articles (updated_at) WHERE unread > 0;
   CREATE INDEX articles_for_me ON articles (updated_at) WHERE mentions + assigned > 0;`,
  // Spelling dictionaries that a person added (SP15).
  `CREATE TABLE dictionaries (
     language TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     aff TEXT NOT NULL,
     dic TEXT NOT NULL
   ) STRICT;`,
];

/** An article on this computer. `relayTitle` is null while the relay does not know it; times are milliseconds since 1970. */
export interface LibraryArticle extends ArticleStatus {
  readonly id: string;
  readonly title: string;
  readonly createdAt: number;
  readonly role: Role;
  readonly relayTitle: string | null;
  readonly place: Place;
}

/** How much of an article's open notes concerns this desk's member. */
export type NoteNumbers = Pick<ArticleEntry, "unread" | "mentions" | "assigned">;

const COLUMNS = `id, title, created_at AS createdAt, role, relay_title AS relayTitle, place,
  status, status_at AS statusAt, status_by AS statusBy, suggest_from AS suggestFrom`;

/**
 * The tables of articles, people and settings in the desk's database: everything but text. Methods that write are part of the
 * transaction that is open, and throw what SQLite throws when the disk refuses.
 */
export class Library {
  readonly #db: SqlDatabase;
  readonly #now: () => number;

  constructor(db: SqlDatabase, now: () => number = Date.now) {
    migrate(db, "library", STEPS);
    this.#db = db;
    this.#now = now;
  }

  /** All articles, in no order. */
  articles(): readonly LibraryArticle[] {
    return this.#db.prepare(`SELECT ${COLUMNS} FROM articles`).all() as LibraryArticle[];
  }

  /** An article; undefined when it is not on this computer. */
  find(id: string): LibraryArticle | undefined {
    return this.#db.prepare(`SELECT ${COLUMNS} FROM articles WHERE id = ?`).get(id) as LibraryArticle | undefined;
  }

  /** Adds an article, or leaves the one that is there. @param times as the relay says; now without. @returns whether it is new */
  add(id: string, title: string, role: Role, times?: { readonly createdAt: number; readonly updatedAt: number }): boolean {
    const sql =
      "INSERT INTO articles (id, title, title_key, created_at, updated_at, role) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
    const now = this.#now();
    const [createdAt, updatedAt] = [Math.min(now, times?.createdAt ?? now), Math.min(now, times?.updatedAt ?? now)];
    return this.#db.prepare(sql).run(id, title, titleKey(title), createdAt, updatedAt, role).changes > 0;
  }

  /** @returns whether title or lead changed */
  rename(id: string, title: string, lead: string): boolean {
    const sql = "UPDATE articles SET title = ?, title_key = ?, lead = ? WHERE id = ? AND (title <> ? OR title_key = '' OR lead <> ?)";
    return this.#db.prepare(sql).run(title, titleKey(title), lead, id, title, lead).changes > 0;
  }

  /** The relay knows the article, under this title. */
  relayHas(id: string, title: string): void {
    this.#db.prepare("UPDATE articles SET relay_title = ? WHERE id = ?").run(title, id);
  }

  /** The relay may have lost any article. */
  relayForgot(): void {
    this.#db.prepare("UPDATE articles SET relay_title = NULL WHERE relay_title IS NOT NULL").run();
  }

  /** Articles that the relay does not know. */
  unknownToRelay(): string[] {
    return this.#ids("relay_title IS NULL");
  }

  /** Articles that the relay knows under another title. */
  retitled(): string[] {
    return this.#ids("relay_title <> title");
  }

  /** @returns whether it changed */
  setRole(id: string, role: Role): boolean {
    return this.#db.prepare("UPDATE articles SET role = ? WHERE id = ? AND role <> ?").run(role, id, role).changes > 0;
  }

  /** @returns whether it changed */
  setPlace(id: string, place: Place): boolean {
    return this.#db.prepare("UPDATE articles SET place = ? WHERE id = ? AND place <> ?").run(place, id, place).changes > 0;
  }

  /** @returns whether it changed */
  setStatus(id: string, { status, statusAt, statusBy, suggestFrom }: ArticleStatus): boolean {
    const sql = `UPDATE articles SET status = ?, status_at = ?, status_by = ?, suggest_from = ?
      WHERE id = ? AND (status <> ? OR status_at IS NOT ? OR status_by <> ? OR suggest_from IS NOT ?)`;
    const values = [status, statusAt, statusBy, suggestFrom];
    return this.#db.prepare(sql).run(...values, id, ...values).changes > 0;
  }

  /** @returns whether they changed */
  setNumbers(id: string, { unread, mentions, assigned }: NoteNumbers): boolean {
    const sql = `UPDATE articles SET unread = ?, mentions = ?, assigned = ?
      WHERE id = ? AND (unread <> ? OR mentions <> ? OR assigned <> ?)`;
    return this.#db.prepare(sql).run(unread, mentions, assigned, id, unread, mentions, assigned).changes > 0;
  }

  /** Removes an article's row; its rooms stay in the update log. */
  remove(id: string): void {
    this.#db.prepare("DELETE FROM articles WHERE id = ?").run(id);
  }

  /** Stores members, or what has changed about them. */
  remember(members: readonly Member[]): void {
    const sql = this.#db.prepare(
      `INSERT INTO members (id, name, color, role) VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET name = excluded.name, color = excluded.color, role = excluded.role`,
    );
    for (const { id, name, color, role } of members) sql.run(id, name, color, role);
  }

  /** A member as last heard of; undefined for one that was never seen. */
  member(id: string): Member | undefined {
    return this.#db.prepare("SELECT id, name, color, role FROM members WHERE id = ?").get(id) as Member | undefined;
  }

  /** The settings, with defaults for those that were never chosen. */
  settings(): Settings {
    return readSettings(this.#db);
  }

  /** Stores the settings; on disk when it returns. */
  saveSettings(settings: Settings): void {
    const sql = this.#db.prepare("INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value");
    writeTransaction(this.#db, () => {
      for (const [key, value] of Object.entries(settings)) sql.run(key, typeof value === "string" ? value : JSON.stringify(value));
    });
  }

  /** When the last of this member's other devices joined that somebody at this desk has seen. */
  get devicesSeenAt(): number {
    const row = this.#db.prepare("SELECT value FROM settings WHERE key = 'devices-seen-at'").get() as { value: string } | undefined;
    return Number(row?.value ?? 0);
  }

  /** @param at milliseconds since 1970, by the relay's clock */
  set devicesSeenAt(at: number) {
    this.#db.prepare("INSERT INTO settings VALUES ('devices-seen-at', ?) ON CONFLICT DO UPDATE SET value = excluded.value").run(String(at));
  }

  #ids(where: string): string[] {
    return (this.#db.prepare(`SELECT id FROM articles WHERE ${where}`).all() as { id: string }[]).map(({ id }) => id);
  }
}
