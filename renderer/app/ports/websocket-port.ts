import { STORED, SUBPROTOCOL } from "../../../shared/rpc/loopback.ts";
import type { Port } from "../../../shared/rpc/port.ts";
import { answerSiblings, credentials, storeSecret } from "./credentials.ts";

/** The core is there, and does not let this window in. */
export class NoEntry extends Error {
  override readonly name = "NoEntry";
}

let isIn = false;

/**
 * A `Port` over a browser's WebSocket to the core on loopback, which lets a tab in by its credentials (RP5).
 * @param page address of the interface, where the core is as well
 * @returns the port once it is open
 * @throws NoEntry when the core does not know this window, and never did; Error when nothing answers
 */
export async function dialWebSocket(page: string): Promise<Port> {
  const url = new URL("/core", page.replace(/^http/, "ws")).href;
  for await (const credential of credentials()) {
    const port = await enter(url, credential);
    if (port) {
      if (!isIn) answerSiblings();
      isIn = true;
      return port;
    }
    // A browser does not tell a refusal from silence: whether there is a core, its page says.
    await fetch(page, { method: "HEAD", cache: "no-store" });
  }
  if (isIn) throw new Error("the core has forgotten this window");
  throw new NoEntry("the core does not know this window");
}

function enter(url: string, credential: string): Promise<Port | null> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url, [SUBPROTOCOL, credential]);
    socket.binaryType = "arraybuffer";
    socket.addEventListener("close", () => resolve(null), { once: true });
    socket.addEventListener(
      "message",
      ({ data }: MessageEvent<unknown>) => {
        if (typeof data !== "string") return socket.close(1002);
        storeSecret(data);
        socket.send(STORED);
        resolve(socketPort(socket));
      },
      { once: true },
    );
  });
}

function socketPort(socket: WebSocket): Port {
  return {
    send: (message) => socket.send(message as Uint8Array<ArrayBuffer>),
    onMessage: (handler) => {
      socket.addEventListener("message", ({ data }: MessageEvent<ArrayBuffer>) => handler(new Uint8Array(data)));
    },
    onClose: (handler) => socket.addEventListener("close", () => handler(), { once: true }),
    close: () => socket.close(1000),
  };
}
