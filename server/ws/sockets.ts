import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import { WebSocketServer, type WebSocket } from "ws";
import { mayWrite } from "../../shared/roles.ts";
import { CLOSE_CODES } from "../../shared/relay-api/close-codes.ts";
import type { Rooms } from "../../shared/room/rooms.ts";
import { NEWSROOM } from "../../shared/wire/newsroom-frames.ts";
import type { Admission, Admitted, Refusal } from "./admission.ts";
import { clientAddress } from "../http/address.ts";
import { Allowances } from "./allowance.ts";
import { Backlogs } from "./backlogs.ts";
import { Connection } from "./connection.ts";
import { closeSocket } from "./close-socket.ts";
import type { NewsroomLines } from "./newsroom-lines.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../ops/log.ts";
import type { Metrics } from "../ops/metrics.ts";
import type { AccessTable } from "../people/access.ts";
import type { Sessions } from "./sessions.ts";
import { ConnectionCount } from "./connection-count.ts";
import type { FlushScheduler } from "./flush-scheduler.ts";

/** Milliseconds between two pings: a y-websocket client connects again after 30 seconds without a message. */
export const KEEPALIVE = 20_000;
/** Milliseconds that closing sockets are waited for at shutdown, and refused ones are kept. */
const CLOSE_TIMEOUT = 1_000;

/** Milliseconds that a member may owe of its allowance and still open a connection. */
const LONGEST_WAIT = 1_000;

/** What the WebSockets need. */
export interface SocketDeps {
  readonly admission: Admission;
  readonly access: AccessTable;
  readonly sessions: Sessions;
  readonly rooms: Rooms;
  readonly lines: NewsroomLines;
  readonly scheduler: FlushScheduler;
  readonly limits: Limits;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly trustProxy: boolean;
  /** Told of each request whose ticket is good. */
  readonly onKnown: (request: IncomingMessage) => void;
  /** Milliseconds between two pings. */
  readonly keepalive: number;
  readonly report: (error: unknown) => void;
}

/** The relay's WebSockets: takes upgrade requests, bounds their number for each member and address (LI4), and keeps them alive. */
export class Sockets {
  readonly #deps: SocketDeps;
  readonly #server: WebSocketServer;
  readonly #connections = new Map<WebSocket, Connection>();
  readonly #ofMember = new ConnectionCount();
  readonly #ofAddress = new ConnectionCount();
  readonly #allowances: Allowances;
  readonly #backlogs: Backlogs;
  readonly #timer: NodeJS.Timeout;

  constructor(deps: SocketDeps) {
    this.#deps = deps;
    this.#backlogs = new Backlogs(deps.limits.backlogsBytes);
    this.#allowances = new Allowances(deps.limits);
    // Frames are also encoded by hand, which no extension may change.
    this.#server = new WebSocketServer({ noServer: true, maxPayload: deps.limits.frameBytes, perMessageDeflate: false });
    this.#timer = setInterval(() => this.#keepAlive(), deps.keepalive);
  }

  /** Bytes that all sockets hold in memory. */
  get backlog(): number {
    return this.#backlogs.size;
  }

  /**
   * Takes an upgrade request of the HTTP server. A refused one becomes a WebSocket too, only to be closed with the reason: a
   * y-websocket client does not see an HTTP status, and would try again for ever (RE17).
   */
  upgrade(request: IncomingMessage, stream: Socket, head: Buffer): void {
    const { limits, trustProxy, onKnown } = this.#deps;
    const address = clientAddress(request, trustProxy);
    if (this.#ofAddress.of(address) >= limits.connectionsPerAddress) {
      this.#refused("connections-of-address", address);
      stream.end("HTTP/1.1 429 Too Many Requests\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", () => stream.destroy());
      return;
    }
    this.#ofAddress.add(address);
    stream.once("close", () => this.#ofAddress.remove(address));
    const admitted = this.#admit(request);
    if ("code" in admitted) this.#refused(admitted.why, address);
    else onKnown(request);
    this.#server.handleUpgrade(request, stream, head, (socket) => {
      // The close event, which always follows, handles it.
      socket.on("error", () => undefined);
      if ("code" in admitted) closeSocket(socket, stream, admitted.code, admitted.reason, CLOSE_TIMEOUT);
      else this.#connect(socket, stream, admitted);
    });
  }

  #admit(request: IncomingMessage): Admitted | Refusal {
    const { admission, limits } = this.#deps;
    const admitted = admission.admit(request);
    if ("code" in admitted) return admitted;
    const { id } = admitted.member;
    // Opening a room is work, too.
    if (this.#allowances.of(id).wait > LONGEST_WAIT)
      return { code: CLOSE_CODES.tryLater, reason: "you asked too much of the relay: come back later", why: "rate" };
    if (this.#ofMember.of(id) < limits.connectionsPerMember) return admitted;
    const reason = `${limits.connectionsPerMember} connections of one member are open: come back later`;
    return { code: CLOSE_CODES.tryLater, reason, why: "connections-of-member" };
  }

  /** Has every client come back later (1012), and resolves when all sockets are closed. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    // From here on upgrade requests are refused.
    this.#server.close();
    const { clients } = this.#server;
    for (const connection of this.#connections.values()) connection.leave();
    const gone = Promise.all([...clients].map((socket) => new Promise((resolve) => socket.once("close", resolve))));
    for (const socket of clients) {
      const connection = this.#connections.get(socket);
      if (connection) connection.close(CLOSE_CODES.restarting, "the relay is restarting");
      else socket.terminate();
    }
    const deadline = setTimeout(() => {
      for (const socket of clients) socket.terminate();
    }, CLOSE_TIMEOUT);
    await gone;
    clearTimeout(deadline);
  }

  #connect(socket: WebSocket, stream: Socket, { member, device, room }: Admitted): void {
    const { access, sessions, rooms, lines, scheduler, limits, metrics, log, report } = this.#deps;
    const { id, color } = member;
    const name = room?.name ?? NEWSROOM;
    let forget: (() => void) | null = null;
    let [may, asked] = [false, -1];
    try {
      const connection = new Connection({
        socket,
        stream,
        scheduler,
        limits,
        backlogs: this.#backlogs,
        allowance: this.#allowances.of(id),
        member: { id, name: member.name, color },
        mayWrite() {
          const { version } = access;
          if (version !== asked && room) may = mayWrite(access.roleOf(id, room.article) ?? "none", room.kind);
          asked = version;
          if (!may) metrics.refusals.add("role");
          return may;
        },
        join: (peer) => (room ? rooms.join(room.name, peer) : lines.join(peer)),
        onRefusal: (why) => metrics.refusals.add(why),
        onEnd: () => {
          this.#connections.delete(socket);
          this.#ofMember.remove(id);
          forget?.();
        },
      });
      this.#connections.set(socket, connection);
      this.#ofMember.add(id);
      forget = sessions.add({
        member: id,
        device,
        article: room?.article ?? null,
        needsRole: room !== null,
        end(code, reason) {
          log.info("shown-out", { member: id, device, room: name, reason });
          connection.leave();
          connection.close(code, reason);
        },
      });
      log.debug("connected", { member: id, device, room: name });
    } catch (error) {
      report(error);
      closeSocket(socket, stream, CLOSE_CODES.broken, "the room could not be opened", CLOSE_TIMEOUT);
    }
  }

  #refused(reason: string, address: string): void {
    const { metrics, log } = this.#deps;
    metrics.refusals.add(reason);
    log.info("connection-refused", { reason, address });
  }

  #keepAlive(): void {
    for (const connection of this.#connections.values()) connection.keepAlive();
  }
}
