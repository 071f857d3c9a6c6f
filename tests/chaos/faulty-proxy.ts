/**
 * One client's line to the relay: a TCP proxy on loopback that can be cut, torn in the middle of a message, stalled so that
 * nobody is told, made slow, and made to repeat messages. What passes stays in order, as on any TCP connection.
 */
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import * as prng from "lib0/prng";
import { FrameSplitter, type Piece } from "./splitter.ts";

export class FaultyProxy {
  /** Milliseconds by which all is late. */
  delay = 0;
  /** How often a message comes again, at once or behind the next one, from 0 to 1. */
  repeats = 0;
  /** Connections break in the middle of their next message. */
  tears = false;
  isStalled = false;
  readonly #target: () => number | null;
  readonly #gen: prng.PRNG;
  readonly #server = createServer({ allowHalfOpen: true, noDelay: true }, (near) => this.#accept(near));
  readonly #pipes = new Set<Pipe>();
  /** Connections that were taken while it was stalled, and reach the relay later, when there may be another. */
  readonly #waiting: Socket[] = [];
  #isCut = false;

  /** @param target the relay's port, null while it has none */
  constructor(target: () => number | null, seed: number) {
    this.#target = target;
    this.#gen = prng.create(seed);
  }

  async open(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get http(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get ws(): string {
    return this.http.replace("http", "ws");
  }

  /** Breaks every connection. */
  drop(): void {
    for (const pipe of this.#pipes) pipe.break();
    for (const near of this.#waiting.splice(0)) near.resetAndDestroy();
  }

  /** Breaks every connection, and takes none until it is mended. */
  cut(): void {
    this.#isCut = true;
    this.drop();
  }

  /** Nothing is wrong with it from now on; what waited comes late. */
  mend(): void {
    this.#isCut = false;
    this.delay = 0;
    this.repeats = 0;
    this.tears = false;
    this.isStalled = false;
    for (const pipe of this.#pipes) pipe.pump();
    for (const near of this.#waiting.splice(0)) this.#join(near);
  }

  close(): void {
    this.cut();
    this.#server.close();
  }

  repeatsNow(): boolean {
    return this.repeats > 0 && prng.real53(this.#gen) < this.repeats;
  }

  #accept(near: Socket): void {
    // Who breaks a socket is told by its close event.
    near.on("error", () => undefined);
    if (this.#isCut) near.resetAndDestroy();
    else if (this.isStalled) this.#waiting.push(near);
    else this.#join(near);
  }

  #join(near: Socket): void {
    const port = this.#target();
    if (port === null) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ host: "127.0.0.1", port, allowHalfOpen: true, noDelay: true });
    far.on("error", () => undefined);
    for (const pipe of [new Pipe(this, near, far), new Pipe(this, far, near)]) {
      this.#pipes.add(pipe);
      void pipe.gone.then(() => this.#pipes.delete(pipe));
    }
  }
}

/** One direction of a connection. */
class Pipe {
  /** Resolves when nothing more passes. */
  readonly gone: Promise<void>;
  readonly #line: FaultyProxy;
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #splitter = new FrameSplitter();
  /** What has yet to pass, and the end of it: null when the sender ended it, or was broken. */
  readonly #queue: { readonly piece: Piece | "end" | "broken"; readonly due: number }[] = [];
  #timer: NodeJS.Timeout | null = null;
  #last: Piece | null = null;

  constructor(line: FaultyProxy, from: Socket, to: Socket) {
    this.#line = line;
    this.#from = from;
    this.#to = to;
    const gone = Promise.withResolvers<void>();
    this.gone = gone.promise;
    from.on("data", (chunk: Buffer) => {
      for (const piece of this.#splitter.push(chunk)) {
        this.#add(piece);
        if (!piece.isMessage) continue;
        // Once more at once, and what came before it once more behind it.
        if (line.repeatsNow()) this.#add(piece);
        if (this.#last && line.repeatsNow()) this.#add(this.#last);
        this.#last = piece;
      }
    });
    let ended = false;
    from.on("end", () => {
      ended = true;
      this.#add("end");
    });
    from.on("close", () => {
      if (!ended) this.#add("broken");
    });
    to.on("close", () => {
      if (this.#timer) clearTimeout(this.#timer);
      this.#queue.length = 0;
      gone.resolve();
    });
  }

  break(): void {
    this.#from.resetAndDestroy();
    this.#to.resetAndDestroy();
  }

  /** Lets pass what is due. */
  pump(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    for (let next = this.#queue[0]; next && !this.#line.isStalled; next = this.#queue[0]) {
      const wait = next.due - performance.now();
      if (wait > 0 && this.#line.delay > 0) {
        this.#timer = setTimeout(() => this.pump(), wait);
        return;
      }
      this.#queue.shift();
      if (next.piece === "end") this.#to.end();
      else if (next.piece === "broken") this.#to.resetAndDestroy();
      else this.#write(next.piece);
    }
  }

  #add(piece: Piece | "end" | "broken"): void {
    this.#queue.push({ piece, due: performance.now() + this.#line.delay });
    if (!this.#timer) this.pump();
  }

  #write({ bytes, isMessage }: Piece): void {
    if (!this.#line.tears || !isMessage) {
      this.#to.write(bytes);
      return;
    }
    this.#to.end(bytes.subarray(0, Math.ceil(bytes.length / 2)));
    this.#queue.length = 0;
    this.#from.resetAndDestroy();
  }
}
