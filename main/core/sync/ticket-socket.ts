import { CLOSE_CODES } from "../../../shared/relay-api/close-codes.ts";
import { WebSocket } from "ws";

/** @returns the address to dial, with a fresh ticket; rejects when there is none to be had. */
export type Dial = () => Promise<string>;

interface CloseEvent {
  readonly code: number;
  readonly reason: string;
}

/** Close code for a dial that failed; after it the provider dials again. */
const NOT_REACHED = 1006;

/**
 * A `WebSocket` class whose instances first ask for the address to connect to: each dial of y-websocket's provider, also after a
 * break, needs a new one-use ticket. It implements the part of the browser's interface that the provider uses.
 * @param dial gives the address, with a ticket
 * @param refusalOf the final close code (4400–4499) for an error of `dial` that is final, else null
 * @param report called with an error that the handler of a message threw
 */
export function ticketSocket(
  dial: Dial,
  refusalOf: (error: unknown) => CloseEvent | null,
  report: (error: unknown) => void,
): typeof globalThis.WebSocket {
  class TicketSocket {
    static readonly OPEN = WebSocket.OPEN;
    readonly OPEN = WebSocket.OPEN;
    binaryType = "arraybuffer";
    onopen: (() => void) | null = null;
    onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
    onerror: ((event: { message: string }) => void) | null = null;
    onclose: ((event: CloseEvent) => void) | null = null;
    #socket: WebSocket | null = null;
    #closed = false;

    constructor() {
      void this.#connect();
    }

    get readyState(): number {
      return this.#socket?.readyState ?? (this.#closed ? WebSocket.CLOSED : WebSocket.CONNECTING);
    }

    /** Bytes that were sent and have not left this computer. */
    get bufferedAmount(): number {
      return this.#socket?.bufferedAmount ?? 0;
    }

    send(data: Uint8Array): void {
      this.#socket!.send(data);
    }

    close(): void {
      this.#closed = true;
      if (this.#socket) this.#socket.close();
      else this.onclose?.({ code: 1000, reason: "" });
    }

    async #connect(): Promise<void> {
      let url: string;
      try {
        url = await dial();
      } catch (error) {
        if (this.#closed) return;
        this.#closed = true;
        this.onerror?.({ message: String(error) });
        this.onclose?.(refusalOf(error) ?? { code: NOT_REACHED, reason: String(error) });
        return;
      }
      if (this.#closed) return;
      const socket = new WebSocket(url);
      socket.binaryType = "arraybuffer";
      this.#socket = socket;
      let isLetIn = false;
      socket.on("open", () => this.onopen?.());
      socket.on("message", (data: ArrayBuffer) => {
        isLetIn = true;
        try {
          this.onmessage?.({ data });
        } catch (error) {
          // The provider does not catch it. The connection ends, and the provider dials again.
          report(error);
          socket.terminate();
        }
      });
      socket.on("error", (error) => this.onerror?.({ message: error.message }));
      socket.on("close", (code, reason) => {
        // A restarted relay has forgotten its tickets. The request for the next ticket tells whether it knows the device.
        const isOnlyTheTicket = code === CLOSE_CODES.unauthorized && !isLetIn;
        this.onclose?.({ code: isOnlyTheTicket ? NOT_REACHED : code, reason: reason.toString() });
      });
    }
  }
  return TicketSocket as unknown as typeof globalThis.WebSocket;
}
