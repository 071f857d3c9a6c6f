import { join } from "node:path";
import type { BrowserWindow, UtilityProcess, WebContents, WebFrameMain } from "electron";
import { TICKET } from "../../shared/rpc/offered-file.ts";
import { PORT_MESSAGE } from "../../shared/rpc/port.ts";
import type { SecretStore } from "../core/people/identity.ts";
import type { FromDesk, ToDesk } from "../desk/messages.ts";
import { PAGE, SCHEME } from "./address.ts";
import { CONNECT, DOCUMENTS, DRAG } from "./channels.ts";
import type { FromCoreProcess, ToCoreProcess } from "./core-messages.ts";
import { documentsIn, readDocument } from "./documents.ts";
import { guardContents, guardSession } from "./guard.ts";
import { keychain } from "./keychain.ts";
import type { ElectronDeps } from "./deps.ts";
import { handle } from "./senders.ts";
import { interfaceHandler } from "./serve-interface.ts";

/** Before a core that died is started again, in milliseconds: one that cannot live must not fill the machine. */
const RESTART_AFTER = 300;

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
export function prepare({ protocol }: Pick<ElectronDeps, "protocol">): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/**
 * The desktop program: the core in a utility process, windows on `app://`, and between them one MessagePort for each window. Started
 * by `npm start`, it takes the same messages as a desk over loopback. Rules DE4–DE9.
 */
export class Desktop {
  readonly #electron: ElectronDeps;
  readonly #options: DesktopOptions;
  readonly #secrets: SecretStore;
  #core: UtilityProcess | null = null;
  /** Windows that asked for a port while there was no core. */
  #asking: WebFrameMain[] = [];
  /** Who drags the file of a ticket that the core writes. */
  readonly #dragging = new Map<string, WebContents>();
  /** Documents that no window took yet, by their paths. */
  #documents: string[] = [];
  /** The window that takes documents. */
  #taker: WebFrameMain | null = null;
  #isGiving = false;
  #window: BrowserWindow | null = null;
  #stopping = false;

  constructor(electron: ElectronDeps, options: DesktopOptions) {
    this.#electron = electron;
    this.#options = options;
    this.#secrets = keychain(electron.safeStorage, join(options.folder, "identity.bin"));
  }

  /** Guards, core, window. Call once Electron is ready. */
  async start(): Promise<void> {
    const { app, ipcMain, protocol, session, shell } = this.#electron;
    const { assets, report } = this.#options;
    guardSession(session.defaultSession);
    app.on("web-contents-created", (_event, contents) => {
      guardContents(contents, shell, report);
      contents.on("will-prevent-unload", (event) => {
        // A page holds its window open while something in it is not saved; the core that would save it is gone.
        if (this.#stopping) event.preventDefault();
      });
    });
    protocol.handle(SCHEME, interfaceHandler(assets));
    handle(ipcMain, CONNECT, report, ({ frame }) => this.#connect(frame));
    handle(ipcMain, DOCUMENTS, report, ({ frame }) => {
      this.#taker = frame;
      void this.#giveDocuments();
    });
    app.on("second-instance", (_event, argv, folder) => this.#startedAgain(documentsIn(argv.slice(1), folder)));
    handle(ipcMain, DRAG, report, ({ sender, said }) => this.#drag(sender, said));
    app.on("before-quit", (event) => {
      this.#stopping = true;
      if (!this.#core) return;
      // The core commits and closes first; its end brings us back here.
      event.preventDefault();
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
    window.once("closed", () => {
      if (this.#window === window) this.#window = null;
    });
    window.loadURL(PAGE).catch(this.#options.report);
    this.#window = window;
    return window;
  }

  /** Has documents imported by a window, as soon as one can (DE51). @param paths as `documentsIn` */
  openDocuments(paths: readonly string[]): void {
    this.#documents.push(...paths);
    void this.#giveDocuments();
  }

  /** The program is running already: its window comes forward, with what was to be opened. */
  #startedAgain(paths: readonly string[]): void {
    this.openDocuments(paths);
    const window = this.#window ?? this.openWindow();
    if (window.isMinimized()) window.restore();
    window.focus();
  }

  /** One after the other: each may be large. */
  async #giveDocuments(): Promise<void> {
    if (this.#isGiving) return;
    this.#isGiving = true;
    while (this.#documents.length > 0 && this.#taker && !this.#taker.isDestroyed()) {
      const document = await readDocument(this.#documents[0]!);
      // Its window may have gone meanwhile: the next one gets it.
      if (this.#taker.isDestroyed()) break;
      this.#documents.shift();
      this.#taker.postMessage(DOCUMENTS, document);
    }
    this.#isGiving = false;
  }

  /** A message of the program that started this one. */
  take(message: ToDesk): void {
    if (message.type === "stop") this.#electron.app.quit();
    else if (message.type === "new-link") this.openWindow();
    else this.#send({ type: "instruct", message });
  }

  async #startCore(): Promise<void> {
    const { coreProcess, folder, report, say } = this.#options;
    const secret = await this.#secrets.load();
    if (this.#stopping) return;
    const core = this.#electron.utilityProcess.fork(coreProcess, [], { serviceName: "Tahrir core" });
    core.on("message", (message: FromCoreProcess) => {
      if (message.type === "secret") void this.#keep(message.secret);
      else if (message.type === "dragged") void this.#dragged(message.ticket, message.paths);
      else say?.(message.message);
    });
    core.once("exit", () => {
      this.#core = null;
      this.#dragging.clear();
      if (this.#stopping) this.#electron.app.quit();
      // The windows dial again and find the new one; what was saved is there.
      else setTimeout(() => void this.#startCore().catch(report), RESTART_AFTER);
    });
    this.#core = core;
    this.#send({ type: "open", folder, secret });
    for (const frame of this.#asking.splice(0)) this.#connect(frame);
  }

  async #keep(secret: string): Promise<void> {
    try {
      await this.#secrets.save(secret);
    } catch (error) {
      this.#options.report(error);
      this.#options.say?.({ type: "failed", message: `the desk's token could not be kept: ${String(error)}` });
    }
  }

  /** What a window drags is what the core has on offer under its ticket: it names no file (DE50). */
  #drag(sender: WebContents, ticket: unknown): void {
    if (typeof ticket !== "string" || !TICKET.test(ticket) || !this.#core) return;
    this.#dragging.set(ticket, sender);
    this.#send({ type: "drag", ticket });
  }

  async #dragged(ticket: string, files: readonly string[]): Promise<void> {
    const sender = this.#dragging.get(ticket);
    this.#dragging.delete(ticket);
    const [file] = files;
    if (!sender || file === undefined) return;
    try {
      const icon = await this.#electron.app.getFileIcon(file);
      if (!sender.isDestroyed()) sender.startDrag({ file, files: [...files], icon });
    } catch (error) {
      this.#options.report(error);
    }
  }

  #connect(frame: WebFrameMain): void {
    // Its window was closed while it waited.
    if (frame.isDestroyed()) return;
    if (!this.#core) {
      this.#asking.push(frame);
      return;
    }
    const { port1, port2 } = new this.#electron.MessageChannelMain();
    this.#core.postMessage({ type: "window" } satisfies ToCoreProcess, [port1]);
    frame.postMessage(PORT_MESSAGE, null, [port2]);
  }

  #send(message: ToCoreProcess): void {
    this.#core?.postMessage(message);
  }
}
