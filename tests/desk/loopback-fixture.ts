/** A desk's loopback host on a free port, with an interface of three files, and a person who was let in. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { WebSocket } from "ws";
import { LoopbackHost } from "../../main/loopback/host.ts";
import { Keys } from "../../main/loopback/keys.ts";
import type { Port } from "../../shared/rpc/port.ts";

export const PAGE = "<!doctype html><title>the interface</title>";

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export class LoopbackSite {
  readonly folder = mkdtempSync(join(tmpdir(), "tahrir-loopback-"));
  readonly reported: unknown[] = [];
  /** Ports of the windows that were let in. */
  readonly windows: Port[] = [];
  onWindow: (port: Port) => void = (port) => void this.windows.push(port);
  keysUsed = 0;
  readonly #host: LoopbackHost;

  private constructor(secret: Buffer) {
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
      port: 0,
      keys: new Keys(secret),
      onWindow: (port) => this.onWindow(port),
      onKeyUsed: () => this.keysUsed++,
      report: (error) => this.reported.push(error),
    });
  }

  static async open(secret: Buffer = Buffer.alloc(32, 7)): Promise<LoopbackSite> {
    const site = new LoopbackSite(secret);
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

  /** Uses a link up, as a browser does. @returns the value of a `Cookie` header */
  async cookie(): Promise<string> {
    const { pathname, search } = new URL(this.link());
    const { headers } = await this.get(pathname + search);
    return headers["set-cookie"]![0]!.split(";")[0]!;
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

  /** Headers of our own page. */
  async ours(): Promise<Record<string, string>> {
    return { cookie: await this.cookie(), origin: `http://${this.authority}` };
  }

  socket(headers: Readonly<Record<string, string>>, path = "/core"): WebSocket {
    return new WebSocket(`ws://${this.authority}${path}`, { headers });
  }

  close(): void {
    this.#host.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
