/** A measured program: started on a core of its own, weighed by what the operating system says of it. */
import { execFile, spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { promisify } from "node:util";

/** The core that programs are measured on; the load comes from the others. */
const MEASURED_CORE = "0";
/** Runs a program to its end on the measured core. @returns what it printed */
export async function onMeasuredCore(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)("taskset", ["-c", MEASURED_CORE, process.execPath, program, ...args]);
  return stdout;
}

/** Clock ticks a second in /proc/<pid>/stat, the same on every Linux of today (`getconf CLK_TCK`). */
const TICKS = 100;
const MEMORY_ON_SIGNAL = `${import.meta.dirname}/servers/memory-on-signal.ts`;

/** A line that a measured program prints. */
interface Line {
  readonly event: string;
  readonly [more: string]: unknown;
}

export interface Memory {
  /** Bytes resident, as the process itself sees them after a collection. */
  readonly rss: number;
  /** Bytes of live objects and of buffers outside the heap. */
  readonly used: number;
}

export class ServerProcess {
  readonly #child: ChildProcessByStdio<null, Readable, null>;
  readonly #waiting = new Map<string, (line: Line) => void>();

  private constructor(child: ChildProcessByStdio<null, Readable, null>) {
    this.#child = child;
    createInterface(child.stdout).on("line", (text) => {
      const line = JSON.parse(text) as Line;
      this.#waiting.get(line.event)?.(line);
    });
  }

  /** Starts `program`, a path and its arguments, and waits until it listens. @returns it, with what it announced */
  static async start(program: readonly string[]): Promise<{ readonly process: ServerProcess; readonly announced: Line }> {
    const args = ["-c", MEASURED_CORE, process.execPath, "--expose-gc", "--import", MEMORY_ON_SIGNAL, ...program];
    const started = new ServerProcess(spawn("taskset", args, { stdio: ["ignore", "pipe", "inherit"] }));
    return { process: started, announced: await started.#next("listening") };
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** Seconds of processor time so far, of all threads, in the program and in the kernel for it. */
  cpu(): number {
    // The name in brackets may hold spaces; fields 14 and 15 are utime and stime (proc_pid_stat(5)).
    const fields = readFileSync(`/proc/${this.pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  /** Bytes resident now. */
  resident(): number {
    const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.pid}/status`, "utf8"))?.[1];
    return Number(kilobytes) * 1024;
  }

  /** What is held after a full collection. */
  async memory(): Promise<Memory> {
    const answer = this.#next("memory");
    this.#child.kill("SIGUSR2");
    return (await answer) as unknown as Memory;
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exit;
  }

  #next(event: string): Promise<Line> {
    return new Promise((resolve, reject) => {
      const gone = (): void => reject(new Error(`a measured program ended before it said "${event}"`));
      this.#child.once("exit", gone);
      this.#waiting.set(event, (line) => {
        this.#waiting.delete(event);
        this.#child.off("exit", gone);
        resolve(line);
      });
    });
  }
}
