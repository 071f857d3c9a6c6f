/** Waits for a child that was asked to stop, and ends it when it does not. */
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** Milliseconds. */
const PATIENCE = 8000;

export async function stopped(child: ChildProcess | null): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
  await once(child, "exit");
  clearTimeout(timer);
}
