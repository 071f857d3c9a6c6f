/** A desk of a newsroom: its core as a process that dies and starts again on its data, and the windows that people have open. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as prng from "lib0/prng";
import type * as Y from "yjs";
import { verifyDatabase } from "../../server/ops/verify.ts";
import { NEWEST } from "../../shared/rpc/contract.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { DeskProcess } from "../desk/process-fixture.ts";
import { temporaryFolder } from "../relay/relay-fixture.ts";
import type { Breaches } from "./breaches.ts";
import { limitDisk, type Disk } from "./disk.ts";
import type { FaultyProxy } from "./faulty-proxy.ts";
import { Promised } from "./promised.ts";
import { clockedBy } from "./relay-node.ts";
import { leftDocs, storedDocs } from "./stored.ts";
import { WindowEditor } from "./window-editor.ts";

/** What it says while its disk takes nothing. */
const FULL = /database or disk is full|disk I\/O error/;

export class DeskNode {
  readonly name: string;
  readonly line: FaultyProxy;
  /** What its core said it has on disk. */
  readonly promised = new Promised();
  readonly editors: WindowEditor[] = [];
  /** The window that is always there, through which its person asks. */
  window!: RpcClient;
  isUp = false;
  isOffline = false;
  kills = 0;
  readonly #relay: Promised;
  readonly #breaches: Breaches;
  readonly #gen: prng.PRNG;
  readonly #process: DeskProcess;
  readonly #clock = temporaryFolder();
  readonly #windows = new Set<RpcClient>();
  #disk: Disk | null = null;
  #mayComplain = false;
  #read = 0;
  #count = 0;

  constructor(name: string, line: FaultyProxy, relay: Promised, breaches: Breaches, gen: prng.PRNG) {
    this.name = name;
    this.line = line;
    this.#relay = relay;
    this.#breaches = breaches;
    this.#gen = gen;
    this.#process = new DeskProcess(clockedBy(this.#clockFile));
  }

  async open(code: string): Promise<void> {
    await this.#process.start();
    await this.#process.ask({ type: "relay", http: this.line.http, code }, "joined");
    this.window = await this.#process.window();
    this.#windows.add(this.window);
    this.#disk = limitDisk(this.#process.data);
    this.#watch();
  }

  /** Somebody opens an article, in a window that is there or in another. */
  edit(article: string): void {
    const client = prng.bool(this.#gen) ? this.window : this.#process.nextWindow();
    this.#windows.add(client);
    this.editors.push(
      new WindowEditor(`${this.name}.${++this.#count}`, article, this.#gen, client, { core: this.promised, relay: this.#relay }),
    );
  }

  /** Closes what it is about, as a person does who has finished. */
  leave(editor: WindowEditor): void {
    this.editors.splice(this.editors.indexOf(editor), 1);
    editor.close();
  }

  /** Every window is gone without a word, with what it had not told its core. */
  crashWindows(): void {
    const articles = this.editors.map(({ article }) => article);
    for (const client of this.#windows) client.end();
    this.#windows.clear();
    for (const editor of this.editors.splice(0)) editor.close();
    this.window = this.#process.nextWindow();
    this.#windows.add(this.window);
    for (const article of articles) this.edit(article);
  }

  async kill(): Promise<void> {
    this.isUp = false;
    this.kills++;
    await this.#process.end("SIGKILL");
    for (const [room, doc] of leftDocs(this.#database, this.promised.rooms)) this.#hold(room, doc, "after SIGKILL");
  }

  async stop(): Promise<void> {
    this.isUp = false;
    const code = await this.#process.end("SIGTERM");
    if (code !== 0) this.#breaches.add("DE2", `told to stop, ${this.name} ended with ${code}: ${this.#process.log.slice(-1000)}`);
  }

  async start(): Promise<void> {
    // Its windows learn the new port.
    this.#process.port = 0;
    await this.#process.start();
    const { pid } = this.#process.child!;
    this.#disk?.started(pid!);
    await this.#process.ask({ type: "relay", http: this.line.http }, "joined");
    // It is as it was when it ended.
    await this.setOffline(false);
    this.#watch();
  }

  async setOffline(offline: boolean): Promise<void> {
    await this.window.calls.setOffline({ offline });
    this.isOffline = offline;
  }

  fill(): void {
    if (!this.#disk) return;
    this.#mayComplain = true;
    this.#disk.fill(this.#pid);
  }

  free(): void {
    this.#disk?.free(this.#pid);
  }

  setClock(offset: number): void {
    writeFileSync(this.#clockFile, String(offset));
  }

  /** What has yet to come to rest here, in words; null when nothing. @param articles that there are */
  async unrest(articles: readonly string[]): Promise<string | null> {
    for (const editor of this.editors) {
      const unrest = editor.unrest() ?? (await this.#unsent(editor));
      if (unrest !== null) return unrest;
    }
    const known = new Map((await this.window.calls.articles(NEWEST)).entries.map((entry) => [entry.id, entry.unconfirmed]));
    for (const article of articles) {
      const unconfirmed = known.get(article);
      if (unconfirmed !== 0)
        return `${this.name}, article ${article}: ${unconfirmed === undefined ? "not known" : `${unconfirmed} unconfirmed`}`;
    }
    return null;
  }

  /** See `RelayNode.check`. */
  check(rooms: readonly string[]): Map<string, Y.Doc> {
    const docs = this.stored(rooms);
    for (const [room, doc] of docs) this.#hold(room, doc, "at rest");
    for (const damage of verifyDatabase(this.#database).damage) this.#breaches.add("OP7", `${this.name}'s data: ${damage}`);
    const { log } = this.#process;
    const news = log.slice(this.#read);
    this.#read = log.length;
    if (news !== "" && !(this.#mayComplain && FULL.test(news))) this.#breaches.add("DE2", `${this.name} said ${news.slice(0, 1500)}`);
    this.#mayComplain = false;
    return docs;
  }

  stored(rooms: readonly string[]): Map<string, Y.Doc> {
    return storedDocs(this.#database, rooms);
  }

  async close(): Promise<void> {
    for (const editor of this.editors.splice(0)) editor.close();
    for (const client of this.#windows) client.end();
    this.free();
    if (this.isUp) await this.stop();
    else await this.#process.end("SIGKILL");
    this.line.close();
    this.#process.folder.remove();
    rmSync(this.#clock.path, { recursive: true, force: true });
  }

  get folder(): string {
    return this.#process.folder.path;
  }

  get #clockFile(): string {
    return join(this.#clock.path, "clock");
  }

  get #database(): string {
    return join(this.#process.data, "desk.sqlite");
  }

  get #pid(): number | null {
    return this.isUp ? this.#process.child!.pid! : null;
  }

  #watch(): void {
    this.isUp = true;
    this.#process.child!.once("exit", (code, signal) => {
      if (this.isUp) this.#breaches.add("DE2", `${this.name} ended by itself with ${code ?? signal}: ${this.#process.log.slice(-1500)}`);
      this.isUp = false;
    });
  }

  async #unsent(editor: WindowEditor): Promise<string | null> {
    const state = await editor.ask();
    return state === "connected, 0 unconfirmed" ? null : `${editor.name}, ${editor.article}: ${state}`;
  }

  #hold(room: string, doc: Y.Doc, when: string): void {
    const lost = this.promised.lost(room, doc);
    if (lost !== null) this.#breaches.add("DE10", `${when} ${this.name} lacks what it had promised of ${room}: ${lost}`);
  }
}
