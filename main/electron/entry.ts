/** Where Electron starts. Wires the real parts to the desktop program; everything that decides is elsewhere, and tested. */
import { join } from "node:path";
import { app, BrowserWindow, ipcMain, MessageChannelMain, protocol, safeStorage, session, shell, utilityProcess } from "electron";
import type { FromDesk, ToDesk } from "../desk/messages.ts";
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
void run();
