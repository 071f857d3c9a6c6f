import { execFile, spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { Backoff } from "./backoff.ts";
import { compileCache } from "./compile-cache.ts";
import { exited } from "./wait-for-exit.ts";

const CLI = "server/cli/main.ts";

export interface RelayAddress {
  readonly http: string;
  readonly ws: string;
}

/** The relay as a child process. It is started again on its port when it dies (DE3). */
export class RelayProcess {
  readonly #root: string;
  readonly #data: string;
  readonly #say: (line: string) => void;
  readonly #backoff = new Backoff();
  #child: ChildProcess | null = null;
  #restart: NodeJS.Timeout | null = null;
  #stopping = false;
  #restarting = false;

  /** @param say prints a line for the person at the terminal */
  constructor(root: string, data: string, say: (line: string) => void) {
    this.#root = root;
    this.#data = data;
    this.#say = say;
  }

  /** @param port 0 for any. @throws Error with what it printed when it does not come up */
  start(port: number): Promise<RelayAddress> {
    const child = spawn(process.execPath, [CLI, "serve", "--data", this.#data, "--port", String(port), "--log-level", "warn", "--json"], {
      cwd: this.#root,
      env: { ...process.env, ...compileCache(this.#root) },
      // By the channel the relay learns that this program is gone.
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child = child;
    let errors = "";
    child.stderr!.on("data", (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-4000);
      process.stderr.write(chunk);
    });
    return new Promise((resolve, reject) => {
      let up = false;
      createInterface({ input: child.stdout! }).once("line", (line) => {
        up = true;
        const { http, ws } = JSON.parse(line) as RelayAddress;
        child.once("exit", () => this.#died(Number(new URL(http).port)));
        resolve({ http, ws });
      });
      child.once("exit", (code) => {
        if (!up) reject(new Error(`the relay ended with code ${code}: ${errors.trim()}`));
      });
    });
  }

  /** An invitation for a new member. @returns its code */
  async invite(name: string, role: string): Promise<string> {
    const args = [CLI, "invite", "--data", this.#data, "--name", name, "--role", role, "--json"];
    const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: this.#root });
    return (JSON.parse(stdout) as { code: string }).code;
  }

  /** From here on an end is what was asked for: a terminal's Ctrl+C reaches the relay before `stop` does. */
  expectEnd(): void {
    this.#stopping = true;
    if (this.#restart) clearTimeout(this.#restart);
  }

  /** Ends the relay, which commits first, and starts it again on its port. */
  restart(): void {
    this.#restarting = this.#child !== null;
    this.#child?.kill("SIGTERM");
  }

  async stop(): Promise<void> {
    this.expectEnd();
    const child = this.#child;
    child?.kill("SIGTERM");
    await exited(child);
  }

  #died(port: number): void {
    if (this.#stopping) return;
    const delay = this.#restarting ? 0 : this.#backoff.next(performance.now());
    if (!this.#restarting) this.#say(`The relay has ended; it starts again on port ${port}. The editors go on without it.`);
    this.#restarting = false;
    this.#restart = setTimeout(() => {
      this.start(port).catch((error: unknown) => {
        this.#say(String(error));
        this.#died(port);
      });
    }, delay);
  }
}
