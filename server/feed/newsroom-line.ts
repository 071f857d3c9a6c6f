/**
 * One desk's newsroom line: it follows the feed, has things done to articles, and opens rooms in turn, each as a peer of that room
 * with the roles and limits that any other connection has. What it asks is done in order, at the pace of its member's budget.
 * Rules SY26–SY31, RO2, RO6.
 */
import { CLOSE } from "../../shared/room/close.ts";
import type { RoomPeer } from "../../shared/room/peer.ts";
import type { RoomConnection } from "../../shared/room/room.ts";
import type { Rooms } from "../../shared/room/rooms.ts";
import { mayWrite, parseRoom } from "../../shared/roles.ts";
import { FrameError, MESSAGE_AWARENESS } from "../../shared/wire/frames.ts";
import { decodeDeskFrame, encodeRelayFrame, MESSAGE_COMMAND, MOST_CHANNELS, type DeskFrame, type RelayFrame } from "../../shared/wire/newsroom-frames.ts";
import type { ArticleCommands } from "../articles/article-commands.ts";
import type { ArticleTable } from "../articles/article-table.ts";
import type { TextChanges } from "../articles/text-changes.ts";
import { ApiError } from "../errors.ts";
import type { Newsroom } from "../newsroom.ts";
import { NO_ENTRY, REFUSED } from "../sessions.ts";
import type { Feed } from "./feed.ts";
import type { WorkBudget } from "./work-budget.ts";

/** What may wait to be done: more than an honest desk sends without waiting for answers. */
const MOST_FRAMES = 1_000;
const MOST_BYTES = 48 * 1024 * 1024;
/** Bytes that wait for the reader, above which nothing more is done for it. */
const MOST_UNREAD = 1024 * 1024;
/** Milliseconds of work after which everybody else has a turn, and before a full reader is looked at again. */
const TURN = 10;
const LOOK_AGAIN = 20;
/** Close code of a channel that did what it was for. */
const DONE = 1000;
/** Who sends more than is waited for: come back. */
const TOO_MUCH = 1013;

export interface LineParts {
  readonly feed: Feed;
  readonly table: ArticleTable;
  readonly commands: ArticleCommands;
  readonly changes: TextChanges;
  readonly newsroom: Newsroom;
  readonly rooms: Rooms;
  readonly budget: WorkBudget;
  readonly report: (error: unknown) => void;
}

type Command = Extract<DeskFrame, { type: "command" }>;
type Answer = Extract<RelayFrame, { type: "answer" }>;

interface Channel {
  readonly article: string;
  readonly connection: RoomConnection;
}

export class NewsroomLine implements RoomConnection {
  readonly #parts: LineParts;
  readonly #peer: RoomPeer;
  readonly #onLeave: () => void;
  readonly #channels = new Map<number, Channel>();
  #queue: Uint8Array[] = [];
  #queued = 0;
  #timer: NodeJS.Timeout | NodeJS.Immediate | null = null;
  #unfollow: (() => void) | null = null;
  #open = true;

  /** @param peer the connection, as rooms see one */
  constructor(parts: LineParts, peer: RoomPeer, onLeave: () => void) {
    this.#parts = parts;
    this.#peer = peer;
    this.#onLeave = onLeave;
  }

  receive(frame: Uint8Array): void {
    if (!this.#open) return;
    this.#queue.push(frame);
    this.#queued += frame.length;
    if (this.#queue.length > MOST_FRAMES || this.#queued > MOST_BYTES) this.#end(TOO_MUCH, "too much at once: come back");
    else if (this.#timer === null) this.#work();
  }

  leave(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#queue = [];
    if (this.#timer) {
      clearTimeout(this.#timer as NodeJS.Timeout);
      clearImmediate(this.#timer as NodeJS.Immediate);
    }
    this.#unfollow?.();
    for (const { connection } of this.#channels.values()) connection.leave();
    this.#channels.clear();
    this.#onLeave();
  }

  /** Closes the channels to that article, or to all that may not be entered any more. */
  recheck(article: string | null = null): void {
    const { access } = this.#parts.newsroom;
    for (const [id, channel] of this.#channels) {
      if (channel.article === article) this.#drop(id, REFUSED.unknown, "this article was deleted for good");
      else if (article === null && access.roleOf(this.#peer.member.id, channel.article) === null) this.#drop(id, REFUSED.forbidden, NO_ENTRY);
    }
  }

  #work(): void {
    this.#timer = null;
    const { budget } = this.#parts;
    const { id: member } = this.#peer.member;
    const start = performance.now();
    while (this.#open && this.#queue.length > 0) {
      if ((this.#peer.backlog ?? 0) > MOST_UNREAD) return void (this.#timer = setTimeout(() => this.#work(), LOOK_AGAIN));
      const wait = budget.wait(member);
      if (wait > 0) return void (this.#timer = setTimeout(() => this.#work(), Math.ceil(wait)));
      if (performance.now() - start > TURN) return void (this.#timer = setImmediate(() => this.#work()));
      const begun = performance.now();
      this.#guarded(this.#next());
      budget.spend(member, performance.now() - begun);
    }
  }

  /** The first frame that waits, with all commands that stand behind it if it is one. */
  #next(): Uint8Array[] {
    const isCommand = (frame: Uint8Array | undefined): boolean => frame?.[0] === MESSAGE_COMMAND;
    let count = 1;
    while (isCommand(this.#queue[0]) && isCommand(this.#queue[count])) count++;
    const frames = this.#queue.splice(0, count);
    for (const { length } of frames) this.#queued -= length;
    return frames;
  }

  #guarded(frames: readonly Uint8Array[]): void {
    try {
      const [first, ...more] = frames.map(decodeDeskFrame) as [DeskFrame, ...DeskFrame[]];
      if (first.type === "command") this.#command([first, ...(more as Command[])]);
      else this.#take(first);
    } catch (error) {
      if (error instanceof FrameError) return this.#end(CLOSE.malformed, error.message);
      this.#parts.report(error);
      this.#end(CLOSE.broken, "the line could not be served");
    }
  }

  #take(frame: Exclude<DeskFrame, Command>): void {
    switch (frame.type) {
      case "pull":
        return this.#pull(frame);
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
    const { feed, newsroom } = this.#parts;
    const member = newsroom.members.find(this.#peer.member.id);
    // Who was removed is shown out by the sessions.
    if (!member) return;
    this.#unfollow?.();
    this.#unfollow = null;
    const page = feed.page(member, cursor);
    this.#peer.send(encodeRelayFrame({ type: "page", page }));
    if (!page.more) this.#unfollow = feed.follow({ member: member.id, send: (frame) => this.#peer.send(frame) });
  }

  /** In one transaction; each is answered when it is on disk. */
  #command(all: readonly Command[]): void {
    const { commands, newsroom, table } = this.#parts;
    const member = newsroom.members.find(this.#peer.member.id);
    if (!member) return;
    const answers: Answer[] = [];
    table.together(() => {
      for (const { id, command } of all) {
        const refusal = refusalOf(() => commands.run(member, command));
        answers.push({ type: "answer", id, answer: refusal ? { error: refusal.code, message: refusal.message } : {} });
      }
    });
    for (const answer of answers) this.#peer.send(encodeRelayFrame(answer));
  }

  #openChannel({ channel, room }: Extract<DeskFrame, { type: "open" }>): void {
    const { table, newsroom, rooms } = this.#parts;
    const { access } = newsroom;
    const { member } = this.#peer;
    if (this.#channels.has(channel)) throw new FrameError(`channel ${channel} is open already`);
    if (this.#channels.size >= MOST_CHANNELS) throw new FrameError(`${MOST_CHANNELS} channels are open already`);
    const name = parseRoom(room);
    if (!name || !table.has(name.article)) return this.#closed(channel, REFUSED.unknown, "unknown article");
    const { article, kind } = name;
    if (access.roleOf(member.id, article) === null) return this.#closed(channel, REFUSED.forbidden, NO_ENTRY);
    let isClosed = false;
    let connection: RoomConnection | null = null;
    connection = rooms.join(room, {
      member,
      mayWrite: () => mayWrite(access.roleOf(member.id, article) ?? "none", kind),
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
    this.#closed(id, DONE, "", this.#parts.changes.isPending(channel.article));
  }

  #drop(id: number, code: number, reason: string): void {
    this.#channels.get(id)?.connection.leave();
    this.#channels.delete(id);
    this.#closed(id, code, reason);
  }

  #closed(channel: number, code: number, reason: string, changing = false): void {
    this.#peer.send(encodeRelayFrame({ type: "closed", channel, code, reason, changing }));
  }

  #end(code: number, reason: string): void {
    this.leave();
    this.#peer.close(code, reason);
  }
}

function refusalOf(run: () => void): ApiError | null {
  try {
    run();
    return null;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}
