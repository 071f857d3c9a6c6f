import { randomUUID } from "node:crypto";
import type { Member, Role } from "../../shared/roles.ts";
import { MOST_ENTRIES, type FeedCursor, type FeedEntry, type FeedNews, type FeedPage, type ReadEntry } from "../../shared/wire/feed.ts";
import { encodeRelayFrame } from "../../shared/wire/newsroom-frames.ts";
import type { ArticleRow, ArticleTable } from "./article-table.ts";
import type { ReadRow, ReadTable } from "./read-table.ts";
import type { Runs } from "./runs.ts";
import type { Newsroom } from "../people/newsroom.ts";

/** A desk that follows the feed. */
export interface Follower {
  readonly member: string;
  send(frame: Uint8Array): void;
}

/** What the feed needs. */
export interface FeedDeps {
  readonly table: ArticleTable;
  readonly reads: ReadTable;
  readonly runs: Runs;
  readonly newsroom: Newsroom;
  readonly report: (error: unknown) => void;
}

/** A change that a member may have to be told of. */
interface Candidate {
  readonly id: string;
  readonly seq: number;
  /** Null when only the member's role on it changed, or the member read something of it. */
  readonly row: ArticleRow | null;
  /** What the member read of it; null when it is the article that changed. */
  readonly read: ReadEntry | null;
}

/**
 * The change feed: what each member is told of articles, of themselves, and of what they read at another desk. A page has what is
 * newer than a cursor; a desk that has caught up is told each change as it happens. A change costs one look at each desk that follows,
 * and one encoded frame for all that are told the same (SY26–SY29, RO6).
 */
export class Feed {
  readonly #deps: FeedDeps;
  readonly #followers = new Set<Follower>();
  /** Every change up to this one was told to who follows. */
  #told: number;
  #telling = false;
  #isClosed = false;

  constructor(deps: FeedDeps) {
    this.#deps = deps;
    this.#told = deps.table.seq;
    deps.table.onChange(() => this.#tellSoon());
    deps.newsroom.access.onChange(() => this.#tellSoon());
  }

  /** Tells nobody anything from now on. */
  close(): void {
    this.#isClosed = true;
  }

  /** The cursor of somebody who knows all that there is now. */
  get cursor(): FeedCursor {
    const { table, runs } = this.#deps;
    return { run: runs.current, seq: table.seq, base: table.seq };
  }

  /**
   * What is newer than a cursor, as far as the member may know it.
   * @param cursor null for the start; the same goes for a cursor that this relay does not know
   * @param limit changes that are looked at, of which the member may see fewer
   */
  page(member: Member, cursor: FeedCursor | null, limit = MOST_ENTRIES): FeedPage {
    const { table, reads, runs } = this.#deps;
    const reset = this.#reset(member, cursor);
    const now = table.seq;
    const { seq, base } = reset === null ? cursor! : { seq: 0, base: now };
    const rows = table.after(seq, limit + 1).map(changed);
    // A desk that starts anew holds nothing that could be taken away.
    const roles = reset === null ? this.#ownRoleChanges(member.id, seq, limit + 1) : [];
    const own = reads.after(member.id, seq, limit + 1).map(wasRead);
    const found = [...rows, ...roles, ...own].sort((a, b) => a.seq - b.seq);
    const told = found.slice(0, limit);
    const more = found.length > told.length;
    runs.gave(now);
    return {
      reset,
      cursor: { run: runs.current, seq: more ? told.at(-1)!.seq : Math.max(seq, now), base },
      more,
      me: member,
      entries: this.#entries(member.id, told),
      reads: this.#reads(member.id, told),
    };
  }

  /** Tells `follower` each change from now on; it has just been given the last page. @returns a function that ends that */
  follow(follower: Follower): () => void {
    // Where nobody else follows, nobody has to be told what this one was just given.
    if (this.#followers.size === 0) this.#told = Math.max(this.#told, this.#deps.table.seq);
    this.#followers.add(follower);
    return () => void this.#followers.delete(follower);
  }

  #reset(member: Member, cursor: FeedCursor | null): FeedPage["reset"] {
    const { table, runs } = this.#deps;
    if (cursor === null) return "start";
    if (!runs.knows(cursor)) return "set-back";
    return table.roleChangedAt(member.id) > cursor.base ? "roles" : null;
  }

  #ownRoleChanges(member: string | null, seq: number, limit: number): Candidate[] {
    return this.#deps.table
      .roleChanges(member, seq, limit)
      .map(({ article, seq: at }) => ({ id: article, seq: at, row: null, read: null }));
  }

  /** All changes of one turn of the event loop together. */
  #tellSoon(): void {
    if (this.#telling) return;
    this.#telling = true;
    setImmediate(() => {
      this.#telling = false;
      if (this.#isClosed) return;
      try {
        this.#tell();
      } catch (error) {
        this.#deps.report(error);
      }
    });
  }

  #tell(): void {
    const { table, reads, runs } = this.#deps;
    const rows = table.after(this.#told, MOST_ENTRIES);
    const read = reads.after(null, this.#told, MOST_ENTRIES);
    const roles = table.roleChanges(null, this.#told, MOST_ENTRIES);
    const members = table.memberChanges(this.#told, MOST_ENTRIES);
    const full = [rows, read, roles, members].filter(({ length }) => length === MOST_ENTRIES);
    // The last number up to which all four lists are complete.
    const end = full.length === 0 ? table.seq : Math.min(...full.map((one) => one.at(-1)!.seq));
    const changes = rows.filter(({ seq }) => seq <= end).map(changed);
    const known = members.filter(({ seq }) => seq <= end);
    this.#told = end;
    runs.gave(end);
    if (this.#followers.size > 0) {
      const frames = new Map<string, Uint8Array>();
      for (const follower of this.#followers) {
        const isOwn = ({ member, seq }: { readonly member: string; readonly seq: number }) => member === follower.member && seq <= end;
        const own = [
          ...roles.filter(isOwn).map(({ article, seq }) => ({ id: article, seq, row: null, read: null })),
          ...read.filter(isOwn).map(wasRead),
        ];
        const me = known.find(({ member }) => member === follower.member);
        this.#tellOne(follower, end, changes, own, me !== undefined, frames);
      }
    }
    if (full.length > 0) this.#tellSoon();
  }

  #tellOne(
    follower: Follower,
    seq: number,
    changes: readonly Candidate[],
    own: readonly Candidate[],
    isMe: boolean,
    frames: Map<string, Uint8Array>,
  ): void {
    const all = own.length === 0 ? changes : [...changes, ...own].sort((a, b) => a.seq - b.seq);
    if (isMe) {
      const me = this.#deps.newsroom.members.find(follower.member);
      // The connections of a removed member are closed by `Sessions`.
      if (me) follower.send(news({ seq, entries: this.#entries(me.id, all), reads: this.#reads(me.id, all), me, again: true }));
      return;
    }
    const roles = all.map(({ id }) => this.#deps.newsroom.access.roleOf(follower.member, id));
    if (own.length === 0 && roles.every((role) => role === null)) return;
    // Members with the same roles on the same changes are sent the same bytes.
    const key = own.length === 0 ? roles.join() : randomUUID();
    let frame = frames.get(key);
    if (!frame) {
      const reads = this.#reads(follower.member, all);
      frame = news({ seq, entries: this.#entries(follower.member, all), ...(reads.length > 0 && { reads }) });
      frames.set(key, frame);
    }
    follower.send(frame);
  }

  #entries(member: string, told: readonly Candidate[]): FeedEntry[] {
    const { table, newsroom } = this.#deps;
    const entries = new Map<string, FeedEntry>();
    for (const { id, seq, row, read } of told) {
      if (read) continue;
      const role = newsroom.access.roleOf(member, id);
      const article = row ?? table.find(id);
      if (!article) continue;
      // Only a member who had a role is told that it is gone.
      if (role === null && row === null) entries.set(id, { id, gone: "role", seq });
      else if (role !== null) entries.set(id, article.goneAt === null ? this.#present(article, role, seq) : { id, gone: "deleted", seq });
    }
    return [...entries.values()];
  }

  /** What a member read of articles that they may still enter. */
  #reads(member: string, told: readonly Candidate[]): ReadEntry[] {
    const { access } = this.#deps.newsroom;
    return told.flatMap(({ id, read }) => (read && access.roleOf(member, id) !== null ? read : []));
  }

  #present(row: ArticleRow, role: Role, seq: number): FeedEntry {
    return { ...listed(row, this.#deps.newsroom), role, seq };
  }
}

const changed = (row: ArticleRow): Candidate => ({ id: row.id, seq: row.seq, row, read: null });
const wasRead = ({ entry, seq }: ReadRow): Candidate => ({ id: entry.article, seq, row: null, read: entry });

/** What those are told of an article who may open it, besides their own role. */
export function listed(
  { id, title, createdAt, updatedAt, place, purgeAt, status, statusAt, statusBy, suggestFrom }: ArticleRow,
  { members }: Pick<Newsroom, "members">,
): Omit<Extract<FeedEntry, { title: string }>, "role" | "seq"> {
  const by = statusBy === null ? null : members.everKnown(statusBy);
  return { id, title, createdAt, updatedAt, place, purgeAt, status, statusAt, statusBy: by?.name ?? "", suggestFrom };
}

const news = (value: FeedNews): Uint8Array => encodeRelayFrame({ type: "news", news: value });
