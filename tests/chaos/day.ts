/**
 * A day of a newsroom, replayed fast: people come and go with their laptops, write in bursts before the deadlines, argue in
 * the margin, and sit in trains without a network. The relay is a process; each desk is a whole core of its own, here.
 */
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import * as prng from "lib0/prng";
import * as Y from "yjs";
import { Core } from "../../main/core/core.ts";
import { fileSecrets } from "../../main/core/people/identity.ts";
import { DATABASE } from "../../server/store/database.ts";
import { NEWEST } from "../../shared/rpc/contract.ts";
import { roomName } from "../../shared/roles.ts";
import { RpcClient } from "../../shared/rpc/client.ts";
import { memoryPorts } from "../contract/memory-port.ts";
import { end, Machine, type Served } from "../relay/process-fixture.ts";
import { call, Device, temporaryFolder } from "../relay/relay-fixture.ts";
import { Breaches, type Breach } from "./breaches.ts";
import { KINDS } from "./editor.ts";
import { Promised } from "./promised.ts";
import { difference } from "./state.ts";
import { storedDocs } from "./stored.ts";
import { WindowEditor } from "./window-editor.ts";

const MEMORY_ON_SIGNAL = join(import.meta.dirname, "../bench/relay/servers/memory-on-signal.ts");
const HOURS = 24;
/** How busy each hour is, from 0 to 10: most before the deadlines at noon, in the late afternoon and at night. */
const BUSY = [2, 1, 0, 0, 0, 1, 2, 4, 5, 6, 8, 10, 3, 4, 5, 7, 10, 4, 4, 5, 7, 10, 6, 3];
/** Longer than it takes all desks to come in step, in milliseconds. */
const SETTLED_WITHIN = 120_000;

export interface Day {
  readonly seed: number;
  readonly people: number;
  readonly articles: number;
  /** Turns at writing in an hour. */
  readonly turns: number;
  /** Milliseconds that an hour takes at least. */
  readonly hour: number;
  readonly onHour?: (line: string) => void;
}

export interface DayReport {
  edits: number;
  promises: number;
  connections: number;
  /** Bytes of live objects in the relay before anybody came, and when all had left. */
  before: number;
  after: number;
  readonly breaches: readonly Breach[];
}

class Journalist {
  readonly name: string;
  readonly core = new Promised();
  readonly editors: WindowEditor[] = [];
  /** Hours at which they come, and for how many they stay. */
  readonly comes: number;
  readonly stays: number;
  /** Hour until which they have no network, or their laptop is closed. */
  awayUntil = 0;
  readonly reported: unknown[] = [];
  #core: Core | null = null;
  readonly #folder = temporaryFolder();
  readonly #window: RpcClient;
  readonly #relay: { readonly http: string; readonly promised: Promised };
  readonly #gen: prng.PRNG;

  constructor(name: string, relay: { readonly http: string; readonly promised: Promised }, gen: prng.PRNG) {
    this.name = name;
    this.#relay = relay;
    this.#gen = gen;
    this.comes = prng.int31(gen, 5, 15);
    this.stays = prng.int31(gen, 6, 10);
    this.#window = new RpcClient(
      async () => {
        if (!this.#core) throw new Error("the laptop is closed");
        const [near, far] = memoryPorts();
        this.#core.serve(far);
        return near;
      },
      { later: (run, delay) => void setTimeout(run, Math.min(delay, 100)).unref() },
    );
  }

  get isOpen(): boolean {
    return this.#core !== null;
  }

  get calls(): RpcClient["calls"] {
    return this.#window.calls;
  }

  async openLaptop(code?: string): Promise<void> {
    const secrets = fileSecrets(join(this.#folder.path, "identity.json"));
    const core = await Core.open({ folder: this.#folder.path, secrets, report: (error) => this.reported.push(error) });
    if (code !== undefined) await core.join(this.#relay.http, code);
    core.connect(this.#relay.http);
    this.#core = core;
  }

  /** What the windows have not told the core goes nowhere until it is opened again. */
  closeLaptop(): void {
    this.#core?.close();
    this.#core = null;
  }

  edit(article: string): void {
    const keepers = { core: this.core, relay: this.#relay.promised };
    this.editors.push(new WindowEditor(this.name, article, this.#gen, this.#window, keepers));
  }

  leave(editor: WindowEditor): void {
    this.editors.splice(this.editors.indexOf(editor), 1);
    editor.close();
  }

  stored(rooms: readonly string[]): Map<string, Y.Doc> {
    return storedDocs(join(this.#folder.path, "desk.sqlite"), rooms);
  }

  end(): void {
    for (const editor of this.editors.splice(0)) editor.close();
    this.#window.end();
    this.closeLaptop();
  }

  remove(): void {
    this.#folder.remove();
  }
}

export async function replayDay({ seed, people: count, articles: most, turns, hour, onHour }: Day): Promise<DayReport> {
  const gen = prng.create(seed);
  const breaches = new Breaches((what) => onHour?.(what));
  const machine = new Machine();
  const served = await machine.serve(["--log-level", "warn"], {
    NODE_OPTIONS: `--expose-gc --import=${MEMORY_ON_SIGNAL}`,
    npm_lifecycle_event: "relay",
  });
  const relay = { http: served.relay.http, promised: new Promised() };
  const people = Array.from({ length: count }, (_, i) => new Journalist(`colleague ${i}`, relay, gen));
  const report: DayReport = { edits: 0, promises: 0, connections: 0, before: 0, after: 0, breaches: breaches.list };
  const articles: string[] = [];
  try {
    const owner = await machine.desk(served);
    for (const one of people) {
      await one.openLaptop(await invitation(owner, one.name));
      one.closeLaptop();
    }
    report.before = await memoryAtRest(served, breaches);
    for (let now = 0; now < HOURS; now++) {
      await begin(now, people, articles, most, gen);
      // By turns and not by the clock: on a busy machine the hours are longer, and not emptier.
      for (let turn = 0; turn < turns; turn++) {
        report.edits += work(BUSY[now]!, people, gen);
        await sleep(hour / turns);
      }
      report.connections = Math.max(report.connections, await metric(served, "tahrir_connections"));
      onHour?.(`${now}:00  ${people.filter(({ isOpen }) => isOpen).length} people, ${articles.length} articles, ${report.edits} edits`);
    }
    await everybodyBack(people);
    await comeInStep(people, articles, machine, breaches);
    compare(people, articles, machine, relay.promised, breaches);
    for (const one of people) one.end();
    report.after = await memoryAtRest(served, breaches);
    report.promises = people.reduce((sum, { core }) => sum + core.count, relay.promised.count);
    for (const { name, reported } of people) if (reported.length > 0) breaches.add("DE2", `${name}: ${String(reported[0])}`);
    if (served.log() !== "") breaches.add("OP3", `the relay said ${served.log().slice(0, 1000)}`);
    const code = await end(served.child, "SIGTERM");
    if (code !== 0) breaches.add("RE8", `told to stop, the relay ended with ${code}`);
    const { status, out, err } = machine.run(["verify", ...machine.data]);
    if (status !== 0) breaches.add("OP7", `relay verify ended with ${status}: ${out}${err}`);
  } finally {
    for (const one of people) one.end();
    for (const one of people) one.remove();
    await machine.close();
  }
  return report;
}

async function invitation(owner: Device, name: string): Promise<string> {
  return ((await owner.call("POST", "/api/invitations", { name, role: "editor" })).body as { code: string }).code;
}

/** What changes with the hour: who comes and goes, who has no network, which articles are begun and open. */
async function begin(now: number, people: readonly Journalist[], articles: string[], most: number, gen: prng.PRNG): Promise<void> {
  for (const one of people) {
    const isOn = (now - one.comes + HOURS) % HOURS < one.stays;
    if (now < one.awayUntil) continue;
    if (!isOn) {
      for (const editor of one.editors.filter((open) => open.unrest() === null)) one.leave(editor);
      one.closeLaptop();
      continue;
    }
    if (!one.isOpen) await one.openLaptop();
    const offline = prng.int31(gen, 0, 9) === 0;
    await one.calls.setOffline({ offline });
    if (offline || prng.int31(gen, 0, 14) === 0) {
      one.awayUntil = now + prng.int31(gen, 1, 4);
      if (!offline) one.closeLaptop();
    }
    if (!one.isOpen) continue;
    if (articles.length < most && prng.int31(gen, 0, 2) === 0) articles.push(await newArticle(one, gen));
    const known = (await one.calls.articles(NEWEST)).entries.map(({ id }) => id);
    if (one.editors.length > 0 && prng.bool(gen)) one.leave(prng.oneOf(gen, [...one.editors]));
    // Most of them work on what is new.
    const recent = known.slice(0, prng.bool(gen) ? 4 : known.length);
    const open = new Set(one.editors.map(({ article }) => article));
    const next = recent.filter((article) => !open.has(article));
    if (one.editors.length < 3 && next.length > 0) one.edit(prng.oneOf(gen, next));
  }
}

async function newArticle(one: Journalist, gen: prng.PRNG): Promise<string> {
  const doc = new Y.Doc();
  doc.getText("body").insert(0, `${prng.word(gen, 4, 9)}\n`);
  const { id } = await one.calls.createArticle({ body: Y.encodeStateAsUpdate(doc) });
  doc.destroy();
  return id;
}

/** One turn. @returns how much was written */
function work(busy: number, people: readonly Journalist[], gen: prng.PRNG): number {
  let edits = 0;
  for (const one of people) {
    if (!one.isOpen || one.editors.length === 0 || prng.int31(gen, 1, 12) > busy) continue;
    const editor = prng.oneOf(gen, [...one.editors]);
    for (let i = prng.int31(gen, 1, 1 + Math.floor(busy / 2)); i > 0; i--) if (editor.edit() !== "nothing") edits++;
    if (prng.int31(gen, 0, 19) === 0) for (const asked of one.editors) asked.ask().catch(() => undefined);
  }
  return edits;
}

async function everybodyBack(people: readonly Journalist[]): Promise<void> {
  for (const one of people) {
    if (!one.isOpen) await one.openLaptop();
    await one.calls.setOffline({ offline: false });
  }
}

async function comeInStep(people: readonly Journalist[], articles: readonly string[], machine: Machine, breaches: Breaches): Promise<void> {
  const ends = performance.now() + SETTLED_WITHIN;
  for (;;) {
    const unrest = await inStep(people, articles, machine);
    if (unrest === null) return;
    if (performance.now() > ends) {
      breaches.add("SY15", `the desks never came in step: ${unrest}`);
      return;
    }
    await sleep(250);
  }
}

async function inStep(people: readonly Journalist[], articles: readonly string[], machine: Machine): Promise<string | null> {
  for (const one of people) {
    for (const editor of one.editors) {
      const unrest = editor.unrest();
      if (unrest !== null) return unrest;
    }
    const known = (await one.calls.articles(NEWEST)).entries;
    const unconfirmed = known.find((entry) => entry.unconfirmed > 0);
    if (known.length < articles.length || unconfirmed)
      return `${one.name} has ${known.length} articles, ${unconfirmed?.unconfirmed ?? 0} unconfirmed`;
  }
  return differences(people, articles, machine);
}

function differences(people: readonly Journalist[], articles: readonly string[], machine: Machine): string | null {
  for (const article of articles) {
    for (const kind of KINDS) {
      const room = roomName(article, kind);
      const held = [
        { name: "the relay", doc: storedDocs(join(machine.folder.path, DATABASE), [room]).get(room)! },
        ...people.map((one) => ({ name: one.name, doc: one.stored([room]).get(room)! })),
        ...people.flatMap(({ editors }) =>
          editors.filter((editor) => editor.article === article).map((editor) => ({ name: editor.name, doc: editor.doc(kind) })),
        ),
      ];
      const found = difference(kind, held);
      if (found !== null) return `${room}, ${found}`;
    }
  }
  return null;
}

function compare(people: readonly Journalist[], articles: readonly string[], machine: Machine, relay: Promised, breaches: Breaches): void {
  const found = differences(people, articles, machine);
  if (found !== null) breaches.add("AM12", found);
  for (const [room, doc] of storedDocs(join(machine.folder.path, DATABASE), relay.rooms)) {
    const lost = relay.lost(room, doc);
    if (lost !== null) breaches.add("SY2", `the relay lacks what it had promised of ${room}: ${lost}`);
  }
  for (const { name, core, stored } of people.map((one) => ({ name: one.name, core: one.core, stored: one.stored(one.core.rooms) }))) {
    for (const [room, doc] of stored) {
      const lost = core.lost(room, doc);
      if (lost !== null) breaches.add("DE10", `${name} lacks what it had promised of ${room}: ${lost}`);
    }
  }
}

/** Bytes of live objects in the relay once nobody is there and its rooms are closed. */
async function memoryAtRest(served: Served, breaches: Breaches): Promise<number> {
  const ends = performance.now() + SETTLED_WITHIN;
  while ((await metric(served, "tahrir_connections")) > 0 || (await metric(served, "tahrir_rooms")) > 0) {
    if (performance.now() > ends) {
      breaches.add("SY10", "rooms stay open though nobody is there");
      break;
    }
    await sleep(100);
  }
  // Its compaction worker rests a while before it is given up; each look lets one more go.
  let used = Infinity;
  for (let next = await memory(served); next < used * 0.98; next = await memory(served)) {
    used = next;
    await sleep(1000);
  }
  return used;
}

async function memory({ child }: Served): Promise<number> {
  const lines = createInterface(child.stdout);
  child.kill("SIGUSR2");
  const [line] = (await once(lines, "line")) as [string];
  lines.close();
  return (JSON.parse(line) as { used: number }).used;
}

async function metric({ relay }: Served, name: string): Promise<number> {
  const text = (await call(relay.http, "GET", "/metrics")).body as string;
  return Number(new RegExp(`^${name} (\\d+)$`, "m").exec(text)?.[1] ?? Number.NaN);
}
