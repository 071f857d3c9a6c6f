/** What the program uses of Electron, as types: handed in, so that its logic runs in tests without Electron. */
import type { app, BrowserWindow, ipcMain, MessageChannelMain, protocol, safeStorage, session, shell, utilityProcess } from "electron";

export interface ElectronDeps {
  readonly app: typeof app;
  readonly BrowserWindow: typeof BrowserWindow;
  readonly ipcMain: typeof ipcMain;
  readonly MessageChannelMain: typeof MessageChannelMain;
  readonly protocol: typeof protocol;
  readonly safeStorage: typeof safeStorage;
  readonly session: typeof session;
  readonly shell: typeof shell;
  readonly utilityProcess: typeof utilityProcess;
}
