/** Disks that fill up: a small one of their own for a relay, where this may be mounted, else a limit on how long files grow. */
import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, rmdirSync, rmSync, statSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Disk {
  readonly isFull: boolean;
  /** From now on it takes nothing more. @param pid whoever writes to it, null while nobody does */
  fill(pid: number | null): void;
  /** There is space again. */
  free(pid: number | null): void;
  /** Another process writes to it. */
  started(pid: number): void;
  /** Gives it back. */
  remove(): void;
}

/** Megabytes of a mounted disk, which stand in memory. */
const SIZE = 32;
const BALLAST = "ballast";

/** A disk of its own at `folder`, or null where nothing may be mounted. */
export function mountDisk(folder: string): Disk | null {
  if (process.getuid?.() !== 0) return null;
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE}m,mode=700`, "tmpfs", folder]);
  return mounted.status === 0 ? new SmallDisk(folder) : null;
}

/** The files in `folder` can be kept from growing where `prlimit` is (util-linux); else null. */
export function limitDisk(folder: string): Disk | null {
  return canLimit() ? new LimitedDisk(folder) : null;
}

/** Whether any disk can be filled here. */
export function canFill(): boolean {
  if (canLimit()) return true;
  const folder = mkdtempSync(join(tmpdir(), "tahrir-disk-"));
  const disk = mountDisk(folder);
  disk?.remove();
  rmdirSync(folder);
  return disk !== null;
}

const canLimit = (): boolean => spawnSync("prlimit", ["--version"]).status === 0;

class SmallDisk implements Disk {
  isFull = false;
  readonly #folder: string;
  readonly #unmount = (): void => void spawnSync("umount", ["--lazy", this.#folder]);

  constructor(folder: string) {
    this.#folder = folder;
    process.once("exit", this.#unmount);
  }

  fill(): void {
    this.isFull = true;
    const file = openSync(join(this.#folder, BALLAST), "w");
    try {
      for (let size = 1024 * 1024; size >= 4096;) {
        try {
          writeSync(file, Buffer.alloc(size));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
          size /= 4;
        }
      }
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(join(this.#folder, BALLAST), { force: true });
    this.isFull = false;
  }

  started(): void {
    // Whoever it is has no more space than the last one.
  }

  remove(): void {
    process.off("exit", this.#unmount);
    this.#unmount();
  }
}

/** No file can grow beyond the longest there is; Node ignores the signal, so that writing fails (setrlimit(2), EFBIG). */
class LimitedDisk implements Disk {
  isFull = false;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  fill(pid: number | null): void {
    this.isFull = true;
    if (pid !== null) this.started(pid);
  }

  free(pid: number | null): void {
    this.isFull = false;
    if (pid !== null) limit(pid, "unlimited");
  }

  started(pid: number): void {
    if (!this.isFull) return;
    const sizes = readdirSync(this.#folder).map((name) => statSync(join(this.#folder, name), { throwIfNoEntry: false })?.size ?? 0);
    limit(pid, String(Math.max(4096, ...sizes)));
  }

  remove(): void {
    // The limit went with the process.
  }
}

/** Only the soft limit, which can be lifted again. Whoever is gone needs none. */
function limit(pid: number, size: string): void {
  spawnSync("prlimit", ["--pid", String(pid), `--fsize=${size}:`]);
}
