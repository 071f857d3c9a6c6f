import { watch } from "node:fs";
import { join } from "node:path";

/** Between the last of several changes, as of a checkout, and the call, in milliseconds. */
const QUIET = 200;

/** Calls `run` when sources in these folders of `root` have changed; tests do not count. Watches until the process ends. */
export function onChange(root: string, folders: readonly string[], run: () => void): void {
  let timer: NodeJS.Timeout | null = null;
  for (const folder of folders) {
    const watcher = watch(join(root, folder), { recursive: true }, (_event, file) => {
      if (!file?.endsWith(".ts") || file.endsWith(".test.ts")) return;
      if (timer) clearTimeout(timer);
      timer = setTimeout(run, QUIET);
    });
    watcher.unref();
  }
}
