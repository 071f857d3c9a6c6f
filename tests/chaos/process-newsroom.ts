/**
 * A newsroom of real processes: a relay, desks with windows, and others who have nothing but y-websocket, each on a line of
 * its own. It has rounds of writing and trouble, and must be whole whenever it has come to rest.
 */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import * as prng from "lib0/prng";
import * as Y from "yjs";
import { NEWEST } from "../../shared/rpc/contract.ts";
import { roomName } from "../../shared/roles.ts";
import { Pins } from "../fuzz/pins.ts";
import type { Device } from "../relay/relay-fixture.ts";
import { BareEditor } from "./bare-editor.ts";
import { Breaches } from "./breaches.ts";
import { DeskNode } from "./desk-node.ts";
import { limitDisk, mountDisk } from "./disk.ts";
import { clientID, KINDS, type Editor } from "./editor.ts";
import { FaultyProxy } from "./faulty-proxy.ts";
import { RelayNode } from "./relay-node.ts";
import { difference, type Replicated } from "./state.ts";

/** Longer than any habit of desk, relay or provider, in milliseconds. */
const HEALED_WITHIN = 60_000;
/** Looks at whether all has come to rest. */
const LOOK_EVERY = 50;
/** Closes of a connection that an honest client may meet; 4401 is a ticket that was used before. */
const HONEST = new Set([1000, 1005, 1006, 1011, 1012, 1013, 4401]);

/** An outsider with its line. */
export interface Bare {
  readonly line: FaultyProxy;
  readonly device: Device;
  readonly article: string;
  editor: BareEditor;
}

export class ProcessNewsroom {
  readonly timeline: string[] = [];
  readonly breaches: Breaches;
  readonly gen: prng.PRNG;
  readonly relay: RelayNode;
  readonly desks: DeskNode[] = [];
  readonly bares: Bare[] = [];
  readonly articles: string[] = [];
  /** An article into which nobody looks, to fill the disk with. */
  ballast = "";
  edits = 0;
  readonly #pins = new Map<string, Pins>();
  readonly #begin = performance.now();
  #names = 0;
  #writing = false;

  /** @param seed a positive 32-bit integer; it fixes what is chosen, not what the processes make of the time they get */
  constructor(seed: number) {
    this.gen = prng.create(seed);
    this.breaches = new Breaches((what) => this.say(what));
    // On a disk of its own one time, on a real one with a limit the other: where neither can be had, no disk is ever full.
    const mounts = seed % 2 === 0;
    this.relay = new RelayNode(this.breaches, (folder) => (mounts ? mountDisk(folder) : null) ?? limitDisk(folder));
  }

  say(what: string): void {
    this.timeline.push(`${((performance.now() - this.#begin) / 1000).toFixed(3)} s  ${what}`);
  }

  async open(): Promise<void> {
    await this.relay.start();
    for (let i = 0; i < 2; i++) {
      const line = await this.#line();
      const desk = new DeskNode(`desk${i}`, line, this.relay.promised, this.breaches, this.gen);
      this.desks.push(desk);
    }
    const codes: string[] = [];
    for (const { name } of this.desks) codes.push(await this.relay.invite(name));
    const owner = this.relay.at(this.relay.owner);
    this.ballast = await owner.newArticle("ballast");
    this.articles.push(await owner.newArticle("one"));
    await Promise.all(this.desks.map((desk, i) => desk.open(codes[i]!)));
    await this.#until("the desks know the article", async () => {
      for (const desk of this.desks)
        if (!(await desk.window.calls.articles(NEWEST)).entries.some(({ id }) => id === this.articles[0])) return desk.name;
      return null;
    });
    await this.addArticle(this.desks[0]!);
    for (const desk of this.desks)
      for (const article of this.articles.slice(0, 2)) if (desk === this.desks[0] || article === this.articles[0]) desk.edit(article);
    for (let i = 0; i < 2; i++) {
      const line = await this.#line();
      const device = await this.relay.device(`bare${i}`, line);
      const bare = { line, device, article: this.articles[0]! };
      this.bares.push({ ...bare, editor: this.#bareEditor(bare) });
    }
    await this.rest();
  }

  /** Everybody who has an article open. */
  get editors(): readonly Editor[] {
    return [...this.desks.flatMap(({ editors }) => editors), ...this.bares.map(({ editor }) => editor)];
  }

  get lines(): readonly FaultyProxy[] {
    return [...this.desks, ...this.bares].map(({ line }) => line);
  }

  /** A new article, written at a desk. Whether it was made is not known when the desk dies meanwhile. */
  async addArticle(desk: DeskNode): Promise<void> {
    const doc = new Y.Doc();
    doc.clientID = clientID(this.gen);
    doc.getText("body").insert(0, prng.word(this.gen, 3, 12));
    try {
      const { id } = await desk.window.calls.createArticle({ body: Y.encodeStateAsUpdate(doc) });
      desk.promised.add(roomName(id, "body"), Y.snapshot(doc));
      this.articles.push(id);
      this.say(`${desk.name} made article ${id}`);
    } catch (error) {
      this.say(`${desk.name} could not make an article: ${String(error)}`);
    }
    doc.destroy();
  }

  /** Its program was killed, and starts with nothing. */
  restartBare(bare: Bare): void {
    bare.editor.close();
    bare.editor = this.#bareEditor(bare);
  }

  /** Everybody writes until `stop` is called. @returns when the last word is written */
  async write(): Promise<void> {
    this.#writing = true;
    while (this.#writing) {
      const editor = prng.oneOf(this.gen, [...this.editors]);
      for (let i = prng.int31(this.gen, 1, 4); i > 0; i--) if (editor.edit() !== "nothing") this.edits++;
      const dice = prng.int31(this.gen, 0, 29);
      if (dice === 0) this.#pinsOf(editor.article).add(editor.headless, this.gen);
      // In the middle of it, some ask where the words are.
      else if (dice < 4) for (const { editors } of this.desks) for (const one of editors) one.ask().catch(() => undefined);
      await sleep(prng.int31(this.gen, 1, 20));
    }
  }

  stop(): void {
    this.#writing = false;
  }

  /** Mends everything and waits until nothing is on its way; then all that was promised must be there, and all be equal. */
  async rest(): Promise<void> {
    for (const line of this.lines) {
      // What waited in a half-open connection comes late, or never.
      if (line.isStalled && prng.bool(this.gen)) line.drop();
      line.mend();
    }
    this.relay.free();
    for (const desk of this.desks) desk.free();
    this.say("all is mended");
    for (const desk of this.desks) if (desk.isOffline) await desk.setOffline(false);
    const rests = await this.#until("all comes to rest", () => this.#unrest());
    if (rests) this.say("at rest");
    this.#check(rests);
  }

  async close(): Promise<void> {
    this.stop();
    this.relay.verify();
    for (const { editor, line } of this.bares) {
      editor.close();
      line.close();
    }
    const folders = [this.relay.folder, ...this.desks.map(({ folder }) => folder)];
    for (const desk of this.desks) await desk.close();
    await this.relay.close();
    const left = processesAbout(folders);
    if (left.length > 0) this.breaches.add("DE2", `these are left: ${left.join("; ")}`);
  }

  async #line(): Promise<FaultyProxy> {
    const line = new FaultyProxy(() => this.relay.port, prng.int31(this.gen, 1, 2 ** 30));
    await line.open();
    return line;
  }

  #bareEditor({ line, device, article }: Omit<Bare, "editor">): BareEditor {
    const entrance = {
      ws: line.ws,
      ticket: () => device.ticket(),
      onClosed: (code: number, reason: string) => {
        if (!HONEST.has(code)) this.breaches.add("SY4", `an honest client was closed with ${code} ${reason}`);
      },
    };
    return new BareEditor(`bare.${++this.#names}`, article, this.gen, entrance, this.relay.promised);
  }

  #pinsOf(article: string): Pins {
    const known = this.#pins.get(article) ?? new Pins();
    this.#pins.set(article, known);
    return known;
  }

  /** @returns whether it came to that; where not, that is a breach */
  async #until(what: string, look: () => Promise<string | null>): Promise<boolean> {
    const end = performance.now() + HEALED_WITHIN;
    for (;;) {
      const unrest = await look().catch((error: unknown) => String(error));
      if (unrest === null) return true;
      if (performance.now() > end) {
        this.breaches.add("SY12", `it never came that ${what}: ${unrest}`);
        return false;
      }
      await sleep(LOOK_EVERY);
    }
  }

  async #unrest(): Promise<string | null> {
    if (!this.relay.isUp) return "the relay is not up";
    for (const { name, isUp } of this.desks) if (!isUp) return `${name} is not up`;
    for (const { editor } of this.bares) {
      const unrest = editor.unrest();
      if (unrest !== null) return unrest;
    }
    for (const desk of this.desks) {
      const unrest = await desk.unrest(this.articles);
      if (unrest !== null) return unrest;
    }
    // What is on disk everywhere may still be on its way to a window, or to a desk where it is closed.
    return this.#differences(this.desks.map((desk) => ({ name: desk.name, docs: desk.stored(this.#rooms) })));
  }

  get #rooms(): readonly string[] {
    return this.articles.flatMap((article) => KINDS.map((kind) => roomName(article, kind)));
  }

  #differences(stores: readonly { readonly name: string; readonly docs: ReadonlyMap<string, Y.Doc> }[]): string | null {
    for (const article of this.articles) {
      for (const kind of KINDS) {
        const room = roomName(article, kind);
        const held: Replicated[] = [
          ...stores.map(({ name, docs }) => ({ name: `${name}'s disk`, doc: docs.get(room)! })),
          ...this.editors.filter((editor) => editor.article === article).map((editor) => ({ name: editor.name, doc: editor.doc(kind) })),
        ];
        const found = difference(kind, held);
        if (found !== null) return `${room}, ${found}`;
      }
    }
    return null;
  }

  /** @param rests where it never came to that, only what was promised can be asked for */
  #check(rests: boolean): void {
    const stores = [this.relay, ...this.desks].map((node, i) => ({
      name: i === 0 ? "the relay" : this.desks[i - 1]!.name,
      docs: node.check(this.#rooms),
    }));
    if (!rests) return;
    const found = this.#differences(stores);
    if (found !== null) this.breaches.add("AM12", found);
    for (const article of this.articles) {
      const there = this.editors.filter((editor) => editor.article === article).map(({ headless }) => headless);
      try {
        for (const editor of there) this.#pinsOf(article).check(editor, true);
        this.#pinsOf(article).agree(there);
      } catch (error) {
        this.breaches.add("NO3", `${article}: ${(error as Error).message}`);
      }
    }
  }
}

/** Command lines of the processes that name one of the folders; looked for where there is /proc. */
function processesAbout(folders: readonly string[]): string[] {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
      } catch {
        // It ended meanwhile.
        return "";
      }
    })
    .filter((line) => folders.some((folder) => line.includes(folder)));
}
