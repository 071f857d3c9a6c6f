/** Connections that keep to no protocol: bytes out, bytes in, and an end as rude as one likes. */
import { connect, type Socket } from "node:net";
import { once } from "node:events";

export interface RawSocket {
  readonly socket: Socket;
  /** What came until now. */
  readonly text: () => string;
  /** Resolves when the connection is gone, whoever ended it. */
  readonly gone: Promise<unknown>;
}

/** Connects to a relay and writes `bytes`. */
export async function rawSocket(http: string, bytes: string | Uint8Array = ""): Promise<RawSocket> {
  const { hostname, port } = new URL(http);
  const socket = connect(Number(port), hostname);
  let text = "";
  socket.on("data", (chunk) => (text += chunk.toString("latin1")));
  // A reset is an end, too.
  socket.on("error", () => undefined);
  const gone = new Promise((resolve) => socket.once("close", resolve));
  await Promise.race([once(socket, "connect"), gone]);
  if (bytes.length > 0) socket.write(bytes);
  return { socket, text: () => text, gone };
}

/** A request to open a WebSocket. @param path with its ticket, if any */
export function upgradeRequest(path: string, headers = ""): string {
  return (
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
    `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${headers}\r\n`
  );
}
