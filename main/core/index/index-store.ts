import { rmSync } from "node:fs";
import Database from "better-sqlite3";
import { parseRoom } from "../../../shared/roles.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { RoomChange } from "../../../shared/store/update-log.ts";
import { foldedWords } from "../../../shared/text/search.ts";
import type { ArticleNotes, Facts, Wanted } from "./messages.ts";
import { ownDatabase } from "../own-file.ts";

/** Another number throws older files away. */
const VERSION = 6;

const TABLES = `
  CREATE TABLE state (since INTEGER NOT NULL) STRICT;
  INSERT INTO state VALUES (0);
  -- Articles that have changed since they were read. attempts counts readings that did not come to an end.
  CREATE TABLE pending (article TEXT PRIMARY KEY, at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
  CREATE TABLE articles (
    id INTEGER PRIMARY KEY,
    article TEXT NOT NULL UNIQUE,
    -- Times of the changes that are in here.
    body_at INTEGER NOT NULL,
    notes_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    lead TEXT NOT NULL,
    -- Whether the core knows title and lead.
    told INTEGER NOT NULL,
    text TEXT NOT NULL,
    notes TEXT NOT NULL,
    -- What counts of the notes in the library, in JSON, and whether the core knows it.
    note_facts TEXT NOT NULL,
    notes_told INTEGER NOT NULL,
    -- Whether some of the notes count by what the body says.
    is_reviewed INTEGER NOT NULL,
    people TEXT NOT NULL
  ) STRICT;
  CREATE INDEX articles_notes_untold ON articles (notes_told) WHERE notes_told = 0;
  CREATE INDEX articles_untold ON articles (told) WHERE told = 0;
  -- Words are folded and parted by blanks before they come here, so that any letter beyond ASCII is one of a word.
  CREATE VIRTUAL TABLE words USING fts5 (title, text, notes, people, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3');
  -- What counts most, once more by itself: it is short, and soon looked through.
  CREATE VIRTUAL TABLE heads USING fts5 (title, people, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '1 2 3');`;

/** An article as the index has it. */
export interface Indexed {
  readonly article: string;
  readonly bodyAt: number;
  readonly notesAt: number;
  readonly title: string;
  readonly lead: string;
  /** 1 when the core knows title and lead, else 0. */
  readonly told: 0 | 1;
  readonly text: string;
  readonly notes: string;
  /** What counts of the notes in the library, in JSON. */
  readonly noteFacts: string;
  /** 1 when the core knows that, else 0. */
  readonly notesTold: 0 | 1;
  /** 1 when some of the notes count by what the body says, else 0. */
  readonly isReviewed: 0 | 1;
  readonly people: string;
}

/** Times that an article may end the worker before it is left alone until it changes. */
const MOST_ATTEMPTS = 2;

/**
 * The index's own database, beside the desk's: texts as they are written, and their folded words in FTS5. All of it can be made
 * again from the update log, so a file that is broken or of another version is deleted (LB8).
 */
export class IndexStore {
  readonly db: Database.Database;

  /** Opens or makes the index at `file`. */
  constructor(file: string) {
    try {
      this.db = open(file);
    } catch {
      IndexStore.discard(file);
      this.db = open(file);
    }
  }

  /** Throws the index at `file` away, which nobody has open. */
  static discard(file: string): void {
    for (const end of ["", "-wal", "-shm"]) rmSync(file + end, { force: true });
  }

  /** Time of the last change that is known here. */
  get since(): number {
    return (this.db.prepare("SELECT since FROM state").get() as { since: number }).since;
  }

  /** Articles still to be read. */
  get unread(): number {
    return (this.db.prepare("SELECT count(*) AS count FROM pending").get() as { count: number }).count;
  }

  /** Notes what changed, in the order of time, but for what was read already. */
  changed(changes: readonly RoomChange[]): void {
    const note = this.db.prepare(
      "INSERT INTO pending (article, at) VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at, attempts = 0",
    );
    for (const { room, at } of changes) {
      const name = parseRoom(room);
      if (!name) continue;
      const known = this.find(name.article);
      if (!known || (name.kind === "body" ? known.bodyAt : known.notesAt) < at) note.run(name.article, at);
    }
    const last = changes.at(-1);
    if (last) this.db.prepare("UPDATE state SET since = max(since, ?)").run(last.at);
  }

  /** Notes that the article is to be read soon, though it has not changed. */
  again(article: string): void {
    this.db.prepare("INSERT INTO pending (article, at) VALUES (?, 0) ON CONFLICT DO UPDATE SET attempts = 0").run(article);
  }

  /**
   * Articles to read next, which have been quiet since `before`: those first that changed last. A time after `now` says nothing, since
   * the clock was set back.
   */
  next(before: number, now: number, limit: number): Wanted[] {
    const sql = `SELECT pending.article, ifnull(body_at, 0) AS bodyAt, ifnull(notes_at, 0) AS notesAt, ifnull(is_reviewed, 0) AS isReviewed
                 FROM pending LEFT JOIN articles USING (article) WHERE (at <= ? OR at > ?) AND attempts <= ? ORDER BY at = 0 DESC, at DESC LIMIT ?`;
    return this.db.prepare(sql).all(before, now, MOST_ATTEMPTS, limit) as Wanted[];
  }

  /** When the article that changed first, of those to be read, did so; null when there is none. */
  get oldest(): number | null {
    return (this.db.prepare("SELECT min(at) AS at FROM pending WHERE attempts <= ?").get(MOST_ATTEMPTS) as { at: number | null }).at;
  }

  /** Notes that the article is about to be read, in case that ends this process. */
  attempt(article: string): void {
    this.db.prepare("UPDATE pending SET attempts = attempts + 1 WHERE article = ?").run(article);
  }

  /** The article was read as it was at `at`, in milliseconds since 1970; what came later is still to be read. */
  done(article: string, at: number): void {
    this.db.prepare("DELETE FROM pending WHERE article = ? AND at <= ?").run(article, at);
  }

  /** What the index has of an article. */
  find(article: string): Indexed | undefined {
    const sql =
      "SELECT article, body_at AS bodyAt, notes_at AS notesAt, title, lead, told, text, notes, note_facts AS noteFacts, notes_told AS notesTold, is_reviewed AS isReviewed, people FROM articles WHERE article = ?";
    return this.db.prepare(sql).get(article) as Indexed | undefined;
  }

  /** Of two articles the one that was put later has the higher ID, which searches show first where all else is equal. */
  put({ article, bodyAt, notesAt, title, lead, told, text, notes, noteFacts, notesTold, isReviewed, people }: Indexed): void {
    this.remove(article);
    const sql =
      "INSERT INTO articles (article, body_at, notes_at, title, lead, told, text, notes, note_facts, notes_told, is_reviewed, people) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    const { lastInsertRowid: id } = this.db
      .prepare(sql)
      .run(article, bodyAt, notesAt, title, lead, told, text, notes, noteFacts, notesTold, isReviewed, people);
    const [inTitle, inPeople] = [wordsOf(title), wordsOf(people)];
    this.db
      .prepare("INSERT INTO words (rowid, title, text, notes, people) VALUES (?, ?, ?, ?, ?)")
      .run(id, inTitle, wordsOf(text), wordsOf(notes), inPeople);
    this.db.prepare("INSERT INTO heads (rowid, title, people) VALUES (?, ?, ?)").run(id, inTitle, inPeople);
  }

  /** Facts that the core has not been told yet. */
  untold(limit: number): Facts[] {
    return this.db.prepare("SELECT article, title, lead FROM articles WHERE told = 0 LIMIT ?").all(limit) as Facts[];
  }

  /** The core has stored these titles: they are not told again. */
  told(facts: readonly Facts[]): void {
    const told = this.db.prepare("UPDATE articles SET told = 1 WHERE article = ? AND title = ? AND lead = ?");
    for (const { article, title, lead } of facts) told.run(article, title, lead);
  }

  /** What counts of notes that the core has not been told yet. */
  untoldNotes(limit: number): ArticleNotes[] {
    return this.db.prepare("SELECT article, note_facts AS facts FROM articles WHERE notes_told = 0 LIMIT ?").all(limit) as ArticleNotes[];
  }

  /** The core has stored these. */
  toldNotes(notes: readonly ArticleNotes[]): void {
    const told = this.db.prepare("UPDATE articles SET notes_told = 1 WHERE article = ? AND note_facts = ?");
    for (const { article, facts } of notes) told.run(article, facts);
  }

  /** Takes an article out of the index. */
  remove(article: string): void {
    const known = this.db.prepare("SELECT id FROM articles WHERE article = ?").get(article) as { id: number } | undefined;
    if (!known) return;
    this.db.prepare("DELETE FROM words WHERE rowid = ?").run(known.id);
    this.db.prepare("DELETE FROM heads WHERE rowid = ?").run(known.id);
    this.db.prepare("DELETE FROM articles WHERE id = ?").run(known.id);
  }

  /** Runs `body` in one transaction. */
  write(body: () => void): void {
    writeTransaction(this.db, body);
  }

  /** Closes the file; nothing may be called after. */
  close(): void {
    this.db.close();
  }
}

const wordsOf = (text: string): string => foldedWords(text).join(" ");

function open(file: string): Database.Database {
  ownDatabase(file);
  const db = new Database(file);
  try {
    db.pragma("journal_mode = WAL");
    // Changes that a power cut takes are indexed again.
    db.pragma("synchronous = OFF");
    const version = db.pragma("user_version", { simple: true });
    if (version === VERSION) return db;
    if (version !== 0) throw new Error(`index version ${String(version)}`);
    writeTransaction(db, () => {
      db.exec(TABLES);
      db.pragma(`user_version = ${VERSION}`);
    });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
