/** Where Electron starts. Wires the real parts to the desktop program; everything that decides is elsewhere, and tested. */
import { join } from "node:path";
import { app, BrowserWindow, ipcMain, MessageChannelMain, protocol, safeStorage, session, shell, utilityProcess } from "electron";
import type { FromDesk, ToDesk } from "../desk/messages.ts";
import { documentsIn } from "./documents.ts";
import { Desktop, prepare } from "./desktop.ts";
import { foldersOf } from "./folders.ts";

const electron = { app, BrowserWindow, ipcMain, MessageChannelMain, protocol, safeStorage, session, shell, utilityProcess };
prepare(electron);

/** The program that started this one, in the source tree alone. */
const starter = app.isPackaged ? null : process;
const desktop = new Desktop(electron, {
  ...foldersOf(app, process.argv),
  preload: join(import.meta.dirname, "preload.cjs"),
  coreProcess: join(import.meta.dirname, "core.js"),
  say: starter?.send ? (message: FromDesk) => void starter.send!(message) : null,
  report: (error) => console.error(error),
});
starter?.on("message", (message: ToDesk) => desktop.take(message));
starter?.on("disconnect", () => app.quit());

// Two programs on one desk's folder would be two cores on one database: the second hands over what it was to open.
const isFirst = !app.isPackaged || app.requestSingleInstanceLock();
// In the source tree the first arguments name folders.
desktop.openDocuments(documentsIn(process.argv.slice(app.isPackaged ? 1 : 4), process.cwd()));
// macOS says so before it is ready, too.
app.on("open-file", (event, path) => {
  event.preventDefault();
  desktop.openDocuments(documentsIn([path], "/"));
});

async function run(): Promise<void> {
  try {
    await app.whenReady();
    await desktop.start();
  } catch (error) {
    console.error(error);
    app.exit(1);
  }
}

// Not awaited: Electron is ready only after this module was evaluated.
if (isFirst) void run();
else app.exit(0);
