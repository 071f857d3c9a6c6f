import type { Rooms } from "../../../shared/room/rooms.ts";
import { ROOM_KINDS, roomName, type Member } from "../../../shared/roles.ts";
import type { SyncState } from "../../../shared/rpc/contract.ts";
import type { UpdateLog } from "../../../shared/store/update-log.ts";
import type { Library } from "../library/library.ts";
import { refusalOf } from "./refusal.ts";
import type { RelayClient } from "../relay-client.ts";
import { Uplink } from "./uplink.ts";

export interface UplinksDeps {
  readonly rooms: Rooms;
  readonly log: UpdateLog;
  readonly library: Library;
  /** Whether the article stays on this computer: it gets no uplink. */
  readonly isPrivate: (article: string) => boolean;
  readonly member: () => Member;
  /** IDs under which this desk's member wrote before. */
  readonly formerly: () => readonly string[];
  readonly report: (error: unknown) => void;
  /** Asked before what is here of an article and what the relay has are exchanged. @returns what to wait for; null for nothing */
  readonly beforeMerge: (article: string) => Promise<void> | null;
  /** Called when desk and relay have everything of one another that there is of an article's text. */
  readonly onInStep: (article: string) => void;
  /** Called when the sync state of an article changed. */
  readonly onChange: (article: string) => void;
  /** The first window opened an article; the last one closed it. */
  readonly onOpen: (article: string) => void;
  readonly onClose: (article: string) => void;
}

/** The uplinks of articles that windows have open, and the sync state of each article. Rules SY16, SY17. */
export class Uplinks {
  readonly #deps: UplinksDeps;
  readonly #links = new Map<string, Uplink>();
  /** Windows that have each article open. */
  readonly #windows = new Map<string, number>();
  #client: RelayClient | null = null;

  constructor(deps: UplinksDeps) {
    this.#deps = deps;
  }

  /** Goes online over `client`, or offline with null. */
  use(client: RelayClient | null): void {
    for (const link of this.#links.values()) link.destroy();
    this.#links.clear();
    this.#client = client;
    for (const article of this.#windows.keys()) this.#link(article);
    for (const article of this.#windows.keys()) this.#deps.onChange(article);
  }

  /** A window opened a room of the article. @returns a function to call when it closes it; once is enough */
  open(article: string): () => void {
    if (!this.#windows.has(article)) this.#deps.onOpen(article);
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
        this.#unlink(article);
        this.#deps.onClose(article);
      }
    };
  }

  /** Whether a window has the article open. */
  isOpen(article: string): boolean {
    return this.#windows.has(article);
  }

  /** Whether the text is connected to the relay. Costs less than `state`. */
  isConnected(article: string): boolean {
    return this.#links.get(roomName(article, "body"))?.line === "connected";
  }

  /** The member's role for the article changed: what was refused is sent again. */
  restart(article: string): void {
    this.#unlink(article);
    if (this.#windows.has(article)) this.#link(article);
  }

  /** How far the article is in step with the relay, from its uplinks and the unconfirmed changes in the update log. */
  state(article: string): SyncState {
    const { log, isPrivate } = this.#deps;
    if (isPrivate(article)) return { link: "private", unconfirmed: 0 };
    const unconfirmed = ROOM_KINDS.reduce((sum, kind) => sum + log.unconfirmed(roomName(article, kind)), 0);
    const links = ROOM_KINDS.map((kind) => this.#links.get(roomName(article, kind)));
    const refused = links.find((link) => link?.line === "refused");
    if (refused) return { link: "refused", unconfirmed, reason: refused.reason };
    if (!this.#client || links.some((link) => !link || link.line === "offline")) return { link: "offline", unconfirmed };
    return { link: links.every((link) => link!.line === "connected") ? "connected" : "connecting", unconfirmed };
  }

  #link(article: string): void {
    const client = this.#client;
    if (!client || this.#deps.isPrivate(article)) return;
    const { rooms, log, member, formerly, onChange, onInStep, report, beforeMerge } = this.#deps;
    for (const kind of ROOM_KINDS) {
      const room = roomName(article, kind);
      if (this.#links.has(room)) continue;
      const link = new Uplink({
        room,
        base: `${client.ws}/sync`,
        rooms,
        log,
        member: member(),
        formerly: formerly(),
        dial: async () => {
          const kept = beforeMerge(article);
          if (kept) await kept;
          await this.#register(client, article);
          return `${client.ws}/sync/${room}?ticket=${encodeURIComponent(await client.ticket())}`;
        },
        refusalOf,
        report,
        onChange: () => {
          onChange(article);
          if (kind === "body" && this.#links.get(room)?.inStep) onInStep(article);
        },
      });
      this.#links.set(room, link);
    }
  }

  /** Registers an article at the relay that was made offline. */
  async #register(client: RelayClient, article: string): Promise<void> {
    const { library } = this.#deps;
    const known = library.find(article);
    if (!known || known.relayTitle !== null) return;
    await client.addArticle(article, known.title);
    library.relayHas(article, known.title);
  }

  #unlink(article: string): void {
    for (const kind of ROOM_KINDS) {
      const room = roomName(article, kind);
      this.#links.get(room)?.destroy();
      this.#links.delete(room);
    }
  }
}
