/** Where the desktop program finds its desk and its interface. */
import { join } from "node:path";
import type { App } from "electron";

export interface Folders {
  /** The desk's own folder. */
  readonly folder: string;
  /** Folder of the built interface. */
  readonly assets: string;
}

/**
 * The user's own data and the interface that was packed with the program. `npm start` names others on the command line, which
 * counts from the source tree alone: whoever can start the packed program could otherwise show their own pages in it (DE20).
 */
export function foldersOf(app: Pick<App, "isPackaged" | "getPath" | "getAppPath">, argv: readonly string[]): Folders {
  const [folder, assets] = app.isPackaged ? [] : argv.slice(2);
  return { folder: folder ?? join(app.getPath("userData"), "desk"), assets: assets ?? join(app.getAppPath(), "dist/renderer") };
}
