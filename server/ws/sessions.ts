import { CLOSE_CODES } from "../../shared/relay-api/close-codes.ts";
import type { OpenArticles } from "../articles/open-articles.ts";
import { noEntry } from "../people/access.ts";
import type { Newsroom } from "../people/newsroom.ts";

/** One open connection, and whose it is. */
export interface Session {
  readonly member: string;
  readonly device: string;
  /** Null for the newsroom line and the newsroom's lists, which are of no single article. */
  readonly article: string | null;
  /** Whether a role is needed to stay: the line is everybody's who is a member. */
  readonly needsRole: boolean;
  /** Leaves the room now, then closes the socket. */
  end(code: number, reason: string): void;
}

/**
 * The connections that are open, and whose they are. When access changes, those of removed members, revoked devices and lost roles
 * are closed at once (RO5, ID2).
 */
export class Sessions {
  readonly #newsroom: Newsroom;
  readonly #openArticles: OpenArticles;
  readonly #open = new Set<Session>();

  /** @param openArticles is told of who has an article open: whoever has a connection of its own to one of its rooms */
  constructor(newsroom: Newsroom, openArticles: OpenArticles) {
    this.#newsroom = newsroom;
    this.#openArticles = openArticles;
    newsroom.access.onChange(() => this.#recheck());
  }

  /** Open connections. */
  get size(): number {
    return this.#open.size;
  }

  /** Counts a connection. @returns a function to call when the connection is gone */
  add(session: Session): () => void {
    const { devices } = this.#newsroom;
    this.#open.add(session);
    devices.see(session.device);
    const close = session.article === null ? null : this.#openArticles.enter(session.article, session.member);
    return () => {
      if (!this.#open.delete(session)) return;
      devices.see(session.device);
      close?.();
    };
  }

  /** Notes every device that is connected as seen, also one that sends nothing over HTTP. */
  seeAll(): void {
    for (const { device } of this.#open) this.#newsroom.devices.see(device);
  }

  /** Closes every connection to an article's rooms. */
  endArticle(article: string, code: number, reason: string): void {
    for (const session of this.#open) if (session.article === article) session.end(code, reason);
  }

  #recheck(): void {
    const { devices, members, access } = this.#newsroom;
    for (const session of this.#open) {
      if (members.find(session.member) === null) session.end(CLOSE_CODES.unauthorized, "you are no longer a member of this newsroom");
      else if (devices.byId(session.device) === null) session.end(CLOSE_CODES.unauthorized, "this device was revoked");
      else if (session.needsRole && access.roleOf(session.member, session.article) === null)
        session.end(CLOSE_CODES.forbidden, noEntry(session.article));
    }
  }
}
