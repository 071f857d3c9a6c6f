/** Brings a newsroom of two up, keeps it up, and takes it down with nothing lost. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import openInBrowser from "open";
import { endWithParent } from "../server/parent.ts";
import { builtDesktop, builtInterface } from "./build.ts";
import { DeskProcess } from "./desk-process.ts";
import { electronBinary } from "./electron.ts";
import { inElectron, onLoopback, type Launch } from "./launch.ts";
import { RelayProcess } from "./relay-process.ts";
import { writeSample } from "./sample.ts";

const ROOT = resolve(import.meta.dirname, "..");
const PEOPLE = [
  { folder: "sara", name: "سارا", role: "owner" },
  { folder: "omid", name: "امید", role: "editor" },
] as const;

const USAGE = `Usage: npm start -- [--data DIR] [--port N] [--no-open] [--json]
  --data DIR  where the relay and both desks keep everything (default: ${defaultData()})
  --port N    the relay's port (default: any free one)
  --no-open   open no window, print the links only
  --json      open no window, print one JSON line when ready`;

function defaultData(): string {
  const base = { darwin: "Library/Application Support", win32: "AppData/Local" }[process.platform as string] ?? ".local/share";
  return process.env["TAHRIR_DATA"] ?? join(homedir(), base, "tahrir");
}

function readArgs(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      data: { type: "string", default: defaultData() },
      port: { type: "string", default: "0" },
      open: { type: "boolean", default: true },
      json: { type: "boolean", default: false },
    },
    allowNegative: true,
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) throw new Error(`--port is a number from 0 to 65535, not "${values.port}"`);
  return { data: resolve(values.data), port, open: values.open && !values.json, json: values.json };
}

/** Runs until it is told to stop. Wrong arguments end the process with a line that says which. */
export async function start(args: readonly string[]): Promise<void> {
  let options: ReturnType<typeof readArgs>;
  try {
    options = readArgs(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exit(2);
  }
  const { data, port, open, json } = options;
  /** Under --json stdout is for the one line. */
  const say = (line: string): void => (json ? console.error(line) : console.log(line));

  const office = new Office(data, open ? electronBinary(ROOT, process.env) : null, say);
  let stopping: Promise<void> | null = null;
  const stop = (code: number): void => {
    stopping ??= office.stop().then(() => process.exit(code));
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => stop(0));
  // Whoever read what is printed here may be gone; there is no one left to tell.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  endWithParent("start", () => stop(0));
  try {
    const { instead, ...ready } = await office.start(port);
    if (json) console.log(JSON.stringify({ event: "ready", ...ready }));
    else {
      say(`The relay listens at ${ready.relay.http}; everything is kept in ${data}.`);
      for (const { name, url } of ready.editors) say(`  ${name}: ${url ?? "in a window of its own"}`);
      say("Each link opens once, within ten minutes, as that person; the second is an invitation for a colleague at this computer.");
      say("Press Enter for new links, Ctrl+C to stop.");
      process.stdin.on("data", () => office.newLinks()).on("error", () => {});
      const [first] = ready.editors;
      if (!first?.url) say("The editor opens in Electron.");
      else if (open) {
        say(`The editor opens in your default browser, because ${instead}.`);
        await openInBrowser(first.url);
      }
    }
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    stop(1);
  }
}

class Office {
  readonly #data: string;
  readonly #electron: string | null;
  readonly #say: (line: string) => void;
  readonly #relay: RelayProcess;
  #desks: readonly DeskProcess[] = [];
  #asked = false;

  /** @param electron the program that shows the first editor; null for the browser */
  constructor(data: string, electron: string | null, say: (line: string) => void) {
    this.#data = data;
    this.#electron = electron;
    this.#say = say;
    this.#relay = new RelayProcess(ROOT, join(data, "relay"), say);
  }

  /** @returns what can be used; `instead` says why the first editor is no window of Electron's, where it is none */
  async start(port: number) {
    const assets = builtInterface(ROOT, this.#say);
    mkdirSync(this.#data, { recursive: true, mode: 0o700 });
    const relay = await this.#relay.start(port);
    this.#desks = PEOPLE.map(({ folder }, index) => this.#desk(index, onLoopback(ROOT, this.#folder(folder), assets), relay.http));
    const instead = await this.#startInElectron(assets, relay.http);
    const urls: (string | null)[] = [];
    for (const [index, desk] of this.#desks.entries()) urls.push(instead === null && index === 0 ? null : await desk.start());
    await this.#seed();
    return { relay: { http: relay.http, ws: relay.ws }, editors: this.#desks.map(({ name }, i) => ({ name, url: urls[i]! })), instead };
  }

  /** @returns null where the first desk is up in Electron, otherwise why it is not */
  async #startInElectron(assets: string, relay: string): Promise<string | null> {
    if (this.#electron === null) return "Electron's binary is not here (npx install-electron fetches it)";
    const program = (): string => builtDesktop(ROOT, this.#say);
    const desk = this.#desk(0, inElectron(this.#electron, program, this.#folder(PEOPLE[0].folder), assets), relay);
    const desks = this.#desks;
    this.#desks = [desk, ...desks.slice(1)];
    try {
      await desk.start();
      return null;
    } catch (error) {
      await desk.stop();
      this.#desks = desks;
      return `Electron did not start: ${(error as Error).message}`;
    }
  }

  #folder(person: string): string {
    return join(this.#data, "desks", person);
  }

  #desk(index: number, launch: Launch, relay: string): DeskProcess {
    const { name, role } = PEOPLE[index]!;
    return new DeskProcess({
      name,
      launch,
      invite: () => this.#relay.invite(name, role),
      relay: () => relay,
      onLink: (url, renewed) => this.#linked(index, url, renewed),
      say: this.#say,
    });
  }

  /** Prints a new link for each desk. */
  newLinks(): void {
    this.#asked = true;
    for (const desk of this.#desks) desk.newLink();
  }

  /** The desks first: what they have written last, the relay can still confirm. */
  async stop(): Promise<void> {
    this.#relay.expectEnd();
    await Promise.all(this.#desks.map((desk) => desk.stop()));
    await this.#relay.stop();
  }

  /** Each desk shows the other's link as an invitation. */
  #linked(index: number, url: string, renewed: boolean): void {
    this.#desks.forEach((desk, other) => {
      if (other !== index) desk.setInvitation(url);
    });
    if (this.#asked && !renewed) this.#say(`  ${this.#desks[index]!.name}: ${url}`);
  }

  /** The first start opens a sample article, with comments by both. */
  async #seed(): Promise<void> {
    const mark = join(this.#data, "sample.json");
    if (existsSync(mark)) return;
    const article = await writeSample(ROOT, this.#desks[0]!, this.#desks[1]!);
    writeFileSync(mark, JSON.stringify({ article }));
  }
}
