/** One editor's desk as a child process, started again on its port when it dies, so that an open window goes on. */
import { fork, type ChildProcess } from "node:child_process";
import type { FromDesk, ToDesk } from "../main/desk/messages.ts";
import { stopped } from "./stopped.ts";

const CLI = "main/loopback/cli.ts";
/** Before a desk that died is started again, in milliseconds. */
const RESTART_AFTER = 300;

export interface DeskOptions {
  readonly root: string;
  readonly folder: string;
  /** The built interface. */
  readonly assets: string;
  readonly name: string;
  /** Makes an invitation, where the desk has yet to join. */
  readonly invite: () => Promise<string>;
  /** Where the relay is. */
  readonly relay: () => string;
  /** The desk has a new link; the one before was used. */
  readonly onLink: (url: string) => void;
  readonly say: (line: string) => void;
}

export class DeskProcess {
  readonly name: string;
  readonly #options: DeskOptions;
  readonly #waiting = new Map<FromDesk["type"], (message: FromDesk) => void>();
  #child: ChildProcess | null = null;
  #restart: NodeJS.Timeout | null = null;
  #port = 0;
  #invitation: string | null = null;
  #stopping = false;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.name = options.name;
  }

  /** Starts the desk, has it join where it has not, and connects it to the relay. @returns a link that opens its window */
  async start(): Promise<string> {
    const { root, folder, assets, invite, relay } = this.#options;
    const child = fork(CLI, [folder, String(this.#port), assets], {
      cwd: root,
      serialization: "advanced",
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    this.#child = child;
    child.on("message", (message: FromDesk) => this.#take(message));
    child.once("exit", () => this.#died());
    const { port, joined } = await this.#next("up");
    this.#port = port;
    const code = joined ? {} : { code: await invite() };
    await this.#ask({ type: "relay", http: relay(), ...code }, "joined");
    this.send({ type: "invitation", url: this.#invitation });
    return (await this.#ask({ type: "new-link" }, "link")).url;
  }

  /** Writes updates as this desk's own, and waits until they are on its disk. */
  async write(article: string, updates: { readonly body?: Uint8Array; readonly notes?: Uint8Array }): Promise<void> {
    await this.#ask({ type: "write", article, ...updates }, "written");
  }

  /** The invitation of another editor, which this desk's windows show. */
  setInvitation(url: string): void {
    this.#invitation = url;
    this.send({ type: "invitation", url });
  }

  send(message: ToDesk): void {
    if (this.#child?.connected) this.#child.send(message);
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#restart) clearTimeout(this.#restart);
    this.send({ type: "stop" });
    await stopped(this.#child);
  }

  #ask<Type extends FromDesk["type"]>(message: ToDesk, answer: Type): Promise<Extract<FromDesk, { type: Type }>> {
    const next = this.#next(answer);
    this.send(message);
    return next;
  }

  #next<Type extends FromDesk["type"]>(type: Type): Promise<Extract<FromDesk, { type: Type }>> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(type, resolve as (message: FromDesk) => void);
      this.#waiting.set("failed", (message) => reject(new Error(`${this.name}: ${message.type === "failed" ? message.message : "the desk ended"}`)));
    });
  }

  #take(message: FromDesk): void {
    const waiting = this.#waiting.get(message.type);
    this.#waiting.delete(message.type);
    if (waiting) waiting(message);
    if (message.type === "link") this.#options.onLink(message.url);
  }

  #died(): void {
    if (this.#stopping) return;
    this.#waiting.get("failed")?.({ type: "failed", message: "the desk ended" });
    this.#waiting.clear();
    this.#options.say(`The desk of ${this.name} has ended; it starts again. What was saved is there.`);
    this.#restart = setTimeout(() => {
      this.start().catch((error: unknown) => this.#options.say(String(error)));
    }, RESTART_AFTER);
  }
}
