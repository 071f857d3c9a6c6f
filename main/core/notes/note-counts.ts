import { AuthorTable, speakerOf } from "../../../shared/notes/author-of.ts";
import type { ThreadFacts } from "../../../shared/notes/note-facts.ts";
import { isRead, marksOf, readMarks, type ThreadMarks } from "../../../shared/read-marks.ts";
import { roomName, type Member } from "../../../shared/roles.ts";
import type { AuthorRange } from "../../../shared/rpc/contract.ts";
import type { ArticleNotes } from "../index/messages.ts";
import { migrate } from "../../../shared/store/migrate.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import type { Library, NoteNumbers } from "../library/library.ts";

const STEPS = [
  `-- Of each article with open threads what counts of them, in JSON, as the index last read it.
   CREATE TABLE note_facts (article TEXT PRIMARY KEY, facts TEXT NOT NULL) STRICT, WITHOUT ROWID;`,
];

/** Articles that are counted in one turn of the event loop. */
const AT_ONCE = 50;

export interface NoteCountsDeps {
  readonly db: SqlDatabase;
  readonly library: Library;
  /** This desk's member; null until it joins a newsroom: nothing is unread to somebody who is alone. */
  readonly me: () => Member | null;
  /** Who wrote what in a room, as far as this desk knows. */
  readonly authors: (room: string) => readonly AuthorRange[];
  /** What this desk's member has read of an article. */
  readonly read: (article: string) => readonly ThreadMarks[];
  /** What this desk's member wrote needs not be read, at no desk of theirs. */
  readonly onOwn: (article: string, threads: readonly ThreadMarks[]) => void;
  /** An article has other numbers. */
  readonly onChanged: (article: string) => void;
}

/**
 * How many notes of each article are unread, name this desk's member, or are assigned to them, for the library. An article is counted
 * when the index read its notes, when more of them was read, and when it is known better who wrote them (NO70–NO72).
 */
export class NoteCounts {
  readonly #deps: NoteCountsDeps;
  #member: string | null;
  #closed = false;

  constructor(deps: NoteCountsDeps) {
    migrate(deps.db, "note-facts", STEPS);
    this.#deps = deps;
    this.#member = deps.me()?.id ?? null;
  }

  /** The index read the notes of these articles; part of the transaction that is open, if one is. */
  take(notes: readonly ArticleNotes[]): void {
    const { db } = this.#deps;
    for (const { article, facts } of notes) {
      if (facts === "[]") db.prepare("DELETE FROM note_facts WHERE article = ?").run(article);
      else db.prepare("INSERT INTO note_facts VALUES (?, ?) ON CONFLICT DO UPDATE SET facts = excluded.facts").run(article, facts);
      this.count(article);
    }
  }

  /** Counts an article's notes anew. */
  count(article: string): void {
    const { db, library, onChanged, onOwn } = this.#deps;
    const row = db.prepare("SELECT facts FROM note_facts WHERE article = ?").get(article) as { facts: string } | undefined;
    const me = this.#deps.me();
    const { numbers, own } = row && me ? this.#numbers(article, me.id, JSON.parse(row.facts) as ThreadFacts[]) : NOTHING;
    if (library.setNumbers(article, numbers)) onChanged(article);
    // What it tells counts this article anew; there is nothing more to tell then.
    if (own.length > 0) onOwn(article, own);
  }

  /** Counts all articles anew, a few in each turn, when this desk's member is another. */
  memberChanged(): void {
    const id = this.#deps.me()?.id ?? null;
    if (id === this.#member) return;
    this.#member = id;
    const all = (this.#deps.db.prepare("SELECT article FROM note_facts").all() as { article: string }[]).map(({ article }) => article);
    const next = (from: number): void => {
      if (this.#closed || this.#member !== id) return;
      for (const article of all.slice(from, from + AT_ONCE)) this.count(article);
      if (from + AT_ONCE < all.length) setImmediate(() => next(from + AT_ONCE));
    };
    next(0);
  }

  /** Counts nothing any more. */
  close(): void {
    this.#closed = true;
  }

  /** All of an article was erased. */
  erase(article: string): void {
    this.#deps.db.prepare("DELETE FROM note_facts WHERE article = ?").run(article);
  }

  #numbers(article: string, me: string, threads: readonly ThreadFacts[]): Counted {
    const authors = new AuthorTable(this.#deps.authors(roomName(article, "notes")));
    const marks = readMarks(this.#deps.read(article));
    let [unread, mentions, assigned] = [0, 0, 0];
    const own: ThreadMarks[] = [];
    for (const thread of threads) {
      const written = [];
      const isMine = thread.assigned?.to === me;
      if (isMine) assigned++;
      const all = isMine ? [...thread.messages, [thread.assigned.client, thread.assigned.clock] as const] : thread.messages;
      for (const [client, clock, ...named] of all) {
        if (isRead(marks, thread.id, { client, clock })) continue;
        if (speakerOf(authors.authorOf(client, clock))?.id === me) {
          written.push({ client, clock });
          continue;
        }
        unread++;
        if (named.includes(me)) mentions++;
      }
      if (written.length > 0) own.push({ thread: thread.id, clocks: [...marksOf(written)].flat() });
    }
    return { numbers: { unread, mentions, assigned }, own };
  }
}

interface Counted {
  readonly numbers: NoteNumbers;
  readonly own: readonly ThreadMarks[];
}

const NOTHING: Counted = { numbers: { unread: 0, mentions: 0, assigned: 0 }, own: [] };
