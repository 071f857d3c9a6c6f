/**
 * The program as a user starts it: `main/launcher/start.ts` with its relay and its cores as child processes, on a data folder of
 * its own. Its parts can be killed one by one, as a power cut or a full disk does.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { commandLine, descendants } from "./processes.ts";

const ROOT = resolve(import.meta.dirname, "../..");
/** Starting builds nothing that is built already; a loaded machine still takes its time. */
const READY_WITHIN = 90_000;
const STOPPED_WITHIN = 20_000;

/** The line that the program prints when it can be used. */
export interface Ready {
  readonly event: "ready";
  readonly relay: { readonly http: string; readonly ws: string };
  readonly editors: readonly { readonly name: string; readonly url: string }[];
}

/** What a newsroom's windows are opened at. */
export interface Program {
  /** The folder in which relay and desks keep everything. */
  readonly data: string;
  start(): Promise<Pick<Ready, "relay" | "editors">>;
  /** Ends everything and forgets the data. */
  close(): Promise<void>;
}

/** A part of the program that runs as a process of its own, by the file it was started from. */
export type Part = "server/cli/main.ts" | "main/loopback/cli.ts";

export class LauncherProcess implements Program {
  readonly data = mkdtempSync(join(tmpdir(), "tahrir-e2e-"));
  private child: ChildProcess | null = null;
  private output = "";

  /** Starts the program on its data folder. @throws Error with all it printed when it does not get ready. */
  async start(): Promise<Ready> {
    const args = ["main/launcher/start.ts", "--no-open", "--port", "0", "--data", this.data, "--json"];
    const env = { ...process.env, PATH: join(ROOT, "node_modules/.bin") + delimiter + (process.env["PATH"] ?? "") };
    // The channel ends the program with this process, however that one ends.
    const child = spawn(process.execPath, args, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe", "ipc"] });
    this.child = child;
    this.output = "";
    child.stderr!.on("data", (chunk: Buffer) => (this.output += chunk.toString()));
    const ready = new Promise<Ready>((resolve) => {
      createInterface({ input: child.stdout! }).on("line", (line) => {
        this.output += `${line}\n`;
        if (line.startsWith("{") && line.includes('"ready"')) resolve(JSON.parse(line) as Ready);
      });
    });
    const ended = once(child, "exit").then(([code]) => this.fail(`ended with code ${String(code)} before it was ready`));
    return Promise.race([ready, ended, this.timeout(READY_WITHIN, "was not ready")]);
  }

  /** Asks the program to stop, as Ctrl+C does. @returns its exit code. */
  async stop(): Promise<number | null> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    await Promise.race([exit, this.timeout(STOPPED_WITHIN, "did not stop on SIGTERM")]);
    return child.exitCode;
  }

  /** Kills one kind of process of this program, at once and without warning. @returns how many there were. */
  kill(part: Part): number {
    const pids = this.running(part);
    for (const pid of pids) process.kill(pid, "SIGKILL");
    return pids.length;
  }

  /** Kills the program and everything it started, as pulling the plug does. */
  async pullThePlug(): Promise<void> {
    const child = this.child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    // The parent first: it would start its children again.
    for (const pid of [child.pid!, ...descendants(child.pid!)]) kill(pid);
    await exit;
  }

  /** Process ids of one part. */
  running(part: Part): number[] {
    const pid = this.child?.pid;
    return pid === undefined ? [] : descendants(pid).filter((one) => commandLine(one).includes(part));
  }

  /** Ends everything and forgets the data. */
  async close(): Promise<void> {
    await this.pullThePlug();
    rmSync(this.data, { recursive: true, force: true });
  }

  private async timeout(after: number, what: string): Promise<never> {
    await new Promise((resolve) => setTimeout(resolve, after).unref());
    return this.fail(`${what} within ${after / 1000} s`);
  }

  private fail(what: string): never {
    throw new Error(`npm start ${what}. It printed:\n${this.output}`);
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (error) {
    // Gone already, with its parent.
    if ((error as NodeJS.ErrnoException).code !== "ESRCH") throw error;
  }
}
