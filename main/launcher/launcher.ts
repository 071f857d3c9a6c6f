import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { builtDesktop } from "./build.ts";
import { DeskProcess } from "./desk-process.ts";
import { inElectron, onLoopback, type StartDesk } from "./desk-programs.ts";
import type { Electron } from "./find-electron.ts";
import { RelayProcess } from "./relay-process.ts";
import { writeSample } from "./sample.ts";

const ROOT = resolve(import.meta.dirname, "../..");

interface Person {
  readonly folder: string;
  readonly name: string;
  /** Null for a person who has joined no newsroom. */
  readonly role: "owner" | "editor" | null;
}

/** The two people of the newsroom. */
export const PEOPLE: readonly Person[] = [
  { folder: "sara", name: "سارا", role: "owner" },
  { folder: "omid", name: "امید", role: "editor" },
];

/** The two of the newsroom, then newcomers. */
export const people = (desks: number): readonly Person[] =>
  Array.from(
    { length: desks },
    (_, index) => PEOPLE[index] ?? { folder: `newcomer-${index + 1}`, name: `تازه‌وارد ${(index + 1).toLocaleString("fa-IR")}`, role: null },
  );

export interface LauncherOptions {
  /** Folder in which relay and desks keep everything. */
  readonly data: string;
  /** How many desks; those after the second have joined no newsroom. */
  readonly desks: number;
  /** @returns the folder of the built interface */
  readonly assets: () => string;
  /** @returns the address that a person opens for a desk's link; the link itself without it */
  readonly addressOf?: (desk: number, link: string) => string;
  /** Prints a line for the person at the terminal. */
  readonly say: (line: string) => void;
}

/** What can be used once all processes are up. */
export interface Started {
  readonly relay: { readonly http: string; readonly ws: string };
  /** `url` opens a window, once; null for a desk that has a window of its own. */
  readonly editors: readonly { readonly name: string; readonly url: string | null }[];
  /** Why the first editor is not Electron's window; null where it is. */
  readonly instead: string | null;
}

/** Starts a relay and desks as child processes, restarts those that die, and stops them with nothing lost. Rules DE1–DE4, DE24. */
export class Launcher {
  readonly #options: LauncherOptions;
  readonly #people: readonly Person[];
  readonly #relay: RelayProcess;
  #desks: readonly DeskProcess[] = [];
  /** Somebody asked for new links: they are printed. */
  #asked = false;

  constructor(options: LauncherOptions) {
    this.#options = options;
    this.#people = people(options.desks);
    this.#relay = new RelayProcess(ROOT, join(options.data, "relay"), options.say);
  }

  /**
   * @param port of the relay; 0 for any
   * @param electron shows the first editor, where it starts
   * @throws Error when a process does not come up
   */
  async start(port: number, electron: Electron = { instead: "Electron is not asked for" }): Promise<Started> {
    const { data } = this.#options;
    const assets = this.#options.assets();
    mkdirSync(data, { recursive: true, mode: 0o700 });
    const relay = await this.#relay.start(port);
    this.#desks = this.#people.map(({ folder }, index) => this.#desk(index, onLoopback(ROOT, this.#folder(folder), assets), relay.http));
    const instead = "instead" in electron ? electron.instead : await this.#startInElectron(electron.binary, assets, relay.http);
    const urls = await Promise.all(this.#desks.map(async (desk, index) => (instead === null && index === 0 ? null : desk.start())));
    await this.#seed();
    return {
      relay: { http: relay.http, ws: relay.ws },
      editors: this.#desks.map(({ name }, i) => ({ name, url: urls[i] === null ? null : this.#addressOf(i, urls[i]!) })),
      instead,
    };
  }

  /** @returns null where the first desk is up in Electron, otherwise why it is not */
  async #startInElectron(binary: string, assets: string, relay: string): Promise<string | null> {
    const program = (): string => builtDesktop(ROOT, this.#options.say);
    const desk = this.#desk(0, inElectron(binary, program, this.#folder(this.#people[0]!.folder), assets), relay);
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

  #addressOf(desk: number, link: string): string {
    return this.#options.addressOf?.(desk, link) ?? link;
  }

  #folder(person: string): string {
    return join(this.#options.data, "desks", person);
  }

  #desk(index: number, startDesk: StartDesk, relay: string): DeskProcess {
    const { name, role } = this.#people[index]!;
    return new DeskProcess({
      name,
      startDesk,
      newsroom: role && { invite: () => this.#relay.invite(name, role), relay: () => relay },
      onLink: (url, renewed) => this.#linked(index, url, renewed),
      say: this.#options.say,
    });
  }

  /** Prints a new link for each desk. */
  newLinks(): void {
    this.#asked = true;
    for (const desk of this.#desks) desk.newLink();
  }

  /** Ends all desks and starts them again on their ports, so that they run changed sources. Open windows connect again. */
  restartDesks(): void {
    for (const desk of this.#desks) desk.restart();
  }

  /** The same for the relay. */
  restartRelay(): void {
    this.#relay.restart();
  }

  /** The desks first: what they have written last, the relay can still confirm. */
  async stop(): Promise<void> {
    this.#relay.expectEnd();
    await Promise.all(this.#desks.map((desk) => desk.stop()));
    await this.#relay.stop();
  }

  /** Each of the two shows the other's link as an invitation. */
  #linked(index: number, url: string, renewed: boolean): void {
    const address = this.#addressOf(index, url);
    if (index < PEOPLE.length) this.#desks[1 - index]!.setInvitation(address);
    if (this.#asked && !renewed) this.#options.say(`  ${this.#desks[index]!.name}: ${address}`);
  }

  /** The first start opens a sample article, with comments by both. */
  async #seed(): Promise<void> {
    const mark = join(this.#options.data, "sample.json");
    if (existsSync(mark)) return;
    const article = await writeSample(ROOT, this.#desks[0]!, this.#desks[1]!);
    writeFileSync(mark, JSON.stringify({ article }));
  }
}
