/** The editors of two checkouts, each at its own page of one Chromium, which take turns key by key: what a change cost. */
import type { Browser } from "playwright-core";
import type { History } from "./page/api.ts";
import { quantile } from "./report.ts";
import { Rounds, type Plan } from "./rounds.ts";
import { Seat } from "./seat.ts";

/** What counts as no slower: one run of the same editor twice differs by as much. */
const GOAL = 1.1;

export interface BesideSection {
  readonly words: number;
  readonly history: History;
  /** Milliseconds in the other checkout, and in this one. */
  readonly rows: readonly { readonly measure: string; readonly other: readonly number[]; readonly own: readonly number[] }[];
}

/** @param urls of the bench page of the other checkout, and of this one's */
export async function measureBeside(
  browser: Browser,
  urls: { readonly other: string; readonly own: string },
  plan: Plan,
): Promise<BesideSection> {
  const { words, history, seed, scale } = plan;
  const seats: ["other" | "own", Seat][] = [];
  for (const name of ["other", "own"] as const) {
    const seat = await Seat.take(browser, urls[name]);
    await seat.prepare({ contender: "Tahrir", words, seed, history, notes: scale.notes });
    seats.push([name, seat]);
  }
  const rounds = new Rounds(seats, plan);
  for (let round = 0; round < plan.rounds; round++) await rounds.play();
  for (const [, { page }] of seats) await page.close();
  return { words, history, rows: [...rounds.samples].map(([measure, { other = [], own = [] }]) => ({ measure, other, own })) };
}

/** A section for machines: medians in milliseconds, and how many times the other checkout's this one's is. */
export function summariseBeside({ words, history, rows }: BesideSection) {
  return {
    words,
    history,
    rows: rows.map(({ measure, other, own }) => {
      const [before, now] = [quantile(other, 0.5), quantile(own, 0.5)];
      return { measure, other: before, own: now, ratio: now / before, goalMet: now / before <= GOAL };
    }),
  };
}

export function printBeside(section: BesideSection): void {
  const { words, history, rows } = summariseBeside(section);
  console.log(`\n${words.toLocaleString("en-GB")} words, ${history}: medians in milliseconds, goal ≤ ${GOAL} × the other checkout`);
  console.log(`${"".padEnd(40)}${"other".padStart(10)}${"this".padStart(10)}${"ratio".padStart(8)}`);
  for (const { measure, other, own, ratio, goalMet } of rows) {
    const figures = `${other.toFixed(2).padStart(10)}${own.toFixed(2).padStart(10)}${ratio.toFixed(2).padStart(8)}`;
    console.log(`${measure.padEnd(40)}${figures}  ${goalMet ? "met" : "missed"}`);
  }
}
