/** The same article with and without hundreds of notes: what they cost a key and a step of scrolling, in turn. NO26. */
import type { Browser } from "playwright-core";
import { quantile } from "./report.ts";
import { Seat } from "./seat.ts";

/** Notes of a margin that is full. */
const NOTES = 300;
/** Notes may cost so many times what the article costs without them. */
const GOAL = 1.3;

interface MarginRow {
  readonly measure: string;
  /** Milliseconds without and with notes. */
  readonly without: readonly number[];
  readonly full: readonly number[];
}

export interface MarginSection {
  readonly words: number;
  readonly notes: number;
  readonly rows: readonly MarginRow[];
}

export interface Plan {
  readonly words: number;
  readonly seed: number;
  readonly keys: number;
  readonly rounds: number;
}

export async function measureMargin(browser: Browser, url: string, { words, seed, keys, rounds }: Plan): Promise<MarginSection> {
  const seats: [Seat, Seat] = [await Seat.take(browser, url), await Seat.take(browser, url)];
  const rows = new Map<string, [number[], number[]]>();
  const add = (measure: string, which: 0 | 1, ...times: readonly number[]): void => {
    if (!rows.has(measure)) rows.set(measure, [[], []]);
    rows.get(measure)![which].push(...times);
  };
  const each = async (run: (seat: Seat, which: 0 | 1) => Promise<void>): Promise<void> => {
    await run(seats[0], 0);
    await run(seats[1], 1);
  };
  await each(
    async (seat, which) =>
      void (await seat.prepare({ contender: "Tahrir", words, seed, history: "fresh", notes: which === 0 ? 0 : NOTES })),
  );
  for (let round = 0; round < rounds; round++) {
    await each(async (seat) => {
      await seat.open();
      await seat.place("middle");
      await seat.tidy();
    });
    for (let i = 0; i < Math.ceil(keys / 4); i++) await each((seat) => seat.press(i));
    const before = [await seats[0].busy(), await seats[1].busy()];
    await each((seat) => seat.startKeys());
    for (let i = 0; i < keys; i++) await each((seat) => seat.press(i));
    await each(async (seat, which) => {
      add("all work of a key", which, ((await seat.busy()) - before[which]!) / keys);
      add("key", which, ...(await seat.stopKeys()));
    });
    for (let i = 0; i < keys; i++) await each(async (seat, which) => add("all work of a step of scrolling", which, await seat.scroll(i)));
    await each((seat) => seat.close());
  }
  await each((seat) => seat.page.close());
  return { words, notes: NOTES, rows: [...rows].map(([measure, [without, full]]) => ({ measure, without, full })) };
}

const ratio = ({ without, full }: MarginRow): number => quantile(full, 0.5) / quantile(without, 0.5);

/** For machines: milliseconds, and whether the goal is met. */
export function summariseMargin({ words, notes, rows }: MarginSection) {
  return {
    words,
    notes,
    rows: rows.map((row) => ({
      measure: row.measure,
      without: quantile(row.without, 0.5),
      full: quantile(row.full, 0.5),
      ratio: ratio(row),
      goalMet: ratio(row) <= GOAL,
    })),
  };
}

export function printMargin({ words, notes, rows }: MarginSection): void {
  console.log(`\n${words.toLocaleString("en-GB")} words with ${notes} notes beside them, and without; goal ≤ ${GOAL} ×`);
  for (const row of rows) {
    const [without, full] = [quantile(row.without, 0.5), quantile(row.full, 0.5)].map((value) => value.toFixed(2)) as [string, string];
    console.log(
      `${row.measure.padEnd(34)} ${without.padStart(8)} ${full.padStart(8)} ${ratio(row).toFixed(2).padStart(6)}  ${ratio(row) <= GOAL ? "met" : "missed"}`,
    );
  }
}
