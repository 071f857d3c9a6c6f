/**
 * Which rooms are connected to the relay: those of open articles, and for a while those of closed ones that have
 * something to send or to fetch. Rules SY15–SY17.
 */
import type { Rooms } from "../../shared/room/rooms.ts";
import { roomName, type Member, type RoomKind } from "../../shared/roles.ts";
import type { SyncState } from "../../shared/rpc/contract.ts";
import type { UpdateLog } from "../../shared/store/update-log.ts";
import type { Library } from "./library.ts";
import { RelayRefusal, type RelayClient } from "./relay-client.ts";
import { Uplink } from "./uplink.ts";

const KINDS: readonly RoomKind[] = ["body", "notes"];
/** Closed articles that are synced at a time. */
const AT_A_TIME = 4;

export interface UplinksParts {
  readonly rooms: Rooms;
  readonly log: UpdateLog;
  readonly library: Library;
  /** Whether the article stays on this computer: it gets no line. */
  readonly isPrivate: (article: string) => boolean;
  readonly member: () => Member;
  /** Whether a member is whoever writes at this desk, or was before. */
  readonly isMe: (member: string) => boolean;
  readonly report: (error: unknown) => void;
  /** Called when the sync state of an article changed. */
  readonly onChange: (article: string) => void;
}

export class Uplinks {
  readonly #parts: UplinksParts;
  readonly #links = new Map<string, Uplink>();
  /** Windows that have each article open. */
  readonly #windows = new Map<string, number>();
  /** Closed articles to sync, and the relay's time that they are at afterwards; null when that is not known. */
  readonly #queue = new Map<string, number | null>();
  #client: RelayClient | null = null;

  constructor(parts: UplinksParts) {
    this.#parts = parts;
  }

  /** Goes online over `client`, or offline with null. */
  use(client: RelayClient | null): void {
    for (const link of this.#links.values()) link.destroy();
    this.#links.clear();
    this.#client = client;
    for (const article of this.#windows.keys()) this.#link(article);
    this.#work();
    for (const article of new Set([...this.#windows.keys(), ...this.#queue.keys()])) this.#parts.onChange(article);
  }

  /** A window opened a room of the article. @returns a function to call when it closes it; once is enough */
  open(article: string): () => void {
    this.#windows.set(article, (this.#windows.get(article) ?? 0) + 1);
    this.#link(article);
    let released = false;
    return () => {
      if (released) return;
      released = true;
      const left = this.#windows.get(article)! - 1;
      if (left > 0) this.#windows.set(article, left);
      else {
        this.#windows.delete(article);
        // What was typed last may still be on its way.
        this.sync(article);
      }
    };
  }

  /** Syncs a closed article once; the desk is then at the relay's time `at`, where one is given. */
  sync(article: string, at: number | null = null): void {
    if (this.#parts.isPrivate(article)) return;
    this.#queue.set(article, at ?? this.#queue.get(article) ?? null);
    this.#work();
  }

  /** The member's role for the article changed: what was refused is sent again. */
  restart(article: string): void {
    this.#unlink(article);
    if (this.#windows.has(article)) this.#link(article);
    this.sync(article);
  }

  state(article: string): SyncState {
    const { log, isPrivate } = this.#parts;
    if (isPrivate(article)) return { link: "private", waiting: 0 };
    const waiting = KINDS.reduce((sum, kind) => sum + log.waiting(roomName(article, kind)), 0);
    const links = KINDS.map((kind) => this.#links.get(roomName(article, kind)));
    const refused = links.find((link) => link?.line === "refused");
    if (refused) return { link: "refused", waiting, reason: refused.reason };
    if (!this.#client || links.some((link) => !link || link.line === "offline")) return { link: "offline", waiting };
    return { link: links.every((link) => link!.line === "connected") ? "connected" : "connecting", waiting };
  }

  #link(article: string): void {
    const client = this.#client;
    if (!client || this.#parts.isPrivate(article)) return;
    const { rooms, log, member, isMe, onChange, report } = this.#parts;
    for (const kind of KINDS) {
      const room = roomName(article, kind);
      if (this.#links.has(room)) continue;
      const link = new Uplink({
        room,
        base: `${client.ws}/sync`,
        rooms,
        log,
        member: member(),
        isMe,
        dial: async () => {
          await this.#register(client, article);
          return `${client.ws}/sync/${room}?ticket=${encodeURIComponent(await client.ticket())}`;
        },
        refusalOf,
        report,
        onChange: () => {
          onChange(article);
          this.#work();
        },
      });
      this.#links.set(room, link);
    }
  }

  /** An article made offline is the relay's news. */
  async #register(client: RelayClient, article: string): Promise<void> {
    const { library } = this.#parts;
    const known = library.find(article);
    if (!known || known.relayTitle !== null) return;
    await client.addArticle(article, known.title);
    library.relayHas(article, known.title);
  }

  /** Starts and ends the lines of closed articles. */
  #work(): void {
    for (const [article, at] of this.#queue) {
      const links = KINDS.flatMap((kind) => this.#links.get(roomName(article, kind)) ?? []);
      const done = links.length === KINDS.length && links.every((link) => link.inStep);
      if (done) {
        this.#queue.delete(article);
        if (at !== null) this.#parts.library.synced(article, at);
      }
      const useless = done || links.some((link) => link.line === "refused");
      if (useless && !this.#windows.has(article)) this.#unlink(article);
      if (useless) this.#queue.delete(article);
    }
    if (!this.#client) return;
    const busy = [...this.#queue.keys()].filter((article) => this.#links.has(roomName(article, "body")));
    for (const article of this.#queue.keys()) {
      if (busy.length >= AT_A_TIME) return;
      if (this.#links.has(roomName(article, "body"))) continue;
      this.#link(article);
      busy.push(article);
    }
  }

  #unlink(article: string): void {
    for (const kind of KINDS) {
      const room = roomName(article, kind);
      this.#links.get(room)?.destroy();
      this.#links.delete(room);
    }
  }
}

/** No second try mends a token that the relay does not know, or a role that does not suffice. */
function refusalOf(error: unknown): { code: number; reason: string } | null {
  if (!(error instanceof RelayRefusal)) return null;
  if (error.status === 401) return { code: 4401, reason: error.message };
  return error.status === 403 || error.status === 404 ? { code: 4403, reason: error.message } : null;
}
