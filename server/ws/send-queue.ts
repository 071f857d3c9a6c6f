import type { Duplex } from "node:stream";
import type { Batch } from "../../shared/room/batch.ts";
import type { FlushScheduler, Flushable } from "./flush-scheduler.ts";
import { frameOf, wireOf, type Wire } from "./websocket-frame.ts";

/** Bytes from which a chunk is counted once for all queues that hold it. */
const LONG = 64 * 1024;

/**
 * Frames that wait to be written to one socket: those of one turn of the event loop go out in one write (SY19), and no more while
 * the socket has not taken the last. A reader that falls behind costs at most the limit, and holds up nobody (RE15).
 */
export class SendQueue implements Flushable {
  readonly #stream: Duplex;
  readonly #scheduler: FlushScheduler;
  readonly #limit: number;
  readonly #onOverflow: () => void;
  readonly #onGrown: (bytes: number) => void;
  /** Long chunks that have not been read, which may be in other send queues, too. */
  readonly #long = new Set<Uint8Array>();
  #longBytes = 0;
  #chunks: Uint8Array[] = [];
  #bytes = 0;
  #largest = 0;
  #queued = false;
  #blocked = false;
  #closed = false;

  /**
   * @param stream the stream under the WebSocket
   * @param limit bytes that may wait beside the largest frame
   * @param onOverflow called once when more waits; all of it is discarded then
   * @param onGrown told of bytes that may have to wait
   */
  constructor(
    stream: Duplex,
    scheduler: FlushScheduler,
    limit: number,
    onOverflow: () => void,
    onGrown: (bytes: number) => void = () => undefined,
  ) {
    this.#stream = stream;
    this.#scheduler = scheduler;
    this.#limit = limit;
    this.#onOverflow = onOverflow;
    this.#onGrown = onGrown;
  }

  /** Bytes that wait for the reader. */
  get backlog(): number {
    return this.#bytes + this.#stream.writableLength;
  }

  /** The long chunks among them. */
  get long(): ReadonlySet<Uint8Array> {
    return this.#long;
  }

  /** Bytes of the others. */
  get short(): number {
    return this.backlog - this.#longBytes;
  }

  /** Queues one frame for this socket alone. */
  send(payload: Uint8Array): void {
    const pieces = frameOf(payload);
    const size = pieces.reduce((sum, { length }) => sum + length, 0);
    for (const piece of pieces) this.#push(piece, size);
  }

  /** Queues the frames from `start` to `end` of a batch, which is encoded once for all sockets. */
  sendRun(batch: Batch, start: number, end: number): void {
    batch.wire ??= wireOf(batch.frames);
    const { bytes, ends, largest } = batch.wire as Wire;
    const from = start === 0 ? 0 : ends[start - 1]!;
    const to = ends[end - 1]!;
    this.#push(from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to), largest);
  }

  /** Writes what waits, unless the socket has yet to take the last write. */
  flush(): void {
    this.#queued = false;
    if (this.#blocked || this.#chunks.length === 0 || this.#stream.destroyed) return;
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#bytes = 0;
    if (chunks.length > 1) this.#stream.cork();
    for (const chunk of chunks) {
      if (chunk.length < LONG) this.#stream.write(chunk);
      else this.#stream.write(chunk, () => this.#forget(chunk));
    }
    if (chunks.length > 1) this.#stream.uncork();
    if (!this.#stream.writableNeedDrain) return;
    this.#blocked = true;
    this.#stream.once("drain", () => {
      this.#blocked = false;
      this.flush();
    });
  }

  /** Discards what waits, and takes nothing from now on. */
  close(): void {
    this.#closed = true;
    for (const chunk of this.#chunks) this.#forget(chunk);
    this.#chunks = [];
    this.#bytes = 0;
  }

  #push(chunk: Uint8Array, frame: number): void {
    if (this.#closed) return;
    if (frame > this.#largest) this.#largest = frame;
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    if (chunk.length >= LONG) {
      this.#long.add(chunk);
      this.#longBytes += chunk.length;
    }
    if (this.backlog > this.#limit + this.#largest) {
      this.close();
      this.#onOverflow();
    } else if (!this.#queued && !this.#blocked) {
      this.#queued = true;
      this.#scheduler.add(this);
    }
    this.#onGrown(chunk.length);
  }

  #forget(chunk: Uint8Array): void {
    if (this.#long.delete(chunk)) this.#longBytes -= chunk.length;
  }
}
