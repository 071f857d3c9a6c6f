/** One WebSocket as a peer of its room. */
import type { Socket } from "node:net";
import type { RawData, WebSocket } from "ws";
import type { RoomPeer } from "../../shared/room/peer.ts";
import { CLOSE } from "../../shared/room/close.ts";
import type { RoomConnection } from "../../shared/room/host.ts";
import { encodeFrame } from "../../shared/wire/frames.ts";
import type { Allowance } from "./allowance.ts";
import type { Backlogs } from "./backlogs.ts";
import { closeSocket } from "./close-socket.ts";
import { ReceiveQueue } from "./receive-queue.ts";
import type { Limits } from "../limits.ts";
import { SendQueue } from "./send-queue.ts";
import type { FlushScheduler } from "./flush-scheduler.ts";

/** A reader who took too little: come back, and be brought in step again. */
const TOO_SLOW = 1013;
/** An awareness update of nobody: a y-websocket client counts it as a message and does nothing. */
const STILL_HERE = encodeFrame({ type: "awareness", update: Uint8Array.of(0) });
/** Milliseconds that a closing client has to take what is still on its way. */
const CLOSE_TIMEOUT = 5_000;

export interface ConnectionDeps {
  readonly socket: WebSocket;
  /** The stream under `socket`. */
  readonly stream: Socket;
  readonly scheduler: FlushScheduler;
  readonly limits: Limits;
  /** Of the member, whom all their connections share it with. */
  readonly allowance: Allowance;
  readonly backlogs: Backlogs;
  readonly member: RoomPeer["member"];
  mayWrite(): boolean;
  join(peer: RoomPeer): RoomConnection;
  /** Is told what was refused. */
  readonly onRefusal: (why: string) => void;
  readonly onEnd: () => void;
}

export class Connection {
  readonly #deps: ConnectionDeps;
  readonly #receiveQueue: ReceiveQueue;
  readonly #sendQueue: SendQueue;
  readonly #room: RoomConnection;
  /** Has shown no life since it was last asked for a sign. */
  #silent = false;
  /** Bytes of the stream up to the last whole message. */
  #taken: number;

  constructor(deps: ConnectionDeps) {
    const { socket, stream, scheduler, limits, allowance, backlogs, member, onRefusal, onEnd } = deps;
    this.#deps = deps;
    this.#taken = stream.bytesRead;
    this.#sendQueue = new SendQueue(stream, scheduler, limits.backlogBytes, () => this.#tooSlow(), (bytes) => backlogs.grew(bytes));
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
      // What came before it went counts.
      this.#receiveQueue.end();
      onEnd();
    });
  }

  /** Asks for a sign of life, and gives one; lets go who gave none since the last time. */
  keepAlive(): void {
    const { socket } = this.#deps;
    if (this.#silent) {
      socket.terminate();
    } else if (socket.readyState === socket.OPEN) {
      // Whose messages are held back is not silent.
      this.#silent = !this.#receiveQueue.isWaiting;
      socket.ping();
      this.#sendQueue.send(STILL_HERE);
    }
  }

  /** Leaves the room; what is on its way still goes. */
  leave(): void {
    this.#receiveQueue.drop();
    this.#room.leave();
  }

  /** Sends what waits, then says goodbye; who does not answer is let go all the same. */
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
      this.close(CLOSE.malformed, "a frame is binary");
      return;
    }
    // `ws` gives one Buffer per message unless told otherwise.
    this.#receiveQueue.add(data as Buffer);
  }

  /** There is no room for what waits: the other side sees a broken connection, and comes back. */
  #drop(): void {
    this.#deps.onRefusal("backlogs");
    this.leave();
    this.#sendQueue.close();
    this.#deps.socket.terminate();
  }

  #tooSlow(): void {
    this.#deps.onRefusal("slow-reader");
    this.leave();
    this.close(TOO_SLOW, "you read too slowly: come back");
  }
}
