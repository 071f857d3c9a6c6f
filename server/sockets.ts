/** The relay's WebSockets: who may open one, and each as a peer of its room. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import { mayWrite } from "../shared/roles.ts";
import type { RoomPeer } from "../shared/room/peer.ts";
import { CLOSE } from "../shared/room/room.ts";
import type { Rooms } from "../shared/room/rooms.ts";
import { encodeFrame } from "../shared/wire/frames.ts";
import type { Admission, Admitted } from "./admission.ts";
import { clientAddress } from "./address.ts";
import type { Log } from "./log.ts";
import type { Metrics } from "./metrics.ts";
import type { AccessTable } from "./people/access.ts";
import type { Sessions } from "./sessions.ts";

/** Bytes of one frame: an article with its whole history fits many times. */
const MAX_FRAME = 16 * 1024 * 1024;
/** Bytes that may wait for a slow reader, beside the largest frame it was sent: a newcomer needs that one at once. */
const MAX_BACKLOG = 4 * 1024 * 1024;
/** A y-websocket client reconnects after 30 seconds without a message. */
export const KEEPALIVE = 20_000;
/** How long closing sockets are waited for at shutdown, in milliseconds. */
const FAREWELL = 1_000;

const RESTARTING = 1012;

/** An awareness update of nobody: a y-websocket client counts it as a message and does nothing. */
const STILL_HERE = encodeFrame({ type: "awareness", update: Uint8Array.of(0) });

export interface SocketParts {
  readonly admission: Admission;
  readonly access: AccessTable;
  readonly sessions: Sessions;
  readonly rooms: Rooms;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly trustProxy: boolean;
  /** Milliseconds between two signs of life. */
  readonly keepalive: number;
  readonly report: (error: unknown) => void;
}

export class Sockets {
  readonly #parts: SocketParts;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false });
  /** Those that have shown no life since the last sign was sent. */
  readonly #silent = new WeakSet<WebSocket>();
  readonly #leave = new Map<WebSocket, () => void>();
  readonly #timer: NodeJS.Timeout;

  constructor(parts: SocketParts) {
    this.#parts = parts;
    this.#timer = setInterval(() => this.#keepAlive(), parts.keepalive);
  }

  /** Takes an upgrade request of the HTTP server. A refusal is told after it, where the client can read the code. */
  upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      // What breaks a socket is told by its close event, which always follows.
      socket.on("error", () => undefined);
      const { admission, metrics, log, trustProxy } = this.#parts;
      const admitted = admission.admit(request);
      if ("code" in admitted) {
        metrics.refusals.add(admitted.why);
        log.info("connection-refused", { reason: admitted.why, address: clientAddress(request, trustProxy) });
        close(socket, admitted.code, admitted.reason);
      } else {
        this.#connect(socket, admitted);
      }
    });
  }

  /** Tells every client to come back, and waits until they are gone. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    // From here on, whoever asks for a WebSocket is told that there is none.
    this.#server.close();
    const { clients } = this.#server;
    for (const leave of this.#leave.values()) leave();
    const gone = Promise.all([...clients].map((socket) => new Promise((resolve) => socket.once("close", resolve))));
    for (const socket of clients) close(socket, RESTARTING, "the relay is restarting");
    const deadline = setTimeout(() => {
      for (const socket of clients) socket.terminate();
    }, FAREWELL);
    await gone;
    clearTimeout(deadline);
  }

  #connect(socket: WebSocket, { member: { id, name, color }, device, room }: Admitted): void {
    const { access, sessions, rooms, metrics, log, report } = this.#parts;
    let largest = 0;
    const peer: RoomPeer = {
      member: { id, name, color },
      mayWrite() {
        const may = mayWrite(access.roleOf(id, room.article) ?? "none", room.kind);
        if (!may) metrics.refusals.add("role");
        return may;
      },
      send(frame) {
        if (socket.readyState !== socket.OPEN) return;
        if (socket.bufferedAmount > MAX_BACKLOG + largest) {
          // Behind that backlog a close frame would come too late: the client comes back by itself.
          socket.terminate();
          return;
        }
        largest = Math.max(largest, frame.length);
        socket.send(frame);
      },
      close: (code, reason) => close(socket, code, reason),
    };
    try {
      const connection = rooms.join(room.name, peer);
      this.#leave.set(socket, () => connection.leave());
      const forget = sessions.add({
        member: id,
        device,
        article: room.article,
        backlog: () => socket.bufferedAmount,
        end(code, reason) {
          log.info("shown-out", { member: id, device, room: room.name, reason });
          connection.leave();
          close(socket, code, reason);
          setTimeout(() => socket.terminate(), FAREWELL).unref();
        },
      });
      log.debug("connected", { member: id, device, room: room.name });
      socket.on("message", (data, isBinary) => {
        this.#silent.delete(socket);
        if (isBinary) connection.receive(bytesOf(data));
        else close(socket, CLOSE.malformed, "a frame is binary");
      });
      socket.on("pong", () => this.#silent.delete(socket));
      socket.on("close", () => {
        this.#leave.delete(socket);
        forget();
        connection.leave();
      });
    } catch (error) {
      report(error);
      close(socket, CLOSE.broken, "the room could not be opened");
    }
  }

  #keepAlive(): void {
    for (const socket of this.#server.clients) {
      if (this.#silent.has(socket)) {
        socket.terminate();
      } else if (socket.readyState === socket.OPEN) {
        this.#silent.add(socket);
        socket.ping();
        socket.send(STILL_HERE);
      }
    }
  }
}

/** The reason of a close frame has room for 123 bytes, and must stay whole characters. */
function close(socket: WebSocket, code: number, reason: string): void {
  const { written } = new TextEncoder().encodeInto(reason, new Uint8Array(123));
  socket.close(code, Buffer.from(reason).subarray(0, written));
}

/** `ws` gives one Buffer per message unless told otherwise. */
function bytesOf(data: RawData): Uint8Array {
  return data as Buffer;
}
