/** Documents that the system hands the program, by "Open with" or a press on a file: what they are, and what is in them. */
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fileKind, largestFile } from "../../shared/import/file.ts";

/** Files that are opened at a time, and the length of a path, in UTF-16 units. */
const MOST = 100;
const LONGEST = 4096;

/** What a window is given. */
export interface OpenedDocument {
  readonly name: string;
  /** Null for a file that cannot be read. */
  readonly bytes: Uint8Array | null;
}

/**
 * The documents that a command line names. Whoever can start the program can name anything: switches, other addresses and files of kinds
 * that the import does not read are passed over (DE51).
 * @param args without the program
 * @param folder from which paths are meant
 */
export function documentsIn(args: readonly string[], folder: string): string[] {
  const paths = args.flatMap((arg) => pathOf(arg, folder) ?? []);
  return [...new Set(paths)].slice(0, MOST);
}

function pathOf(arg: string, folder: string): string | null {
  if (arg === "" || arg.startsWith("-") || arg.length > LONGEST) return null;
  const path = /^[a-z][a-z0-9+.-]+:/i.test(arg) ? pathOfAddress(arg) : resolve(folder, arg);
  return path !== null && !path.includes("\0") && fileKind(basename(path)) !== null ? path : null;
}

/** Of `file:`, as desktops of Linux name what is opened. A drive's one letter is no scheme. */
function pathOfAddress(address: string): string | null {
  try {
    const url = new URL(address);
    return url.protocol === "file:" && url.host === "" ? fileURLToPath(url) : null;
  } catch {
    return null;
  }
}

/** Reads a document, no more of it than the import takes. Never rejects. */
export async function readDocument(path: string): Promise<OpenedDocument> {
  const name = basename(path);
  return { name, bytes: await bytesOf(path, largestFile(name) * 2 ** 20).catch(() => null) };
}

async function bytesOf(path: string, most: number): Promise<Uint8Array | null> {
  // What is no file, as a pipe that nobody writes into, would hold whoever opens it.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = await file.stat();
    const { size } = stat;
    if (!stat.isFile() || size > most) return null;
    const bytes = new Uint8Array(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await file.read(bytes, length, size - length, length);
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}
