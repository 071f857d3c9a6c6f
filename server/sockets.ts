/** The relay's WebSockets: who may open one, and each as a peer of its room. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer, type RawData, type WebSocket } from "ws";
import { mayWrite, parseRoom, type Member, type RoomName } from "../shared/roles.ts";
import type { RoomPeer } from "../shared/room/peer.ts";
import { CLOSE } from "../shared/room/room.ts";
import type { Rooms } from "../shared/room/rooms.ts";
import { encodeFrame } from "../shared/wire/frames.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Newsroom } from "./newsroom.ts";
import type { Tickets } from "./tickets.ts";

/** Bytes of one frame: an article with its whole history fits many times. */
const MAX_FRAME = 16 * 1024 * 1024;
/** Bytes that may wait for a slow reader, beside the largest frame it was sent: a newcomer needs that one at once. */
const MAX_BACKLOG = 4 * 1024 * 1024;
/** A y-websocket client reconnects after 30 seconds without a message. */
export const KEEPALIVE = 20_000;
/** How long closing sockets are waited for at shutdown, in milliseconds. */
const FAREWELL = 1_000;

/** Close codes beside a room's. 4400–4499 are final for a y-websocket client, others mean "come back". */
const REFUSED = { ticket: 4401, forbidden: 4403, unknown: 4404 } as const;
const RESTARTING = 1012;

/** An awareness update of nobody: a y-websocket client counts it as a message and does nothing. */
const STILL_HERE = encodeFrame({ type: "awareness", update: Uint8Array.of(0) });

export interface SocketParts {
  readonly newsroom: Newsroom;
  readonly catalogue: Catalogue;
  readonly tickets: Tickets;
  readonly rooms: Rooms;
  /** Origins of web pages, beside the relay's own, that may open a WebSocket. */
  readonly allowOrigins: readonly string[];
  /** Milliseconds between two signs of life. */
  readonly keepalive: number;
  readonly report: (error: unknown) => void;
}

interface Refusal {
  readonly code: number;
  readonly reason: string;
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
      const admitted = this.#admit(request);
      if ("code" in admitted) close(socket, admitted.code, admitted.reason);
      else this.#connect(socket, admitted.member, admitted.room);
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

  #admit(request: IncomingMessage): { readonly member: Member; readonly room: RoomName & { readonly name: string } } | Refusal {
    const { newsroom, catalogue, tickets } = this.#parts;
    if (!this.#isOwnOrigin(request)) {
      return { code: REFUSED.forbidden, reason: `pages of ${request.headers.origin} may not connect` };
    }
    const url = URL.parse(request.url ?? "/", "http://relay");
    const member = newsroom.member(tickets.use(url?.searchParams.get("ticket") ?? "") ?? "");
    if (!member) return { code: REFUSED.ticket, reason: "the ticket is unknown, used or too old" };
    const name = /^\/sync\/(.+)$/.exec(url?.pathname ?? "")?.[1] ?? "";
    const room = parseRoom(name);
    if (!room || !catalogue.has(room.article)) return { code: REFUSED.unknown, reason: "unknown article" };
    return { member, room: { ...room, name } };
  }

  #isOwnOrigin({ headers }: IncomingMessage): boolean {
    const { origin, host } = headers;
    return origin === undefined || URL.parse(origin)?.host === host || this.#parts.allowOrigins.includes(origin);
  }

  #connect(socket: WebSocket, { id, name, color }: Member, room: RoomName & { readonly name: string }): void {
    const { newsroom, rooms, report } = this.#parts;
    let largest = 0;
    const peer: RoomPeer = {
      member: { id, name, color },
      mayWrite() {
        const role = newsroom.member(id)?.role;
        return role !== undefined && mayWrite(role, room.kind);
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
      socket.on("message", (data, isBinary) => {
        this.#silent.delete(socket);
        if (isBinary) connection.receive(bytesOf(data));
        else close(socket, CLOSE.malformed, "a frame is binary");
      });
      socket.on("pong", () => this.#silent.delete(socket));
      socket.on("close", () => {
        this.#leave.delete(socket);
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
