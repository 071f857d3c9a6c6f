/** The built interface, read from its folder and from nowhere else. */
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".map": "application/json",
  ".css": "text/css; charset=utf-8",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
};

/** What the system says of a path that leads to no file. */
const ABSENT: ReadonlySet<string> = new Set(["ENOENT", "EISDIR", "ENOTDIR", "ENAMETOOLONG"]);

export interface Served {
  readonly type: string;
  readonly data: Buffer;
  /** Whether its name holds a hash of its content, as those of Vite's assets do: what is served by that name never changes. */
  readonly isImmutable: boolean;
}

/** @param path of a URL, decoded by nobody yet. @returns null for what is not a file of the interface */
export async function readAsset(folder: string, path: string): Promise<Served | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    // Not an address that any link of ours has.
    return null;
  }
  const file = normalize(join(folder, decoded === "/" ? "index.html" : decoded));
  const type = TYPES[extname(file)];
  if (!file.startsWith(folder + sep) || !type || decoded.includes("\0")) return null;
  try {
    return { type, data: await readFile(file), isImmutable: file.startsWith(join(folder, "assets") + sep) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== undefined && ABSENT.has(code)) return null;
    throw error;
  }
}
