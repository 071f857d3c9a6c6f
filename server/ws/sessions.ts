/** The connections that are open, and whose they are: who may no longer be here is shown out at once (RO5, ID2). */
import type { OpenArticles } from "../articles/open-articles.ts";
import { NO_ENTRY } from "../people/access.ts";
import type { Newsroom } from "../people/newsroom.ts";

/** Close codes beside a room's. 4400–4499 are final for a y-websocket client, others mean "come back". */
export const REFUSED = { stranger: 4401, forbidden: 4403, unknown: 4404 } as const;

export interface Session {
  readonly member: string;
  readonly device: string;
  /** Null for the newsroom line, which is of no single article. */
  readonly article: string | null;
  /** Leaves the room now, then closes. */
  end(code: number, reason: string): void;
}

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

  get size(): number {
    return this.#open.size;
  }

  /** @returns a function to call when the connection is gone. */
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

  /** Every open device is there, also one that says nothing over HTTP. */
  seeAll(): void {
    for (const { device } of this.#open) this.#newsroom.devices.see(device);
  }

  /** Shows out whoever is in that article. */
  endArticle(article: string, code: number, reason: string): void {
    for (const session of this.#open) if (session.article === article) session.end(code, reason);
  }

  #recheck(): void {
    const { devices, members, access } = this.#newsroom;
    for (const session of this.#open) {
      if (members.find(session.member) === null) session.end(REFUSED.stranger, "you are no longer a member of this newsroom");
      else if (devices.byId(session.device) === null) session.end(REFUSED.stranger, "this device was revoked");
      else if (session.article !== null && access.roleOf(session.member, session.article) === null) session.end(REFUSED.forbidden, NO_ENTRY);
    }
  }
}
