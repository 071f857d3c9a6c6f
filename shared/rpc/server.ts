import { z } from "zod";
import { CLOSE_CODES } from "../relay-api/close-codes.ts";
import type { CoreCalls, CoreEvents } from "./contract.ts";
import { RpcError } from "./error.ts";
import { CALL_INPUTS } from "./inputs.ts";
import { decodeMessage, encodeMessage, MessageError, type Message } from "./message.ts";
import type { Port } from "./port.ts";

/** The window's end of a room, as the core sees it. */
export interface ChannelPeer {
  send(frame: Uint8Array): void;
  close(code: number, reason: string): void;
}

export interface ChannelConnection {
  receive(frame: Uint8Array): void;
  leave(): void;
}

export interface RpcHandlers {
  readonly calls: CoreCalls;
  /** @throws RpcError when the room may not be opened */
  openRoom(room: string, peer: ChannelPeer): ChannelConnection;
  /** Told of errors that are the core's own, not the caller's. */
  report(error: unknown): void;
}

const isCall = (method: string): method is keyof CoreCalls => Object.hasOwn(CALL_INPUTS, method);

/** The core's end of a port: answers calls, sends events, and connects room channels to rooms (RP1–RP4, RP9, RP10). */
export class RpcServer {
  readonly #port: Port;
  readonly #handlers: RpcHandlers;
  readonly #channels = new Map<number, ChannelConnection>();
  #open = true;
  #onEnd: (() => void) | null = null;

  constructor(port: Port, handlers: RpcHandlers) {
    this.#port = port;
    this.#handlers = handlers;
    port.onMessage((bytes) => this.#receive(bytes));
    port.onClose(() => this.#end());
  }

  tell<Name extends keyof CoreEvents>(name: Name, value: CoreEvents[Name]): void {
    this.#send({ type: "event", name, value });
  }

  /** Leaves the window's rooms and closes its port. */
  hangUp(): void {
    this.#end();
    this.#port.close();
  }

  /** Called once, when the window is gone. */
  onEnd(handler: () => void): void {
    this.#onEnd = handler;
  }

  #send(message: Message): void {
    if (this.#open) this.#port.send(encodeMessage(message));
  }

  #receive(bytes: Uint8Array): void {
    if (!this.#open) return;
    try {
      this.#take(decodeMessage(bytes));
    } catch (error) {
      if (!(error instanceof MessageError)) this.#handlers.report(error);
      this.hangUp();
    }
  }

  #take(message: Message): void {
    switch (message.type) {
      case "call":
        void this.#answer(message.id, message.method, message.input);
        return;
      case "open":
        this.#openChannel(message.channel, message.room);
        return;
      case "frame":
        // A frame for a channel that the core just closed: its window will hear of it.
        this.#channels.get(message.channel)?.receive(message.frame);
        return;
      case "close":
        this.#channels.get(message.channel)?.leave();
        this.#channels.delete(message.channel);
        return;
      default:
        throw new MessageError(`a window may not send a ${message.type} message`);
    }
  }

  async #answer(id: number, method: string, input: unknown): Promise<void> {
    try {
      const { calls } = this.#handlers;
      if (!isCall(method)) throw new RpcError("unknown-call", `no call named ${method.slice(0, 100)}`);
      const checked = CALL_INPUTS[method].safeParse(input);
      if (!checked.success) throw new RpcError("bad-input", `${method}: ${z.prettifyError(checked.error)}`);
      const call = calls[method] as (input: unknown) => Promise<unknown>;
      this.#send({ type: "result", id, value: await call(checked.data) });
    } catch (error) {
      if (!(error instanceof RpcError)) this.#handlers.report(error);
      const { code, message, details } = error instanceof RpcError ? error : new RpcError("internal", "the core failed");
      this.#send({ type: "error", id, code, message, details });
    }
  }

  #openChannel(channel: number, room: string): void {
    if (this.#channels.has(channel)) throw new MessageError(`channel ${channel} is open already`);
    let closed = false;
    const peer: ChannelPeer = {
      send: (frame) => this.#send({ type: "frame", channel, frame }),
      close: (code, reason) => {
        closed = true;
        this.#channels.delete(channel);
        this.#send({ type: "close", channel, code, reason });
      },
    };
    try {
      const connection = this.#handlers.openRoom(room, peer);
      // A room that cannot be read closes while it is opened.
      if (!closed) this.#channels.set(channel, connection);
    } catch (error) {
      if (error instanceof RpcError) return peer.close(CLOSE_CODES.notFound, error.message);
      this.#handlers.report(error);
      peer.close(CLOSE_CODES.broken, "the room could not be opened");
    }
  }

  #end(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const connection of this.#channels.values()) connection.leave();
    this.#channels.clear();
    this.#onEnd?.();
  }
}
