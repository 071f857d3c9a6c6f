/** Desks as a person has them: a core on a folder of its own, joined to a relay, and windows that talk to it. */
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { eventually } from "../eventually.ts";
import { Core } from "../../main/core/core.ts";
import { fileSecrets } from "../../main/core/people/identity.ts";
import { NEWEST } from "../../shared/rpc/contract.ts";
import { roomName, type Role } from "../../shared/roles.ts";
import { RpcClient } from "../../shared/rpc/client.ts";
import { memoryPorts } from "../contract/memory-port.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { Replica } from "../../shared/sync/replica.ts";
import { temporaryFolder, type TestRelay } from "../relay/relay-fixture.ts";

/** Closes the desks and their site, and proves that nothing was reported. */
export async function closeDesks(site: TestRelay, desks: readonly Desk[]): Promise<void> {
  await Promise.all(desks.map((desk) => desk.close()));
  await site.close();
  expect(desks.flatMap(({ reported }) => reported)).toEqual([]);
}

/** An update that fills a new article. */
export function article(text: string): Uint8Array {
  const doc = new Y.Doc();
  doc.getText("body").insert(0, text);
  return Y.encodeStateAsUpdate(doc);
}

/** One room as a window has it open. */
export class OpenRoom {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly replica: Replica;

  constructor(client: RpcClient, room: string) {
    this.replica = new Replica(this.doc, this.awareness, client.open(room), (error) => {
      throw error;
    });
  }

  get text(): string {
    return this.doc.getText("body").toJSON();
  }

  type(text: string, at = this.text.length): void {
    this.doc.getText("body").insert(at, text);
  }

  loaded(): Promise<void> {
    return eventually(() => this.replica.state.loaded, true);
  }

  /** Waits until the core has on disk all that was typed here. */
  saved(): Promise<void> {
    return eventually(() => this.replica.state, { loaded: true, pending: false, refused: null, unreadable: false });
  }

  close(): void {
    this.replica.destroy();
    this.awareness.destroy();
  }
}

export class Desk {
  readonly folder = temporaryFolder();
  readonly reported: unknown[] = [];
  core!: Core;
  /** One window of it, always there; it dials anew when the core is another. */
  readonly window: RpcClient;
  readonly #site: TestRelay;
  #running = false;
  /** The last time that its identity was stored. */
  #stored: Promise<void> = Promise.resolve();

  private constructor(site: TestRelay) {
    this.#site = site;
    this.window = this.openWindow();
  }

  static async open(site: TestRelay, name: string, role: Role): Promise<Desk> {
    const desk = await Desk.alone(site);
    await desk.core.join(site.relay.http, site.invite(name, role));
    desk.core.connect(site.relay.http);
    return desk;
  }

  /** A desk that has joined no newsroom. */
  static async alone(site: TestRelay): Promise<Desk> {
    const desk = new Desk(site);
    await desk.start();
    return desk;
  }

  openWindow(): RpcClient {
    return new RpcClient(async () => this.#dial(), { later: (run, delay) => void setTimeout(run, Math.min(delay, 50)) });
  }

  /** Starts the core; on the relay only when `connect` is called. */
  async start(): Promise<void> {
    const file = fileSecrets(join(this.folder.path, "identity.json"));
    const save = (secret: string): Promise<void> => (this.#stored = file.save(secret));
    this.core = await Core.open({ folder: this.folder.path, secrets: { ...file, save }, report: (error) => this.reported.push(error) });
    this.#running = true;
  }

  stop(): void {
    if (!this.#running) return;
    this.#running = false;
    this.core.close();
  }

  async restart(): Promise<void> {
    this.stop();
    await this.start();
    this.core.connect(this.#site.relay.http);
  }

  async close(): Promise<void> {
    this.window.end();
    this.stop();
    // A role that came last may be on its way into the folder.
    await this.#stored.catch(() => undefined);
    this.folder.remove();
  }

  async openRoom(id: string, kind: "body" | "notes" = "body", window = this.window): Promise<OpenRoom> {
    const room = new OpenRoom(window, roomName(id, kind));
    await room.loaded();
    return room;
  }

  async create(text: string): Promise<string> {
    return (await this.window.calls.createArticle({ body: article(text) })).id;
  }

  /** `link`, `unconfirmed` and, where there is one, the reason of the article's sync state. */
  async state(id: string): Promise<readonly unknown[]> {
    const { link, unconfirmed, reason } = await this.window.calls.syncState({ article: id });
    return reason === undefined ? [link, unconfirmed] : [link, unconfirmed, reason];
  }

  /** Whether any of the article's text is on this desk's disk. */
  hasText(id: string): boolean {
    return this.beside((db) => new SqliteUpdateLog(db).read(roomName(id, "body")).updates.length > 0);
  }

  /** Looks into this desk's database over a connection of its own. */
  beside<T>(read: (db: Database.Database) => T): T {
    const db = new Database(join(this.folder.path, "desk.sqlite"));
    try {
      return read(db);
    } finally {
      db.close();
    }
  }

  /** Waits until it has heard of the article; its title comes seconds later. */
  knows(id: string): Promise<void> {
    return eventually(async () => (await this.window.calls.articles(NEWEST)).entries.some((entry) => entry.id === id), true);
  }

  async titles(): Promise<string[]> {
    return (await this.window.calls.articles(NEWEST)).entries.map(({ title }) => title).sort();
  }

  async #dial(): Promise<Port> {
    if (!this.#running) throw new Error("no core");
    const [near, far] = memoryPorts();
    this.core.serve(far);
    return near;
  }
}
