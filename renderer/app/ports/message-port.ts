import { PORT_MESSAGE, type Port } from "../../../shared/rpc/port.ts";

declare global {
  interface Window {
    /** There under Electron alone. */
    readonly tahrir?: {
      connect(): void;
      /** Says that this window takes the documents that the system opens: each comes as a message. */
      takeDocuments(): void;
      /** Has the system drag a file that this window offers its core under this ticket. */
      drag(ticket: string): void;
    };
  }
}

/**
 * A `Port` over a MessagePort: the core in another process of the desktop program. The preload exposes
 * `window.tahrir.connect()`, and answers it by posting `PORT_MESSAGE` to this window with the port in it, since a port
 * cannot be returned across the context bridge.
 */
export function dialMessagePort(connect: () => void): Promise<Port> {
  return new Promise((resolve) => {
    const take = ({ source, data, ports: [port] }: MessageEvent<unknown>) => {
      if (source !== window || data !== PORT_MESSAGE || !port) return;
      window.removeEventListener("message", take);
      resolve(portOf(port));
    };
    window.addEventListener("message", take);
    connect();
  });
}

function portOf(port: MessagePort): Port {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (handler) => {
      port.addEventListener("message", ({ data }: MessageEvent<Uint8Array>) => handler(data));
      port.start();
    },
    onClose: (handler) => port.addEventListener("close", () => handler(), { once: true }),
    close: () => port.close(),
  };
}
