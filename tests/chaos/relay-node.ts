/** The relay of a newsroom: a process that dies and starts again on its data, whatever its disk and its clock do. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type * as Y from "yjs";
import { DATABASE } from "../../server/store/database.ts";
import { verifyDatabase } from "../../server/ops/verify.ts";
import { end, Machine, type Served } from "../relay/process-fixture.ts";
import { call, Device, temporaryFolder } from "../relay/relay-fixture.ts";
import type { Breaches } from "./breaches.ts";
import type { Disk } from "./disk.ts";
import { Promised } from "./promised.ts";
import { leftDocs, storedDocs } from "./stored.ts";

/** Before the next try to start it, in milliseconds. */
const AGAIN_AFTER = 200;
/** What it logs while its disk takes nothing; SQLite's own words. */
const FULL = /database or disk is full|disk I\/O error|unable to open database file|cannot use .* as the data folder/;

/** Has a program read its clock through `clock.ts`. @returns its environment */
export function clockedBy(file: string): Readonly<Record<string, string>> {
  writeFileSync(file, "0");
  return { CHAOS_CLOCK: file, NODE_OPTIONS: `--import=${import.meta.dirname}/clock.ts` };
}

export class RelayNode {
  /** What it said it has on disk. */
  readonly promised = new Promised();
  /** Counts its lives. */
  life = 0;
  kills = 0;
  /** Its disk was full in this round, and it may say so. */
  mayComplain = false;
  readonly disk: Disk | null;
  readonly #machine = new Machine();
  readonly #clock = temporaryFolder();
  readonly #environment: Readonly<Record<string, string>>;
  readonly #breaches: Breaches;
  readonly #lives: { readonly served: Served; read: number }[] = [];
  #served: Served | null = null;
  #owner: Device | null = null;
  #ended = false;

  /** @param diskAt makes the disk that its folder stands on */
  constructor(breaches: Breaches, diskAt: (folder: string) => Disk | null) {
    this.#breaches = breaches;
    this.disk = diskAt(this.#machine.folder.path);
    this.#environment = {
      ...clockedBy(join(this.#clock.path, "clock")),
      // Should this program be killed, the relay ends too.
      npm_lifecycle_event: "relay",
    };
  }

  get folder(): string {
    return this.#machine.folder.path;
  }

  get port(): number | null {
    return this.#served ? Number(new URL(this.#served.relay.http).port) : null;
  }

  /** Where it listens; null while it does not. */
  get address(): Served["relay"] | null {
    return this.#served?.relay ?? null;
  }

  /** The newsroom's owner, at the relay itself. */
  get owner(): Device {
    return this.#owner!;
  }

  get isUp(): boolean {
    return this.#served !== null;
  }

  /** Starts it, as often as need be while its disk is full. */
  async start(): Promise<void> {
    while (!this.#ended && !this.#served) {
      try {
        // On any port: the lines know which, and nobody else can take it meanwhile.
        const served = await this.#machine.serve(["--log-level", "warn", "--public-url", "http://127.0.0.1:9"], this.#environment);
        this.#lives.push({ served, read: 0 });
        this.disk?.started(served.child.pid!);
        this.#served = served;
        this.life++;
        served.child.once("exit", (code, signal) => this.#died(served, code, signal));
      } catch (error) {
        if (!FULL.test(String(error)) || !this.mayComplain) this.#breaches.add("RE8", `the relay did not start: ${String(error)}`);
        await sleep(AGAIN_AFTER);
      }
    }
  }

  /** A member's device. @param far where the device reaches the relay */
  async device(name: string, far: { readonly http: string; readonly ws: string }): Promise<Device> {
    const joined = await this.#machine.desk(this.#served!, "editor", name);
    return new Device({ relay: far }, joined);
  }

  async invite(name: string): Promise<string> {
    this.#owner ??= await this.#machine.desk(this.#served!);
    const { body } = await this.at(this.#owner).call("POST", "/api/invitations", { name, role: "editor" });
    return (body as { code: string }).code;
  }

  /** The same device at the relay as it is now, without a line between. */
  at(device: Device): Device {
    return new Device({ relay: this.#served!.relay }, device);
  }

  async isReady(): Promise<boolean> {
    const address = this.address;
    return address !== null && (await call(address.http, "GET", "/readyz")).status === 200;
  }

  /** Kills it, and looks at once at what it left: nobody has brought anything again. */
  async kill(): Promise<void> {
    const served = this.#served!;
    this.#served = null;
    this.kills++;
    await end(served.child, "SIGKILL");
    const left = leftDocs(this.#database, this.promised.rooms);
    for (const [room, doc] of left) this.#hold(room, doc, "after SIGKILL");
  }

  /** Stops it as a service manager does. */
  async stop(): Promise<void> {
    const served = this.#served!;
    this.#served = null;
    const code = await end(served.child, "SIGTERM");
    if (code !== 0) this.#breaches.add("RE8", `told to stop, the relay ended with ${code}: ${served.log().slice(-1000)}`);
  }

  fill(): void {
    this.mayComplain = true;
    this.disk?.fill(this.#pid);
  }

  free(): void {
    this.disk?.free(this.#pid);
  }

  /** @param offset milliseconds by which its clock is wrong from now on */
  setClock(offset: number): void {
    writeFileSync(this.#environment["CHAOS_CLOCK"]!, String(offset));
  }

  /** At rest: what it promised is there, its data are whole, and it has nothing to complain about. @returns what it holds */
  check(rooms: readonly string[]): Map<string, Y.Doc> {
    const docs = storedDocs(this.#database, rooms);
    for (const [room, doc] of docs) this.#hold(room, doc, "at rest");
    for (const damage of verifyDatabase(this.#database).damage) this.#breaches.add("OP7", `the relay's data: ${damage}`);
    for (const life of this.#lives) {
      const log = life.served.log();
      const news = log
        .slice(life.read)
        .split("\n")
        .filter((line) => line !== "" && !(this.mayComplain && FULL.test(line)));
      life.read = log.length;
      for (const line of news.slice(0, 3)) this.#breaches.add("OP3", `the relay said ${line.slice(0, 600)}`);
    }
    if (this.disk?.isFull !== true) this.mayComplain = false;
    return docs;
  }

  /** `relay verify`, as its operator runs it. */
  verify(): void {
    const { status, out, err } = this.#machine.run(["verify", "--data", this.folder]);
    if (status !== 0) this.#breaches.add("OP7", `relay verify ended with ${status}: ${out}${err}`);
  }

  async close(): Promise<void> {
    this.#ended = true;
    this.free();
    if (this.isUp) await this.stop();
    this.disk?.remove();
    await this.#machine.close();
    this.#clock.remove();
  }

  get #database(): string {
    return join(this.folder, DATABASE);
  }

  get #pid(): number | null {
    return this.#served?.child.pid ?? null;
  }

  #hold(room: string, doc: Y.Doc, when: string): void {
    const lost = this.promised.lost(room, doc);
    if (lost !== null) this.#breaches.add("SY2", `${when} the relay lacks what it had promised of ${room}: ${lost}`);
  }

  #died(served: Served, code: number | null, signal: string | null): void {
    if (this.#served !== served) return;
    this.#served = null;
    this.#breaches.add("RE8", `the relay ended by itself with ${code ?? signal}: ${served.log().slice(-1500)}`);
  }
}
