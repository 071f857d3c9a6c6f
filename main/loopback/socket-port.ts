import type { WebSocket } from "ws";
import type { Port } from "../../shared/rpc/port.ts";

/** A `Port` over the server's end of a WebSocket. A message that is not binary closes it with 1003. */
export function socketPort(socket: WebSocket): Port {
  return {
    send: (message) => socket.send(message),
    onMessage: (handler) => {
      socket.on("message", (data: Buffer, binary) => {
        if (binary) handler(new Uint8Array(data));
        else socket.close(1003, "binary messages only");
      });
    },
    onClose: (handler) => {
      socket.once("close", handler);
    },
    close: () => socket.close(1000),
  };
}
