import { cpuUsage } from "node:process";
import * as prng from "lib0/prng";
import * as Y from "yjs";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { projectBody } from "../../../shared/article/projection/project.ts";
import { ImportError } from "../../../shared/import/imported-file.ts";
import { readFile } from "../../../shared/import/read-file.ts";
import { readThreads } from "../../../shared/notes/threads.ts";
import { producedFile } from "./files.ts";
import { harmed } from "./mutations.ts";

/** Most seconds of processor time for one file, and most bytes of the article that it becomes, for each of its own and beside them. */
const BOUNDS = { seconds: 60, perByte: 100, beside: 8_000_000 } as const;

/** What became of files. */
export interface ImportReport {
  articles: number;
  /** By reason. */
  readonly refused: Map<string, number>;
  /** Seconds of processor time of the slowest. */
  slowest: number;
}

/**
 * Imports files that programs wrote and that were harmed since: each is an article that can be shown, or is refused with a reason, within
 * bounds (DX33).
 * @throws Error that names the seed of the file
 */
export function importHarmed(first: number, count: number): ImportReport {
  const report: ImportReport = { articles: 0, refused: new Map(), slowest: 0 };
  for (let seed = first; seed < first + count; seed++) {
    try {
      importOne(seed, report);
    } catch (error) {
      throw new Error(`harmed file of seed ${seed}: ${(error as Error).message}`, { cause: error });
    }
  }
  return report;
}

function importOne(seed: number, report: ImportReport): void {
  const gen = prng.create(seed);
  const { name, bytes } = harmed(producedFile(gen, seed), gen);
  const before = cpuUsage();
  const refused = outcome(name, bytes);
  const { user, system } = cpuUsage(before);
  const seconds = (user + system) / 1e6;
  report.slowest = Math.max(report.slowest, seconds);
  if (seconds > BOUNDS.seconds) throw new Error(`${name} of ${bytes.length} bytes took ${seconds} s`);
  if (refused === null) report.articles++;
  else report.refused.set(refused, (report.refused.get(refused) ?? 0) + 1);
}

/** @returns why there is no article, or null. @throws Error where there is neither an article nor a reason */
function outcome(name: string, bytes: Uint8Array): string | null {
  let imported: ReturnType<typeof readFile>;
  try {
    imported = readFile(name, bytes, TextDecoder);
  } catch (error) {
    if (error instanceof ImportError) return error.code;
    throw error;
  }
  const { body, notes } = imported.rooms;
  if (body.length > BOUNDS.beside + BOUNDS.perByte * bytes.length) throw new Error(`${bytes.length} bytes became ${body.length}`);
  const doc = new Y.Doc();
  bodyOf(doc);
  Y.applyUpdate(doc, body);
  projectBody(bodyOf(doc)).check();
  if (notes) {
    const said = new Y.Doc();
    Y.applyUpdate(said, notes);
    readThreads(said, () => true, Date.now());
  }
  return null;
}
