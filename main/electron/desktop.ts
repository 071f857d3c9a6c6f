/**
 * The desktop program: the core in a utility process, a window on `app://`, and between them one MessagePort for each
 * window. Started by `npm start`, it takes the same messages as a desk on loopback.
 */
import { join } from "node:path";
import type { BrowserWindow, UtilityProcess } from "electron";
import type { FromDesk, ToDesk } from "../desk/messages.ts";
import { pageUrl, SCHEME } from "./address.ts";
import { CONNECT, PORT_MESSAGE } from "./channels.ts";
import type { FromCoreProcess, ToCoreProcess } from "./core-messages.ts";
import { guardContents, guardSession } from "./guard.ts";
import { keychain } from "./keychain.ts";
import type { ElectronParts } from "./parts.ts";
import { handle } from "./senders.ts";
import { interfaceHandler } from "./serve-interface.ts";

export interface DesktopOptions {
  /** The desk's own folder. */
  readonly folder: string;
  /** Folder of the built interface. */
  readonly assets: string;
  /** Files of this program's build. */
  readonly preload: string;
  readonly coreProcess: string;
  /** Tells the program that started this one; null when a person did. */
  readonly say: ((message: FromDesk) => void) | null;
  readonly report: (error: unknown) => void;
}

/** Call before Electron is ready: a scheme can be given rights only then. */
export function prepare({ protocol }: Pick<ElectronParts, "protocol">): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

export class Desktop {
  readonly #electron: ElectronParts;
  readonly #options: DesktopOptions;
  #core: UtilityProcess | null = null;
  #stopping = false;

  constructor(electron: ElectronParts, options: DesktopOptions) {
    this.#electron = electron;
    this.#options = options;
  }

  /** Guards, core, window. Call once Electron is ready. */
  async start(): Promise<void> {
    const { app, ipcMain, protocol, session, shell } = this.#electron;
    const { assets, report } = this.#options;
    guardSession(session.defaultSession);
    app.on("web-contents-created", (_event, contents) => guardContents(contents, shell, report));
    protocol.handle(SCHEME, interfaceHandler(assets));
    handle(ipcMain, CONNECT, report, (frame) => this.#connect(frame));
    app.on("before-quit", (event) => {
      if (!this.#core) return;
      // The core commits and closes first; its end brings us back here.
      event.preventDefault();
      this.#stopping = true;
      this.#send({ type: "stop" });
    });
    await this.#startCore();
    this.openWindow();
  }

  openWindow(): BrowserWindow {
    const window = new this.#electron.BrowserWindow({
      width: 1280,
      height: 860,
      show: false,
      webPreferences: { preload: this.#options.preload, contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false },
    });
    window.once("ready-to-show", () => window.show());
    window.loadURL(pageUrl()).catch(this.#options.report);
    return window;
  }

  /** A message of the program that started this one. */
  take(message: ToDesk): void {
    if (message.type === "stop") this.#electron.app.quit();
    else if (message.type === "new-link") this.#options.say?.({ type: "link", url: pageUrl() });
    else this.#send({ type: "instruct", message });
  }

  async #startCore(): Promise<void> {
    const { safeStorage, utilityProcess } = this.#electron;
    const { coreProcess, folder, report, say } = this.#options;
    const secrets = keychain(safeStorage, join(folder, "identity.bin"));
    const core = utilityProcess.fork(coreProcess, [], { serviceName: "Tahrir core" });
    this.#core = core;
    core.on("message", (message: FromCoreProcess) => {
      if (message.type === "secret") secrets.save(message.secret).catch(report);
      else say?.(message.message);
    });
    core.once("exit", () => {
      this.#core = null;
      if (this.#stopping) this.#electron.app.quit();
      // The windows dial again and find the new one; what was saved is there.
      else this.#startCore().catch(report);
    });
    this.#send({ type: "open", folder, secret: await secrets.load() });
  }

  #connect(frame: { postMessage(channel: string, message: unknown, transfer: Electron.MessagePortMain[]): void }): void {
    const { port1, port2 } = new this.#electron.MessageChannelMain();
    this.#core?.postMessage({ type: "window" } satisfies ToCoreProcess, [port1]);
    frame.postMessage(PORT_MESSAGE, null, [port2]);
  }

  #send(message: ToCoreProcess): void {
    this.#core?.postMessage(message);
  }
}
