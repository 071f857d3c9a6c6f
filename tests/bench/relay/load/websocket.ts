/**
 * A client's WebSocket, cheaper than `ws` so that the load outruns what it measures: it masks frames, answers pings and
 * hands out messages without copying them. Format: RFC 6455, section 5.2.
 */
import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

const TEXT_OR_BINARY = 0x0f;
const CLOSE = 0x8;
const PING = 0x9;
const PONG = 0xa;
/** One read buffer for all: a message is taken in before the next read. */
const READ_BUFFER = Buffer.allocUnsafe(256 * 1024);

/** A client frame around `payload`, to be sent as it is, any number of times. */
export function masked(payload: Uint8Array, opcode = 0x2): Buffer {
  const { length } = payload;
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const frame = Buffer.allocUnsafe(6 + extra + length);
  frame[0] = 0x80 | opcode;
  frame[1] = 0x80 | (extra === 0 ? length : extra === 2 ? 126 : 127);
  if (extra === 2) frame.writeUInt16BE(length, 2);
  if (extra === 8) frame.writeBigUInt64BE(BigInt(length), 2);
  const mask = randomBytes(4);
  frame.set(mask, 2 + extra);
  for (let i = 0; i < length; i++) frame[6 + extra + i] = payload[i]! ^ mask[i & 3]!;
  return frame;
}

export class WebSocketClient {
  readonly #socket: Socket;
  readonly #onMessage: (message: Buffer) => void;
  /** What came before the end of a message. */
  #rest: Buffer | null = null;
  #upgraded = false;
  /** Resolves when the server has taken the WebSocket, rejects when it has not. */
  readonly open: Promise<void>;
  /** Resolves when the connection is gone. */
  readonly closed: Promise<void>;
  /** Rejects when the connection is gone. */
  readonly refused: Promise<never>;

  /** @param onMessage gets a view that is good until it returns */
  constructor(url: string, onMessage: (message: Buffer) => void) {
    const { hostname, port, pathname, search } = new URL(url);
    this.#onMessage = onMessage;
    let opened!: () => void;
    let refused!: (error: Error) => void;
    this.open = new Promise((resolve, reject) => {
      opened = resolve;
      refused = reject;
    });
    this.#socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: {
        buffer: READ_BUFFER,
        callback: (length, buffer) => {
          this.#read(Buffer.from((buffer as Buffer).buffer, (buffer as Buffer).byteOffset, length), opened, refused);
          return true;
        },
      },
    });
    this.closed = new Promise((resolve) => this.#socket.once("close", () => resolve()));
    this.refused = this.closed.then(() => {
      throw new Error(`${pathname} was closed`);
    });
    this.#socket.on("error", refused);
    this.refused.catch(refused);
    const key = randomBytes(16).toString("base64");
    this.#socket.write(
      `GET ${pathname}${search} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        `Sec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n\r\n`,
    );
  }

  /** @param frame made by `masked` */
  send(frame: Buffer): void {
    this.#socket.write(frame);
  }

  /** Takes nothing in from now on. */
  stall(): void {
    this.#socket.pause();
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(chunk: Buffer, opened: () => void, refused: (error: Error) => void): void {
    let data = this.#rest ? Buffer.concat([this.#rest, chunk]) : chunk;
    this.#rest = null;
    if (!this.#upgraded) {
      const end = data.indexOf("\r\n\r\n");
      if (end >= 0) {
        const status = data.toString("latin1", 0, data.indexOf("\r\n"));
        if (!status.includes(" 101 ")) {
          refused(new Error(status));
          return;
        }
        this.#upgraded = true;
        opened();
        data = data.subarray(end + 4);
      }
    }
    const taken = this.#upgraded ? this.#messages(data) : 0;
    // The read buffer is used again.
    if (taken < data.length) this.#rest = Buffer.from(data.subarray(taken));
  }

  /** @returns how many bytes were whole messages */
  #messages(data: Buffer): number {
    let at = 0;
    while (data.length - at >= 2) {
      let length = data[at + 1]! & 0x7f;
      let header = 2;
      if (length === 126) {
        if (data.length - at < 4) break;
        length = data.readUInt16BE(at + 2);
        header = 4;
      } else if (length === 127) {
        if (data.length - at < 10) break;
        length = Number(data.readBigUInt64BE(at + 2));
        header = 10;
      }
      if (data.length - at < header + length) break;
      const opcode = data[at]! & TEXT_OR_BINARY;
      const message = data.subarray(at + header, at + header + length);
      if (opcode === PING) this.send(masked(message, PONG));
      else if (opcode === CLOSE) this.close();
      else if (opcode !== PONG) this.#onMessage(message);
      at += header + length;
    }
    return at;
  }
}
