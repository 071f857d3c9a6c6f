/** What every measured program has in common: an HTTP server on a free port that says where it listens. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** Tells the bench, which reads standard output, where to connect. */
export function announce(port: number): void {
  console.log(JSON.stringify({ event: "listening", ws: `ws://127.0.0.1:${port}` }));
}

export function listening(): Server {
  const server = createServer();
  server.listen(0, "127.0.0.1", () => announce((server.address() as AddressInfo).port));
  return server;
}
