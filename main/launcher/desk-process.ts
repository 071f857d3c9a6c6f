import type { ChildProcess } from "node:child_process";
import type { FromDesk, ToDesk } from "../desk/messages.ts";
import { Backoff } from "./backoff.ts";
import type { StartDesk } from "./desk-programs.ts";
import { exited } from "./wait-for-exit.ts";

export interface DeskOptions {
  readonly name: string;
  /** Starts its program. */
  readonly startDesk: StartDesk;
  /** The newsroom that it belongs to; null for a desk that joins one by itself, or none. */
  readonly newsroom: {
    /** Makes an invitation, where the desk has yet to join. */
    readonly invite: () => Promise<string>;
    /** Where the relay is. */
    readonly relay: () => string;
  } | null;
  /** The desk has a new link; the one before was used, or is soon too old (`renewed`). */
  readonly onLink: (url: string, renewed: boolean) => void;
  readonly say: (line: string) => void;
}

/** One desk as a child process. It is started again on its port when it dies, so that open windows connect again (DE3). */
export class DeskProcess {
  readonly name: string;
  readonly #options: DeskOptions;
  readonly #waiting = new Map<FromDesk["type"], (message: FromDesk) => void>();
  readonly #backoff = new Backoff();
  #child: ChildProcess | null = null;
  #restart: NodeJS.Timeout | null = null;
  #port = 0;
  /** It was ready once: what kills it from now on is no mistake of its start. */
  #worked = false;
  #invitation: string | null = null;
  #stopping = false;
  #restarting = false;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.name = options.name;
  }

  /**
   * Starts the desk, has it join where it has not, and connects it to the relay.
   * @returns a link that opens its window, or null for a desk that has opened one
   * @throws Error when it ends or says why it cannot; the first time it is then not started again
   */
  async start(): Promise<string | null> {
    const { startDesk, newsroom } = this.#options;
    const child = startDesk(this.#port);
    this.#child = child;
    child.on("message", (message: FromDesk) => this.#take(message));
    child.once("error", (error) => this.#died(error.message));
    child.once("exit", (code, signal) => this.#died(signal ?? code ?? ""));
    const { port, joined } = await this.#next("up");
    this.#port = port;
    if (newsroom) {
      const code = joined ? {} : { code: await newsroom.invite() };
      await this.#ask({ type: "relay", http: newsroom.relay(), ...code }, "joined");
      this.#send({ type: "invitation", url: this.#invitation });
    }
    this.#worked = true;
    return port === 0 ? null : (await this.#ask({ type: "new-link" }, "link")).url;
  }

  /** Writes updates as this desk's own, and waits until they are on its disk. */
  async write(article: string, updates: { readonly body?: Uint8Array; readonly notes?: Uint8Array }): Promise<void> {
    const base64 = Object.entries(updates).map(([room, update]) => [room, Buffer.from(update).toString("base64")]);
    await this.#ask({ type: "write", article, ...(Object.fromEntries(base64) as { body?: string; notes?: string }) }, "written");
  }

  /** The invitation of another editor, which this desk's windows show. */
  setInvitation(url: string): void {
    this.#invitation = url;
    this.#send({ type: "invitation", url });
  }

  /** Asks for a link that opens another window, or for that window; for the desk itself where it was closed. */
  newLink(): void {
    if (this.#child) this.#send({ type: "new-link" });
    else if (!this.#restart) this.#startAgain(0);
  }

  /** Ends the desk, which commits first, and starts it again on its port. */
  restart(): void {
    this.#restarting = this.#child !== null;
    this.#send({ type: "stop" });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    if (this.#restart) clearTimeout(this.#restart);
    this.#send({ type: "stop" });
    await exited(this.#child);
  }

  #send(message: ToDesk): void {
    if (this.#child?.connected) this.#child.send(message);
  }

  #ask<Type extends FromDesk["type"]>(message: ToDesk, answer: Type): Promise<Extract<FromDesk, { type: Type }>> {
    const next = this.#next(answer);
    this.#send(message);
    return next;
  }

  #next<Type extends FromDesk["type"]>(type: Type): Promise<Extract<FromDesk, { type: Type }>> {
    return new Promise((resolve, reject) => {
      this.#waiting.set(type, resolve as (message: FromDesk) => void);
      this.#waiting.set("failed", (message) => reject(new Error(message.type === "failed" ? message.message : message.type)));
    });
  }

  #take(message: FromDesk): void {
    const waiting = this.#waiting.get(message.type);
    this.#waiting.delete(message.type);
    if (waiting) waiting(message);
    if (message.type === "link") this.#options.onLink(message.url, message.renewed ?? false);
  }

  #died(how: string | number): void {
    if (!this.#child) return;
    this.#child = null;
    if (this.#stopping) return;
    this.#take({ type: "failed", message: `the desk ended (${how})` });
    this.#waiting.clear();
    if (!this.#worked) return;
    if (this.#restarting) {
      this.#restarting = false;
      this.#startAgain(0);
      return;
    }
    if (this.#port === 0 && how === 0) {
      this.#options.say(`The window of ${this.name} was closed. Enter opens it again, Ctrl+C stops the rest.`);
      return;
    }
    this.#options.say(`The desk of ${this.name} has ended; it starts again. What was saved is there.`);
    this.#startAgain(this.#backoff.next(performance.now()));
  }

  #startAgain(delay: number): void {
    this.#restart = setTimeout(() => {
      this.#restart = null;
      this.start().catch((error: unknown) => this.#options.say(`${this.name}: ${error instanceof Error ? error.message : String(error)}`));
    }, delay);
  }
}
