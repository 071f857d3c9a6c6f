/** Cuts what crosses a TCP connection into WebSocket frames (RFC 6455 §5.2), so that one can be sent twice. */

/** Final, binary, without extensions: a whole message of y-websocket's. */
const MESSAGE = 0x82;
const MASKED = 0x80;
const HEAD_END = "\r\n\r\n";

export class Frames {
  #rest: Buffer = Buffer.alloc(0);
  /** Null until the first bytes tell whether this is a WebSocket at all. */
  #isSocket: boolean | null = null;

  /** @returns the bytes in pieces: whole frames, and everything that is none as it came */
  cut(chunk: Buffer): Buffer[] {
    if (this.#isSocket === false) return [chunk];
    this.#rest = Buffer.concat([this.#rest, chunk]);
    const pieces: Buffer[] = [];
    if (this.#isSocket === null) {
      const head = this.#rest.indexOf(HEAD_END);
      if (head < 0) return [];
      this.#isSocket = /^upgrade: websocket/im.test(this.#rest.toString("latin1", 0, head));
      pieces.push(this.#take(this.#isSocket ? head + HEAD_END.length : this.#rest.length));
    }
    for (let size = sizeOf(this.#rest); size !== null && size <= this.#rest.length; size = sizeOf(this.#rest)) pieces.push(this.#take(size));
    return pieces;
  }

  #take(size: number): Buffer {
    const taken = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(size);
    return taken;
  }
}

/** Whether a piece is one whole message, which may come again. */
export const isMessage = (piece: Buffer): boolean => piece[0] === MESSAGE;

/** @returns the bytes of the frame that begins here, or null while its head is not whole. */
function sizeOf(bytes: Buffer): number | null {
  if (bytes.length < 2) return null;
  const mask = bytes[1]! & MASKED ? 4 : 0;
  const short = bytes[1]! & ~MASKED;
  if (short < 126) return 2 + mask + short;
  if (short === 126) return bytes.length < 4 ? null : 4 + mask + bytes.readUInt16BE(2);
  return bytes.length < 10 ? null : 10 + mask + Number(bytes.readBigUInt64BE(2));
}
