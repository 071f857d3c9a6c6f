import { MessageChannel, type MessagePort } from "node:worker_threads";
import { afterEach, vi } from "vitest";
import { mainPort } from "../../main/electron/core-process.ts";
import { socketPort } from "../../main/loopback/socket-port.ts";
import { takeKey } from "../../renderer/app/ports/credentials.ts";
import { dialMessagePort } from "../../renderer/app/ports/message-port.ts";
import { dialWebSocket } from "../../renderer/app/ports/websocket-port.ts";
import { memoryPorts } from "./memory-port.ts";
import { PORT_MESSAGE, type Port } from "../../shared/rpc/port.ts";
import { MainPort } from "../desk/electron-fixture.ts";
import { LoopbackSite } from "../desk/loopback-fixture.ts";
import { End, portContract, type Pair } from "./port.ts";

afterEach(() => vi.unstubAllGlobals());

portContract("memory", async () => {
  const [a, b] = memoryPorts();
  return { window: new End(a), core: new End(b), dispose: () => a.close() };
});

/** The real host on loopback; `dial` is the window's side. */
async function overLoopback(dial: (site: LoopbackSite) => Promise<Port>): Promise<Pair> {
  const site = await LoopbackSite.open();
  const core = new Promise<End>((resolve) => {
    site.onWindow = (port) => resolve(new End(port));
  });
  const window = new End(await dial(site));
  return { window, core: await core, dispose: () => site.close() };
}

portContract("WebSocket on loopback, a client of ws", () => overLoopback(async (site) => socketPort((await site.tab()).socket)));

portContract("WebSocket on loopback, as a window dials it", () =>
  overLoopback((site) => {
    // A browser sends the origin by itself.
    class BrowserSocket extends WebSocket {
      constructor(address: string, protocols: string[]) {
        super(address, { protocols, headers: { origin: site.origin } } as unknown as string[]);
      }
    }
    const storage = new Map<string, string>();
    vi.stubGlobal("WebSocket", BrowserSocket);
    vi.stubGlobal("location", new URL(site.link()));
    vi.stubGlobal("history", { replaceState: () => undefined });
    vi.stubGlobal("sessionStorage", {
      getItem: (name: string) => storage.get(name) ?? null,
      setItem: (name: string, value: string) => void storage.set(name, value),
    });
    takeKey();
    return dialWebSocket(`${site.origin}/`);
  }),
);

/** A window whose preload answers `connect` with a port. */
function dialed(port: MessagePort): Promise<Port> {
  const window = new EventTarget();
  vi.stubGlobal("window", window);
  return dialMessagePort(() => {
    const post = (data: unknown, source: unknown, ports: unknown[]): boolean =>
      window.dispatchEvent(Object.assign(new Event("message"), { data, source, ports }));
    // What other pages and scripts post is no port to a core.
    post(PORT_MESSAGE, {}, [new MessageChannel().port1]);
    post("something else", window, [new MessageChannel().port1]);
    post(PORT_MESSAGE, window, []);
    post(PORT_MESSAGE, window, [port]);
  });
}

portContract("MessagePort between a window and Electron's core", async () => {
  const { port1, port2 } = new MessageChannel();
  const core = new End(mainPort(new MainPort(port2)));
  return { window: new End(await dialed(port1)), core, dispose: () => port1.close() };
});
