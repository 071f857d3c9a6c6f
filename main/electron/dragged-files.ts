/** Files on disk for what is dragged out of the desktop program, written by the core's process. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { WrittenFile } from "../core/export/file-thread.ts";

/** They stay until the next start: a program may read what was dropped on it later. */
export class DraggedFiles {
  readonly #folder: string;

  /** Forgets those of the last run. @param desk the desk's folder */
  constructor(desk: string) {
    this.#folder = join(desk, "dragged");
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** @param ticket names a folder of its own, so that the file's name is the article's. @returns the file's path */
  write(ticket: string, { name, bytes }: WrittenFile): string {
    const folder = join(this.#folder, ticket);
    mkdirSync(folder, { recursive: true });
    const path = join(folder, name);
    writeFileSync(path, bytes);
    return path;
  }
}
