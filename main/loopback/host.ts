/**
 * The desk in a browser window: the built interface and the core's port on 127.0.0.1. Every request is checked for its
 * Host and Origin, and for the cookie that the one-use key was exchanged for. Rules RP5–RP7.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { Port } from "../../shared/rpc/port.ts";
import { readAsset } from "../interface/files.ts";
import { contentPolicy } from "../interface/policy.ts";
import type { Keys } from "./keys.ts";
import { noEntryPage } from "./no-entry.ts";
import { socketPort } from "./socket-port.ts";

const ADDRESS = "127.0.0.1";
/** A pasted photograph fits; nothing that a window sends is larger. */
const LARGEST_MESSAGE = 64 * 1024 * 1024;

const HEADERS: Readonly<Record<string, string>> = {
  "content-security-policy": contentPolicy("'self'"),
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
};

export interface HostOptions {
  /** Folder of the built interface. */
  readonly assets: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly keys: Keys;
  readonly onWindow: (port: Port) => void;
  /** A key was used up, so that the link it was in is of no more use. */
  readonly onKeyUsed: () => void;
  readonly report: (error: unknown) => void;
}

export class LoopbackHost {
  readonly #options: HostOptions;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_MESSAGE });

  constructor(options: HostOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => void this.#answer(request, response));
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

  /** An address that opens one window. */
  link(): string {
    return `http://${this.#host}/?key=${this.#options.keys.issue()}`;
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.close(1012, "the desk is closing");
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
      if (!this.#isOurs(request, false) || !url) return say(403, "not for you");
      if (request.method !== "GET" && request.method !== "HEAD") return say(405, "GET only");
      // Only as a link has it: a page that is opened. Whoever looks at the link first, as some programs do, uses up nothing.
      const key = url.pathname === "/" && request.method === "GET" ? url.searchParams.get("key") : null;
      if (key !== null) {
        const cookie = this.#options.keys.redeem(key);
        if (cookie !== null) {
          url.searchParams.delete("key");
          this.#options.onKeyUsed();
          return say(303, "", { location: `/${url.search}`, "set-cookie": cookie });
        }
      }
      if (!this.#options.keys.admits(request.headers.cookie)) return say(401, noEntryPage, { "content-type": "text/html; charset=utf-8" });
      const asset = await readAsset(this.#options.assets, url.pathname);
      if (!asset) return say(404, "no such file");
      return say(200, asset.data, { "content-type": asset.type });
    } catch (error) {
      this.#options.report(error);
      return say(500, "the desk failed to answer");
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const admitted = request.url === "/core" && this.#isOurs(request, true) && this.#options.keys.admits(request.headers.cookie);
    if (!admitted) {
      // Node leaves the socket to us, and one that breaks must not end the desk.
      socket.on("error", () => undefined);
      socket.end("HTTP/1.1 403 Forbidden\r\nconnection: close\r\n\r\n");
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (client) => {
      client.on("error", this.#options.report);
      this.#options.onWindow(socketPort(client));
    });
  }
}
