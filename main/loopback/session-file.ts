/** Where a desk keeps which windows were let in: a file that its owner alone reads. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import type { SessionFile } from "./sessions.ts";

/** @param report told of a disk that takes nothing: the desk goes on, and its windows need a new link when it is started again */
export function sessionFile(path: string, report: (error: unknown) => void): SessionFile {
  return {
    load() {
      try {
        return readFileSync(path, "utf8");
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
        throw error;
      }
    },
    save(text) {
      try {
        writeFileSync(`${path}.new`, text, { mode: 0o600 });
        renameSync(`${path}.new`, path);
      } catch (error) {
        report(error);
      }
    },
  };
}
