import type { Socket } from "node:net";
import type { RawData, WebSocket } from "ws";
import type { RoomPeer } from "../../shared/room/peer.ts";
import { CLOSE_CODES } from "../../shared/relay-api/close-codes.ts";
import type { RoomConnection } from "../../shared/room/host.ts";
import { encodeFrame } from "../../shared/wire/frames.ts";
import type { Allowance } from "./allowance.ts";
import type { Backlogs } from "./backlogs.ts";
import { closeSocket } from "./close-socket.ts";
import { ReceiveQueue } from "./receive-queue.ts";
import type { Limits } from "../limits.ts";
import { SendQueue } from "./send-queue.ts";
import type { FlushScheduler } from "./flush-scheduler.ts";

/** An awareness update of no client: y-websocket counts it as a sign of life and ignores it. */
const STILL_HERE = encodeFrame({ type: "awareness", update: Uint8Array.of(0) });
/** Milliseconds that a closing client has to answer. */
const CLOSE_TIMEOUT = 5_000;

/** What a connection needs. */
export interface ConnectionDeps {
  readonly socket: WebSocket;
  /** The stream under `socket`. */
  readonly stream: Socket;
  readonly scheduler: FlushScheduler;
  readonly limits: Limits;
  /** The member's, which all its connections share. */
  readonly allowance: Allowance;
  readonly backlogs: Backlogs;
  readonly member: RoomPeer["member"];
  /** Asked at every update (RO2). */
  mayWrite(): boolean;
  /** Enters the room, or the newsroom line. */
  join(peer: RoomPeer): RoomConnection;
  /** Told what was refused, for the metrics. */
  readonly onRefusal: (why: string) => void;
  /** Called once, when the socket is closed. */
  readonly onEnd: () => void;
}

/**
 * One WebSocket as a peer of its room: frames wait in a receive queue until the member may send them, and in a send queue until the
 * socket takes them.
 */
export class Connection {
  readonly #deps: ConnectionDeps;
  readonly #receiveQueue: ReceiveQueue;
  readonly #sendQueue: SendQueue;
  readonly #room: RoomConnection;
  /** Nothing came since the last ping. */
  #silent = false;
  /** Bytes read from the stream up to the last whole message. */
  #taken: number;

  constructor(deps: ConnectionDeps) {
    const { socket, stream, scheduler, limits, allowance, backlogs, member, onRefusal, onEnd } = deps;
    this.#deps = deps;
    this.#taken = stream.bytesRead;
    this.#sendQueue = new SendQueue(
      stream,
      scheduler,
      limits.backlogBytes,
      () => this.#tooSlow(),
      (bytes) => backlogs.grew(bytes),
    );
    const sendQueue = this.#sendQueue;
    this.#receiveQueue = new ReceiveQueue({
      socket,
      allowance,
      take: (frame) => this.#room.receive(frame),
      isHeld: () => this.#room.isHeld,
      onWait: () => onRefusal("rate"),
      onEnd: () => this.#room.leave(),
    });
    this.#room = deps.join({
      member,
      get backlog() {
        return sendQueue.backlog;
      },
      mayWrite: () => deps.mayWrite(),
      charge: (what, cost) => allowance.charge(what, cost),
      get isStrained() {
        return allowance.isStrained;
      },
      resume: () => this.#receiveQueue.resume(),
      send: (frame) => this.#sendQueue.send(frame),
      sendRun: (batch, start, end) => this.#sendQueue.sendRun(batch, start, end),
      close: (code, reason) => this.close(code, reason),
    });
    const own = (): number => sendQueue.short + this.#receiveQueue.bytes + stream.bytesRead - this.#taken;
    const forget = backlogs.add({
      member: member.id,
      get own() {
        return own();
      },
      get shared() {
        return sendQueue.long;
      },
      drop: () => this.#drop(),
    });
    stream.on("data", (chunk: Uint8Array) => backlogs.grew(chunk.length));
    socket.on("message", (data, isBinary) => this.#take(data, isBinary));
    socket.on("pong", () => {
      this.#silent = false;
    });
    socket.on("close", () => {
      forget();
      this.#sendQueue.close();
      // Frames that came before it closed are still handled.
      this.#receiveQueue.end();
      onEnd();
    });
  }

  /** Sends a ping and a sign of life; terminates a connection that has not answered the last ping (RE14). */
  keepAlive(): void {
    const { socket } = this.#deps;
    if (this.#silent) {
      socket.terminate();
    } else if (socket.readyState === socket.OPEN) {
      // While its messages wait, the answer to the ping may be among them.
      this.#silent = !this.#receiveQueue.isWaiting;
      socket.ping();
      this.#sendQueue.send(STILL_HERE);
    }
  }

  /** Leaves the room; what is already queued is still sent. */
  leave(): void {
    this.#receiveQueue.drop();
    this.#room.leave();
  }

  /** Sends what is queued, then a close frame; the socket is cut off when the client does not answer it. */
  close(code: number, reason: string): void {
    const { socket, stream } = this.#deps;
    this.#sendQueue.flush();
    this.#sendQueue.close();
    closeSocket(socket, stream, code, reason, CLOSE_TIMEOUT);
  }

  #take(data: RawData, isBinary: boolean): void {
    this.#silent = false;
    this.#taken = this.#deps.stream.bytesRead;
    if (!isBinary) {
      this.leave();
      this.close(CLOSE_CODES.malformed, "a frame is binary");
      return;
    }
    // `ws` gives one Buffer per message unless told otherwise.
    this.#receiveQueue.add(data as Buffer);
  }

  /** Memory is short: the client sees a broken connection, and connects again. */
  #drop(): void {
    this.#deps.onRefusal("backlogs");
    this.leave();
    this.#sendQueue.close();
    this.#deps.socket.terminate();
  }

  #tooSlow(): void {
    this.#deps.onRefusal("slow-reader");
    this.leave();
    this.close(CLOSE_CODES.tryLater, "you read too slowly: come back");
  }
}
