/** The floor: passes every frame on to the others of its room, one `ws.send` each, and keeps nothing. */
import { WebSocketServer, type WebSocket } from "ws";
import { listening } from "./listen.ts";

const rooms = new Map<string, Set<WebSocket>>();

new WebSocketServer({ server: listening(), perMessageDeflate: false }).on("connection", (socket, { url = "" }) => {
  const room = rooms.get(url) ?? new Set();
  rooms.set(url, room.add(socket));
  socket.on("message", (data) => {
    for (const other of room) if (other !== socket) other.send(data);
  });
  socket.on("close", () => {
    room.delete(socket);
    if (room.size === 0) rooms.delete(url);
  });
});
