import { CLOSE_CODES } from "../../../shared/relay-api/close-codes.ts";
import type { RoomConnection } from "../../../shared/room/host.ts";
import type { Rooms } from "../../../shared/room/rooms.ts";
import { readUpdate } from "../../../shared/update/scan.ts";
import type { Member } from "../../../shared/roles.ts";
import type { UpdateLog } from "../../../shared/store/update-log.ts";
import { decodeFrame, encodeFrame, MESSAGE_AWARENESS, type Frame } from "../../../shared/wire/frames.ts";
import { carriedIn } from "./carried.ts";
import type { LineChannel, NewsroomLine } from "./newsroom-line.ts";

/** What a channel uses of the desk. */
export interface BulkDeps {
  readonly line: NewsroomLine;
  readonly rooms: Rooms;
  readonly log: UpdateLog;
  readonly member: () => Member;
  /** IDs under which this desk's member wrote before. */
  readonly formerly: () => readonly string[];
  /** Runs a write soon, in one transaction with others. */
  readonly write: (run: () => void) => void;
}

/** The result of syncing one room. */
export interface BulkResult {
  /** 1000 on success; 0 when the line broke or the channel was abandoned; else the close code of the room, on either side. */
  readonly code: number;
  readonly reason: string;
  /** The relay's time, in milliseconds since 1970, up to which all changes of the room are here; 0 without success. */
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
  /** Everything the relay had is on this computer's disk. */
  #stored = false;
  /** The relay has on disk what it was sent. */
  #confirmed = false;
  #denied: string | null = null;
  /** The relay has closed the channel with success. */
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
      // May be called while `join` is still running. A disk that refuses is tried again later; a room that cannot be read is not.
      close: (code, reason) =>
        setImmediate(() => this.#end({ code: code === CLOSE_CODES.tryLater ? code : CLOSE_CODES.malformed, reason, at: 0 })),
    });
  }

  /** Stops syncing, since an uplink does it from here on. */
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

  /** Sends everything on disk here that the relay lacks. What is typed meanwhile is synced the next time. */
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
        // The room answers the barrier after it has committed what the relay just sent.
        if (frame.reply) this.#connection.receive(encodeFrame({ type: "barrier", id: 1 }));
        return;
      case "barrier":
        this.#confirm();
        return;
      case "denied":
        // A refusal of what others wrote and the relay lost is not shown: a reader may not restore it (RO3).
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

  /** The last updates may not be committed yet: the barrier waits for them. */
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

  /** Announces which of the clocks that are about to be sent others wrote (AU3). */
  #tellAuthors(update: Uint8Array): void {
    const { log, member, formerly } = this.#deps;
    const whose = carriedIn(log, this.#room, { member: member(), formerly: formerly() });
    const { stretches } = readUpdate(update);
    if (stretches.length > 0)
      this.#channel.send(encodeFrame({ type: "authors", others: stretches.flatMap((stretch) => whose(stretch) ?? []) }));
  }
}
