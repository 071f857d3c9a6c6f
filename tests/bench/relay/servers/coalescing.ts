/** The limit: a broadcast that frames a message once for all, and writes to each socket once per turn of the event loop. */
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import { listening } from "./listen.ts";

interface Reader {
  readonly stream: Duplex;
  waiting: Buffer[];
}

const rooms = new Map<string, Set<Reader>>();
const server = new WebSocketServer({ noServer: true, perMessageDeflate: false });
let dirty = new Set<Reader>();

listening().on("upgrade", (request, stream: Duplex, head) => {
  server.handleUpgrade(request, stream, head, (socket) => {
    const url = request.url ?? "";
    const room = rooms.get(url) ?? new Set();
    const own: Reader = { stream, waiting: [] };
    rooms.set(url, room.add(own));
    socket.on("message", (data) => {
      const frame = framed(data as Buffer);
      for (const other of room) if (other !== own) queue(other, frame);
    });
    socket.on("close", () => {
      room.delete(own);
      if (room.size === 0) rooms.delete(url);
    });
  });
});

function queue(reader: Reader, frame: Buffer): void {
  if (dirty.size === 0) setImmediate(flush);
  dirty.add(reader);
  reader.waiting.push(frame);
}

function flush(): void {
  const readers = dirty;
  dirty = new Set();
  for (const reader of readers) {
    reader.stream.write(reader.waiting.length === 1 ? reader.waiting[0]! : Buffer.concat(reader.waiting));
    reader.waiting = [];
  }
}

/** A binary WebSocket frame from a server (RFC 6455, section 5.2). */
function framed(data: Buffer): Buffer {
  const header = data.length < 126 ? 2 : data.length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(header + data.length);
  frame[0] = 0x82;
  if (header === 2) {
    frame[1] = data.length;
  } else if (header === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(data.length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(data.length), 2);
  }
  frame.set(data, header);
  return frame;
}
