/** One article with thousands of faults: house style and spelling on, off, and a bare ProseMirror, key by key in turn. HS33. */
import type { Browser } from "playwright-core";
import { quantile } from "./report.ts";
import { Seat } from "./seat.ts";

const CONTENDERS = ["bare", "off", "on"] as const;
type ContenderName = (typeof CONTENDERS)[number];
/** A key may cost so many times what it costs a bare ProseMirror. */
const KEY_GOAL = 1.3;
/** Milliseconds of processor time of the longest task while an article is checked for the first time. */
const TASK_GOAL = 50;
/** And of accepting thousands of findings at once. */
const ACCEPT_GOAL = 1000;
/** One in so many words is a fault. */
const FAULT_EVERY = 4;

export interface Plan {
  readonly words: number;
  readonly seed: number;
  readonly keys: number;
  readonly rounds: number;
}

export interface ChecksSection {
  readonly words: number;
  readonly findings: number;
  /** Of the first check, in each round: milliseconds until all is listed, and of the longest task. */
  readonly listed: readonly number[];
  readonly longest: readonly number[];
  /** Of accepting all findings of a kind, in each round: how many, and milliseconds of processor time of the longest task. */
  readonly accepted: readonly { readonly count: number; readonly longest: number }[];
  readonly rows: readonly (Readonly<Record<ContenderName, readonly number[]>> & { readonly measure: string })[];
}

export async function measureChecks(browser: Browser, url: string, { words, seed, keys, rounds }: Plan): Promise<ChecksSection> {
  const [listed, longest]: [number[], number[]] = [[], []];
  const rows = new Map<string, Record<ContenderName, number[]>>();
  const add = (measure: string, name: ContenderName, ...times: readonly number[]): void => {
    if (!rows.has(measure)) rows.set(measure, { bare: [], off: [], on: [] });
    rows.get(measure)![name].push(...times);
  };
  const seats: [ContenderName, Seat][] = [];
  for (const name of CONTENDERS) {
    const seat = await Seat.take(browser, url);
    const contender = name === "bare" ? "ProseMirror" : "Tahrir";
    await seat.prepare({ contender, words, seed, history: "fresh", notes: 0, faultEvery: FAULT_EVERY, isChecked: name === "on" });
    seats.push([name, seat]);
  }
  let findings = 0;
  const accepted: { readonly count: number; readonly longest: number }[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [, seat] of seats) {
      await seat.open();
      await seat.place("middle");
    }
    for (const [, seat] of seats) await seat.tidy();
    const checked = await seats[2]![1].check();
    findings = checked.findings;
    listed.push(checked.listed);
    longest.push(checked.longest);
    for (const [, seat] of seats) await seat.tidy();
    for (let i = 0; i < Math.ceil(keys / 4); i++) for (const [, seat] of seats) await seat.press(i);
    const before = new Map<Seat, number>();
    for (const [, seat] of seats) {
      await seat.startKeys();
      before.set(seat, await seat.busy());
    }
    for (let i = 0; i < keys; i++) for (const [, seat] of seats) await seat.press(i);
    for (const [name, seat] of seats) {
      add("all work of a key", name, ((await seat.busy()) - before.get(seat)!) / keys);
      add("key", name, ...(await seat.stopKeys()));
    }
    for (let i = 0; i < keys; i++) for (const [name, seat] of seats) add("letter dispatched", name, await seat.dispatch());
    for (let i = 0; i < keys; i++) for (const [name, seat] of seats) add("all work of a step of scrolling", name, await seat.scroll(i));
    accepted.push(await seats[2]![1].accept());
    for (const [, seat] of seats) await seat.close();
  }
  for (const [, seat] of seats) await seat.page.close();
  return { words, findings, listed, longest, accepted, rows: [...rows].map(([measure, times]) => ({ measure, ...times })) };
}

/** For machines: medians in milliseconds, ratios to a bare ProseMirror, and whether the goals are met. */
export function summariseChecks({ words, findings, listed, longest, accepted, rows }: ChecksSection) {
  const acceptedLongest = Math.max(...accepted.map((one) => one.longest));
  return {
    words,
    findings,
    listed: quantile(listed, 0.5),
    longest: Math.max(...longest),
    longestGoalMet: Math.max(...longest) <= TASK_GOAL,
    accepted: Math.max(...accepted.map(({ count }) => count)),
    acceptedLongest,
    acceptedGoalMet: acceptedLongest <= ACCEPT_GOAL,
    rows: rows.map(({ measure, bare, off, on }) => {
      const [alone, without, checked] = [bare, off, on].map((times) => quantile(times, 0.5)) as [number, number, number];
      const goalMet = measure === "key" ? checked / alone <= KEY_GOAL : null;
      return { measure, bare: alone, off: without, on: checked, byBare: checked / alone, byOff: checked / without, goalMet };
    }),
  };
}

const said = (isMet: boolean | null): string => (isMet === null ? "" : isMet ? "met" : "missed");

export function printChecks(section: ChecksSection): void {
  const { words, findings, listed, longest, longestGoalMet, accepted, acceptedLongest, acceptedGoalMet, rows } = summariseChecks(section);
  console.log(
    `\n${words.toLocaleString("en-GB")} words with ${findings.toLocaleString("en-GB")} findings; medians in milliseconds, goal: a key ≤ ${KEY_GOAL} × bare`,
  );
  console.log(`${"".padEnd(34)}${["on", "off", "bare", "by bare", "by off"].map((head) => head.padStart(9)).join("")}`);
  for (const { measure, bare, off, on, byBare, byOff, goalMet } of rows) {
    console.log(
      `${measure.padEnd(34)}${[on, off, bare, byBare, byOff].map((one) => one.toFixed(2).padStart(9)).join("")}  ${said(goalMet)}`,
    );
  }
  console.log(
    `first check: all listed after ${listed.toFixed(0)} ms, longest task ${longest.toFixed(0)} ms of processor time, goal ≤ ${TASK_GOAL}: ${said(longestGoalMet)}`,
  );
  console.log(
    `accepting ${accepted.toLocaleString("en-GB")} of a kind at once: longest task ${acceptedLongest.toFixed(0)} ms of processor time, goal ≤ ${ACCEPT_GOAL}: ${said(acceptedGoalMet)}`,
  );
}
