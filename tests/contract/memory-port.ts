/** Two ports of one process, joined: what one sends, the other gets in a later microtask, as any transport does. */
import type { Port } from "../../shared/rpc/port.ts";

async function later(run: () => void): Promise<void> {
  await Promise.resolve();
  run();
}

class MemoryPort implements Port {
  other!: MemoryPort;
  #message: ((message: Uint8Array) => void) | null = null;
  #close: (() => void) | null = null;
  #early: Uint8Array[] = [];
  #open = true;

  send(message: Uint8Array): void {
    if (!this.#open) return;
    const copy = message.slice();
    void later(() => this.other.#take(copy));
  }

  onMessage(handler: (message: Uint8Array) => void): void {
    this.#message = handler;
    for (const message of this.#early.splice(0)) handler(message);
  }

  onClose(handler: () => void): void {
    this.#close = handler;
  }

  close(): void {
    if (!this.#open) return;
    void later(() => {
      this.#end();
      this.other.#end();
    });
  }

  #take(message: Uint8Array): void {
    if (!this.#open) return;
    if (this.#message) this.#message(message);
    else this.#early.push(message);
  }

  #end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#close?.();
  }
}

export function memoryPorts(): [Port, Port] {
  const [a, b] = [new MemoryPort(), new MemoryPort()];
  a.other = b;
  b.other = a;
  return [a, b];
}
