import { z } from "zod";

/** What a person has read: of each thread, the last clock of each Yjs client. A client's entries arrive in their order. */
export type ReadMarks = ReadonlyMap<string, ReadonlyMap<number, number>>;

/** What a Yjs client wrote at a clock. */
interface Entry {
  readonly client: number;
  readonly clock: number;
}

/** Clients of one thread of which it is kept what was read: of more, those with the highest numbers. */
const MOST_CLIENTS = 500;
/** Threads that are sent or marked at a time. */
export const MOST_THREADS_AT_ONCE = 200;

/** What was read of one thread, as it is stored and sent: clients and their clocks in turn. */
export const threadMarksSchema = z.strictObject({
  thread: z.string().min(1).max(100),
  clocks: z
    .array(z.int().min(0))
    .max(2 * MOST_CLIENTS)
    .refine(({ length }) => length % 2 === 0, { error: "a client without a clock" }),
});
export type ThreadMarks = z.infer<typeof threadMarksSchema>;

/** The inverse of `threadMarks`. */
export function readMarks(list: readonly ThreadMarks[]): ReadMarks {
  return new Map(list.map(({ thread, clocks }) => [thread, pairs(clocks)]));
}

/** The marks of each thread, in the form in which they are stored and sent. */
export const threadMarks = (marks: ReadMarks): ThreadMarks[] =>
  [...marks].map(([thread, clocks]) => ({ thread, clocks: flat(new Map(clocks)) }));

/**
 * What was read of a thread at either place: of each client the later clock. In whatever order and how often things are merged, the
 * result is the same.
 */
export const mergeClocks = (a: readonly number[], b: readonly number[]): number[] => flat(later(pairs(a), pairs(b)));

/** The marks of both: what was read at either place. */
export function mergeMarks(a: ReadMarks, b: ReadMarks): ReadMarks {
  const merged = new Map(a);
  for (const [thread, clocks] of b) merged.set(thread, later(merged.get(thread) ?? new Map(), clocks));
  return merged;
}

/** The marks of entries of one thread that were read. */
export function marksOf(entries: readonly Entry[]): ReadonlyMap<number, number> {
  const clocks = new Map<number, number>();
  for (const { client, clock } of entries) clocks.set(client, Math.max(clocks.get(client) ?? -1, clock));
  return clocks;
}

/** Whether an entry of a thread was read. */
export const isRead = (marks: ReadMarks, thread: string, { client, clock }: Entry): boolean =>
  (marks.get(thread)?.get(client) ?? -1) >= clock;

function later(a: ReadonlyMap<number, number>, b: ReadonlyMap<number, number>): Map<number, number> {
  const merged = new Map(a);
  for (const [client, clock] of b) merged.set(client, Math.max(merged.get(client) ?? -1, clock));
  return merged;
}

function pairs(clocks: readonly number[]): Map<number, number> {
  const read = new Map<number, number>();
  for (let i = 0; i + 1 < clocks.length; i += 2) read.set(clocks[i]!, Math.max(read.get(clocks[i]!) ?? -1, clocks[i + 1]!));
  return read;
}

const flat = (clocks: ReadonlyMap<number, number>): number[] =>
  [...clocks]
    .sort(([a], [b]) => a - b)
    .slice(-MOST_CLIENTS)
    .flat();
