/** Brings a relay and desks up, keeps them up, and takes them down with nothing lost. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import openInBrowser from "open";
import { defaultData, readArguments, wholeNumber } from "./arguments.ts";
import { builtDesktop, builtInterface } from "./build.ts";
import { DeskProcess } from "./desk-process.ts";
import { electronBinary } from "./electron-binary.ts";
import { inElectron, onLoopback, type StartDesk } from "./desk-programs.ts";
import { orUsage, run } from "./program.ts";
import { RelayProcess } from "./relay-process.ts";
import { writeSample } from "./sample.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MOST_DESKS = 9;

interface Person {
  readonly folder: string;
  readonly name: string;
  /** Null for who has joined no newsroom. */
  readonly role: "owner" | "editor" | null;
}

const PEOPLE: readonly Person[] = [
  { folder: "sara", name: "سارا", role: "owner" },
  { folder: "omid", name: "امید", role: "editor" },
];

/** The two of the newsroom, and newcomers. */
const people = (desks: number): readonly Person[] =>
  Array.from({ length: desks }, (_, index) => PEOPLE[index] ?? { folder: `newcomer-${index + 1}`, name: `تازه‌وارد ${(index + 1).toLocaleString("fa-IR")}`, role: null });

const USAGE = `Usage: npm start -- [--data DIR] [--port N] [--desks N] [--no-open] [--json]
  --data DIR  where the relay and all desks keep everything (default: ${defaultData()})
  --port N    the relay's port (default: any free one)
  --desks N   desks from 2 to ${MOST_DESKS}; those after the second have joined no newsroom (default: 2)
  --no-open   open no window, print the links only
  --json      open no window, print one JSON line when ready`;

/** Runs until it is told to stop. Wrong arguments end the process with a line that says which. */
export async function start(args: readonly string[]): Promise<void> {
  const { data, open, json, port, desks } = orUsage(() => {
    const { values, ...common } = readArguments(args, { port: { type: "string", default: "0" }, desks: { type: "string", default: "2" } });
    return { ...common, port: wholeNumber(values["port"], "port", 0, 65_535), desks: wholeNumber(values["desks"], "desks", 2, MOST_DESKS) };
  }, USAGE);
  /** Under --json stdout is for the one line. */
  const say = (line: string): void => (json ? console.error(line) : console.log(line));
  const launcher = new Launcher(data, people(desks), open ? electronBinary(ROOT, process.env) : null, say);
  const program = {
    stop: () => launcher.stop(),
    onEnter: () => launcher.newLinks(),
    async start() {
      const { instead, ...ready } = await launcher.start(port);
      if (json) {
        console.log(JSON.stringify({ event: "ready", ...ready }));
        return;
      }
      say(`The relay listens at ${ready.relay.http}; everything is kept in ${data}.`);
      for (const { name, url } of ready.editors) say(`  ${name}: ${url ?? "in a window of its own"}`);
      say("Each link opens once, within ten minutes, as that person; the second is for a colleague at this computer.");
      if (desks > PEOPLE.length) say("The others have joined no newsroom: an invitation (button \"Invite\") lets them in.");
      say("Press Enter for new links, Ctrl+C to stop.");
      const [first] = ready.editors;
      if (!first?.url) say("The editor opens in Electron.");
      else if (open) {
        say(`The editor opens in your default browser, because ${instead}.`);
        await openInBrowser(first.url);
      }
    },
  };
  await run("start", program, json);
}

class Launcher {
  readonly #data: string;
  readonly #people: readonly Person[];
  readonly #electron: string | null;
  readonly #say: (line: string) => void;
  readonly #relay: RelayProcess;
  #desks: readonly DeskProcess[] = [];
  #asked = false;

  /** @param electron the program that shows the first editor; null for the browser */
  constructor(data: string, people: readonly Person[], electron: string | null, say: (line: string) => void) {
    this.#data = data;
    this.#people = people;
    this.#electron = electron;
    this.#say = say;
    this.#relay = new RelayProcess(ROOT, join(data, "relay"), say);
  }

  /** @returns what can be used; `instead` says why the first editor is no window of Electron's, where it is none */
  async start(port: number) {
    const assets = builtInterface(ROOT, this.#say);
    mkdirSync(this.#data, { recursive: true, mode: 0o700 });
    const relay = await this.#relay.start(port);
    this.#desks = this.#people.map(({ folder }, index) => this.#desk(index, onLoopback(ROOT, this.#folder(folder), assets), relay.http));
    const instead = await this.#startInElectron(assets, relay.http);
    const urls = await Promise.all(this.#desks.map(async (desk, index) => (instead === null && index === 0 ? null : desk.start())));
    await this.#seed();
    return { relay: { http: relay.http, ws: relay.ws }, editors: this.#desks.map(({ name }, i) => ({ name, url: urls[i]! })), instead };
  }

  /** @returns null where the first desk is up in Electron, otherwise why it is not */
  async #startInElectron(assets: string, relay: string): Promise<string | null> {
    if (this.#electron === null) return "Electron's binary is not here (npx install-electron fetches it)";
    const program = (): string => builtDesktop(ROOT, this.#say);
    const desk = this.#desk(0, inElectron(this.#electron, program, this.#folder(this.#people[0]!.folder), assets), relay);
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

  #desk(index: number, startDesk: StartDesk, relay: string): DeskProcess {
    const { name, role } = this.#people[index]!;
    return new DeskProcess({
      name,
      startDesk,
      newsroom: role && { invite: () => this.#relay.invite(name, role), relay: () => relay },
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

  /** Each of the two shows the other's link as an invitation. */
  #linked(index: number, url: string, renewed: boolean): void {
    if (index < PEOPLE.length) this.#desks[1 - index]!.setInvitation(url);
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
