/**
 * The change feed: what each member is told of articles and of themselves. A page is what is newer than a cursor; whoever has
 * caught up is told each change as it happens. A change costs one look at each connected desk, and one frame for all that are
 * told the same; nothing is done while nothing changes. Rules SY26–SY29, RO6.
 */
import { randomUUID } from "node:crypto";
import type { Member, Role } from "../../shared/roles.ts";
import { MOST_ENTRIES, type FeedCursor, type FeedEntry, type FeedNews, type FeedPage } from "../../shared/wire/feed.ts";
import { encodeRelayFrame } from "../../shared/wire/newsroom-frames.ts";
import type { ArticleRow, ArticleTable } from "./article-table.ts";
import type { Runs } from "./runs.ts";
import type { Newsroom } from "../people/newsroom.ts";

/** Who follows the feed. */
export interface Follower {
  readonly member: string;
  send(frame: Uint8Array): void;
}

export interface FeedDeps {
  readonly table: ArticleTable;
  readonly runs: Runs;
  readonly newsroom: Newsroom;
  readonly report: (error: unknown) => void;
}

/** A change that a member may have to be told of. */
interface Candidate {
  readonly id: string;
  readonly seq: number;
  /** Null when only the member's role on it changed. */
  readonly row: ArticleRow | null;
}

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

  /** Nobody is told anything any more. */
  close(): void {
    this.#isClosed = true;
  }

  /** Where one stands who knows all that there is now. */
  get cursor(): FeedCursor {
    const { table, runs } = this.#deps;
    return { run: runs.current, seq: table.seq, base: table.seq };
  }

  /**
   * What is newer than a cursor, as the member may know it.
   * @param cursor null for one who has none; one that is not known here begins anew
   * @param limit changes that are looked at, of which the member may see fewer
   */
  page(member: Member, cursor: FeedCursor | null, limit = MOST_ENTRIES): FeedPage {
    const { table, runs } = this.#deps;
    const reset = this.#reset(member, cursor);
    const now = table.seq;
    const { seq, base } = reset === null ? cursor! : { seq: 0, base: now };
    const rows = table.after(seq, limit + 1).map((row): Candidate => ({ id: row.id, seq: row.seq, row }));
    // Who begins anew holds nothing that could be taken away.
    const roles = reset === null ? this.#ownRoleChanges(member.id, seq, limit + 1) : [];
    const found = [...rows, ...roles].sort((a, b) => a.seq - b.seq);
    const told = found.slice(0, limit);
    const more = found.length > told.length;
    runs.gave(now);
    return {
      reset,
      cursor: { run: runs.current, seq: more ? told.at(-1)!.seq : Math.max(seq, now), base },
      more,
      me: member,
      entries: this.#entries(member.id, told),
    };
  }

  /** From now on `follower` is told each change: it has just been given the last page. @returns a function that ends it */
  follow(follower: Follower): () => void {
    // Where nobody else follows, nobody has to be told what this one was just given; told twice, it is no news.
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
    return this.#deps.table.roleChanges(member, seq, limit).map(({ article, seq: at }) => ({ id: article, seq: at, row: null }));
  }

  /** All changes of a turn together. */
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
    const { table, runs } = this.#deps;
    const rows = table.after(this.#told, MOST_ENTRIES);
    const roles = table.roleChanges(null, this.#told, MOST_ENTRIES);
    const members = table.memberChanges(this.#told, MOST_ENTRIES);
    const full = [rows, roles, members].filter(({ length }) => length === MOST_ENTRIES);
    // Up to where all three have been read.
    const end = full.length === 0 ? table.seq : Math.min(...full.map((one) => one.at(-1)!.seq));
    const changes = rows.filter(({ seq }) => seq <= end).map((row): Candidate => ({ id: row.id, seq: row.seq, row }));
    const known = members.filter(({ seq }) => seq <= end);
    this.#told = end;
    runs.gave(end);
    if (this.#followers.size > 0) {
      const frames = new Map<string, Uint8Array>();
      for (const follower of this.#followers) {
        const own = roles.filter(({ member, seq }) => member === follower.member && seq <= end);
        const me = known.find(({ member }) => member === follower.member);
        this.#tellOne(follower, end, changes, own.map(({ article, seq }) => ({ id: article, seq, row: null })), me !== undefined, frames);
      }
    }
    if (full.length > 0) this.#tellSoon();
  }

  #tellOne(follower: Follower, seq: number, changes: readonly Candidate[], own: readonly Candidate[], isMe: boolean, frames: Map<string, Uint8Array>): void {
    const all = own.length === 0 ? changes : [...changes, ...own].sort((a, b) => a.seq - b.seq);
    if (isMe) {
      const me = this.#deps.newsroom.members.find(follower.member);
      // One who is gone is shown out by the sessions.
      if (me) follower.send(news({ seq, entries: this.#entries(me.id, all), me, again: true }));
      return;
    }
    const roles = all.map(({ id }) => this.#deps.newsroom.access.roleOf(follower.member, id));
    if (own.length === 0 && roles.every((role) => role === null)) return;
    // The same changes and the same roles are the same bytes.
    const key = own.length === 0 ? roles.join() : randomUUID();
    let frame = frames.get(key);
    if (!frame) {
      frame = news({ seq, entries: this.#entries(follower.member, all) });
      frames.set(key, frame);
    }
    follower.send(frame);
  }

  #entries(member: string, told: readonly Candidate[]): FeedEntry[] {
    const { table, newsroom } = this.#deps;
    const entries = new Map<string, FeedEntry>();
    for (const { id, seq, row } of told) {
      const role = newsroom.access.roleOf(member, id);
      const article = row ?? table.find(id);
      if (!article) continue;
      // Only who had a role is told that it is gone.
      if (role === null && row === null) entries.set(id, { id, gone: "role", seq });
      else if (role !== null) entries.set(id, article.goneAt === null ? present(article, role, seq) : { id, gone: "deleted", seq });
    }
    return [...entries.values()];
  }
}

function present({ id, title, createdAt, updatedAt, place, purgeAt }: ArticleRow, role: Role, seq: number): FeedEntry {
  return { id, title, createdAt, updatedAt, place, purgeAt, role, seq };
}

const news = (value: FeedNews): Uint8Array => encodeRelayFrame({ type: "news", news: value });
