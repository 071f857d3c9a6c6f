/**
 * The end of a connection that the relay ends: the client is told why, with a code that it can read, and then has a moment, and
 * a few bytes, to answer. Nothing that it sends on is kept (RE17, RE20).
 */
import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

/** Bytes that a client may still send, and lose, before it is cut off: its first frames, or what was on its way. */
const LAST_BYTES = 64 * 1024;

/**
 * Closes a WebSocket, and cuts it off when it has not gone after `patience` milliseconds.
 * @param stream under `socket`
 */
export function sayFarewell(socket: WebSocket, stream: Duplex, code: number, reason: string, patience: number): void {
  let left = LAST_BYTES;
  socket.removeAllListeners("message");
  stream.on("data", (chunk: Uint8Array) => {
    left -= chunk.length;
    if (left < 0) socket.terminate();
  });
  closeSocket(socket, code, reason);
  // It may be held back, and then its answer is never read.
  socket.resume();
  setTimeout(() => socket.terminate(), patience).unref();
}

/** The reason of a close frame has room for 123 bytes, and must stay whole characters. */
function closeSocket(socket: WebSocket, code: number, reason: string): void {
  const { written } = new TextEncoder().encodeInto(reason, new Uint8Array(123));
  socket.close(code, Buffer.from(reason).subarray(0, written));
}
