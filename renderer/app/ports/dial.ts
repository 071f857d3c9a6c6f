/** The way from this window to its core: what the program that opened the window offers. */
import type { Port } from "../../../shared/rpc/port.ts";
import { dialMessagePort } from "./message-port.ts";
import { dialWebSocket } from "./websocket-port.ts";

export function dialCore(): Promise<Port> {
  const { tahrir } = window;
  if (tahrir) return dialMessagePort(() => tahrir.connect());
  return dialWebSocket(new URL("/core", location.href.replace(/^http/, "ws")).href);
}
