import type { Member } from "../../../shared/roles.ts";
import { writeTransaction } from "../../../shared/store/transaction.ts";
import type { SqlDatabase } from "../../../shared/store/update-log.ts";
import type { FeedCursor, FeedEntry, FeedNews, FeedPage, ReadEntry } from "../../../shared/wire/feed.ts";
import type { Library } from "../library/library.ts";
import type { NewsroomLine } from "./newsroom-line.ts";
import type { ReadSync } from "./read-sync.ts";
import type { Statuses } from "./statuses.ts";
import type { RelayTable } from "./relay-table.ts";

/** Entries stored in one transaction. Between two transactions the event loop runs. */
const AT_ONCE = 100;

export interface FeedDeps {
  readonly db: SqlDatabase;
  readonly table: RelayTable;
  readonly library: Library;
  readonly statuses: Statuses;
  readonly reads: ReadSync;
  /** The relay may have lost what it was sent beside articles. */
  readonly onRelayForgot: () => void;
  readonly line: NewsroomLine;
  readonly member: () => Member;
  /** The relay describes this desk's member. Resolves when that is stored. */
  readonly onMember: (member: Member) => Promise<void>;
  /** An article's row has changed. */
  readonly onChanged: (article: string) => void;
  /** An article has another place. */
  readonly onPlaced: (article: string) => void;
  /** The member has another role on an article. */
  readonly onRole: (article: string) => void;
  /** The relay deleted an article: it is erased here once no unconfirmed change would be lost. */
  readonly onDeleted: (article: string) => void;
  /** An article changed at the relay. Not called before `onCaughtUp`. */
  readonly onNews: (article: string) => void;
  /** All changes up to now are stored. */
  readonly onCaughtUp: () => void;
  readonly report: (error: unknown) => void;
}

/** A page, or changes as they happened, with the cursor behind them. */
interface Told {
  readonly entries: readonly FeedEntry[];
  readonly reads: readonly ReadEntry[];
  readonly cursor: FeedCursor;
  readonly reset: FeedPage["reset"];
  readonly me: Member | undefined;
  /** Another page has to be asked for. */
  readonly more: boolean;
}

/**
 * Follows the relay's change feed: asks for pages of what is newer than this desk's cursor, then takes each change as it happens. The
 * cursor is stored in the transaction of what it covers. Rules SY25–SY27, SY34.
 */
export class Feed {
  readonly #deps: FeedDeps;
  #queue: Told[] = [];
  #isTaking = false;
  #isCaughtUp = false;
  /** Number of the present line, so that what an older one brought is dropped. */
  #line = 0;

  constructor(deps: FeedDeps) {
    this.#deps = deps;
  }

  /** Whether everything that the relay had when the line came up is stored here. */
  get isCaughtUp(): boolean {
    return this.#isCaughtUp;
  }

  /** The line is up. */
  start(): void {
    this.#line++;
    this.#queue = [];
    this.#isCaughtUp = false;
    this.#pull();
  }

  /** The line is down. */
  stop(): void {
    this.#line++;
    this.#queue = [];
    this.#isCaughtUp = false;
  }

  /** Stores a page that was asked for, then asks for the next where there is more. */
  takePage({ entries, reads, cursor, reset, me, more }: FeedPage): void {
    this.#add({ entries, reads, cursor, reset, me, more });
  }

  /** Stores changes that the relay sent as they happened. */
  takeNews({ entries, reads = [], seq, me, again = false }: FeedNews): void {
    const { table, member } = this.#deps;
    const known = this.#queue.at(-1)?.cursor ?? table.cursor(member().id);
    // The relay sends changes only behind a page.
    if (!known) return;
    this.#add({ entries, reads, cursor: { ...known, seq: Math.max(known.seq, seq) }, reset: null, me, more: again });
  }

  #pull(): void {
    const { line, table, member } = this.#deps;
    line.send({ type: "pull", cursor: table.cursor(member().id) });
  }

  #add(told: Told): void {
    this.#queue.push(told);
    if (!this.#isTaking) void this.#takeAll();
  }

  async #takeAll(): Promise<void> {
    this.#isTaking = true;
    try {
      for (let told = this.#queue[0]; told; told = this.#queue[0]) {
        await this.#take(told);
        if (this.#queue[0] === told) this.#queue.shift();
      }
    } catch (error) {
      // A full disk: the next line asks for it again, since the cursor was not stored.
      this.#queue = [];
      this.#deps.report(error);
    } finally {
      this.#isTaking = false;
    }
  }

  async #take({ entries, reads, cursor, reset, me, more }: Told): Promise<void> {
    const line = this.#line;
    if (me) await this.#deps.onMember(me);
    if (reset !== null) this.#isCaughtUp = false;
    for (let from = 0; from === 0 || from < entries.length; from += AT_ONCE) {
      if (line !== this.#line) return;
      const part = entries.slice(from, from + AT_ONCE);
      const isLast = from + AT_ONCE >= entries.length;
      this.#store(part, isLast ? reads : [], from === 0 ? reset : null, isLast ? cursor : null);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (line !== this.#line) return;
    if (more) this.#pull();
    else if (!this.#isCaughtUp) this.#catchUp();
  }

  #catchUp(): void {
    const { table, onCaughtUp } = this.#deps;
    // The member may no longer open articles that the pages did not list.
    for (const id of table.unlisted()) this.#shutOut(id);
    this.#isCaughtUp = true;
    onCaughtUp();
  }

  /** @param cursor null while some of what it covers is still to be stored */
  #store(entries: readonly FeedEntry[], read: readonly ReadEntry[], reset: FeedPage["reset"], cursor: FeedCursor | null): void {
    const { db, table, member } = this.#deps;
    const effects: (() => void)[] = [];
    writeTransaction(db, () => {
      if (reset !== null) this.#reset(reset);
      for (const entry of entries) this.#put(entry, effects);
      effects.push(this.#deps.reads.take(read));
      if (cursor) table.keepCursor(member().id, cursor);
    });
    for (const run of effects) run();
  }

  #reset(reset: NonNullable<FeedPage["reset"]>): void {
    const { table, library } = this.#deps;
    if (reset === "roles") {
      table.unlistAll();
      return;
    }
    // The relay may have lost any article: all are compared, and those that it does not list are registered again (SY25).
    table.clear();
    library.relayForgot();
    this.#deps.onRelayForgot();
  }

  #put(entry: FeedEntry, effects: (() => void)[]): void {
    const { table, library, statuses, onChanged, onPlaced, onRole, onNews, onDeleted } = this.#deps;
    const { id } = entry;
    if ("gone" in entry) {
      if (entry.gone === "role") this.#shutOut(id);
      else if (library.find(id)) {
        table.put(id, { place: "trash", purgeAt: null, updatedAt: 0 });
        table.deleted(id);
        effects.push(() => onDeleted(id));
      }
      return;
    }
    const { title, role, createdAt, updatedAt, place, purgeAt } = entry;
    const isNew = library.add(id, title, role, { createdAt, updatedAt });
    const hasNewRole = library.setRole(id, role) && !isNew;
    library.relayHas(id, title);
    const before = table.find(id);
    table.put(id, { place, purgeAt, updatedAt });
    // A choice made here takes precedence until the relay has answered it.
    const isMoved = !table.wishOf(id) && library.setPlace(id, place);
    const hasNewStatus = statuses.take(id, entry);
    if (isNew || hasNewRole || isMoved || hasNewStatus || before?.purgeAt !== purgeAt) effects.push(() => onChanged(id));
    if (isMoved) effects.push(() => onPlaced(id));
    if (hasNewRole) effects.push(() => onRole(id));
    if (this.#isCaughtUp && (before?.syncedAt ?? 0) < updatedAt) effects.push(() => onNews(id));
  }

  /** The article becomes read-only and is not erased: the role may have been taken away by mistake (SY34). */
  #shutOut(id: string): void {
    const { table, library, onChanged, onRole } = this.#deps;
    table.remove(id);
    if (!library.setRole(id, "reader")) return;
    onChanged(id);
    onRole(id);
  }
}
