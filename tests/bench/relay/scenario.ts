/** What every scenario of the bench is given, and what it gives back. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Contestant, Running } from "./contestants.ts";
import type { LoadGenerator } from "./load/process.ts";

export interface Settings {
  /** Rounds of which the median counts; contestants take turns in each. */
  readonly rounds: number;
  /** Fewer and shorter everything, to see that it works. */
  readonly quick: boolean;
  readonly load: LoadGenerator;
  /** The relay of another checkout, which the relay is then measured beside instead of its peers. */
  readonly beside: Contestant | null;
  /** Says what is being done, for whoever waits. */
  readonly say: (progress: string) => void;
}

export interface Row {
  readonly name: string;
  /** One value for each column of the result. */
  readonly values: readonly number[];
}

interface Goal {
  /** Such as "≤ 1.5 × coalescing broadcast". */
  readonly text: string;
  /** What was measured and what it may be, in the same unit. */
  readonly is: number;
  readonly atMost: number;
}

export interface Result {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
  readonly goals: readonly Goal[];
  /** What the numbers need to be understood. */
  readonly notes?: readonly string[];
}

export type Scenario = (settings: Settings) => Promise<Result>;

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A folder for one run. */
export async function inFolder<T>(run: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "tahrir-bench-"));
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts a contestant in a folder, and ends it whatever happens. */
export async function withServer<T>(contestant: Contestant, folder: string, run: (running: Running) => Promise<T>): Promise<T> {
  const running = await contestant.start(folder);
  try {
    return await run(running);
  } finally {
    await running.process.kill();
  }
}

/**
 * Measures each contestant once a round, all of them in turn.
 * @returns for each the median of every value that `measure` gives
 */
export async function alternate<N extends string>(
  { rounds, say }: Settings,
  contestants: Readonly<Record<N, Contestant>>,
  measure: (contestant: Contestant, folder: string) => Promise<readonly number[]>,
): Promise<Record<N, readonly number[]>> {
  const names = Object.keys(contestants) as N[];
  const measured = new Map<N, (readonly number[])[]>(names.map((name) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    for (const name of names) {
      const values = await inFolder((folder) => measure(contestants[name], folder));
      say(`  round ${round}, ${contestants[name].name}: ${values.map((value) => value.toPrecision(3)).join(", ")}`);
      measured.get(name)!.push(values);
    }
  }
  const medians = [...measured].map(
    ([name, rows]) => [name, rows[0]!.map((_, column) => median(rows.map((row) => row[column]!)))] as const,
  );
  return Object.fromEntries(medians) as unknown as Record<N, readonly number[]>;
}

/** Rows of a result, with each contestant's name. */
export function rowsOf<N extends string>(
  contestants: Readonly<Record<N, Contestant>>,
  values: Readonly<Record<N, readonly number[]>>,
): Row[] {
  return (Object.keys(contestants) as N[]).map((name) => ({ name: contestants[name].name, values: values[name] }));
}
