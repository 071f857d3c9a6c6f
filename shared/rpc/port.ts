/**
 * A two-way pipe of byte messages, whole and in order. MessagePort under Electron, WebSocket on loopback, in memory in
 * tests; all pass tests/contract/port.ts.
 */
export interface Port {
  send(message: Uint8Array): void;
  onMessage(handler: (message: Uint8Array) => void): void;
  /** Called once, when either side is gone. */
  onClose(handler: () => void): void;
  close(): void;
}
