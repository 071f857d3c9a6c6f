import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** How long a child that was asked to stop may take before it is killed, in milliseconds. */
const KILL_AFTER = 8_000;

/** Resolves when a child that was asked to stop has ended; kills one that takes longer than `KILL_AFTER`. */
export async function exited(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill("SIGKILL"), KILL_AFTER);
  await once(child, "exit");
  clearTimeout(timer);
}
