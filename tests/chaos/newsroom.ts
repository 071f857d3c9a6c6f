/** A newsroom of real processes, what can befall it, and what must be true whenever it has come to rest. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as prng from "lib0/prng";
import * as Y from "yjs";
import { DATABASE, openDatabase } from "../../server/database.ts";
import { Newsroom as Members } from "../../server/newsroom.ts";
import { verifyDatabase } from "../../server/verify.ts";
import { roomName } from "../../shared/roles.ts";
import { article } from "../desk/desk-fixture.ts";
import { DeskProcess } from "../desk/process-fixture.ts";
import { end, Machine, type Served } from "../relay/process-fixture.ts";
import { Desk as Device } from "../relay/relay-fixture.ts";
import { Ledger } from "./ledger.ts";
import { Line } from "./line.ts";
import { Bare, Window, type Writer } from "./writers.ts";

/** Longer than any habit of desk, relay or provider, in milliseconds. */
const PATIENCE = 40_000;

interface Desk {
  readonly name: string;
  readonly process: DeskProcess;
  windows: Window[];
}

export class Newsroom {
  readonly ledger = new Ledger();
  /** What happened, with milliseconds since the beginning. */
  readonly timeline: string[] = [];
  readonly #begin = performance.now();
  readonly #gen: prng.PRNG;
  readonly #machine = new Machine();
  readonly #line = new Line(() => this.#port);
  readonly #desks: Desk[] = [];
  #port = 0;
  #relay!: Served;
  #device!: Device;
  #bare!: Bare;
  #article = "";
  #rooms: readonly string[] = [];
  #windows = 0;

  constructor(gen: prng.PRNG) {
    this.#gen = gen;
  }

  async open(): Promise<void> {
    await this.#serve();
    await this.#line.open();
    this.#device = await this.#machine.desk(this.#relay);
    for (const name of ["desk0", "desk1"]) {
      const desk: Desk = { name, process: new DeskProcess(), windows: [] };
      this.#desks.push(desk);
      await desk.process.start();
      await desk.process.ask({ type: "relay", http: this.#line.http, code: this.#invite(name) }, "joined");
    }
    const first = await this.#desks[0]!.process.window();
    this.#article = (await first.calls.createArticle({ body: article("") })).id;
    first.end();
    this.#rooms = [roomName(this.#article, "body"), roomName(this.#article, "notes")];
    for (const desk of this.#desks) {
      const window = await desk.process.window();
      await until("the article is in every list", async () => ((await window.calls.articles()).some(({ id }) => id === this.#article) ? null : desk.name));
      window.end();
      await this.#openWindows(desk);
    }
    const http = this.#line.http;
    const far = new Device({ relay: { http, ws: http.replace("http", "ws") } }, this.#device);
    this.#bare = new Bare(`${http.replace("http", "ws")}/sync`, this.#rooms, this.ledger, () => far.ticket());
    await this.rest();
  }

  /** Everybody writes for a while. @param milliseconds how long */
  async write(milliseconds: number): Promise<void> {
    const end = performance.now() + milliseconds;
    while (performance.now() < end) {
      const writer = prng.oneOf(this.#gen, this.#writers);
      for (let i = prng.int31(this.#gen, 1, 3); i > 0; i--) writer.write(this.#gen, prng.oneOf(this.#gen, [...this.#rooms]));
      // In the middle of it, some ask where the words are.
      if (writer instanceof Window && prng.int31(this.#gen, 0, 9) === 0) void writer.ask().catch(() => undefined);
      await sleep(prng.int31(this.#gen, 1, 25));
    }
  }

  /** The relay dies and starts again on its data. What it promised is there before anybody can bring it again. */
  async killRelay(): Promise<void> {
    // Sometimes the whole machine goes dark: nobody is told.
    const isDark = prng.bool(this.#gen);
    this.#note(`the relay is killed${isDark ? ", and its machine goes dark" : ""}`);
    const gone = end(this.#relay.child, "SIGKILL");
    if (isDark) this.#line.stall();
    else this.#line.cut();
    await gone;
    // Others may come back, and be promised more, while somebody looks.
    const promised = this.ledger.promisedBy("relay");
    this.#verify();
    await sleep(prng.int31(this.#gen, 0, 300));
    await this.#serve();
    for (const room of this.#rooms) this.ledger.check(room, await this.#newcomer(room), "the relay after SIGKILL", promised);
    this.#line.mend();
    this.#note("the relay is back");
  }

  /** A core dies, alone or with its windows, and starts again. */
  async killCore(): Promise<void> {
    const desk = prng.oneOf(this.#gen, this.#desks);
    const withWindows = prng.bool(this.#gen);
    this.#note(`${desk.name} is killed${withWindows ? " with its windows" : ""}`);
    const gone = desk.process.end("SIGKILL");
    if (withWindows) for (const window of desk.windows.splice(0)) window.close();
    await gone;
    const promised = this.ledger.promisedBy(desk.name);
    await within("a desk starts", desk.process.start());
    if (withWindows) {
      await this.#openWindows(desk);
      // Nobody but its own disk can have told it.
      for (const window of desk.windows) for (const room of this.#rooms) this.ledger.check(room, window.text(room), `${desk.name} after SIGKILL`, promised);
    }
    await within("a desk goes online", desk.process.ask({ type: "relay", http: this.#line.http }, "joined"));
    this.#note(`${desk.name} is back`);
  }

  /** The relay's disk takes nothing more, and later does again. Whoever reads is served all the while. */
  async fillDisk(): Promise<void> {
    this.#limitFiles("0");
    this.#note("the relay's disk is full");
    const promised = this.ledger.promisedBy("relay");
    await sleep(prng.int31(this.#gen, 100, 800));
    try {
      for (const room of this.#rooms) this.ledger.check(room, await this.#newcomer(room), "the relay on a full disk", promised);
    } finally {
      this.#limitFiles("unlimited");
      this.#note("there is space again");
    }
  }

  async cut(): Promise<void> {
    await this.#trouble("cut", () => this.#line.cut());
  }

  /** Half-open: silent, and nobody is told. Sometimes it ends in a break, sometimes all comes at last. */
  async stall(): Promise<void> {
    await this.#trouble("stalled", () => this.#line.stall());
    if (prng.bool(this.#gen)) return;
    this.#note("and every connection is reset");
    this.#line.cut();
    this.#line.mend();
  }

  async slow(): Promise<void> {
    const delay = prng.int31(this.#gen, 5, 80);
    await this.#trouble(`late by ${delay} ms`, () => this.#line.slow(delay));
  }

  /** Every message comes again, and again. */
  async stutter(): Promise<void> {
    await this.#trouble("stuttering", () => this.#line.stutter());
  }

  /** Mends everything and waits until nothing is on its way. @throws Error when something was lost, or does not agree */
  async rest(): Promise<void> {
    this.#line.mend();
    this.#note("all is mended");
    await until("everybody comes to rest", () => this.#unrest());
    for (const room of this.#rooms) {
      const text = await this.#newcomer(room);
      this.ledger.check(room, text, "at rest");
      for (const writer of this.#writers) if (writer.text(room) !== text) throw new Error(`${writer.name} holds of ${room}\n  ${writer.text(room)}\nthe relay\n  ${text}`);
    }
    this.#verify();
    this.#note("at rest");
  }

  /** What the relay logged last. */
  get log(): string {
    return this.#relay.log().slice(-3000);
  }

  async close(): Promise<void> {
    this.#bare?.close();
    for (const { windows } of this.#desks) for (const window of windows) window.close();
    this.#line.close();
    await Promise.all(this.#desks.map(({ process }) => process.end("SIGKILL")));
    for (const { process } of this.#desks) process.folder.remove();
    await this.#machine.close();
  }

  get #writers(): Writer[] {
    return [...this.#desks.flatMap(({ windows }) => windows), this.#bare];
  }

  #note(what: string): void {
    this.timeline.push(`${Math.round(performance.now() - this.#begin)} ms: ${what}`);
  }

  /** As util-linux has it: how long a file of the relay may become, in bytes. Every write beyond fails. */
  #limitFiles(size: string): void {
    execFileSync("prlimit", ["--pid", String(this.#relay.child.pid), `--fsize=${size}:unlimited`]);
  }

  async #serve(): Promise<void> {
    this.#relay = await within("the relay starts", this.#machine.serve(this.#port === 0 ? [] : ["--port", String(this.#port)]));
    this.#port = Number(new URL(this.#relay.relay.http).port);
  }

  #invite(name: string): string {
    const db = openDatabase(this.#machine.folder.path);
    try {
      return new Members(db).invitations.add({ name, role: "editor" }).code;
    } finally {
      db.close();
    }
  }

  async #openWindows(desk: Desk): Promise<void> {
    for (const _ of desk === this.#desks[0] ? [1, 2] : [1]) {
      const client = await within("a window opens", desk.process.window());
      desk.windows.push(new Window(`w${++this.#windows}`, desk.name, client, this.#article, this.#rooms, this.ledger));
    }
    await until(`the windows of ${desk.name} have the article`, async () => (desk.windows.every(({ loaded }) => loaded) ? null : "not loaded"));
  }

  async #trouble(what: string, begin: () => void): Promise<void> {
    this.#note(`the line is ${what}`);
    begin();
    await sleep(prng.int31(this.#gen, 50, 1200));
    this.#line.mend();
    this.#note("the line is mended");
  }

  async #unrest(): Promise<string | null> {
    for (const writer of this.#writers) {
      const unrest = await writer.unrest().catch((error: unknown) => String(error));
      if (unrest !== null) return `${writer.name}: ${unrest}`;
    }
    // What is on disk here and there may still be on its way to a window.
    for (const room of this.#rooms) if (new Set(this.#writers.map((writer) => writer.text(room))).size > 1) return `${room} differs`;
    return null;
  }

  /** The text of a room, as the relay tells somebody who comes straight to it. */
  async #newcomer(room: string): Promise<string> {
    const client = await new Device(this.#relay, this.#device).frames(room);
    const doc = new Y.Doc();
    try {
      await until("the relay answers a newcomer", async () => (client.got.some(({ type }) => type === "step1") ? null : JSON.stringify(client.closed)));
      client.send({ type: "step1", stateVector: Y.encodeStateVector(doc) });
      await until("the relay sends a newcomer the text", async () => {
        const frame = client.got.find((one) => one.type === "update" && one.reply);
        if (frame?.type !== "update") return "nothing yet";
        Y.applyUpdate(doc, frame.update);
        return null;
      });
      if (doc.store.pendingStructs) this.#note(`a newcomer to ${room} waits for ${JSON.stringify([...doc.store.pendingStructs.missing])}`);
      return doc.getText("body").toJSON();
    } finally {
      client.socket.terminate();
    }
  }

  #verify(): void {
    const { damage } = verifyDatabase(join(this.#machine.folder.path, DATABASE));
    if (damage.length > 0) throw new Error(`the relay's database is damaged: ${damage.join("; ")}`);
  }
}

/** Looks until there is nothing to say. @throws Error with what was said last */
async function until(what: string, look: () => Promise<string | null>): Promise<void> {
  const end = performance.now() + PATIENCE;
  for (;;) {
    const unrest = await look();
    if (unrest === null) return;
    if (performance.now() > end) throw new Error(`it never came that ${what}: ${unrest}`);
    await sleep(25);
  }
}

async function within<T>(what: string, promise: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = sleep(PATIENCE, undefined, { signal: stop.signal }).then(() => Promise.reject(new Error(`it never came that ${what}`)));
  try {
    return await Promise.race([promise, late]);
  } finally {
    stop.abort();
    late.catch(() => undefined);
  }
}
