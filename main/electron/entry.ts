/** Where Electron starts. Wires the real parts to the desktop program; everything that decides is elsewhere, and tested. */
import { join } from "node:path";
import { app, BrowserWindow, ipcMain, MessageChannelMain, protocol, safeStorage, session, shell, utilityProcess } from "electron";
import type { FromDesk, ToDesk } from "../desk/messages.ts";
import { Desktop, prepare } from "./desktop.ts";

const electron = { app, BrowserWindow, ipcMain, MessageChannelMain, protocol, safeStorage, session, shell, utilityProcess };
prepare(electron);

const [folder = join(app.getPath("userData"), "desk"), assets = join(app.getAppPath(), "dist/renderer")] = process.argv.slice(app.isPackaged ? 1 : 2);
const desktop = new Desktop(electron, {
  folder,
  assets,
  preload: join(import.meta.dirname, "preload.cjs"),
  coreProcess: join(import.meta.dirname, "core.js"),
  say: process.send ? (message: FromDesk) => void process.send!(message) : null,
  report: (error) => console.error(error),
});
process.on("message", (message: ToDesk) => desktop.take(message));
process.on("disconnect", () => app.quit());

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
