import { randomBytes } from "node:crypto";
import type { RoomPeer } from "../../shared/room/peer.ts";
import type { Rooms } from "../../shared/room/rooms.ts";
import { readUpdate } from "../../shared/update/scan.ts";
import { mayWrite, parseRoom, roomName, type Member } from "../../shared/roles.ts";
import { RpcError } from "../../shared/rpc/error.ts";
import type { ChannelConnection, ChannelPeer } from "../../shared/rpc/server.ts";
import type { ArticleList } from "./library/article-list.ts";
import { debugLog } from "./debug.ts";
import type { ArticleIndex } from "./index/article-index.ts";
import { headOf } from "./index/head.ts";
import type { Library, LibraryArticle } from "./library/library.ts";
import type { RelaySync } from "./sync/relay-sync.ts";

const debug = debugLog("room");

/** Updates of an article's two rooms, in Yjs' first encoding. */
export interface ArticleUpdates {
  readonly body?: Uint8Array;
  readonly notes?: Uint8Array;
}

export interface ArticlesDeps {
  readonly library: Library;
  readonly rooms: Rooms;
  readonly list: ArticleList;
  readonly index: ArticleIndex;
  readonly sync: RelaySync;
  /** This desk's member. */
  readonly member: () => Member;
}

/** What windows, and the program that started this desk, do with the articles on this computer. */
export class Articles {
  readonly #deps: ArticlesDeps;

  constructor(deps: ArticlesDeps) {
    this.#deps = deps;
  }

  /** @throws RpcError article-unknown when it is not on this computer */
  find(id: string): LibraryArticle {
    const article = this.#deps.library.find(id);
    if (!article) throw new RpcError("article-unknown", `there is no article ${id} on this computer`);
    return article;
  }

  /**
   * Makes an article. Resolves when it is on disk.
   * @throws RpcError role, when this desk's member may not write articles; UpdateError when an update cannot be read
   */
  async create(updates: ArticleUpdates): Promise<{ readonly id: string }> {
    const { role, name } = this.#deps.member();
    if (!mayWrite(role, "body")) throw new RpcError("role", `${name} may not create articles`);
    const id = randomBytes(12).toString("base64url");
    await this.write(id, updates);
    return { id };
  }

  /**
   * Adds updates as this desk's own change to an article, which is made when it is not there. Resolves when they are on disk.
   * @throws UpdateError when one of them is no Yjs update; nothing is made then
   */
  async write(article: string, updates: ArticleUpdates): Promise<void> {
    const { library, rooms, list, index, sync, member } = this.#deps;
    for (const update of [updates.body, updates.notes]) if (update) readUpdate(update);
    const { id, role } = member();
    const from = { member: id, unconfirmed: true };
    if (library.add(article, "", role === "none" ? "reader" : role)) list.changed(article);
    if (updates.body) await rooms.apply(roomName(article, "body"), updates.body, from);
    if (updates.notes) await rooms.apply(roomName(article, "notes"), updates.notes, from);
    sync.wroteHere(article);
    index.again(article);
    sync.compare(article);
  }

  /**
   * A window says what an article contains that it has open.
   * @param text the whole body, headline first, a line for each block
   * @throws RpcError article-unknown
   */
  describe(article: string, text: string): void {
    this.find(article);
    const { title, lead } = headOf(text);
    this.rename(article, title, lead);
    this.#deps.index.describe(article, text);
  }

  /** What the list shows of an article was read from its text. */
  rename(article: string, title: string, lead: string): void {
    const { library, list, sync } = this.#deps;
    if (!library.rename(article, title, lead)) return;
    list.changed(article);
    sync.renamed(article);
  }

  /**
   * Lets a window into a room.
   * @throws RpcError article-unknown for a room of no article on this computer
   */
  openRoom(room: string, channel: ChannelPeer): ChannelConnection {
    const { library, rooms, sync, member } = this.#deps;
    const name = parseRoom(room);
    const article = name && library.find(name.article);
    if (!name || !article) throw new RpcError("article-unknown", `there is no article for ${room} on this computer`);
    const release = sync.open(article.id);
    const peer: RoomPeer = {
      member: member(),
      mayWrite: () => mayWrite(library.find(article.id)!.role, name.kind),
      send: (frame) => channel.send(frame),
      close: (code, reason) => {
        release();
        channel.close(code, reason);
      },
    };
    const connection = rooms.join(room, peer);
    debug("opened by a window", { room });
    return {
      receive: (frame) => connection.receive(frame),
      leave: () => {
        debug("left by a window", { room });
        connection.leave();
        release();
      },
    };
  }
}
