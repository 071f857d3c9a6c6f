/** A real relay on loopback, and people who use it over HTTP and WebSocket. */
import { mkdtempSync, rmSync } from "node:fs";
import { request, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { WebSocket, type ClientOptions } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { passes } from "../eventually.ts";
import { openDatabase } from "../../server/store/database.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import { startRelay, type Relay, type RelayOptions } from "../../server/relay.ts";
import type { Member, Role } from "../../shared/roles.ts";
import { decodeFrame, encodeFrame, type Frame } from "../../shared/wire/frames.ts";

/** A folder under the system's temporary one; remove it when done. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), "tahrir-relay-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface Reply {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** One request with a JSON body, if any. */
export async function call(http: string, method: string, path: string, body?: unknown, token?: string): Promise<Reply> {
  const response = await fetch(http + path, {
    method,
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    headers: token === undefined ? {} : { Authorization: `Bearer ${token}` },
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return { status: response.status, body: isJson ? JSON.parse(text) : text, headers: response.headers };
}

export interface RawReply {
  readonly status: number;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

/** One request with headers that `fetch` does not let through. */
export function rawCall(http: string, method: string, path: string, headers: Record<string, string>, body?: unknown): Promise<RawReply> {
  return new Promise((resolve, reject) => {
    const sent = request(http + path, { method, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve({ status: response.statusCode!, body: text, headers: response.headers }));
    });
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** A member's device. */
export class Device {
  readonly member: Member;
  readonly token: string;
  readonly #site: { readonly relay: Pick<Relay, "http" | "ws"> };

  /** @param site has the relay, which may be another one after a restart. */
  constructor(site: { readonly relay: Pick<Relay, "http" | "ws"> }, joined: { readonly token: string; readonly member: Member }) {
    this.#site = site;
    ({ member: this.member, token: this.token } = joined);
  }
  call(method: string, path: string, body?: unknown): Promise<Reply> {
    return call(this.#site.relay.http, method, path, body, this.token);
  }
  async ticket(): Promise<string> {
    return ((await this.call("POST", "/api/tickets")).body as { ticket: string }).ticket;
  }
  async newArticle(title = "خبر"): Promise<string> {
    return ((await this.call("POST", "/api/articles", { title })).body as { id: string }).id;
  }
  /** Speaks frames to a room. */
  async frames(room: string, options: ClientOptions = {}): Promise<FrameClient> {
    return new FrameClient(`${this.#site.relay.ws}/sync/${room}?ticket=${await this.ticket()}`, options);
  }
  /** The same, once the room has asked what this side has. */
  async enter(room: string): Promise<FrameClient> {
    const client = await this.frames(room);
    await client.first("step1");
    return client;
  }
  /** An unmodified y-websocket client. */
  async provider(room: string, doc = new Y.Doc()): Promise<WebsocketProvider> {
    return new WebsocketProvider(`${this.#site.relay.ws}/sync`, room, doc, {
      params: { ticket: await this.ticket() },
      disableBc: true,
      WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    });
  }
}

/** A bare WebSocket that speaks the wire's frames and does nothing by itself. */
export class FrameClient {
  readonly socket: WebSocket;
  readonly got: Frame[] = [];
  closed: { readonly code: number; readonly reason: string } | null = null;

  constructor(url: string, options: ClientOptions = {}) {
    this.socket = new WebSocket(url, options);
    this.socket.on("message", (data) => this.got.push(decodeFrame(data as Buffer)));
    this.socket.on("close", (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
    // The close event says what became of it.
    this.socket.on("error", () => undefined);
  }
  send(frame: Frame): void {
    this.socket.send(encodeFrame(frame));
  }
  /** @returns the first frame of that type, once it is there. */
  async first<T extends Frame["type"]>(type: T): Promise<Extract<Frame, { type: T }>> {
    const found = await passes(() => {
      const frame = this.got.find((one) => one.type === type);
      if (!frame && !this.closed) throw new Error(`no ${type} frame yet`);
      return frame;
    });
    if (!found) throw new Error(`no ${type} frame, closed: ${JSON.stringify(this.closed)}`);
    return found as Extract<Frame, { type: T }>;
  }
  /** Waits until the relay says that all sent so far is committed. */
  async barrier(id: number): Promise<void> {
    this.send({ type: "barrier", id });
    await passes(() => {
      if (!this.got.some((frame) => frame.type === "barrier" && frame.id === id)) throw new Error(`no barrier ${id} yet`);
    });
  }
  /** @returns how it was closed, once it is. */
  async end(): Promise<{ readonly code: number; readonly reason: string }> {
    return await passes(() => {
      if (!this.closed) throw new Error("still open");
      return this.closed;
    });
  }
  /** The text of the room, as a newcomer is answered. */
  async text(): Promise<string> {
    await this.first("step1");
    this.send({ type: "step1", stateVector: Y.encodeStateVector(new Y.Doc()) });
    const doc = new Y.Doc();
    Y.applyUpdate(doc, (await this.first("update")).update);
    return doc.getText("body").toJSON();
  }
}

/** An update that writes `text` at the start of an empty body, and the document that made it. */
export function typed(text: string): { readonly doc: Y.Doc; readonly update: Uint8Array } {
  const doc = new Y.Doc();
  doc.getText("body").insert(0, text);
  return { doc, update: Y.encodeStateAsUpdate(doc) };
}

/** A relay in this process, with its folder. */
export class TestRelay {
  readonly folder = temporaryFolder();
  readonly reported: unknown[] = [];
  relay!: Relay;

  /** A site with an owner and one article. */
  static async withArticle(): Promise<{ readonly site: TestRelay; readonly owner: Device; readonly article: string }> {
    const site = await new TestRelay().start();
    const owner = await site.desk("سارا", "owner");
    return { site, owner, article: await owner.newArticle() };
  }

  async start(options: Partial<RelayOptions> = {}): Promise<this> {
    const report = (error: unknown): void => void this.reported.push(error);
    this.relay = await startRelay({ host: "127.0.0.1", port: 0, data: this.folder.path, report, ...options });
    return this;
  }
  /** Invites somebody, who joins at once. */
  async desk(name: string, role: Role): Promise<Device> {
    return this.join(this.invite(name, role));
  }
  /** As the command line does, beside the running relay. */
  invite(name: string, role: Role): string {
    return this.beside((db) => new Newsroom(db).invitations.add({ name, role }).code);
  }
  /** Has somebody join by this code. */
  async join(code: string): Promise<Device> {
    const { body } = await call(this.relay.http, "POST", "/api/join", { code, device: "laptop" });
    return new Device(this, body as { token: string; member: Member });
  }
  /** Runs with a second connection to the relay's database. */
  beside<T>(run: (db: Database.Database) => T): T {
    const db = openDatabase(this.folder.path);
    try {
      return run(db);
    } finally {
      db.close();
    }
  }
  async close(): Promise<void> {
    await this.relay.stop();
    this.folder.remove();
  }
}
