import { existsSync, readFileSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { movedPictures } from "../../shared/article/sync/figure-sources.ts";
import { importDocument } from "../../shared/import/docx/import-document.ts";
import { FILE_TYPES, ImportError, importTextFile, readableKind, type ImportedFile } from "../../shared/import/file.ts";
import { Core } from "../core/core.ts";
import { databaseIn, isDatabaseInUse } from "../core/database.ts";
import { fileSecrets } from "../core/people/identity.ts";

const USAGE = `Usage: npm run -s desk -- import --data DIR [--json] FILE…
  --data DIR  the desk's folder; the desk must not run
  --json      print one JSON line for each file
Each FILE (${FILE_TYPES.join(", ")}) becomes an article.
Exits with 0 when all are articles, 1 when one failed or the desk runs, 2 for wrong arguments.`;

interface Wanted {
  readonly data: string;
  readonly files: readonly string[];
  readonly json: boolean;
}

/** `npm run -s desk -- import`: files as new articles of a desk. @returns the exit code */
export async function importFiles(args: readonly string[]): Promise<number> {
  let wanted: Wanted;
  try {
    wanted = readWanted(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    return 2;
  }
  const { data, files, json } = wanted;
  if (isDatabaseInUse(data)) {
    console.error(`The desk in ${data} runs. Stop it, or import in its window.`);
    return 1;
  }
  const core = await Core.open({ folder: data, secrets: fileSecrets(join(data, "identity.json")), report: console.error });
  try {
    let failed = 0;
    for (const file of files) if (!(await importOne(core, file, json))) failed++;
    return failed === 0 ? 0 : 1;
  } finally {
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
    else console.error(`${file}: ${message}`);
    return false;
  }
}

/** @throws ImportError */
function read(file: string): ImportedFile {
  const name = basename(file);
  let bytes: Uint8Array;
  let kind;
  try {
    kind = readableKind(name, statSync(file).size);
    bytes = readFileSync(file);
  } catch (error) {
    throw error instanceof ImportError ? error : new ImportError("unreadable", name, { cause: error });
  }
  return kind === "docx" ? importDocument(name, bytes) : importTextFile(name, kind, bytes, TextDecoder);
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
  return { data: folder, files: positionals.map((file) => resolve(file)), json };
}
