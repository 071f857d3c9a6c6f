import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { electronBinary, electronVersion, OVERRIDE } from "./electron-binary.ts";
import { fetchElectron, type FetchLimits } from "./fetch-electron.ts";
import type { ProgressLine } from "./progress-line.ts";

/** A fetch that failed later than this, in milliseconds, is not tried again within a day, so that nobody waits for it at each start. */
const SLOW_FAILURE = 2_000;
const DAY = 24 * 60 * 60 * 1000;

/** Electron's program, or why the browser is opened instead. */
export type Electron = { readonly binary: string } | { readonly instead: string };

export interface FindOptions {
  /** Folder of the program's sources, with `node_modules` in it. */
  readonly root: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Prints a line for the person at the terminal. */
  readonly say: (line: string) => void;
  readonly progress: ProgressLine;
  /** Somebody stopped the program. */
  readonly signal: AbortSignal;
  readonly limits?: Partial<FetchLimits>;
}

/**
 * Looks for Electron's binary, and fetches it where it is not there (DE4).
 * @throws the signal's reason when it is aborted
 */
export async function findElectron({ root, env, say, progress, signal, limits }: FindOptions): Promise<Electron> {
  const folder = join(root, "node_modules/electron");
  const binary = electronBinary(folder, env);
  if (binary !== null) return { binary };
  if (env[OVERRIDE] !== undefined) return { instead: `Electron is not in the folder that ${OVERRIDE} names` };
  if (process.platform === "linux" && !env["DISPLAY"] && !env["WAYLAND_DISPLAY"])
    return { instead: "Electron has no display here, and was not fetched" };
  const memory = new FailedFetch(join(root, ".cache/electron-not-fetched.json"));
  const before = memory.recent();
  if (before !== null)
    return { instead: `Electron could not be fetched lately: ${before}. It is tried again after a day, or by npx install-electron` };
  const begin = performance.now();
  try {
    say(`Fetching Electron ${electronVersion(folder)}; this is done once. With --browser it is not needed.`);
    await fetchElectron({ folder, onProgress: (received, total) => progress.update(received, total), signal, limits });
    memory.forget();
    const fetched = electronBinary(folder, env);
    return fetched === null ? { instead: "Electron's installer brought nothing" } : { binary: fetched };
  } catch (error) {
    signal.throwIfAborted();
    const reason = (error as Error).message;
    const slow = performance.now() - begin > SLOW_FAILURE;
    if (slow) memory.note(reason);
    const again = slow ? "after a day, or by npx install-electron" : "at the next start";
    return { instead: `Electron could not be fetched: ${reason}. It is tried again ${again}` };
  } finally {
    progress.end();
  }
}

/** When and why a fetch failed last, in a file. */
class FailedFetch {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** @returns why, if it was within a day */
  recent(): string | null {
    try {
      const { at, reason } = JSON.parse(readFileSync(this.#file, "utf8")) as { readonly at: unknown; readonly reason: unknown };
      const age = Date.now() - Number(at);
      return age >= 0 && age < DAY ? String(reason) : null;
    } catch {
      // None failed, or the file is broken.
      return null;
    }
  }

  note(reason: string): void {
    try {
      mkdirSync(join(this.#file, ".."), { recursive: true });
      writeFileSync(this.#file, JSON.stringify({ at: Date.now(), reason }));
    } catch {
      // Then it is tried again at the next start.
    }
  }

  forget(): void {
    rmSync(this.#file, { force: true });
  }
}
