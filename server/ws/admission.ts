import type { IncomingMessage } from "node:http";
import { CLOSE_CODES } from "../../shared/relay-api/close-codes.ts";
import { LISTS_ROOM } from "../../shared/lists-room.ts";
import { parseRoom, type Member, type RoomName } from "../../shared/roles.ts";
import type { AllowedHosts } from "../http/allowed-hosts.ts";
import { NEWSROOM } from "../../shared/wire/newsroom-frames.ts";
import type { ArticleTable } from "../articles/article-table.ts";
import { noEntry } from "../people/access.ts";
import type { Newsroom } from "../people/newsroom.ts";
import type { Tickets } from "../people/tickets.ts";

/** A room of an article, or that of the newsroom's lists, which is of none. */
type AdmittedRoom = (RoomName | { readonly article: null; readonly kind: "lists" }) & { readonly name: string };

/** A WebSocket that may be opened. */
export interface Admitted {
  readonly member: Member;
  readonly device: string;
  /** Null for the newsroom line, which is of no single room. */
  readonly room: AdmittedRoom | null;
}

/** A WebSocket that is opened only to be closed with a reason (RE17). */
export interface Refusal {
  /** Close code. */
  readonly code: number;
  /** Told to the client. */
  readonly reason: string;
  /** Counted under this label. */
  readonly why: string;
}

/** Characters of a ticket at most; a longer one is cut, and unknown. */
const LONGEST_TICKET = 100;

/** Decides who may open a WebSocket, and to which room (RE3, RE12, RE13, RO4). */
export class Admission {
  readonly #newsroom: Newsroom;
  readonly #articles: ArticleTable;
  readonly #tickets: Tickets;
  readonly #allowedHosts: AllowedHosts;

  constructor(newsroom: Newsroom, articles: ArticleTable, tickets: Tickets, allowedHosts: AllowedHosts) {
    this.#newsroom = newsroom;
    this.#articles = articles;
    this.#tickets = tickets;
    this.#allowedHosts = allowedHosts;
  }

  /**
   * Decides an upgrade request by its Host and Origin headers, its ticket and its path. The ticket is used up whatever the answer
   * is.
   */
  admit(request: IncomingMessage): Admitted | Refusal {
    const url = URL.parse(request.url ?? "/", "http://relay");
    const caller = this.#newsroom.devices.byId(this.#tickets.use(url?.searchParams.get("ticket")?.slice(0, LONGEST_TICKET) ?? "") ?? "");
    const { host, origin } = request.headers;
    if (!this.#allowedHosts.isMine(request)) return { code: CLOSE_CODES.forbidden, reason: `this relay is not ${host}`, why: "host" };
    if (!this.#allowedHosts.mayAsk(request))
      return { code: CLOSE_CODES.forbidden, reason: `pages of ${origin} may not connect`, why: "origin" };
    if (!caller) return { code: CLOSE_CODES.unauthorized, reason: "the ticket is unknown, used or too old", why: "ticket" };
    const name = /^\/sync\/(.+)$/.exec(url?.pathname ?? "")?.[1] ?? "";
    if (name === NEWSROOM) return { ...caller, room: null };
    const room = name === LISTS_ROOM ? ({ article: null, kind: "lists" } as const) : parseRoom(name);
    if (!room || (room.article !== null && !this.#articles.has(room.article)))
      return { code: CLOSE_CODES.notFound, reason: "unknown article", why: "article-unknown" };
    if (this.#newsroom.access.roleOf(caller.member.id, room.article) === null) {
      return { code: CLOSE_CODES.forbidden, reason: noEntry(room.article), why: "role" };
    }
    return { ...caller, room: { ...room, name } };
  }
}
