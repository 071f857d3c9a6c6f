/**
 * Stands in for the parts of Electron that the program uses, as its documentation says they behave. The core's process is
 * played in this one, with a real core.
 */
import { EventEmitter } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { runCore } from "../../main/electron/core-process.ts";
import { Desktop } from "../../main/electron/desktop.ts";
import type { ElectronDeps } from "../../main/electron/deps.ts";
import type { FromDesk } from "../../main/desk/messages.ts";
import { eventually, passes } from "../eventually.ts";
import { CONNECT } from "../../main/electron/channels.ts";
import { dialMessagePort } from "../../renderer/app/ports/message-port.ts";
import { RpcClient } from "../../shared/rpc/client.ts";
import { vi } from "vitest";
import { temporaryFolder } from "../relay/relay-fixture.ts";

/** Electron's port of the main and utility processes, as much of it as is used: events carry `data`, from `start` on. */
export class MainPort extends EventEmitter {
  readonly inner: MessagePort;

  constructor(inner: MessagePort) {
    super();
    this.inner = inner;
    inner.once("close", () => this.emit("close"));
  }

  start(): void {
    this.inner.on("message", (data: unknown) => this.emit("message", { data, ports: [] }));
  }

  postMessage(message: unknown): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- no window's
    this.inner.postMessage(message);
  }

  close(): void {
    this.inner.close();
  }
}

class MessageChannelMain {
  readonly port1: MainPort;
  readonly port2: MainPort;

  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MainPort(port1);
    this.port2 = new MainPort(port2);
  }
}

/** A utility process: `runCore` behind a pipe that takes a turn. */
export class Utility extends EventEmitter {
  readonly path: string;
  readonly told: string[] = [];
  readonly #parent = new EventEmitter();
  readonly #ports: MainPort[] = [];
  #alive = true;

  constructor(path: string, report: (error: unknown) => void) {
    super();
    this.path = path;
    const parent = Object.assign(this.#parent, {
      postMessage: (message: unknown) => setImmediate(() => this.#alive && this.emit("message", message)),
    });
    runCore(parent, () => this.#exit(), report);
  }

  get isAlive(): boolean {
    return this.#alive;
  }

  postMessage(message: { readonly type: string }, ports: MainPort[] = []): void {
    this.told.push(message.type);
    this.#ports.push(...ports);
    setImmediate(() => this.#alive && this.#parent.emit("message", { data: message, ports }));
  }

  /** Dies without a word, its ports with it. */
  kill(): void {
    for (const port of this.#ports) port.close();
    this.#exit();
  }

  #exit(): void {
    if (!this.#alive) return;
    this.#alive = false;
    setImmediate(() => this.emit("exit", 0));
  }
}

export class Frame {
  readonly parent: Frame | null;
  readonly url: string;
  gone = false;
  /** Ports that were posted to this frame's window. */
  readonly ports: { readonly channel: string; readonly port: MainPort }[] = [];

  constructor(url: string, parent: Frame | null = null) {
    this.url = url;
    this.parent = parent;
  }

  isDestroyed(): boolean {
    return this.gone;
  }

  /** Documents that were given to this frame's window. */
  readonly messages: { readonly name: string; readonly bytes: Uint8Array | null }[] = [];

  postMessage(channel: string, message: unknown, [port]: MainPort[] = []): void {
    if (port) this.ports.push({ channel, port });
    else this.messages.push(message as (typeof this.messages)[number]);
  }
}

export interface Event {
  prevented: boolean;
  preventDefault(): void;
}

export const event = <T extends object>(more: T = {} as T): Event & T => ({
  ...more,
  prevented: false,
  preventDefault() {
    this.prevented = true;
  },
});

export const PAGE = "app://tahrir/";

/** The desktop program on stand-ins. */
export class ElectronBench {
  readonly folder = temporaryFolder();
  readonly reported: string[] = [];
  readonly said: FromDesk[] = [];
  readonly opened: string[] = [];
  readonly windows: { readonly options: unknown; url: string; readonly shown: () => boolean; readonly focused: () => number }[] = [];
  readonly cores: Utility[] = [];
  readonly permissions: { request?: (...args: unknown[]) => void; check?: (...args: unknown[]) => boolean } = {};
  readonly schemes: unknown[] = [];
  readonly app = Object.assign(new EventEmitter(), {
    quits: 0,
    quit: (): void => this.#quit(),
    getFileIcon: async (path: string) => `icon of ${path}`,
  });
  readonly ipc = new EventEmitter();
  /** Of the windows that `windowOf` stands for. */
  readonly clients: RpcClient[] = [];
  handler!: (request: Request) => Promise<Response>;
  keychain = true;
  readonly desktop: Desktop;

  constructor() {
    const { windows } = this;
    mkdirSync(join(this.folder.path, "built"));
    mkdirSync(join(this.folder.path, "desk"));
    writeFileSync(join(this.folder.path, "built/index.html"), "<!doctype html>the interface");
    writeFileSync(join(this.folder.path, "secret.html"), "beside the interface");
    class BrowserWindow extends EventEmitter {
      #shown = false;
      #focused = 0;
      readonly #entry: { options: unknown; url: string; shown: () => boolean; focused: () => number };
      constructor(options: unknown) {
        super();
        this.#entry = { options, url: "", shown: () => this.#shown, focused: () => this.#focused };
        windows.push(this.#entry);
      }
      async loadURL(url: string): Promise<void> {
        this.#entry.url = url;
        this.emit("ready-to-show");
      }
      show(): void {
        this.#shown = true;
      }
      isMinimized(): boolean {
        return false;
      }
      focus(): void {
        this.#focused++;
      }
    }
    const deps = {
      app: this.app,
      BrowserWindow,
      ipcMain: this.ipc,
      MessageChannelMain,
      protocol: {
        handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
          this.schemes.push(scheme);
          this.handler = handler;
        },
        registerSchemesAsPrivileged: (schemes: unknown) => this.schemes.push(schemes),
      },
      // No cipher, but text that is not the text.
      safeStorage: {
        isAsyncEncryptionAvailable: async () => this.keychain,
        encryptStringAsync: async (text: string) => Buffer.from(`locked:${Buffer.from(text).toString("hex")}`),
        decryptStringAsync: async (data: Buffer) => ({
          result: Buffer.from(data.toString().slice("locked:".length), "hex").toString(),
          shouldReEncrypt: false,
        }),
      },
      session: {
        defaultSession: {
          setPermissionRequestHandler: (handler: (...args: unknown[]) => void) => (this.permissions.request = handler),
          setPermissionCheckHandler: (handler: (...args: unknown[]) => boolean) => (this.permissions.check = handler),
        },
      },
      shell: { openExternal: async (url: string) => void this.opened.push(url) },
      utilityProcess: {
        fork: (path: string) => {
          const core = new Utility(path, (error) => this.reported.push(String(error)));
          this.cores.push(core);
          return core;
        },
      },
    };
    this.deps = deps as unknown as ElectronDeps;
    this.desktop = new Desktop(this.deps, {
      folder: join(this.folder.path, "desk"),
      assets: join(this.folder.path, "built"),
      preload: "/program/preload.cjs",
      coreProcess: "/program/core.js",
      say: (message) => this.said.push(message),
      report: (error) => this.reported.push(String(error)),
    });
  }

  readonly deps: ElectronDeps;

  /** Contents of a new window, guarded as all are. */
  contents() {
    const handlers: ((details: { url: string }) => unknown)[] = [];
    const contents = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: (typeof handlers)[number]) => handlers.push(handler),
    });
    this.app.emit("web-contents-created", {}, contents);
    return { contents, open: (url: string) => handlers[0]!({ url }) };
  }

  /** Quits the program, and waits until no core may write any more. */
  async quit(): Promise<void> {
    if (this.app.quits === 0) this.app.quit();
    await eventually(() => this.app.quits > 0 && this.cores.every(({ isAlive }) => !isAlive), true);
  }

  /** Quits, and leaves nothing behind. */
  async end(): Promise<void> {
    for (const client of this.clients) client.end();
    vi.unstubAllGlobals();
    await this.quit();
    this.folder.remove();
  }

  /** As Electron does: a `before-quit` that nobody prevents ends the program. */
  #quit(): void {
    const beforeQuit = event();
    this.app.emit("before-quit", beforeQuit);
    if (!beforeQuit.prevented) this.app.quits++;
  }
}

/** The window of our page, whose preload asks the main process for a port and posts it on. */
export function windowOf(bench: ElectronBench, frame: Frame): RpcClient {
  const window = new EventTarget();
  vi.stubGlobal("window", window);
  const connect = (): void => {
    const before = frame.ports.length;
    const { app } = bench;
    bench.ipc.emit(CONNECT, { senderFrame: frame });
    void passes(() => {
      // A program that has quit posts none any more.
      if (app.quits > 0) return;
      const posted = frame.ports[before];
      if (!posted) throw new Error("no port yet");
      window.dispatchEvent(Object.assign(new Event("message"), { data: posted.channel, source: window, ports: [posted.port.inner] }));
    });
  };
  const client = new RpcClient(() => dialMessagePort(connect), { later: (run) => void setTimeout(run, 10) });
  bench.clients.push(client);
  return client;
}
