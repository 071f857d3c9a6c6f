import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer, type WebSocket } from "ws";
import { CLOSE_CODES } from "../../shared/relay-api/close-codes.ts";
import { STORED, SUBPROTOCOL } from "../../shared/rpc/loopback.ts";
import { OFFERED_PATH, TICKET } from "../../shared/rpc/offered-file.ts";
import type { Port } from "../../shared/rpc/port.ts";
import type { WrittenFile } from "../core/export/file-thread.ts";
import { debugLog } from "../core/debug.ts";
import { readAsset } from "../interface/files.ts";
import { contentPolicy } from "../interface/policy.ts";
import { HandshakeAuthenticator } from "./handshake-authenticator.ts";
import type { Keys } from "./keys.ts";
import type { Entry, Sessions } from "./sessions.ts";
import { socketPort } from "./socket-port.ts";

const debug = debugLog("loopback");

const ADDRESS = "127.0.0.1";
/** A pasted photograph fits; nothing that a window sends is larger. */
const LARGEST_MESSAGE = 64 * 1024 * 1024;
/** Longest time until a whole request has come, in milliseconds. */
const REQUEST_TIMEOUT = 10_000;
/** Longest time until a window has stored its next secret, in milliseconds. */
const STORE_TIMEOUT = 10_000;

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": contentPolicy("'self'"),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};
/** A browser keeps what it compiled of a script only beside a cached response: a second window and a reload are open sooner. */
const CACHED_FOR_GOOD: Readonly<Record<string, string>> = { "cache-control": "max-age=31536000, immutable" };

export interface HostOptions {
  /** Folder of the built interface. */
  readonly assets: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly keys: Keys;
  readonly sessions: Sessions;
  readonly onWindow: (port: Port) => void;
  /** A file that a window offers; null for a ticket that is of no use. */
  readonly takeFile: (ticket: string) => Promise<WrittenFile | null>;
  /** A key was used up, so that the link it was in is of no more use. */
  readonly onKeyUsed: () => void;
  readonly report: (error: unknown) => void;
}

/**
 * The desk in a browser: an HTTP server on 127.0.0.1 with the built interface and the core's port as a WebSocket. Host and Origin of
 * every request are checked; the WebSocket also asks for the tab's secret, which no other program on this computer is sent.
 * Rules RP5–RP7.
 */
export class LoopbackHost {
  readonly #options: HostOptions;
  readonly #authenticator: HandshakeAuthenticator;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE, handleProtocols: () => SUBPROTOCOL });

  constructor(options: HostOptions) {
    this.#options = options;
    this.#authenticator = new HandshakeAuthenticator(options);
    this.#server = createServer(
      { headersTimeout: REQUEST_TIMEOUT, requestTimeout: REQUEST_TIMEOUT },
      (request, response) => void this.#answer(request, response),
    );
    this.#server.on("upgrade", (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** @throws Error when the port is taken */
  listen(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject);
      this.#server.listen(this.#options.port, ADDRESS, () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** An address that opens one window, for as long as its key lives. */
  link(): string {
    return `http://${this.#host}/?key=${this.#options.keys.issue()}`;
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.close(CLOSE_CODES.restarting, "the desk is closing");
    this.#server.close();
    this.#server.closeAllConnections();
  }

  get #host(): string {
    return `${ADDRESS}:${this.port}`;
  }

  /** Another Host is a name that somebody made resolve to this computer; another Origin is another site. */
  #isOurs({ headers }: IncomingMessage, needsOrigin: boolean): boolean {
    if (headers.host !== this.#host) return false;
    return headers.origin === undefined ? !needsOrigin : headers.origin === `http://${this.#host}`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const say = (status: number, body: string | Buffer, headers: Record<string, string> = {}) => {
      response.writeHead(status, { ...HEADERS, "content-type": "text/plain; charset=utf-8", ...headers });
      response.end(request.method === "HEAD" ? undefined : body);
    };
    try {
      const url = URL.parse(request.url ?? "/", `http://${this.#host}`);
      if (!this.#isOurs(request, false) || !isWanted(request) || !url) return say(403, "not for you");
      if (request.method !== "GET" && request.method !== "HEAD") return say(405, "GET only");
      if (url.pathname.startsWith(OFFERED_PATH)) {
        const file = request.method === "GET" ? await this.#offered(url.pathname.slice(OFFERED_PATH.length)) : null;
        if (!file) return say(404, "no such file");
        return say(200, Buffer.from(file.bytes), { "content-type": file.type, "content-disposition": attachment(file.name) });
      }
      const asset = await readAsset(this.#options.assets, url.pathname);
      if (!asset) return say(404, "no such file");
      return say(200, asset.data, { "content-type": asset.type, ...(asset.isImmutable ? CACHED_FOR_GOOD : {}) });
    } catch (error) {
      this.#options.report(error);
      return say(500, "the desk failed to answer");
    }
  }

  async #offered(ticket: string): Promise<WrittenFile | null> {
    return TICKET.test(ticket) ? this.#options.takeFile(ticket) : null;
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Node leaves the socket to us, and one that breaks must not end the desk.
    socket.on("error", () => undefined);
    const entry = request.url === "/core" && this.#isOurs(request, true) ? this.#authenticator.authenticate(request) : null;
    debug("handshake", { state: entry ? "accepted" : "refused" });
    if (!entry) {
      if (this.#authenticator.isOverLimit) socket.destroy();
      else socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\ncontent-length: 0\r\n\r\n", () => socket.destroy());
      return;
    }
    socket.once("close", () => entry.left());
    this.#sockets.handleUpgrade(request, socket, head, (client) => this.#welcome(client, entry));
  }

  /** Hands the tab its next secret; the port is open once it is stored. */
  #welcome(client: WebSocket, entry: Entry): void {
    client.on("error", this.#options.report);
    const deadline = setTimeout(() => client.terminate(), STORE_TIMEOUT);
    client.once("close", () => clearTimeout(deadline));
    client.once("message", (data: Buffer, binary) => {
      clearTimeout(deadline);
      if (binary || data.toString() !== STORED) return client.close(1002, "the secret is to be stored first");
      entry.kept();
      this.#options.onWindow(socketPort(client));
    });
    client.send(entry.secret);
  }
}

/** It is saved, and never shown (RFC 6266, RFC 8187). */
const attachment = (name: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)}`;

/** A browser says whether a page of ours asks. Others may lead here, as a link in a letter does, and take nothing. */
function isWanted({ headers }: IncomingMessage): boolean {
  const site = headers["sec-fetch-site"];
  if (site === undefined || site === "same-origin" || site === "none") return true;
  return headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
}
