/**
 * What an uplink uses of y-websocket's provider and y-protocols' awareness beyond their documented options, properties and events.
 * A test fails when another release is installed than it was read from.
 */
import type * as decoding from "lib0/decoding";
import type { Awareness } from "y-protocols/awareness";
import type { WebsocketProvider } from "y-websocket";

/** Releases whose sources this was read from. */
export const READ_FROM = { "y-websocket": "3.1.0", "y-protocols": "1.0.7" } as const;

type Handler = WebsocketProvider["messageHandlers"][number];

/**
 * Replaces what the provider does with one type of message. Each provider has an array of handlers of its own, by message type.
 * @param make gets the provider's handler, which is undefined for a type that it does not know
 */
export function replaceHandler(provider: WebsocketProvider, type: number, make: (original: Handler | undefined) => Handler): void {
  provider.messageHandlers[type] = make(provider.messageHandlers[type]);
}

/** The whole message that a handler's decoder reads, of which the type is read already. */
export const messageOf = (decoder: decoding.Decoder): Uint8Array => decoder.arr;

/** The provider's WebSocket of this moment; null while it has none. It is another object after each dial. */
export const socketOf = (provider: WebsocketProvider): WebSocket | null => provider.ws;

/**
 * Makes a provider without its listener for the end of the process, which would take the desk's presence off: there is one for each
 * provider, of which a desk has many, and the relay does the same when the connection ends (PR3).
 */
export function withoutExitListener(make: () => WebsocketProvider): WebsocketProvider {
  const before = new Set(process.listeners("exit"));
  const provider = make();
  for (const listener of process.listeners("exit")) if (!before.has(listener)) process.off("exit", listener);
  return provider;
}

/**
 * Forgets the clocks of clients that are gone, so that what they show next is taken for news although their clock is no higher.
 * @param own client ID of the awareness' document, which is kept
 */
export function forgetAbsent(awareness: Awareness, own: number): void {
  const present = awareness.getStates();
  for (const client of awareness.meta.keys()) if (client !== own && !present.has(client)) awareness.meta.delete(client);
}
