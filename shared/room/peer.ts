import type { Batch } from "./batch.ts";

/** One connection to a room: a window's replica, a relay's WebSocket, or the core's uplink. */
export interface RoomPeer {
  /** Who stands behind the connection; its presence is shown under this name (PR1). */
  readonly member: { readonly id: string; readonly name: string; readonly color: string };
  /** Asked at every update, so that a changed role takes effect at once. */
  mayWrite(): boolean;
  /** True for the core's uplink: what comes through it is already on the relay, and speaks for many members. */
  readonly uplink?: boolean;
  /** Bytes that wait for the reader, where the transport knows. */
  readonly backlog?: number;
  /** Has its member pay for what it makes the room do, in the units of `cost.ts`; presence is counted in frames. */
  charge?(what: "work" | "presence", cost: number): void;
  /** Its member made the room work a good deal of late: what takes long is done aside, where it may take longer. */
  readonly isStrained?: boolean;
  /** What was held back is done, and more may be received. */
  resume?(): void;
  send(frame: Uint8Array): void;
  /** Sends the batch's frames from `start` up to, not including, `end`; without it each goes through `send`. */
  sendRun?(batch: Batch, start: number, end: number): void;
  /** Ends the connection. 4400–4499 are final for a y-websocket client, other codes mean "come back". */
  close(code: number, reason: string): void;
}
