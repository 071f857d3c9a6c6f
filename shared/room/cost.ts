import type { Frame } from "../wire/frames.ts";

// Costs are in units: one unit is an update of a few letters, at most a fifth of a millisecond of the thread that serves. They are
// computed from sizes and not measured, so that they are the same on every machine (LI6).

/** Bytes that cost one unit to check, copy or write. */
const BYTES = 4096;
/** Stored updates that cost one unit to read and merge: each is an object or two, however short. */
const UPDATES = 20;
/** Client IDs that cost one unit to look up. */
const CLIENTS = 20;
/** Making a document of what is read costs so many times as much as reading it. */
const DOCUMENT = 5;

/** Cost of handling a frame, whatever its outcome. @param bytes length of the frame */
export function costOfFrame(frame: Frame, bytes: number): number {
  const clients = frame.type === "authors" ? frame.others.length : 0;
  return 1 + bytes / BYTES + clients / CLIENTS;
}

/** How much of a room is on disk. */
export interface Stored {
  readonly bytes: number;
  /** Updates after the last compaction. */
  readonly updates: number;
}

/** Cost of reading all of a room, or of computing what a replica lacks of it. */
export const costOfReading = ({ bytes, updates }: Stored): number => bytes / BYTES + updates / UPDATES;

/** Cost of applying an update to a scratch document of a room. */
export const costOfTrial = (stored: Stored): number => DOCUMENT * costOfReading(stored);
