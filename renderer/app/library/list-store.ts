import type { RpcClient } from "../../../shared/rpc/client.ts";
import {
  LONGEST_PAGE,
  NEWEST,
  type ArticleEntry,
  type ArticlePage,
  type ArticleQuery,
  type ArticlesPatch,
} from "../../../shared/rpc/contract.ts";
import { CORE_GONE, RpcError } from "../../../shared/rpc/error.ts";
import { Store, type Readable } from "../../store/store.ts";

export interface ListState {
  readonly sort: ArticleQuery["sort"];
  readonly filter: ArticleQuery["filter"];
  /** Null for articles of any status. */
  readonly status: ArticleQuery["status"];
  /** How many articles the list has; null before the core has said. */
  readonly total: number | null;
  /** Number of the first of `entries` in the list. */
  readonly offset: number;
  readonly entries: readonly ArticleEntry[];
  /** Whether there is no article on the desk; null before that is known. */
  readonly isEmpty: boolean | null;
  /** The article that changed last when the window came up; null when there was none. */
  readonly newest: string | null;
}

/** Rows loaded before and after those in sight; another page is requested when fewer than half as many are left. */
const AROUND = 40;

/**
 * The list of articles in this window: which list it is, and the page of it around the rows in sight. The core tells how it changes.
 */
export class ListStore {
  readonly #client: RpcClient;
  readonly #onError: (error: unknown) => void;
  readonly #state = new Store<ListState>({
    sort: NEWEST.sort,
    filter: NEWEST.filter,
    status: NEWEST.status,
    total: null,
    offset: 0,
    entries: [],
    isEmpty: null,
    newest: null,
  });
  readonly state: Readable<ListState> = this.#state;
  /** Number of the last request; answers to earlier ones are dropped. */
  #asked = 0;
  #page: ArticlePage | null = null;
  #limit = NEWEST.limit;

  /** @param onError told of what the core could not answer */
  constructor(client: RpcClient, onError: (error: unknown) => void) {
    this.#client = client;
    this.#onError = onError;
    client.on("articles", (patch) => this.#patch(patch));
    client.onLink((up) => {
      if (up) void this.#watch(this.#state.get().offset);
    });
    if (client.up) void this.#watch(0);
  }

  /** Article number `index` of the list; null where it is not known yet. */
  at(index: number): ArticleEntry | null {
    const { entries, offset } = this.#state.get();
    return entries[index - offset] ?? null;
  }

  /** Shows another list, from its start on. */
  show(list: Partial<Pick<ListState, "sort" | "filter" | "status">>): void {
    this.#set({ ...list, total: null, offset: 0, entries: [] });
    void this.#watch(0);
  }

  /** Rows from number `first` to `last` are in sight. */
  look(first: number, last: number): void {
    const { offset, total } = this.#state.get();
    if (total === null) return;
    const from = Math.max(0, first - AROUND / 2);
    const to = Math.min(total, last + 1 + AROUND / 2);
    if (from >= offset && to <= offset + this.#limit) return;
    this.#limit = Math.min(LONGEST_PAGE, last + 1 - first + 2 * AROUND);
    void this.#watch(Math.max(0, first - AROUND));
  }

  /** IDs of the articles from number `from` up to `to`, both among them. */
  async ids(from: number, to: number): Promise<string[]> {
    return this.#ids(this.#state.get().sort, from, to);
  }

  /**
   * IDs of all articles of the list. They are asked for in the order in which they were begun, which stays: one that changes
   * meanwhile would go from a page that is yet to be asked for to one that was.
   */
  async allIds(): Promise<string[]> {
    return this.#ids("created", 0, Infinity);
  }

  async #ids(sort: ArticleQuery["sort"], from: number, to: number): Promise<string[]> {
    const { filter, status } = this.#state.get();
    const ids: string[] = [];
    while (from + ids.length <= to) {
      const limit = Math.min(LONGEST_PAGE, to + 1 - from - ids.length);
      const { entries } = await this.#client.calls.articles({ text: "", sort, filter, status, offset: from + ids.length, limit });
      ids.push(...entries.map(({ id }) => id));
      if (entries.length < limit) break;
    }
    return ids;
  }

  async #watch(offset: number): Promise<void> {
    const asked = ++this.#asked;
    const { sort, filter, status } = this.#state.get();
    try {
      const page = await this.#client.calls.watchArticles({ text: "", sort, filter, status, offset, limit: this.#limit });
      if (asked !== this.#asked) return;
      this.#page = page;
      this.#take(page, offset);
    } catch (error) {
      if (!(error instanceof RpcError && error.code === CORE_GONE)) this.#onError(error);
    }
  }

  #patch(patch: ArticlesPatch): void {
    const before = this.#page;
    if (!before) return;
    const { offset } = this.#state.get();
    // The patch is for an earlier page, or one before it was missed.
    if (before.revision !== patch.since) return void this.#watch(offset);
    const known = new Map([...before.entries, ...patch.entries].map((entry) => [entry.id, entry]));
    const order = patch.order ?? before.entries.map(({ id }) => id);
    this.#page = { total: patch.total, revision: patch.revision, entries: order.flatMap((id) => known.get(id) ?? []) };
    this.#take(this.#page, offset);
  }

  #take({ total, entries }: ArticlePage, offset: number): void {
    const { filter, status, isEmpty, newest } = this.#state.get();
    this.#set({
      total,
      offset,
      entries,
      isEmpty: filter === "desk" && status === null ? total === 0 : isEmpty,
      newest: isEmpty === null || isEmpty ? (entries[0]?.id ?? null) : newest,
    });
  }

  #set(change: Partial<ListState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
  }
}
