/** A desk's loopback host on a free port, with an interface of three files, and windows that are let in. */
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { LoopbackHost } from "../../main/loopback/host.ts";
import { Keys } from "../../main/loopback/keys.ts";
import { Sessions, type SessionFile } from "../../main/loopback/sessions.ts";
import { STORED, SUBPROTOCOL } from "../../shared/rpc/loopback.ts";
import type { WrittenFile } from "../../main/core/export/file-thread.ts";
import type { Port } from "../../shared/rpc/port.ts";

const PAGE = "<!doctype html><title>the interface</title>";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A tab that was let in. */
export interface Tab {
  readonly socket: WebSocket;
  /** What it has for its next connection. */
  readonly secret: string;
}

/** What a desk keeps of its windows, in memory. */
export class MemoryFile implements SessionFile {
  text: string | null = null;

  load(): string | null {
    return this.text;
  }

  save(text: string): void {
    this.text = text;
  }
}

/** As a browser does: offers the protocols, stores the secret, and says so. */
export async function enter(socket: WebSocket): Promise<Tab> {
  const [data] = (await once(socket, "message")) as [Buffer];
  socket.send(STORED);
  return { socket, secret: data.toString() };
}

/** How a WebSocket ends that is not let in: the HTTP status, or 0 where it is cut off. */
export function refusal(socket: WebSocket): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.once("open", () => reject(new Error("it was let in")));
    socket.once("error", ({ message }) => resolve(Number(/response: (\d+)$/.exec(message)?.[1] ?? 0)));
  });
}

export class LoopbackSite {
  readonly folder = mkdtempSync(join(tmpdir(), "tahrir-loopback-"));
  readonly reported: unknown[] = [];
  /** Ports of the windows that were let in. */
  readonly windows: Port[] = [];
  onWindow: (port: Port) => void = (port) => void this.windows.push(port);
  /** Files that a window offers. */
  takeFile: (ticket: string) => Promise<WrittenFile | null> = async () => null;
  keysUsed = 0;
  /** Milliseconds that the desk's clocks are ahead. */
  ahead = 0;
  readonly #host: LoopbackHost;

  private constructor(file: SessionFile, port: number) {
    const assets = join(this.folder, "built");
    mkdirSync(join(assets, "assets"), { recursive: true });
    writeFileSync(join(assets, "index.html"), PAGE);
    writeFileSync(join(assets, "assets/main.js"), "export {}");
    writeFileSync(join(assets, "assets/notes.txt"), "no file of an interface");
    writeFileSync(join(this.folder, "secret.html"), "beside the interface");
    mkdirSync(join(this.folder, "built-by-others"));
    writeFileSync(join(this.folder, "built-by-others/index.html"), "a folder whose name begins alike");
    this.#host = new LoopbackHost({
      assets,
      port,
      keys: new Keys(() => performance.now() + this.ahead),
      sessions: new Sessions(file, () => Date.now() + this.ahead),
      onWindow: (port) => this.onWindow(port),
      takeFile: (ticket) => this.takeFile(ticket),
      onKeyUsed: () => this.keysUsed++,
      report: (error) => this.reported.push(error),
    });
  }

  /** @param file what the desk kept of its windows when it ran before, at `port` */
  static async open(file: SessionFile = new MemoryFile(), port = 0): Promise<LoopbackSite> {
    const site = new LoopbackSite(file, port);
    await site.#host.listen();
    return site;
  }

  get authority(): string {
    return `127.0.0.1:${this.#host.port}`;
  }

  get port(): number {
    return this.#host.port;
  }

  link(): string {
    return this.#host.link();
  }

  /** The key of a new link. */
  key(): string {
    return new URL(this.link()).searchParams.get("key")!;
  }

  get origin(): string {
    return `http://${this.authority}`;
  }

  /** One request with exactly this path; nothing is tidied up on the way. */
  get(path: string, { method = "GET", headers = {} }: Ask = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = httpRequest({ host: "127.0.0.1", port: this.#host.port, path, method, headers, agent: false }, (response) => {
        let body = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => (body += chunk));
        response.on("end", () => resolve({ status: response.statusCode!, headers: response.headers, body }));
      });
      request.on("error", reject);
      request.end();
    });
  }

  /** A WebSocket as our own page opens it, but for what is given. */
  socket(
    protocols: string | readonly string[],
    headers: Readonly<Record<string, string>> = { origin: this.origin },
    path = "/core",
  ): WebSocket {
    return new WebSocket(`ws://${this.authority}${path}`, [...(typeof protocols === "string" ? [SUBPROTOCOL, protocols] : protocols)], {
      headers,
    });
  }

  /** A tab that a link opened. */
  tab(): Promise<Tab> {
    return enter(this.socket(`key.${this.key()}`));
  }

  close(): void {
    this.#host.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
