import { CLOSE_CODES } from "../../shared/relay-api/close-codes.ts";
import type { RoomPeer } from "../../shared/room/peer.ts";
import type { RoomConnection } from "../../shared/room/host.ts";
import type { Rooms } from "../../shared/room/rooms.ts";
import { mayWrite, parseRoom } from "../../shared/roles.ts";
import type { ArticleCommand, CommandAnswer } from "../../shared/wire/feed.ts";
import { FrameError, MESSAGE_AWARENESS } from "../../shared/wire/frames.ts";
import { decodeDeskFrame, encodeRelayFrame, MOST_CHANNELS, type DeskFrame } from "../../shared/wire/newsroom-frames.ts";
import type { ArticleCommands } from "../articles/article-commands.ts";
import type { ArticleTable } from "../articles/article-table.ts";
import type { TextChanges } from "../articles/text-changes.ts";
import { ApiError } from "../errors.ts";
import { noEntry } from "../people/access.ts";
import type { Newsroom } from "../people/newsroom.ts";
import type { Feed } from "../articles/feed.ts";
import type { OpenArticles } from "../articles/open-articles.ts";

/** Bytes that wait for the reader, above which no more of its frames are handled. */
const MOST_UNREAD = 1024 * 1024;
/** Milliseconds until that is checked again. */
const LOOK_AGAIN = 20;
/** Cost of a page besides its entries, in the units of `shared/room/cost.ts`. */
const PAGE = 2;
/** Entries of a page that cost one unit. */
const ENTRIES_OF_A_UNIT = 25;
/** Cost of a command. */
const COMMAND = 2;
/**
 * Cost of entering an article, which stays and is told to every desk: a member with thousands from a journey enters them within a
 * minute.
 */
const ENTER = 10;
/** Threads of which a command marks what was read that cost one unit more. */
const THREADS_OF_A_UNIT = 10;
/** Cost of opening a room. */
const OPEN = 1;

/** What a newsroom line needs. */
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

/** A room that the desk has open over the line. */
interface Channel {
  readonly article: string;
  readonly connection: RoomConnection;
}

/**
 * One desk's newsroom line: it follows the change feed, runs commands on articles, and opens rooms of closed articles on numbered
 * channels, each with the roles and limits of any other connection. Its work is charged to its member (SY26–SY31, SY35, RO2, RO6,
 * LI6).
 */
export class NewsroomLine implements RoomConnection {
  readonly #deps: LineDeps;
  readonly #peer: RoomPeer;
  readonly #onLeave: () => void;
  readonly #channels = new Map<number, Channel>();
  #unfollow: (() => void) | null = null;
  #timer: NodeJS.Timeout | null = null;
  #open = true;

  /**
   * @param peer the connection, as a room sees one
   * @param onLeave called once, when the line is left
   */
  constructor(deps: LineDeps, peer: RoomPeer, onLeave: () => void) {
    this.#deps = deps;
    this.#peer = peer;
    this.#onLeave = onLeave;
  }

  /** Whether its next frame has to wait: a room is at work for it, or the desk has not read what it was sent. */
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

  /** Handles a frame; one that cannot be read closes the line with 4400. */
  receive(bytes: Uint8Array): void {
    if (!this.#open) return;
    try {
      this.#take(decodeDeskFrame(bytes));
    } catch (error) {
      if (error instanceof FrameError) return this.#end(CLOSE_CODES.malformed, error.message);
      this.#deps.report(error);
      this.#end(CLOSE_CODES.broken, "the line could not be served");
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

  /**
   * Closes the channels to an article that was deleted for good; without one, those to articles that the member may no longer
   * enter.
   */
  recheck(article: string | null = null): void {
    const { access } = this.#deps.newsroom;
    for (const [id, channel] of this.#channels) {
      if (channel.article === article) this.#drop(id, CLOSE_CODES.notFound, "this article was deleted for good");
      else if (article === null && access.roleOf(this.#peer.member.id, channel.article) === null)
        this.#drop(id, CLOSE_CODES.forbidden, noEntry(article));
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
        // A channel that was just closed from here: the desk will be told.
        this.#channels.get(frame.channel)?.connection.receive(frame.frame);
        return;
      case "close":
        return this.#closeChannel(frame.channel);
    }
  }

  #pull({ cursor }: Extract<DeskFrame, { type: "pull" }>): void {
    const { feed, openArticles, newsroom } = this.#deps;
    const member = newsroom.members.find(this.#peer.member.id);
    // The connections of a removed member are closed by `Sessions`.
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

  /** Runs commands in one transaction, and answers once it is committed. */
  #command({ id, commands }: Extract<DeskFrame, { type: "commands" }>): void {
    const { newsroom, table } = this.#deps;
    const member = newsroom.members.find(this.#peer.member.id);
    if (!member) return;
    for (const command of commands) this.#charge(costOf(command));
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
    if (!name || !table.has(name.article)) return this.#closed(channel, CLOSE_CODES.notFound, "unknown article");
    const { article, kind } = name;
    if (access.roleOf(member.id, article) === null) return this.#closed(channel, CLOSE_CODES.forbidden, noEntry(article));
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
        // A closed article has no presence.
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
    // The relay closed it meanwhile.
    if (!channel) return;
    this.#channels.delete(id);
    channel.connection.leave();
    this.#closed(id, CLOSE_CODES.done, "", this.#deps.changes.changedAt(channel.article));
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

function costOf(command: ArticleCommand): number {
  if (command.do === "enter") return ENTER;
  return COMMAND + (command.do === "read" ? command.threads.length / THREADS_OF_A_UNIT : 0);
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
