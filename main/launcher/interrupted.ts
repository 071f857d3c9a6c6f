import process from "node:process";

/** Ctrl+C as a signal that a command looks at between two of its steps, so that none is left half done; pressed again, it ends at once. */
export function untilInterrupted(): { readonly signal: AbortSignal; readonly end: () => void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  process.once("SIGINT", abort);
  return { signal: controller.signal, end: () => void process.off("SIGINT", abort) };
}
