import { CLOSE_CODES } from "../../../shared/relay-api/close-codes.ts";
import type { RoomConnection } from "../../../shared/room/host.ts";
import type { Rooms } from "../../../shared/room/rooms.ts";
import { readUpdate } from "../../../shared/room/scan.ts";
import type { Member } from "../../../shared/roles.ts";
import type { UpdateLog } from "../../../shared/store/update-log.ts";
import { decodeFrame, encodeFrame, MESSAGE_AWARENESS, type Frame } from "../../../shared/wire/frames.ts";
import { carriedIn } from "./carried.ts";
import type { LineChannel, NewsroomLine } from "./newsroom-line.ts";

/** What a channel needs. */
export interface BulkDeps {
  readonly line: NewsroomLine;
  readonly rooms: Rooms;
  readonly log: UpdateLog;
  readonly member: () => Member;
  /** IDs under which this desk's member wrote before. */
  readonly formerly: () => readonly string[];
  /** Writes to the disk soon, in one transaction with what others have to write. */
  readonly write: (run: () => void) => void;
}

/** How it went. */
export interface BulkResult {
  /** 1000 when all is well; 0 when the line broke or it was abandoned; else why the room was closed, on either side. */
  readonly code: number;
  readonly reason: string;
  /** Until when, by the relay's clock, all of the article's changes are here; 0 when not all is well. */
  readonly at: number;
}

const DONE = 1000;
const GIVEN_UP = 0;

/**
 * Syncs one room of a closed article over a channel of the newsroom line: the desk's room and the relay's exchange state vectors and
 * the updates that the other lacks, as they are on disk, and confirm what they stored. No document is built. The result is handed to
 * `onEnd`. Rules SY14, SY18, SY30, ST4, AU3.
 */
export class BulkChannel {
  readonly #deps: BulkDeps;
  readonly #room: string;
  readonly #onEnd: (result: BulkResult) => void;
  readonly #channel: LineChannel;
  readonly #connection: RoomConnection;
  /** Unconfirmed changes that the relay's barrier will confirm; null when it was not asked yet. */
  #asked: number | null = null;
  /** All that the relay had is on this computer's disk. */
  #stored = false;
  /** The relay has on disk what it was sent. */
  #confirmed = false;
  #denied: string | null = null;
  /** The relay has closed the channel, and all is well there. */
  #result: BulkResult | null = null;
  #ended = false;

  /** @param onEnd is called once, never from within the constructor */
  constructor(deps: BulkDeps, room: string, onEnd: (result: BulkResult) => void) {
    this.#deps = deps;
    this.#room = room;
    this.#onEnd = onEnd;
    this.#channel = deps.line.open(room, {
      onFrame: (frame) => this.#fromRelay(frame),
      onClosed: (code, reason, at) => this.#closed(code, reason, at),
    });
    this.#connection = deps.rooms.join(room, {
      member: deps.member(),
      uplink: true,
      mayWrite: () => true,
      send: (frame) => this.#fromRoom(frame),
      // Also while it is being joined. What a disk does not take is tried again; a room that cannot be read is not.
      close: (code, reason) => setImmediate(() => this.#end({ code: code === CLOSE_CODES.tryLater ? code : CLOSE_CODES.malformed, reason, at: 0 })),
    });
  }

  /** Leaves it to somebody else to bring the room in step. */
  abandon(): void {
    this.#end({ code: GIVEN_UP, reason: "abandoned", at: 0 });
  }

  #fromRoom(bytes: Uint8Array): void {
    if (bytes[0] === MESSAGE_AWARENESS) return;
    const frame = decodeFrame(bytes);
    if (frame.type === "barrier") {
      if (this.#result) return this.#end(this.#result);
      this.#stored = true;
      this.#finish();
      return;
    }
    if (frame.type === "update" && frame.reply) this.#answerRelay(frame.update, bytes);
    else this.#channel.send(bytes);
  }

  /** All that is on disk here and the relay lacks; what is typed meanwhile waits for the next time. */
  #answerRelay(update: Uint8Array, bytes: Uint8Array): void {
    this.#tellAuthors(update);
    this.#channel.send(bytes);
    this.#asked = this.#deps.log.unconfirmed(this.#room);
    this.#channel.send(encodeFrame({ type: "barrier", id: 1 }));
  }

  #fromRelay(bytes: Uint8Array): void {
    if (this.#ended) return;
    const frame: Frame = decodeFrame(bytes);
    switch (frame.type) {
      case "step1":
        this.#connection.receive(bytes);
        return;
      case "update":
        this.#connection.receive(bytes);
        // The room answers behind the commit of what the relay just sent.
        if (frame.reply) this.#connection.receive(encodeFrame({ type: "barrier", id: 1 }));
        return;
      case "barrier":
        this.#confirm();
        return;
      case "denied":
        // What others wrote and the relay has lost, a reader may not bring back, and is troubled with nothing.
        if (this.#deps.log.unconfirmed(this.#room) > 0) this.#denied = frame.reason;
        return;
      default:
        return;
    }
  }

  #confirm(): void {
    const asked = this.#asked;
    if (asked === null) return;
    const { log, write } = this.#deps;
    if (this.#denied === null && asked > 0) write(() => log.confirm(this.#room, asked));
    this.#confirmed = true;
    this.#finish();
  }

  /** What came last may be on its way to disk. */
  #closed(code: number, reason: string, at: number): void {
    if (this.#denied !== null) return this.#end({ code: CLOSE_CODES.forbidden, reason: this.#denied, at: 0 });
    if (code !== DONE) return this.#end({ code, reason, at: 0 });
    this.#result = { code, reason, at };
    this.#connection.receive(encodeFrame({ type: "barrier", id: 2 }));
  }

  #finish(): void {
    if (this.#stored && this.#confirmed) this.#channel.close();
  }

  #end(result: BulkResult): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#connection.leave();
    if (result.code !== DONE) this.#channel.close();
    this.#onEnd(result);
  }

  /** Says what of the things that the relay is about to be sent others wrote (AU3). */
  #tellAuthors(update: Uint8Array): void {
    const { log, member, formerly } = this.#deps;
    const whose = carriedIn(log, this.#room, { member: member(), formerly: formerly() });
    const { stretches } = readUpdate(update);
    if (stretches.length > 0) this.#channel.send(encodeFrame({ type: "authors", others: stretches.flatMap((stretch) => whose(stretch) ?? []) }));
  }
}
