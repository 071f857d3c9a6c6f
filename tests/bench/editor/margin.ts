/** The same article with and without hundreds of notes and suggestions: what they cost, key by key in turn. NO26, SU39. */
import type { Browser } from "playwright-core";
import { quantile } from "./report.ts";
import { Seat } from "./seat.ts";

/** What stands beside the text may cost so many times what the article costs without it. */
const GOAL = 1.3;

interface MarginRow {
  readonly measure: string;
  /** Milliseconds without and with what stands beside the text. */
  readonly without: readonly number[];
  readonly full: readonly number[];
}

/** How many of each stand beside the text. */
export interface Filling {
  readonly notes: number;
  readonly suggestions: number;
}

export interface MarginSection extends Filling {
  readonly words: number;
  readonly rows: readonly MarginRow[];
}

export interface Plan {
  readonly words: number;
  readonly seed: number;
  readonly keys: number;
  readonly rounds: number;
  /** An editor is opened so often in a round. */
  readonly openings: number;
}

/** @param run called with the full seat at the end of each round, with its caret in the middle of the article */
export async function measureMargin(
  browser: Browser,
  url: string,
  { words, seed, keys, rounds, openings }: Plan,
  filling: Filling,
  run: (full: Seat) => Promise<void> = async () => {},
): Promise<MarginSection> {
  const seats: [Seat, Seat] = [await Seat.take(browser, url), await Seat.take(browser, url)];
  const rows = new Map<string, [number[], number[]]>();
  const add = (measure: string, which: 0 | 1, ...times: readonly number[]): void => {
    if (!rows.has(measure)) rows.set(measure, [[], []]);
    rows.get(measure)![which].push(...times);
  };
  let first: 0 | 1 = 1;
  // In turns: what one puts off until it rests may fall into the time of the other.
  const each = async (run: (seat: Seat, which: 0 | 1) => Promise<void>): Promise<void> => {
    first = first === 0 ? 1 : 0;
    for (const which of first === 0 ? ([0, 1] as const) : ([1, 0] as const)) await run(seats[which], which);
  };
  const empty = { notes: 0, suggestions: 0 };
  await each(
    async (seat, which) =>
      void (await seat.prepare({ contender: "Tahrir", words, seed, history: "fresh", ...(which === 0 ? empty : filling) })),
  );
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < openings; i++) {
      await each(async (seat, which) => {
        const { shown, workShown, drawn, complete, work } = await seat.open();
        add("open", which, shown);
        add("open, processor time", which, workShown);
        add("open, first frame drawn", which, drawn);
        add("open, all is there", which, complete);
        add("all work of opening", which, work);
      });
    }
    await each(async (seat) => {
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
    // The colleague types in the middle: what comes into a block is held back for a moment after a key in it (AM17).
    await each((seat) => seat.place("end"));
    for (let i = -Math.ceil(keys / 4); i < keys; i++) {
      await each(async (seat, which) => {
        const { laidOut } = await seat.remote();
        if (i >= 0) add("remote letter, laid out", which, laidOut);
      });
    }
    await each((seat) => seat.place("middle"));
    await run(seats[1]);
    for (let i = 0; i < keys; i++) await each(async (seat, which) => add("all work of a step of scrolling", which, await seat.scroll(i)));
    await each((seat) => seat.close());
  }
  await each((seat) => seat.page.close());
  return { words, ...filling, rows: [...rows].map(([measure, [without, full]]) => ({ measure, without, full })) };
}

const ratio = ({ without, full }: MarginRow): number => quantile(full, 0.5) / quantile(without, 0.5);

/** For machines: milliseconds, and whether the goal is met. */
export function summariseMargin({ words, notes, suggestions, rows }: MarginSection) {
  return {
    words,
    notes,
    suggestions,
    rows: rows.map((row) => ({
      measure: row.measure,
      without: quantile(row.without, 0.5),
      full: quantile(row.full, 0.5),
      ratio: ratio(row),
      goalMet: ratio(row) <= GOAL,
    })),
  };
}

export function printMargin({ words, notes, suggestions, rows }: MarginSection): void {
  const filling = suggestions > 0 ? `${notes} notes and ${suggestions} suggestions` : `${notes} notes`;
  console.log(`\n${words.toLocaleString("en-GB")} words with ${filling} beside them, and without; goal ≤ ${GOAL} ×`);
  for (const row of rows) {
    const [without, full] = [quantile(row.without, 0.5), quantile(row.full, 0.5)].map((value) => value.toFixed(2)) as [string, string];
    console.log(
      `${row.measure.padEnd(34)} ${without.padStart(8)} ${full.padStart(8)} ${ratio(row).toFixed(2).padStart(6)}  ${ratio(row) <= GOAL ? "met" : "missed"}`,
    );
  }
}
