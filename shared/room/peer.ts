import type { Batch } from "./batch.ts";

/** One connection to a room: a window's replica, a relay's WebSocket, or the core's uplink. */
export interface RoomPeer {
  /** The member of the connection, under whose name its presence is shown (PR1). */
  readonly member: { readonly id: string; readonly name: string; readonly color: string };
  /** Asked at every update, so that a changed role takes effect at once. */
  mayWrite(): boolean;
  /** True for the core's uplink: what comes through it is already on the relay, and speaks for many members. */
  readonly uplink?: boolean;
  /** Bytes that were sent and not read yet, where the transport knows. */
  readonly backlog?: number;
  /** Charges work to its member: in the units of `cost.ts`, presence in frames. */
  charge?(what: "work" | "presence", cost: number): void;
  /** Whether its member was charged much of late: heavy work for it is done in another thread sooner, where it may take longer. */
  readonly isStrained?: boolean;
  /** The work that `RoomConnection.isHeld` told of is done: frames can be received again. */
  resume?(): void;
  send(frame: Uint8Array): void;
  /** Sends the batch's frames from `start` up to, not including, `end`; without it each goes through `send`. */
  sendRun?(batch: Batch, start: number, end: number): void;
  /** Ends the connection. 4400–4499 are final for a y-websocket client, other codes mean "come back". */
  close(code: number, reason: string): void;
}
