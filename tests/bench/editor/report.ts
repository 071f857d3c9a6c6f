/** The figures as a table: medians and 95th percentiles beside each other, the ratios, and whether the goals are met. */
import { CONTENDERS, type ContenderName, type History, type Stored } from "./page/api.ts";

/** Samples of one measure, in milliseconds. */
export interface Measured {
  readonly measure: string;
  readonly times: Partial<Readonly<Record<ContenderName, readonly number[]>>>;
}

export interface Section {
  readonly words: number;
  readonly history: History;
  readonly stored: Readonly<Record<ContenderName, Stored>>;
  readonly rows: Measured[];
}

/** A key may cost so many times what it costs a bare ProseMirror; all that the whole window does for it, so many times. */
const KEY_GOAL = 1.3;
const WHOLE_APP_GOAL = 2;
export const WHOLE_APP = "whole app, all work of a key";

/** @param share 0.5 for the median */
export function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

/** Tahrir's median by another's; null where one of them was not measured. */
function ratioTo(other: ContenderName, { times }: Measured): number | null {
  const [own, peer] = [times.Tahrir, times[other]];
  return own && peer ? quantile(own, 0.5) / quantile(peer, 0.5) : null;
}

/** True or false where a goal is set, else null. */
export function meetsGoal(row: Measured): boolean | null {
  const isKey = row.measure.startsWith("key ");
  if (row.measure === WHOLE_APP) return ratioTo("ProseMirror", row)! <= WHOLE_APP_GOAL;
  if (!isKey && row.measure !== "open" && !row.measure.startsWith("remote ")) return null;
  const ratio = ratioTo(isKey ? "ProseMirror" : "y-prosemirror", row);
  return ratio === null ? null : isKey ? ratio <= KEY_GOAL : ratio < 1;
}

/** A section for machines: milliseconds, ratios of medians, goals. */
export function summarise({ words, history, stored, rows }: Section) {
  return {
    words,
    history,
    stored,
    rows: rows.map((row) => ({
      measure: row.measure,
      ...Object.fromEntries(
        Object.entries(row.times).map(([name, times]) => [
          name,
          { median: quantile(times, 0.5), p95: quantile(times, 0.95), samples: times.length },
        ]),
      ),
      byBare: ratioTo("ProseMirror", row),
      byYProsemirror: ratioTo("y-prosemirror", row),
      goalMet: meetsGoal(row),
    })),
  };
}

const HEAD = ["", "Tahrir", "y-prosemirror", "ProseMirror", "by bare", "by y-prosemirror", "goal"];

export function print(sections: readonly Section[], { seed }: { readonly seed: number }): void {
  console.log("Tahrir's editor with all its plugins, margin and toolbar, beside y-prosemirror (sync, undo, carets) and bare ProseMirror.");
  console.log("Milliseconds, median (p95). A key is a real one, from keydown until document, CRDT and DOM have its letter and the page is");
  console.log(
    "laid out; most of it is the browser's. All work: what the main thread did for a key until the next, a mean. Dispatched: the",
  );
  console.log(
    "same letter without key and browser. Remote: from a colleague's update to the DOM. Open: from stored bytes to a layout of what is in sight.",
  );
  console.log("Whole app: npm start with 60 articles in its library and twelve notes beside the text, a real core behind it.");
  console.log(
    `Goals: a key ≤ ${KEY_GOAL} × bare, and in the whole app ≤ ${WHOLE_APP_GOAL} ×; a remote letter and opening faster than y-prosemirror. Seed ${seed}.`,
  );
  for (const { words, history, stored, rows } of sections) {
    const { characters, blocks } = stored.Tahrir;
    const items = CONTENDERS.filter((name) => stored[name].items > 0).map((name) => `${number(stored[name].items)} items in ${name}`);
    console.log(`\n${number(words)} words, ${history}: ${number(characters)} characters, ${number(blocks)} blocks; ${items.join(", ")}`);
    const table = [HEAD, ...rows.map(cells)];
    const widths = HEAD.map((_, i) => Math.max(...table.map((line) => line[i]!.length)));
    for (const line of table)
      console.log(
        line
          .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
          .join("  ")
          .trimEnd(),
      );
  }
  const goals = sections.flatMap(({ rows }) => rows.map(meetsGoal)).filter((met) => met !== null);
  console.log(`\n${goals.filter(Boolean).length} of ${goals.length} goals met`);
}

function cells(row: Measured): string[] {
  const figures = CONTENDERS.map((name) => {
    const times = row.times[name];
    return times ? `${ms(quantile(times, 0.5))} (${ms(quantile(times, 0.95))})` : "–";
  });
  const ratios = (["ProseMirror", "y-prosemirror"] as const).map((name) => ratioTo(name, row)?.toFixed(2) ?? "–");
  const met = meetsGoal(row);
  return [row.measure, ...figures, ...ratios, met === null ? "" : met ? "met" : "missed"];
}

const number = (value: number): string => value.toLocaleString("en-GB");
const ms = (value: number): string => (value < 10 ? value.toFixed(2) : value < 100 ? value.toFixed(1) : value.toFixed(0));
