/** Two people who edited one article apart for long meet: what the window of one does until it shows what the other did. AM9. */
import type { Browser } from "playwright-core";
import type { Return } from "./page/api.ts";
import { quantile } from "./report.ts";
import type { Scale } from "./scale.ts";
import { Seat } from "./seat.ts";

const CONTENDERS = ["Tahrir", "y-prosemirror"] as const;
/** Milliseconds until all is shown, and of the longest task, for so many edits a side at so many words. */
const GOAL = { shown: 500, longest: 50, words: 10_000, edits: 20_000 };

interface Plan {
  readonly words: number;
  readonly seed: number;
  readonly rounds: number;
  /** Of each of the two. */
  readonly edits: number;
  readonly scale: Scale;
}

export interface AwaySection {
  readonly words: number;
  readonly edits: number;
  /** In the margin of the one who comes back. */
  readonly notes: number;
  /** Of the update that comes. */
  readonly bytes: number;
  readonly returns: Readonly<Record<(typeof CONTENDERS)[number], readonly Return[]>>;
}

export async function measureAway(browser: Browser, url: string, { words, seed, rounds, edits, scale }: Plan): Promise<AwaySection> {
  const returns: Record<(typeof CONTENDERS)[number], Return[]> = { Tahrir: [], "y-prosemirror": [] };
  const seats: [(typeof CONTENDERS)[number], Seat][] = [];
  let bytes = 0;
  for (const contender of CONTENDERS) {
    const seat = await Seat.take(browser, url);
    await seat.prepare({ contender, words, seed, history: "edited", notes: contender === "Tahrir" ? scale.manyNotes : 0 });
    const size = await seat.part(edits);
    if (contender === "Tahrir") bytes = size;
    seats.push([contender, seat]);
  }
  // The first warms up.
  for (let round = -1; round < rounds; round++) {
    for (const [contender, seat] of seats) {
      await seat.openApart();
      await seat.tidy();
      const result = await seat.comeBack();
      if (round >= 0) returns[contender].push(result);
      await seat.close();
    }
  }
  for (const [, { page }] of seats) await page.close();
  return { words, edits, notes: scale.manyNotes, bytes, returns };
}

const MEASURES = [
  ["shown", "until it is shown"],
  ["whole", "until all is laid out"],
  ["longest", "longest task"],
  ["integrated", "of it, Yjs in the editor's replica"],
  ["read", "of it, read into the document"],
  ["drawn", "of it, drawn"],
  ["laidOut", "of it, laid out"],
  ["next", "longest task after it"],
  ["plain", "Yjs in a replica without an editor"],
  ["anew", "that replica read as a document"],
] as const satisfies readonly (readonly [keyof Return, string])[];

const rowsOf = ({ returns }: AwaySection) =>
  MEASURES.map(([key, measure]) => {
    const [own, peer] = CONTENDERS.map((name) =>
      quantile(
        returns[name].map((one) => one[key]),
        0.5,
      ),
    ) as [number, number];
    return { measure, own, peer, ratio: own / peer };
  });

/** Whether the goals are met; null where none are set. */
function goalsOf({ words, edits, returns }: AwaySection): { readonly shown: boolean; readonly longest: boolean } | null {
  if (words !== GOAL.words || edits !== GOAL.edits) return null;
  const median = (key: "shown" | "longest") =>
    quantile(
      returns.Tahrir.map((one) => one[key]),
      0.5,
    );
  return { shown: median("shown") <= GOAL.shown, longest: median("longest") <= GOAL.longest };
}

/** For machines: medians in milliseconds, and whether the goals are met where they are set. */
export function summariseAway(section: AwaySection) {
  const { words, edits, bytes } = section;
  return { words, edits, bytes, rows: rowsOf(section), goalsMet: goalsOf(section) };
}

export function printAway(section: AwaySection): void {
  const { words, edits, notes, bytes, rows, goalsMet } = { ...section, ...summariseAway(section) };
  console.log(
    `\n${words.toLocaleString("en-GB")} words, two people apart with ${edits.toLocaleString("en-GB")} edits each, ${notes} notes: an update of ${bytes.toLocaleString("en-GB")} bytes`,
  );
  console.log(`${"".padEnd(36)} ${CONTENDERS.map((name) => name.padStart(14)).join("")}  ratio`);
  for (const { measure, own, peer, ratio } of rows) {
    console.log(
      `${measure.padEnd(36)} ${[own, peer].map((value) => value.toFixed(0).padStart(14)).join("")} ${ratio.toFixed(2).padStart(6)}`,
    );
  }
  for (const key of goalsMet ? (["shown", "longest"] as const) : [])
    console.log(`goal ≤ ${GOAL[key]} ms, ${key === "shown" ? "until it is shown" : "longest task"}: ${goalsMet![key] ? "met" : "missed"}`);
}
