/** Electron's program on this computer, looked for and never fetched: importing `electron` would download it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @param env may name the folder of another copy in ELECTRON_OVERRIDE_DIST_PATH, as for the `electron` command
 * @returns its path, or null when it is not there
 */
export function electronBinary(root: string, env: Readonly<Record<string, string | undefined>>): string | null {
  const folder = join(root, "node_modules/electron");
  // Written by `npx install-electron`: the program's name on this system.
  const pathFile = join(folder, "path.txt");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8").trim() : "electron";
  const binary = join(env["ELECTRON_OVERRIDE_DIST_PATH"] ?? join(folder, "dist"), name);
  return existsSync(binary) ? binary : null;
}
