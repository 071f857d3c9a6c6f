import type { RoomChannel } from "../../../shared/rpc/client.ts";

/** A room whose frames are kept, in their order, until `release`: what it says is not needed yet. All else goes at once. */
export class HeldChannel implements RoomChannel {
  readonly #channel: RoomChannel;
  #handlers: ((frame: Uint8Array) => void)[] = [];
  /** Null once they are let through. */
  #kept: Uint8Array[] | null = [];

  constructor(channel: RoomChannel) {
    this.#channel = channel;
    channel.onFrame((frame) => {
      if (this.#kept) this.#kept.push(frame);
      else this.#tell(frame);
    });
  }

  /** Lets through what came so far, and all that comes. */
  release(): void {
    const kept = this.#kept ?? [];
    this.#kept = null;
    for (const frame of kept) this.#tell(frame);
  }

  send(frame: Uint8Array): void {
    this.#channel.send(frame);
  }

  onFrame(handler: (frame: Uint8Array) => void): void {
    this.#handlers.push(handler);
  }

  onOpen(handler: () => void): void {
    this.#channel.onOpen(handler);
  }

  onClose(handler: (code: number, reason: string) => void): void {
    this.#channel.onClose(handler);
  }

  close(): void {
    this.#kept = null;
    this.#handlers = [];
    this.#channel.close();
  }

  #tell(frame: Uint8Array): void {
    for (const handler of this.#handlers) handler(frame);
  }
}
