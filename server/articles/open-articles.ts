import { MOST_ENTRIES, MOST_OPEN_BY, type OpenArticle, type OpenBy } from "../../shared/wire/feed.ts";
import { encodeRelayFrame } from "../../shared/wire/newsroom-frames.ts";
import type { Newsroom } from "../people/newsroom.ts";
import type { Follower } from "./feed.ts";

/** Milliseconds between two broadcasts at least. */
const TELL_EVERY = 1_000;

/**
 * Tells every desk who has which of its articles open. It is kept in memory, without a sequence number; changes are broadcast at
 * most once a second, in one encoded frame for all that are told the same (SY35, RO6).
 */
export class OpenArticles {
  readonly #newsroom: Newsroom;
  readonly #report: (error: unknown) => void;
  /** Connections of each member to rooms of each article. */
  readonly #open = new Map<string, Map<string, number>>();
  readonly #followers = new Set<Follower>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #toldAt = 0;

  constructor(newsroom: Newsroom, report: (error: unknown) => void) {
    this.#newsroom = newsroom;
    this.#report = report;
    newsroom.access.onChange(() => {
      // Somebody may have got a role on an article that is open.
      for (const article of this.#open.keys()) this.#changes(article);
    });
  }

  /** A connection to one of the article's rooms is open. @returns a function to call once, when it is closed */
  enter(article: string, member: string): () => void {
    const members = this.#open.get(article) ?? new Map<string, number>();
    this.#open.set(article, members);
    const before = members.get(member) ?? 0;
    members.set(member, before + 1);
    if (before === 0) this.#changes(article);
    return () => {
      const left = members.get(member)! - 1;
      if (left > 0) {
        members.set(member, left);
        return;
      }
      members.delete(member);
      if (members.size === 0) this.#open.delete(article);
      this.#changes(article);
    };
  }

  /**
   * Tells `follower` all that is open now, and each change from now on.
   * @returns how many articles it was told of, and a function that ends that
   */
  follow(follower: Follower): { readonly told: number; end(): void } {
    const told = [...this.#open.keys()].filter((article) => this.#mayEnter(follower, article));
    for (let from = 0; from === 0 || from < told.length; from += MOST_ENTRIES) {
      follower.send(
        frameOf(
          from === 0,
          told.slice(from, from + MOST_ENTRIES).map((article) => this.#of(article)),
        ),
      );
    }
    this.#followers.add(follower);
    return { told: told.length, end: () => void this.#followers.delete(follower) };
  }

  /** Tells nobody anything from now on. */
  close(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#followers.clear();
  }

  #changes(article: string): void {
    if (this.#followers.size === 0) return;
    this.#changed.add(article);
    this.#timer ??= setTimeout(
      () => {
        this.#timer = null;
        this.#toldAt = performance.now();
        try {
          this.#tell();
        } catch (error) {
          this.#report(error);
        }
      },
      Math.max(0, this.#toldAt + TELL_EVERY - performance.now()),
    );
  }

  #tell(): void {
    const changed = [...this.#changed];
    this.#changed.clear();
    for (let from = 0; from < changed.length; from += MOST_ENTRIES) this.#tellSome(changed.slice(from, from + MOST_ENTRIES));
  }

  #tellSome(changed: readonly string[]): void {
    const articles = changed.map((article) => this.#of(article));
    const frames = new Map<string, Uint8Array>();
    for (const follower of this.#followers) {
      const may = changed.map((article) => this.#mayEnter(follower, article));
      if (!may.includes(true)) continue;
      const key = may.join();
      const frame =
        frames.get(key) ??
        frameOf(
          false,
          articles.filter((_, i) => may[i]),
        );
      frames.set(key, frame);
      follower.send(frame);
    }
  }

  #mayEnter(follower: Follower, article: string): boolean {
    return this.#newsroom.access.roleOf(follower.member, article) !== null;
  }

  #of(article: string): OpenArticle {
    const members: OpenBy[] = [];
    for (const id of this.#open.get(article)?.keys() ?? []) {
      const member = this.#newsroom.members.find(id);
      if (member) members.push({ id, name: member.name, color: member.color });
      if (members.length === MOST_OPEN_BY) break;
    }
    return { article, members };
  }
}

const frameOf = (all: boolean, articles: OpenArticle[]): Uint8Array => encodeRelayFrame({ type: "open-articles", open: { all, articles } });
