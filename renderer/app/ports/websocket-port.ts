/** A `Port` over a browser's WebSocket: the core on loopback. */
import type { Port } from "../../../shared/rpc/port.ts";

/** @returns the port once it is open. @throws Error when nothing answers at `url` */
export function dialWebSocket(url: string): Promise<Port> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = "arraybuffer";
    socket.addEventListener("error", () => reject(new Error(`no core answers at ${url}`)), { once: true });
    socket.addEventListener("open", () => resolve(socketPort(socket)), { once: true });
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
