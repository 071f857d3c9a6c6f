import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";

/** Bytes that a client may still send after the close frame, and lose, before it is cut off: what was on its way. */
const LAST_BYTES = 64 * 1024;
/** Bytes of a close frame's reason at most (RFC 6455, section 5.5). */
const LONGEST_REASON = 123;

/**
 * Closes a WebSocket with a code and a reason, and cuts it off when it has not answered in time or goes on sending. What it
 * still sends is dropped (RE17, RE20).
 * @param stream the stream under `socket`
 * @param reason told to the client; cut at a whole character where it is too long
 * @param timeout milliseconds until it is cut off
 */
export function closeSocket(socket: WebSocket, stream: Duplex, code: number, reason: string, timeout: number): void {
  let left = LAST_BYTES;
  socket.removeAllListeners("message");
  stream.on("data", (chunk: Uint8Array) => {
    left -= chunk.length;
    if (left < 0) socket.terminate();
  });
  const { written } = new TextEncoder().encodeInto(reason, new Uint8Array(LONGEST_REASON));
  socket.close(code, Buffer.from(reason).subarray(0, written));
  // It may be paused, and then its answer would never be read.
  socket.resume();
  setTimeout(() => socket.terminate(), timeout).unref();
}
