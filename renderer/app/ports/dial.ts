import type { Port } from "../../../shared/rpc/port.ts";
import { dialMessagePort } from "./message-port.ts";
import { dialWebSocket, NoEntry } from "./websocket-port.ts";

/**
 * Connects this window to its core, by what the program that opened the window offers.
 * @param onNoEntry called when this window needs another link: nothing else lets it in, and it is dialled no more
 */
export async function dialCore(onNoEntry: () => void): Promise<Port> {
  const { tahrir } = window;
  if (tahrir) return dialMessagePort(() => tahrir.connect());
  try {
    return await dialWebSocket(`${location.origin}/`);
  } catch (error) {
    if (!(error instanceof NoEntry)) throw error;
    onNoEntry();
    return new Promise(() => undefined);
  }
}
