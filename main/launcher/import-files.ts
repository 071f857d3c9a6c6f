import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { movedPictures } from "../../shared/article/sync/figure-sources.ts";
import { FILE_TYPES, readableKind } from "../../shared/import/file.ts";
import { ImportError, type ImportedFile } from "../../shared/import/imported-file.ts";
import { readFile } from "../../shared/import/read-file.ts";
import { Core } from "../core/core.ts";
import { databaseIn, isDatabaseInUse } from "../core/database.ts";
import { fileSecrets } from "../core/people/identity.ts";
import { readOrExplain } from "./arguments.ts";
import { filesIn } from "./files-in.ts";
import { untilInterrupted } from "./interrupted.ts";

const USAGE = `Usage: npm run -s desk -- import --data DIR [--json] FILE|FOLDER…
  --data DIR  the desk's folder; the desk must not run
  --json      print one JSON line for each file, and one in the end
Each FILE (${FILE_TYPES.join(", ")}), and each such file in a FOLDER or below, becomes an article.
Ctrl+C ends it after the file that is read. What is an article by then stays one.
Exits with 0 when all are articles, 1 when one failed or the desk runs, 2 for wrong arguments, 130 when it was interrupted.`;

interface Wanted {
  readonly data: string;
  readonly paths: readonly string[];
  readonly json: boolean;
}

/** `npm run -s desk -- import`: files as new articles of a desk. @returns the exit code */
export async function importFiles(args: readonly string[]): Promise<number> {
  const wanted = readOrExplain(() => readWanted(args), USAGE);
  if (!wanted) return 2;
  const { data, paths, json } = wanted;
  if (isDatabaseInUse(data)) {
    console.error(`The desk in ${data} runs. Stop it, or import in its window.`);
    return 1;
  }
  const { files, skipped } = filesIn(paths);
  const core = await Core.open({ folder: data, secrets: fileSecrets(join(data, "identity.json")), report: console.error });
  const interrupted = untilInterrupted();
  try {
    let [imported, failed] = [0, 0];
    for (const file of files) {
      if (interrupted.signal.aborted) break;
      if (await importOne(core, file, json)) imported++;
      else failed++;
      // A signal is told between two turns.
      await new Promise((resolve) => setImmediate(resolve));
    }
    const left = files.length - imported - failed;
    if (json) console.log(JSON.stringify({ event: "done", imported, failed, left, skipped }));
    else if (files.length > 1 || skipped.length > 0)
      console.log(`${imported} imported, ${failed} failed, ${left} left, ${skipped.length} of other kinds`);
    return interrupted.signal.aborted ? 130 : failed === 0 ? 0 : 1;
  } finally {
    interrupted.end();
    core.close();
  }
}

/** @returns whether the file is an article now */
async function importOne(core: Core, file: string, json: boolean): Promise<boolean> {
  try {
    const { rooms, losses } = read(file);
    const { notes } = rooms;
    const body = await movedPictures(rooms.body, (bytes) => Promise.resolve(core.storePicture(bytes)));
    const { id } = await core.create({ body, ...(notes && { notes }) });
    if (json) console.log(JSON.stringify({ event: "imported", file, article: id, losses }));
    else
      console.log(
        [`${file}: ${id}`, ...losses.map(({ kind, block, near, detail }) => `  ${kind} ${detail} (block ${block}: ${near})`)].join("\n"),
      );
    return true;
  } catch (error) {
    const code = error instanceof ImportError ? error.code : "failed";
    const message = (error as Error).message;
    if (json) console.log(JSON.stringify({ event: "failed", file, code, message }));
    else console.error(error instanceof ImportError ? message : `${file}: ${message}`);
    return false;
  }
}

/** @throws ImportError */
function read(file: string): ImportedFile {
  const name = basename(file);
  let bytes: Uint8Array;
  try {
    readableKind(name, statSync(file).size);
    bytes = readFileSync(file);
  } catch (error) {
    throw error instanceof ImportError ? error : new ImportError("unreadable", name, { cause: error });
  }
  return readFile(name, bytes, TextDecoder);
}

function readWanted(args: readonly string[]): Wanted {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { data: { type: "string" }, json: { type: "boolean", default: false } },
    allowPositionals: true,
  });
  const { data, json } = values;
  if (data === undefined) throw new Error("--data names the folder of a desk");
  const folder = resolve(data);
  if (!existsSync(databaseIn(folder))) throw new Error(`--data names the folder of a desk; there is none in ${folder}`);
  if (positionals.length === 0) throw new Error("no file is named");
  return { data: folder, paths: positionals.map((file) => resolve(file)), json };
}
