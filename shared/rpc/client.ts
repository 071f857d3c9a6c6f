import { readError } from "../errors.ts";
import { CLOSE_CODES, isFinal } from "../relay-api/close-codes.ts";
import type { CoreCalls, CoreEvents } from "./contract.ts";
import { CORE_GONE, RpcError } from "./error.ts";
import { decodeMessage, encodeMessage, MessageError, type Message } from "./message.ts";
import type { Port } from "./port.ts";

/** One room over the RPC. It reopens by itself when the core is back, which `onOpen` tells. */
export interface RoomChannel {
  send(frame: Uint8Array): void;
  onFrame(handler: (frame: Uint8Array) => void): void;
  /** Called each time the channel is open; at once when it already is. */
  onOpen(handler: () => void): void;
  /**
   * The channel is gone: for now when the core died (`code` 0), for a while when it could not serve the room (`CLOSE_CODES.broken`, and 0
   * where its disk was full), for good after any other code.
   */
  onClose(handler: (code: number, reason: string) => void): void;
  close(): void;
}

export interface Clock {
  /** Calls `run` after `delay` milliseconds. */
  readonly later: (run: () => void, delay: number) => void;
}

type Handlers = { [Name in keyof CoreEvents]?: Set<(value: CoreEvents[Name]) => void> };

const FIRST_DELAY = 100;
const LONGEST_DELAY = 3000;
/** Milliseconds before a channel that the core could not serve is opened again. */
const REOPEN_AFTER = 1000;

/**
 * The window's end of the RPC: calls, events and room channels over a port that is dialled again whenever it breaks
 * (RP1, RP3, RP4, RP9).
 */
export class RpcClient {
  /** Each call of the contract; rejects with an `RpcError`. */
  readonly calls: CoreCalls;
  readonly #dial: () => Promise<Port>;
  readonly #clock: Clock;
  readonly #handlers: Handlers = {};
  readonly #linkHandlers = new Set<(up: boolean) => void>();
  readonly #pending = new Map<number, { resolve(value: unknown): void; reject(error: RpcError): void }>();
  readonly #channels = new Map<number, Channel>();
  #unsent: Uint8Array[] = [];
  #port: Port | null = null;
  #next = 1;
  #delay = FIRST_DELAY;
  #ended = false;

  constructor(dial: () => Promise<Port>, clock: Clock) {
    this.#dial = dial;
    this.#clock = clock;
    this.calls = new Proxy({} as CoreCalls, {
      get: (_target, method) => (input: unknown) => this.#call(String(method), input),
    });
    void this.#connect();
  }

  get up(): boolean {
    return this.#port !== null;
  }

  /** Called with false when the core is gone and with true when it is back. @returns a function that takes it off. */
  onLink(handler: (up: boolean) => void): () => void {
    this.#linkHandlers.add(handler);
    return () => void this.#linkHandlers.delete(handler);
  }

  /** @returns a function that takes the handler off. */
  on<Name extends keyof CoreEvents>(name: Name, handler: (value: CoreEvents[Name]) => void): () => void {
    const handlers = (this.#handlers[name] ??= new Set() as never) as Set<typeof handler>;
    handlers.add(handler);
    return () => void handlers.delete(handler);
  }

  open(room: string): RoomChannel {
    const id = this.#next++;
    const channel = new Channel(room, {
      send: (frame) => this.#send({ type: "frame", channel: id, frame }),
      close: () => {
        this.#channels.delete(id);
        this.#send({ type: "close", channel: id, code: 1000, reason: "" });
      },
    });
    this.#channels.set(id, channel);
    if (this.#port) this.#openChannel(id, channel);
    return channel;
  }

  /** Closes the port for good; pending calls are rejected. */
  end(): void {
    this.#ended = true;
    this.#port?.close();
    this.#lost();
  }

  #call(method: string, input: unknown): Promise<unknown> {
    if (this.#ended) return Promise.reject(new RpcError(CORE_GONE, "the window has hung up"));
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      const bytes = encodeMessage({ type: "call", id, method, input });
      // A call before the first connection waits for it (RP1).
      if (this.#port) this.#port.send(bytes);
      else this.#unsent.push(bytes);
    });
  }

  #send(message: Message): void {
    this.#port?.send(encodeMessage(message));
  }

  async #connect(): Promise<void> {
    let port: Port;
    try {
      port = await this.#dial();
    } catch {
      // The core is not there yet.
      this.#again();
      return;
    }
    if (this.#ended) {
      port.close();
      return;
    }
    this.#port = port;
    this.#delay = FIRST_DELAY;
    port.onMessage((bytes) => this.#receive(port, bytes));
    port.onClose(() => this.#broken(port));
    for (const bytes of this.#unsent.splice(0)) port.send(bytes);
    for (const [id, channel] of this.#channels) this.#openChannel(id, channel);
    for (const handler of this.#linkHandlers) handler(true);
  }

  #openChannel(id: number, channel: Channel): void {
    this.#send({ type: "open", channel: id, room: channel.room });
    channel.opened();
  }

  #receive(port: Port, bytes: Uint8Array): void {
    if (this.#port !== port) return;
    try {
      this.#take(decodeMessage(bytes));
    } catch (error) {
      if (!(error instanceof MessageError)) throw error;
      // A port does not tell the side that closes it.
      port.close();
      this.#broken(port);
    }
  }

  #broken(port: Port): void {
    if (this.#port !== port) return;
    this.#lost();
    this.#again();
  }

  #reopen(id: number): void {
    const channel = this.#channels.get(id);
    if (channel && this.#port && !channel.isOpen) this.#openChannel(id, channel);
  }

  #again(): void {
    if (this.#ended) return;
    this.#clock.later(() => void this.#connect(), this.#delay);
    this.#delay = Math.min(LONGEST_DELAY, this.#delay * 2);
  }

  #lost(): void {
    const was = this.#port !== null;
    this.#port = null;
    for (const call of this.#pending.values()) call.reject(new RpcError(CORE_GONE, "the core is gone"));
    this.#pending.clear();
    this.#unsent = [];
    for (const channel of this.#channels.values()) channel.closed(0, "the core is gone");
    if (was) for (const handler of this.#linkHandlers) handler(false);
  }

  #take(message: Message): void {
    switch (message.type) {
      case "result":
        this.#settle(message.id)?.resolve(message.value);
        return;
      case "error":
        this.#settle(message.id)?.reject(errorOf(message));
        return;
      case "event":
        for (const handler of (this.#handlers[message.name as keyof CoreEvents] ?? []) as Set<(value: unknown) => void>)
          handler(message.value);
        return;
      case "frame":
        this.#channels.get(message.channel)?.take(message.frame);
        return;
      case "close": {
        const channel = this.#channels.get(message.channel);
        if (!channel) return;
        if (isFinal(message.code)) {
          this.#channels.delete(message.channel);
          channel.closed(message.code, message.reason);
        } else {
          channel.closed(message.code === CLOSE_CODES.broken ? message.code : 0, message.reason);
          this.#clock.later(() => this.#reopen(message.channel), REOPEN_AFTER);
        }
        return;
      }
      default:
        throw new MessageError(`a core may not send a ${message.type} message`);
    }
  }

  #settle(id: number) {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}

/** A code that this window does not know, or that lacks its values, is shown as a failure of the core (RP11). */
function errorOf({ code, message, details }: Extract<Message, { type: "error" }>): RpcError {
  const known = readError(code, details);
  return known ? new RpcError(known.code, message, { details: known.details }) : new RpcError("internal", `${code}: ${message}`);
}

class Channel implements RoomChannel {
  readonly room: string;
  readonly #pipe: { send(frame: Uint8Array): void; close(): void };
  readonly #frames = new Set<(frame: Uint8Array) => void>();
  readonly #opens = new Set<() => void>();
  readonly #closes = new Set<(code: number, reason: string) => void>();
  isOpen = false;

  constructor(room: string, pipe: { send(frame: Uint8Array): void; close(): void }) {
    this.room = room;
    this.#pipe = pipe;
  }

  send(frame: Uint8Array): void {
    if (this.isOpen) this.#pipe.send(frame);
  }

  onFrame(handler: (frame: Uint8Array) => void): void {
    this.#frames.add(handler);
  }

  onOpen(handler: () => void): void {
    this.#opens.add(handler);
    if (this.isOpen) handler();
  }

  onClose(handler: (code: number, reason: string) => void): void {
    this.#closes.add(handler);
  }

  close(): void {
    this.isOpen = false;
    this.#pipe.close();
  }

  opened(): void {
    this.isOpen = true;
    for (const handler of this.#opens) handler();
  }

  take(frame: Uint8Array): void {
    for (const handler of this.#frames) handler(frame);
  }

  closed(code: number, reason: string): void {
    if (!this.isOpen && code === 0) return;
    this.isOpen = false;
    for (const handler of this.#closes) handler(code, reason);
  }
}
