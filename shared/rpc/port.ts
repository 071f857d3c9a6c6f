/** What a window and its core speak over, whatever joins them. */

/**
 * A two-way pipe of byte messages, whole and in order (RP8). MessagePort under Electron, WebSocket on loopback, in memory
 * in tests; all pass tests/contract/port.ts.
 */
export interface Port {
  send(message: Uint8Array): void;
  /** Called for every message, also those that came before. One handler for a port. */
  onMessage(handler: (message: Uint8Array) => void): void;
  /** Called once, when either side is gone. */
  onClose(handler: () => void): void;
  close(): void;
}

/** Where a window is handed its port by message, as under Electron: what is posted to it together with the port. */
export const PORT_MESSAGE = "tahrir:core-port";
