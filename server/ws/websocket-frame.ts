/** Final frame, binary. */
const BINARY = 0x82;
/** Bytes above which a payload is not copied behind its header. */
const LARGE = 16 * 1024;

/** Frames one after the other in one buffer. */
export interface Wire {
  readonly bytes: Uint8Array;
  /** Where each frame ends; the first begins at 0. */
  readonly ends: readonly number[];
  /** Bytes of the largest frame. */
  readonly largest: number;
}

/**
 * Encodes payloads as unmasked binary WebSocket frames (RFC 6455, section 5.2), so that one buffer serves all sockets. They may be
 * written to the stream under a `ws` socket as long as no extension is agreed on (perMessageDeflate is off) and each is written
 * whole: `ws` writes its own frames (ping, pong, close) whole and at once.
 */
export function wireOf(payloads: readonly Uint8Array[]): Wire {
  let size = 0;
  let largest = 0;
  for (const { length } of payloads) {
    const frame = headerLength(length) + length;
    size += frame;
    if (frame > largest) largest = frame;
  }
  const bytes = Buffer.allocUnsafe(size);
  const ends: number[] = [];
  let at = 0;
  for (const payload of payloads) {
    at = writeHeader(bytes, at, payload.length);
    bytes.set(payload, at);
    at += payload.length;
    ends.push(at);
  }
  return { bytes, ends, largest };
}

/** Encodes one payload as such a frame. @returns the frame in one piece or two, of which the second is the payload itself */
export function frameOf(payload: Uint8Array): readonly Uint8Array[] {
  const header = headerLength(payload.length);
  const large = payload.length > LARGE;
  const bytes = Buffer.allocUnsafe(large ? header : header + payload.length);
  writeHeader(bytes, 0, payload.length);
  if (large) return [bytes, payload];
  bytes.set(payload, header);
  return [bytes];
}

function headerLength(payload: number): number {
  return payload < 126 ? 2 : payload < 65_536 ? 4 : 10;
}

/** @returns where the payload begins */
function writeHeader(bytes: Buffer, at: number, length: number): number {
  bytes[at] = BINARY;
  if (length < 126) {
    bytes[at + 1] = length;
    return at + 2;
  }
  if (length < 65_536) {
    bytes[at + 1] = 126;
    return bytes.writeUInt16BE(length, at + 2);
  }
  bytes[at + 1] = 127;
  return bytes.writeBigUInt64BE(BigInt(length), at + 2);
}
