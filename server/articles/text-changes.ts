import { parseRoom, ROOM_KINDS, roomName } from "../../shared/roles.ts";
import type { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import type { ArticleTable } from "./article-table.ts";

/** Milliseconds between two numbers of one text. */
const EVERY = 1_000;

/**
 * Gives texts that change a sequence number, each at most once a second; a keystroke costs one entry in a set. What a relay had not
 * numbered when it died is numbered at the next start (SY28).
 */
export class TextChanges {
  readonly #table: ArticleTable;
  readonly #log: SqliteUpdateLog;
  readonly #report: (error: unknown) => void;
  readonly #rooms = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  /** @param report told when the disk refuses a number, which is given later */
  constructor(table: ArticleTable, log: SqliteUpdateLog, report: (error: unknown) => void) {
    this.#table = table;
    this.#log = log;
    this.#report = report;
  }

  /** An update of a room was committed. */
  changed(room: string): void {
    this.#rooms.add(room);
    this.#timer ??= setTimeout(() => this.#run(), EVERY).unref();
  }

  /** When an article last changed, in milliseconds since 1970, numbered or not. */
  changedAt(article: string): number {
    const texts = ROOM_KINDS.map((kind) => this.#log.updatedAt(roomName(article, kind)));
    return Math.max(this.#table.find(article)?.updatedAt ?? 0, ...texts);
  }

  /** Articles that changed and have no number yet, and when each last did. */
  get pending(): ReadonlyMap<string, number> {
    const texts = new Map<string, number>();
    for (const room of this.#rooms) {
      const article = parseRoom(room)?.article;
      if (article !== undefined) texts.set(article, Math.max(texts.get(article) ?? 0, this.#log.updatedAt(room)));
    }
    return texts;
  }

  /** Numbers what an earlier process had not. */
  recover(): void {
    for (const { room } of this.#log.changedSince(this.#table.notedAt)) this.#rooms.add(room);
    this.#run();
  }

  /** Numbers what changed; also at shutdown. */
  flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (this.#rooms.size === 0) return;
    this.#table.textsChanged(this.pending);
    this.#rooms.clear();
  }

  #run(): void {
    try {
      this.flush();
    } catch (error) {
      this.#timer = setTimeout(() => this.#run(), EVERY).unref();
      if ((error as { code?: unknown }).code !== "SQLITE_FULL") this.#report(error);
    }
  }
}
