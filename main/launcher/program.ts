import { endWithParent } from "../../server/cli/parent.ts";
import { readOrExplain } from "./arguments.ts";

/** A command that runs until it is told to stop: by a signal, by Ctrl+C, or by the end of the process that started it (DE2). */
export interface Program {
  /** Brings all of it up, and prints so. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Somebody pressed Enter. */
  onEnter(): void;
}

/** Reads the arguments of a command; wrong ones end the process with a line that says which. */
export const orUsage = <T>(read: () => T, usage: string): T => readOrExplain(read, usage) ?? process.exit(2);

/** @param name of the npm script that runs it. @param json another program reads what is printed, and nobody presses Enter */
export async function run(name: string, program: Program, json: boolean): Promise<void> {
  let stopping: Promise<void> | null = null;
  const stop = (code: number): void => {
    stopping ??= program.stop().then(() => process.exit(code));
  };
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.on(signal, () => stop(0));
  // Whoever read what is printed here may be gone; there is no one left to tell.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  endWithParent(name, () => stop(0));
  try {
    await program.start();
    if (!json) process.stdin.on("data", () => program.onEnter()).on("error", () => {});
  } catch (error) {
    // What was stopped on its way up has not failed.
    if (stopping) return;
    console.error(error instanceof Error ? error.message : error);
    stop(1);
  }
}
