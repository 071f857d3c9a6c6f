/** What the bench asks of the load generator, and what it is told in between and in the end. */
import type { Seat } from "../contestants.ts";
import type { DialectName } from "./dialect.ts";

interface Places {
  readonly seats: readonly Seat[];
  readonly dialect: DialectName;
  /** Wait for the document before starting; a broadcast has none to give. */
  readonly synced: boolean;
}

export interface TypingJob extends Places {
  readonly job: "typing";
  readonly perRoom: number;
  /** Edits that may be under way at once, or edits a second, in all. */
  readonly load: { readonly window: number } | { readonly rate: number };
  /** Seconds before, and seconds of, the measurement, which "begin" and "end" are told of. */
  readonly warmUp: number;
  readonly seconds: number;
  /** Edits prepared for each typist. */
  readonly edits: number;
}

export interface PacedJob extends Places {
  readonly job: "paced";
  /** Edits a second, of all together. */
  readonly rate: number;
  readonly seconds: number;
  /** Ask for a barrier behind every edit. */
  readonly barrier: boolean;
}

export interface OpenJob extends Places {
  readonly job: "open";
  /** A document's state as base64 that everybody brings along, or "" for none. */
  readonly upload: string;
}

export interface StallJob extends Places {
  readonly job: "stall";
  /** The last seat takes nothing in from the start. */
  readonly stalled: boolean;
  readonly megabytes: number;
}

export interface PresenceJob extends Places {
  readonly job: "presence";
  /** Caret moves a second of each person. */
  readonly rate: number;
  readonly warmUp: number;
  readonly seconds: number;
}

export interface HostileJob extends Places {
  readonly job: "hostile";
  /** Whose letters the first seat types; see `edits`. */
  readonly typist: number;
  /** The second seat attacks. */
  readonly attack: boolean;
  /** The article as base64, which the attacker sends back. */
  readonly state: string;
  readonly seconds: number;
}

interface CloseJob {
  readonly job: "close";
}

export type Job = TypingJob | PacedJob | OpenJob | StallJob | PresenceJob | HostileJob | CloseJob;

/** Milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p99: number;
}

/** Numbers by name; which, each job says. */
export type Outcome = Readonly<Record<string, number>>;

/** From the generator to the bench. */
export type Report = { readonly mark: string; readonly value: number } | { readonly done: Outcome } | { readonly failed: string };

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99) };
}
