/** The network between desks and a relay: a TCP proxy on loopback that is cut, stalled, slowed, made to stutter, and mended. */
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Frames, isMessage } from "./frames.ts";

export class Line {
  readonly #server = createServer((near) => void this.#accept(near));
  readonly #sockets = new Set<Socket>();
  readonly #target: () => number;
  #isCut = false;
  /** Milliseconds that each chunk waits. */
  #delay = 0;
  #isStuttering = false;
  /** Open while nothing passes, as on a half-open connection. */
  #stall: PromiseWithResolvers<void> | null = null;

  /** @param target the relay's port */
  constructor(target: () => number) {
    this.#target = target;
  }

  async open(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
  }

  get http(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Breaks every connection, and takes none until `mend`. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Nothing passes until `mend`, and nobody is told: connections are taken, and reach the relay when there may be another. */
  stall(): void {
    this.#stall ??= Promise.withResolvers();
  }

  /** Everything that passes is late, in order. @param delay milliseconds */
  slow(delay: number): void {
    this.#delay = delay;
  }

  /** Every message comes twice, and once more behind the next one. */
  stutter(): void {
    this.#isStuttering = true;
  }

  mend(): void {
    this.#isCut = false;
    this.#delay = 0;
    this.#isStuttering = false;
    this.#stall?.resolve();
    this.#stall = null;
  }

  close(): void {
    this.cut();
    this.mend();
    this.#server.close();
  }

  async #accept(near: Socket): Promise<void> {
    near.on("error", () => undefined);
    await this.#stall?.promise;
    if (this.#isCut) {
      near.resetAndDestroy();
      return;
    }
    const far = connect({ host: "127.0.0.1", port: this.#target(), noDelay: true });
    near.setNoDelay(true);
    // Whoever carries from it hears of it.
    far.on("error", () => undefined);
    void this.#carry(near, far);
    void this.#carry(far, near);
  }

  async #carry(from: Socket, to: Socket): Promise<void> {
    this.#sockets.add(from);
    const frames = new Frames();
    let last: Buffer | null = null;
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        if (this.#delay > 0) await sleep(this.#delay);
        await this.#stall?.promise;
        const pieces: Buffer[] = [];
        for (const piece of frames.cut(chunk)) {
          pieces.push(piece);
          if (!isMessage(piece)) continue;
          if (this.#isStuttering) pieces.push(piece, last ?? piece);
          last = piece;
        }
        if (!to.write(Buffer.concat(pieces)) && !to.destroyed) await Promise.race([once(to, "drain"), once(to, "close")]);
      }
      await this.#stall?.promise;
      to.end();
    } catch {
      // One end broke: so does the other, when word of it gets through.
      await this.#stall?.promise;
      to.destroy();
    } finally {
      this.#sockets.delete(from);
    }
  }
}
