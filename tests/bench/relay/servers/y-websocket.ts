/** @y/websocket-server as its own `server.js` sets it up, on the `ws` that all contestants use. */
import { setupWSConnection } from "@y/websocket-server/utils";
import { WebSocketServer } from "ws";
import { listening } from "./listen.ts";

new WebSocketServer({ server: listening(), perMessageDeflate: false }).on("connection", (socket, request) => {
  setupWSConnection(socket, request);
});
