import type { IncomingMessage } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { createServer, type ViteDevServer } from "vite";

const ADDRESS = "127.0.0.1";

/**
 * The interface of one desk as Vite serves it, with hot replacement. The WebSocket to the core is passed on to the desk, which
 * checks Host, Origin and credential as it does for its own page.
 */
export class DevInterface {
  readonly #vite: ViteDevServer;
  readonly #origin: string;
  /** Where the desk listens; null until it has given a link. */
  #desk: URL | null = null;

  private constructor(vite: ViteDevServer) {
    this.#vite = vite;
    this.#origin = `http://${ADDRESS}:${(vite.httpServer!.address() as AddressInfo).port}`;
    vite.httpServer!.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      // Any other is Vite's own.
      if (request.url === "/core") this.#passOn(request, socket, head);
    });
  }

  /** @param name of the desk, for a cache of its own: two servers may not share one */
  static async start(root: string, name: string): Promise<DevInterface> {
    const { NODE_ENV } = process.env;
    const vite = await createServer({
      configFile: join(root, "renderer/vite.config.ts"),
      cacheDir: join(root, ".cache/vite", name),
      logLevel: "warn",
      clearScreen: false,
      server: { host: ADDRESS },
    });
    await vite.listen();
    // Vite sets it to development, and desks inherit it: there Yjs freezes what it reads, which fails on the bytes of `lineage`.
    if (NODE_ENV === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = NODE_ENV;
    return new DevInterface(vite);
  }

  /** @param link that the desk gave, with a one-use key. @returns the same at Vite's server */
  addressOf(link: string): string {
    const url = new URL(link);
    this.#desk = new URL(url.origin);
    return `${this.#origin}/${url.search}`;
  }

  close(): Promise<void> {
    return this.#vite.close();
  }

  #passOn(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const desk = this.#desk;
    socket.on("error", () => undefined);
    // Origin is replaced below, so it is checked here.
    if (!desk || request.headers.origin !== this.#origin) {
      socket.destroy();
      return;
    }
    const headers = { ...request.headers, host: desk.host, origin: desk.origin };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${String(value)}`);
    const core = connect(Number(desk.port), ADDRESS, () => {
      core.write(`GET /core HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      core.write(head);
      socket.pipe(core).pipe(socket);
    });
    // A desk that is restarting: the page connects again.
    core.on("error", () => socket.destroy());
    core.on("close", () => socket.destroy());
    socket.on("close", () => core.destroy());
  }
}
