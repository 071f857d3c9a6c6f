import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What names the folder of another copy of Electron, as for the `electron` command. */
export const OVERRIDE = "ELECTRON_OVERRIDE_DIST_PATH";

/**
 * Electron's program on this computer; nothing is fetched, as importing `electron` would.
 * @param folder of the package `electron`
 * @param env may name the folder of another copy
 * @returns its path, or null when it is not there, not there whole, or of another release than the package
 */
export function electronBinary(folder: string, env: Readonly<Record<string, string | undefined>>): string | null {
  // The package's installer writes this name of the program last, when everything else is unpacked.
  const name = textOf(join(folder, "path.txt"));
  const override = env[OVERRIDE];
  if (override === undefined && (name === null || textOf(join(folder, "dist/version"))?.replace(/^v/, "") !== electronVersion(folder)))
    return null;
  const binary = join(override ?? join(folder, "dist"), name ?? "electron");
  return existsSync(binary) ? binary : null;
}

/** @param folder of the package `electron`. @returns its version, such as "45.4.1". @throws Error when the package is not installed */
export const electronVersion = (folder: string): string =>
  (JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string }).version;

const textOf = (file: string): string | null => (existsSync(file) ? readFileSync(file, "utf8").trim() : null);
