import type { ArticleEntry, ArticlePage, ArticleQuery, ArticlesPatch } from "../../../shared/rpc/contract.ts";
import { parseRoom, roomName } from "../../../shared/roles.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqlDatabase, SqlStatement, UpdateLog } from "../../../shared/store/update-log.ts";
import { partOfTitleKey } from "../../../shared/text/collation.ts";
import { DELETED_AFTER, type OpenBy } from "../../../shared/wire/feed.ts";
import { TrailingThrottle } from "../trailing-throttle.ts";

/** Milliseconds before windows are told of a change, and before an article's time and count follow the update log. */
const TELL_AFTER = 100;
const NOTE_AFTER = 1_000;

/** A choice made here takes precedence over what the relay said (`relay-table.ts`). */
const PURGE_AT = `CASE (SELECT wish FROM wishes WHERE article = articles.id)
    WHEN 'delete' THEN (SELECT at FROM wishes WHERE article = articles.id) + ${DELETED_AFTER}
    WHEN 'keep' THEN NULL
    ELSE (SELECT purge_at FROM relay_articles WHERE relay_articles.id = articles.id) END AS purgeAt`;
const COLUMNS = `id, title, lead, created_at AS createdAt, updated_at AS updatedAt, role, place, waiting AS unconfirmed, unread, mentions, assigned,
  status, status_at AS statusAt, status_by AS statusBy, suggest_from AS suggestFrom, ${PURGE_AT}`;
const WHERE: Readonly<Record<ArticleQuery["filter"], string>> = {
  desk: "place = 'desk'",
  archive: "place = 'archive'",
  trash: "place = 'trash'",
  "for-me": "mentions + assigned > 0 AND place <> 'trash'",
  unread: "unread > 0 AND place <> 'trash'",
  unconfirmed: "waiting > 0 AND place <> 'trash'",
};
const ORDER: Readonly<Record<ArticleQuery["sort"], string>> = {
  changed: "updated_at DESC, rowid DESC",
  created: "created_at DESC, rowid DESC",
  title: "title_key, rowid",
};

export interface ArticleListDeps {
  readonly db: SqlDatabase;
  readonly log: UpdateLog;
  readonly report: (error: unknown) => void;
  /** When an article was changed: earlier than `loggedAt`, when its text was last written here, if it only came from the relay then. */
  readonly changedAt: (id: string, loggedAt: number) => number;
  /** Called with an article whose entry has changed. */
  readonly onChange: (entry: ArticleEntry) => void;
  /** Whether the article stays on this computer: its changes need no confirmation. */
  readonly isPrivate: (article: string) => boolean;
  /** Others who have the article open; the same array until it changes. */
  readonly openBy: (article: string) => readonly OpenBy[];
}

/** A page that a window shows. */
export interface ArticleWatch {
  readonly page: ArticlePage;
  end(): void;
}

/** What the database says of an article. */
type Row = Omit<ArticleEntry, "openBy" | "private">;

interface Watched {
  readonly query: ArticleQuery;
  readonly onPatch: (patch: ArticlesPatch) => void;
  page: ArticlePage;
}

/**
 * The list of articles as windows see it: pages of it, single entries, and patches of a page that a window watches. Times and
 * unconfirmed counts follow the update log within a second. Rules LB1–LB4.
 */
export class ArticleList {
  readonly #deps: ArticleListDeps;
  readonly #statements = new Map<string, SqlStatement>();
  readonly #watches = new Set<Watched>();
  /** How many articles are in a list. */
  readonly #totals = new Map<string, number>();
  /** Articles whose entries changed since windows were told. */
  readonly #changed = new Set<string>();
  /** Articles whose rooms grew or shrank since their rows were written. */
  readonly #grown = new Set<string>();
  readonly #tell: TrailingThrottle;
  readonly #note: TrailingThrottle;
  #revision = 0;

  /** Catches up with what a core that died had not written to the rows. */
  constructor(deps: ArticleListDeps) {
    this.#deps = deps;
    this.#tell = new TrailingThrottle(TELL_AFTER, () => this.#tellAll(), deps.report);
    this.#note = new TrailingThrottle(NOTE_AFTER, () => this.#noteAll(), deps.report);
    const { log } = deps;
    const { at } = this.#sql("SELECT ifnull(max(updated_at), 0) AS at FROM articles").get() as { at: number };
    for (const room of [...log.changedSince(at).map((change) => change.room), ...log.unconfirmedRooms()])
      this.grew(parseRoom(room)!.article);
    for (const { id } of this.#sql("SELECT id FROM articles WHERE waiting > 0").all() as { id: string }[]) this.grew(id);
  }

  /** The row of an article was written: windows that show it are told soon. */
  changed(id: string): void {
    this.#totals.clear();
    this.redraw(id);
  }

  /** An article's entry changed without its row, so that no list is longer or shorter: windows that show it are told soon. */
  redraw(id: string): void {
    this.#changed.add(id);
    this.#tell.call("");
  }

  /** A room of the article has changes, or the relay confirmed some: its row follows within a second. */
  grew(id: string): void {
    this.#grown.add(id);
    this.#note.call("");
  }

  /** One page of the list, with times and counts up to date. */
  page(query: ArticleQuery): ArticlePage {
    this.#note.flush();
    return this.#read(query);
  }

  /** One article's entry; null when it is not on this computer. */
  entry(id: string): ArticleEntry | null {
    if (this.#grown.has(id)) this.#note.flush();
    return this.#entry(id);
  }

  /** @param onPatch called at most every 100 ms, and only when what the page shows has changed */
  watch(query: ArticleQuery, onPatch: (patch: ArticlesPatch) => void): ArticleWatch {
    const watched: Watched = { query, onPatch, page: this.page(query) };
    this.#watches.add(watched);
    return { page: watched.page, end: () => void this.#watches.delete(watched) };
  }

  /** Writes what is due; windows are told nothing more. */
  close(): void {
    this.#watches.clear();
    this.#note.flush();
    this.#tell.flush();
  }

  #read({ text, sort, filter, status, offset, limit }: ArticleQuery): ArticlePage {
    const wanted = partOfTitleKey(text);
    const where = [WHERE[filter], status === null ? [] : "status = ?", wanted === "" ? [] : "instr(title_key, ?) > 0"].flat().join(" AND ");
    const values = [status ?? [], wanted === "" ? [] : wanted].flat();
    // Counting walks over a whole list: the number is kept until an article enters or leaves a list. Of what there is an index for, and
    // what is in no list by its row alone, it is counted each time.
    const isKept = wanted === "" && (filter === "desk" || filter === "archive" || filter === "trash");
    const total = this.#total(where, values, isKept ? `${filter}/${status}` : null);
    const entries = this.#sql(`SELECT ${COLUMNS} FROM articles WHERE ${where} ORDER BY ${ORDER[sort]} LIMIT ? OFFSET ?`).all(
      ...values,
      limit,
      offset,
    ) as Row[];
    return { total, entries: entries.map((row) => this.#entryOf(row)), revision: ++this.#revision };
  }

  /** @param key under which the number is kept; null for one that is not */
  #total(where: string, values: readonly string[], key: string | null): number {
    const known = key === null ? undefined : this.#totals.get(key);
    if (known !== undefined) return known;
    const { total } = this.#sql(`SELECT count(*) AS total FROM articles WHERE ${where}`).get(...values) as { total: number };
    if (key !== null) this.#totals.set(key, total);
    return total;
  }

  #entry(id: string): ArticleEntry | null {
    const row = this.#sql(`SELECT ${COLUMNS} FROM articles WHERE id = ?`).get(id) as Row | undefined;
    return row ? this.#entryOf(row) : null;
  }

  #entryOf(row: Row): ArticleEntry {
    const { openBy, isPrivate } = this.#deps;
    return { ...row, openBy: openBy(row.id), private: isPrivate(row.id) };
  }

  #noteAll(): void {
    const { db, log, isPrivate, changedAt } = this.#deps;
    if (this.#grown.size === 0) return;
    const note = this.#sql(
      "UPDATE articles SET updated_at = max(created_at, ?), waiting = ? WHERE id = ? AND (updated_at <> max(created_at, ?) OR waiting <> ?)",
    );
    const noted: string[] = [];
    writeTransaction(db, () => {
      for (const id of this.#grown) {
        const [body, notes] = [roomName(id, "body"), roomName(id, "notes")];
        const [at, unconfirmed] = [changedAt(id, log.updatedAt(body)), isPrivate(id) ? 0 : log.unconfirmed(body) + log.unconfirmed(notes)];
        if (note.run(at, unconfirmed, id, at, unconfirmed).changes > 0) noted.push(id);
      }
    });
    // Only now: if the disk refuses, they stay due.
    this.#grown.clear();
    for (const id of noted) this.redraw(id);
  }

  #tellAll(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (const watched of this.#watches) this.#tellWatch(watched);
    for (const id of changed) {
      const entry = this.#entry(id);
      if (entry) this.#deps.onChange(entry);
    }
  }

  #tellWatch(watched: Watched): void {
    const before = watched.page;
    const page = this.#read(watched.query);
    const known = new Map(before.entries.map((entry) => [entry.id, entry]));
    const entries = page.entries.filter((entry) => !isSame(entry, known.get(entry.id)));
    const isOrdered = page.entries.length === before.entries.length && page.entries.every(({ id }, i) => id === before.entries[i]!.id);
    if (entries.length === 0 && isOrdered && page.total === before.total) return;
    watched.page = page;
    const order = isOrdered ? null : page.entries.map(({ id }) => id);
    watched.onPatch({ since: before.revision, revision: page.revision, total: page.total, entries, order });
  }

  #sql(sql: string): SqlStatement {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#deps.db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}

function isSame(one: ArticleEntry, other: ArticleEntry | undefined): boolean {
  return other !== undefined && (Object.keys(one) as (keyof ArticleEntry)[]).every((key) => one[key] === other[key]);
}
