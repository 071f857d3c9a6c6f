/** Cuts one direction of a connection into WebSocket frames (RFC 6455, section 5.2); what is no WebSocket stays as it came. */

export interface Piece {
  readonly bytes: Buffer;
  /** A whole message; false for the head, for control frames, and for what is no WebSocket. */
  readonly isMessage: boolean;
}

/** FIN and the opcode of a binary message. */
const WHOLE_BINARY = 0x82;
const END_OF_HEAD = "\r\n\r\n";
const UPGRADE = /^HTTP\/1\.1 101 |^upgrade: *websocket\r$/im;

export class FrameSplitter {
  #rest: Buffer = Buffer.alloc(0);
  #kind: "head" | "frames" | "other" = "head";

  push(chunk: Buffer): Piece[] {
    if (this.#kind === "other") return [{ bytes: chunk, isMessage: false }];
    this.#rest = this.#rest.length > 0 ? Buffer.concat([this.#rest, chunk]) : chunk;
    const pieces: Piece[] = [];
    if (this.#kind === "head") {
      const at = this.#rest.indexOf(END_OF_HEAD);
      if (at < 0) return [];
      const end = at + END_OF_HEAD.length;
      this.#kind = UPGRADE.test(this.#rest.toString("latin1", 0, end)) ? "frames" : "other";
      pieces.push({ bytes: this.#take(this.#kind === "frames" ? end : this.#rest.length), isMessage: false });
    }
    if (this.#kind === "frames") {
      for (let length = this.#frameLength(); length <= this.#rest.length; length = this.#frameLength()) {
        const bytes = this.#take(length);
        pieces.push({ bytes, isMessage: bytes[0] === WHOLE_BINARY });
      }
    }
    return pieces;
  }

  #take(length: number): Buffer {
    const bytes = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return bytes;
  }

  /** Bytes of the next frame with its header; infinite while that is not known. */
  #frameLength(): number {
    const rest = this.#rest;
    if (rest.length < 2) return Infinity;
    const mask = rest[1]! & 0x80 ? 4 : 0;
    const short = rest[1]! & 0x7f;
    if (short < 126) return 2 + mask + short;
    if (short === 126) return rest.length < 4 ? Infinity : 4 + mask + rest.readUInt16BE(2);
    return rest.length < 10 ? Infinity : 10 + mask + Number(rest.readBigUInt64BE(2));
  }
}
