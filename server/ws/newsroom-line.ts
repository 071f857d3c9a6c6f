/**
 * One desk's newsroom line: it follows the feed, has things done to articles, and opens rooms in turn, each as a peer of that room
 * with the roles and limits that any other connection has. All of it is charged to its member. Rules SY26–SY31, SY35, RO2, RO6, LI6.
 */
import { CLOSE } from "../../shared/room/close.ts";
import type { RoomPeer } from "../../shared/room/peer.ts";
import type { RoomConnection } from "../../shared/room/host.ts";
import type { Rooms } from "../../shared/room/rooms.ts";
import { mayWrite, parseRoom } from "../../shared/roles.ts";
import type { CommandAnswer } from "../../shared/wire/feed.ts";
import { FrameError, MESSAGE_AWARENESS } from "../../shared/wire/frames.ts";
import { decodeDeskFrame, encodeRelayFrame, MOST_CHANNELS, type DeskFrame } from "../../shared/wire/newsroom-frames.ts";
import type { ArticleCommands } from "../articles/article-commands.ts";
import type { ArticleTable } from "../articles/article-table.ts";
import type { TextChanges } from "../articles/text-changes.ts";
import { ApiError } from "../errors.ts";
import { NO_ENTRY } from "../people/access.ts";
import type { Newsroom } from "../people/newsroom.ts";
import { REFUSED } from "./sessions.ts";
import type { Feed } from "../articles/feed.ts";
import type { OpenArticles } from "../articles/open-articles.ts";

/** Bytes that wait for the reader, above which nothing more is done for it; and milliseconds until that is looked at again. */
const MOST_UNREAD = 1024 * 1024;
const LOOK_AGAIN = 20;
/**
 * What is charged, in the units of `shared/room/cost.ts`: for a page, besides its entries, for a command, and for a room. An article
 * that is entered stays and is told to every desk: one who has thousands from a journey gets them in within a minute, nobody more.
 */
const PAGE = 2;
const ENTRIES_OF_A_UNIT = 25;
const COMMAND = 2;
const ENTER = 10;
const OPEN = 1;
/** Close code of a channel that did what it was for. */
const DONE = 1000;

export interface LineDeps {
  readonly feed: Feed;
  readonly openArticles: OpenArticles;
  readonly table: ArticleTable;
  readonly commands: ArticleCommands;
  readonly changes: TextChanges;
  readonly newsroom: Newsroom;
  readonly rooms: Rooms;
  readonly report: (error: unknown) => void;
}

interface Channel {
  readonly article: string;
  readonly connection: RoomConnection;
}

export class NewsroomLine implements RoomConnection {
  readonly #deps: LineDeps;
  readonly #peer: RoomPeer;
  readonly #onLeave: () => void;
  readonly #channels = new Map<number, Channel>();
  #unfollow: (() => void) | null = null;
  #timer: NodeJS.Timeout | null = null;
  #open = true;

  /** @param peer the connection, as rooms see one */
  constructor(deps: LineDeps, peer: RoomPeer, onLeave: () => void) {
    this.#deps = deps;
    this.#peer = peer;
    this.#onLeave = onLeave;
  }

  /** A room is at work for it, or it has not read what it was sent: what it sends meanwhile waits. */
  get isHeld(): boolean {
    if (!this.#open) return false;
    if ((this.#peer.backlog ?? 0) > MOST_UNREAD) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null;
        this.#peer.resume?.();
      }, LOOK_AGAIN);
      return true;
    }
    for (const { connection } of this.#channels.values()) if (connection.isHeld) return true;
    return false;
  }

  receive(bytes: Uint8Array): void {
    if (!this.#open) return;
    try {
      this.#take(decodeDeskFrame(bytes));
    } catch (error) {
      if (error instanceof FrameError) return this.#end(CLOSE.malformed, error.message);
      this.#deps.report(error);
      this.#end(CLOSE.broken, "the line could not be served");
    }
  }

  leave(): void {
    if (!this.#open) return;
    this.#open = false;
    if (this.#timer) clearTimeout(this.#timer);
    this.#unfollow?.();
    for (const { connection } of this.#channels.values()) connection.leave();
    this.#channels.clear();
    this.#onLeave();
  }

  /** Closes the channels to that article, or to all that may not be entered any more. */
  recheck(article: string | null = null): void {
    const { access } = this.#deps.newsroom;
    for (const [id, channel] of this.#channels) {
      if (channel.article === article) this.#drop(id, REFUSED.unknown, "this article was deleted for good");
      else if (article === null && access.roleOf(this.#peer.member.id, channel.article) === null) this.#drop(id, REFUSED.forbidden, NO_ENTRY);
    }
  }

  #take(frame: DeskFrame): void {
    switch (frame.type) {
      case "pull":
        return this.#pull(frame);
      case "commands":
        return this.#command(frame);
      case "open":
        return this.#openChannel(frame);
      case "room":
        // A frame for a channel that was just closed: its desk will hear of it.
        this.#channels.get(frame.channel)?.connection.receive(frame.frame);
        return;
      case "close":
        return this.#closeChannel(frame.channel);
    }
  }

  #pull({ cursor }: Extract<DeskFrame, { type: "pull" }>): void {
    const { feed, openArticles, newsroom } = this.#deps;
    const member = newsroom.members.find(this.#peer.member.id);
    // Who was removed is shown out by the sessions.
    if (!member) return;
    this.#unfollow?.();
    this.#unfollow = null;
    const page = feed.page(member, cursor);
    this.#charge(PAGE + page.entries.length / ENTRIES_OF_A_UNIT);
    this.#peer.send(encodeRelayFrame({ type: "page", page }));
    if (page.more) return;
    const follower = { member: member.id, send: (frame: Uint8Array) => this.#peer.send(frame) };
    const open = openArticles.follow(follower);
    this.#charge(open.told / ENTRIES_OF_A_UNIT);
    const end = feed.follow(follower);
    this.#unfollow = () => {
      end();
      open.end();
    };
  }

  /** In one transaction; answered when it is on disk. */
  #command({ id, commands }: Extract<DeskFrame, { type: "commands" }>): void {
    const { newsroom, table } = this.#deps;
    const member = newsroom.members.find(this.#peer.member.id);
    if (!member) return;
    for (const command of commands) this.#charge(command.do === "enter" ? ENTER : COMMAND);
    const answers: CommandAnswer[] = [];
    table.together(() => {
      for (const command of commands) answers.push(answerOf(() => this.#deps.commands.run(member, command)));
    });
    this.#peer.send(encodeRelayFrame({ type: "answers", id, answers }));
  }

  #openChannel({ channel, room }: Extract<DeskFrame, { type: "open" }>): void {
    const { table, newsroom, rooms } = this.#deps;
    const { access } = newsroom;
    const { member } = this.#peer;
    this.#charge(OPEN);
    if (this.#channels.has(channel)) throw new FrameError(`channel ${channel} is open already`);
    if (this.#channels.size >= MOST_CHANNELS) throw new FrameError(`${MOST_CHANNELS} channels are open already`);
    const name = parseRoom(room);
    if (!name || !table.has(name.article)) return this.#closed(channel, REFUSED.unknown, "unknown article");
    const { article, kind } = name;
    if (access.roleOf(member.id, article) === null) return this.#closed(channel, REFUSED.forbidden, NO_ENTRY);
    let isClosed = false;
    const line = this.#peer;
    const connection = rooms.join(room, {
      member,
      mayWrite: () => mayWrite(access.roleOf(member.id, article) ?? "none", kind),
      charge: (what, cost) => this.#peer.charge?.(what, cost),
      get isStrained() {
        return line.isStrained ?? false;
      },
      resume: () => this.#peer.resume?.(),
      send: (frame) => {
        // A closed article shows nobody.
        if (frame[0] !== MESSAGE_AWARENESS) this.#peer.send(encodeRelayFrame({ type: "room", channel, frame }));
      },
      close: (code, reason) => {
        isClosed = true;
        this.#channels.delete(channel);
        this.#closed(channel, code, reason);
      },
    });
    // A room that cannot be read closes while it is opened.
    if (!isClosed) this.#channels.set(channel, { article, connection });
  }

  #closeChannel(id: number): void {
    const channel = this.#channels.get(id);
    // It was closed from here meanwhile.
    if (!channel) return;
    this.#channels.delete(id);
    channel.connection.leave();
    this.#closed(id, DONE, "", this.#deps.changes.changedAt(channel.article));
  }

  #drop(id: number, code: number, reason: string): void {
    this.#channels.get(id)?.connection.leave();
    this.#channels.delete(id);
    this.#closed(id, code, reason);
  }

  #closed(channel: number, code: number, reason: string, at = 0): void {
    this.#peer.send(encodeRelayFrame({ type: "closed", channel, code, reason, at }));
  }

  #charge(cost: number): void {
    this.#peer.charge?.("work", cost);
  }

  #end(code: number, reason: string): void {
    this.leave();
    this.#peer.close(code, reason);
  }
}

function answerOf(run: () => void): CommandAnswer {
  try {
    run();
    return {};
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { error: error.code, message: error.message };
  }
}
