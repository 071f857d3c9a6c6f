import { randomBytes } from "node:crypto";
import type Database from "better-sqlite3";
import { articleOfDraft, draftRoom } from "../../../shared/draft-room.ts";
import { CLOSE_CODES } from "../../../shared/relay-api/close-codes.ts";
import { mayWrite, type Member } from "../../../shared/roles.ts";
import { Committer } from "../../../shared/room/committer.ts";
import type { Committed } from "../../../shared/room/host.ts";
import type { RoomPeer } from "../../../shared/room/peer.ts";
import { Rooms } from "../../../shared/room/rooms.ts";
import type { DraftEntry } from "../../../shared/rpc/contract.ts";
import { RpcError } from "../../../shared/rpc/error.ts";
import type { ChannelConnection, ChannelPeer } from "../../../shared/rpc/server.ts";
import { migrate } from "../../../shared/store/migrate.ts";
import { SqliteUpdateLog } from "../../../shared/store/sqlite-update-log.ts";
import type { LibraryArticle } from "../library/library.ts";

const STEPS = [
  `CREATE TABLE drafts (
     article TEXT PRIMARY KEY,
     -- The headline of the article as it was last seen here: the draft's own is in its room alone.
     title TEXT NOT NULL,
     begun_at INTEGER NOT NULL,
     -- See the class Draft.
     secret TEXT NOT NULL
   ) STRICT;`,
];

const SECRET_BYTES = 16;

export interface DraftsDeps {
  /** The database of drafts, which holds nothing else. */
  readonly db: Database.Database;
  /** This desk's member. */
  readonly member: () => Member;
  readonly findArticle: (id: string) => LibraryArticle | undefined;
  /** Another draft is there, or one less. */
  readonly onChange: (drafts: readonly DraftEntry[]) => void;
  /** A change of a draft is on disk. */
  readonly onCommitted: (change: Committed) => void;
  /** The draft with this room was erased. */
  readonly onDiscarded: (room: string) => void;
  readonly report: (error: unknown) => void;
}

/**
 * This desk's drafts of articles: rooms of their own in a database of their own, which no uplink, no bulk sync, no version and no index
 * ever reads. They outlive the article and this member's role on it. Rules DR1–DR3.
 */
export class Drafts {
  readonly #deps: DraftsDeps;
  readonly #log: SqliteUpdateLog;
  readonly #committer: Committer;
  readonly #rooms: Rooms;
  readonly #channels = new Map<string, Set<() => void>>();

  constructor(deps: DraftsDeps) {
    const { db, onCommitted, report } = deps;
    migrate(db, "drafts", STEPS);
    this.#deps = deps;
    this.#log = new SqliteUpdateLog(db);
    this.#committer = new Committer(this.#log, (run) => void setImmediate(run), report);
    this.#rooms = new Rooms({ log: this.#log, committer: this.#committer, desk: true, onCommitted, report });
  }

  /** All drafts, those begun last first. */
  list(): readonly DraftEntry[] {
    const { db, findArticle } = this.#deps;
    const rows = db.prepare("SELECT article, title, begun_at AS begunAt, secret FROM drafts ORDER BY begun_at DESC, article").all() as Omit<
      DraftEntry,
      "isOrphan"
    >[];
    return rows.map((row) => {
      const found = findArticle(row.article);
      return { ...row, title: found?.title ?? row.title, isOrphan: found === undefined };
    });
  }

  /** Begins a draft of an article, or goes on with the one that is there. @throws RpcError article-unknown, role */
  begin(article: string): void {
    if (this.#has(article)) return;
    const { db, findArticle, onChange } = this.#deps;
    const found = findArticle(article);
    if (!found) throw new RpcError("article-unknown", `there is no article ${article} on this computer`);
    const { title, role } = found;
    if (!mayWrite(role, "body")) throw new RpcError("role", `not for a ${role}`);
    db.prepare("INSERT INTO drafts VALUES (?, ?, ?, ?)").run(article, title, Date.now(), randomBytes(SECRET_BYTES).toString("base64url"));
    onChange(this.list());
  }

  /** Erases a draft; windows that have it open are closed out of it. */
  discard(article: string): void {
    const { db, onChange, onDiscarded } = this.#deps;
    if (!this.#has(article)) return;
    // Each takes itself out of the set.
    for (const end of this.#channels.get(article) ?? []) end();
    this.#committer.flush();
    db.prepare("DELETE FROM drafts WHERE article = ?").run(article);
    this.#log.erase(draftRoom(article));
    onDiscarded(draftRoom(article));
    onChange(this.list());
  }

  /** An article was erased here, or is here again. */
  placed(article: string): void {
    if (this.#has(article)) this.#deps.onChange(this.list());
  }

  /**
   * Lets a window into the room of a draft.
   * @returns null for a room that is no draft's
   * @throws RpcError draft-unknown
   */
  openRoom(room: string, channel: ChannelPeer): ChannelConnection | null {
    const article = articleOfDraft(room);
    if (article === null) return null;
    if (!this.#has(article)) throw new RpcError("draft-unknown", `there is no draft of ${article} on this computer`);
    const ends = this.#channels.get(article) ?? new Set();
    const end = (): void => {
      connection.leave();
      peer.close(CLOSE_CODES.notFound, "the draft was discarded");
    };
    const forget = (): void => {
      ends.delete(end);
      if (ends.size === 0) this.#channels.delete(article);
    };
    this.#channels.set(article, ends.add(end));
    const peer: RoomPeer = {
      member: this.#deps.member(),
      mayWrite: () => true,
      send: (frame) => channel.send(frame),
      close: (code, reason) => {
        forget();
        channel.close(code, reason);
      },
    };
    const connection = this.#rooms.join(room, peer);
    return {
      receive: (frame) => connection.receive(frame),
      leave: () => {
        forget();
        this.#keepTitle(article);
        connection.leave();
      },
    };
  }

  /** Commits what is under way and closes the database. */
  close(): void {
    this.#committer.flush();
    this.#deps.db.close();
  }

  #keepTitle(article: string): void {
    const { db, findArticle } = this.#deps;
    const found = findArticle(article);
    if (found) db.prepare("UPDATE drafts SET title = ? WHERE article = ? AND title <> ?").run(found.title, article, found.title);
  }

  #has(article: string): boolean {
    return this.#deps.db.prepare("SELECT 1 FROM drafts WHERE article = ?").get(article) !== undefined;
  }
}
