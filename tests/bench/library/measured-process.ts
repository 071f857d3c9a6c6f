/** A program in a process of its own, which is told what to do in lines of JSON and says in such what it did. */
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import process from "node:process";
import { createInterface } from "node:readline";

/** Clock ticks a second in /proc/<pid>/stat, the same on every Linux of today (`getconf CLK_TCK`). */
const TICKS = 100;

type Line = Readonly<Record<string, unknown>>;

export class MeasuredProcess {
  announced: Line = {};
  readonly #child: ChildProcess;
  readonly #waiting = new Map<string, (line: Line) => void>();

  private constructor(child: ChildProcess) {
    this.#child = child;
    createInterface(child.stdout!).on("line", (text) => {
      const line = JSON.parse(text) as Line;
      this.#waiting.get(String(line["event"]))?.(line);
    });
  }

  /** Starts a program, a path and its arguments, and waits until it says that it is listening. */
  static async start([program, ...args]: readonly string[]): Promise<MeasuredProcess> {
    const child = spawn(process.execPath, [program!, ...args], { stdio: ["pipe", "pipe", "inherit"] });
    const started = new MeasuredProcess(child);
    started.announced = await started.said("listening");
    return started;
  }

  /** The next line about `event`; asked before it can come. */
  said(event: string): Promise<Line> {
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

  tell(order: object): void {
    this.#child.stdin!.write(`${JSON.stringify(order)}\n`);
  }

  /** Seconds of processor time so far, of all threads, in the program and in the kernel for it. */
  cpu(): number {
    // The name in brackets may hold spaces; fields 14 and 15 are utime and stime (proc_pid_stat(5)).
    const fields = readFileSync(`/proc/${this.#child.pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  }

  /** Bytes resident now. */
  resident(): number {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${this.#child.pid}/status`, "utf8"))?.[1]) * 1024;
  }

  kill(): void {
    this.#child.kill("SIGKILL");
  }
}
