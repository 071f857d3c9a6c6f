/**
 * What a frame costs the thread that serves, in units: one is an update of a few letters, and is reckoned as a fifth of a
 * millisecond at most. Reckoned from sizes and not from a clock, so that it is the same on every machine (LI6).
 */
import type { Frame } from "../wire/frames.ts";

/** Bytes that are checked, copied or written in the time of one unit. */
const BYTES = 4096;
/** Stored updates that are read and merged in it: each is an object or two, however short. */
const UPDATES = 20;
/** Client IDs that are looked up in it. */
const CLIENTS = 20;
/** A document is made of all that is read, which takes so many times as long. */
const DOCUMENT = 5;

/** Of taking a frame of so many bytes, whatever comes of it. */
export function costOfFrame(frame: Frame, bytes: number): number {
  const clients = frame.type === "authors" ? frame.others.length : 0;
  return 1 + bytes / BYTES + clients / CLIENTS;
}

/** What of a room is on disk. */
export interface Stored {
  readonly bytes: number;
  /** Updates after the last compaction. */
  readonly updates: number;
}

/** Of reading all of a room, or making a difference to it. */
export const costOfReading = ({ bytes, updates }: Stored): number => bytes / BYTES + updates / UPDATES;

/** Of trying an update out on all of a room. */
export const costOfTrial = (stored: Stored): number => DOCUMENT * costOfReading(stored);
