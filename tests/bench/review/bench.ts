/**
 * `npm run bench -- review`: an article in review, with hundreds of suggestions and notes, beside the same article without them;
 * and a suggested letter beside a direct one.
 */
import { parseArgs } from "node:util";
import { launch } from "../../browser/chromium.ts";
import { measureMargin, printMargin, summariseMargin, type MarginSection, type Plan } from "../editor/margin.ts";
import { quantile } from "../editor/report.ts";
import { FULL } from "../editor/scale.ts";
import type { Seat } from "../editor/seat.ts";
import { servePage } from "../editor/served-page.ts";

const USAGE = `Usage: npm run bench -- review [--words N] [--suggestions N] [--notes N] [--keys N] [--rounds N] [--seed N] [--json]
  --words N        length of the article (default: 10000)
  --suggestions N  words in it that a colleague suggests to replace (default: 500)
  --notes N        beside it (default: 300)
  --keys N         that count in each round (default: 40, after 10 to warm up)
  --rounds N       rounds, each with editors that were opened anew (default: 3)
  --seed N         of the article's words (default: 1403)
  --json           one JSON line for machines`;

/** A suggested letter may cost so many times what a direct one costs. */
const LETTER_GOAL = 2;

export interface Options extends Plan {
  readonly suggestions: number;
  readonly notes: number;
}

/** Milliseconds of each key, until the page is laid out with its letter. */
export interface Letters {
  readonly direct: readonly number[];
  readonly suggested: readonly number[];
}

export interface Results {
  readonly margin: MarginSection;
  readonly letters: Letters;
}

export async function main(args: readonly string[]): Promise<void> {
  let options: Options & { readonly json: boolean };
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const { margin, letters } = await measure(options);
  const [direct, suggested] = [letters.direct, letters.suggested].map((times) => quantile(times, 0.5)) as [number, number];
  const ratio = suggested / direct;
  if (options.json) {
    const letter = { direct, suggested, ratio, goalMet: ratio <= LETTER_GOAL };
    console.log(JSON.stringify({ bench: "review", seed: options.seed, margin: summariseMargin(margin), letter }));
    return;
  }
  printMargin(margin);
  console.log(`\nAmong them, a letter as a suggestion beside one that is written directly; goal ≤ ${LETTER_GOAL} ×`);
  const cells = [direct.toFixed(2).padStart(8), suggested.toFixed(2).padStart(8), ratio.toFixed(2).padStart(6)];
  console.log(`${"key".padEnd(34)} ${cells.join(" ")}  ${ratio <= LETTER_GOAL ? "met" : "missed"}`);
}

function readOptions(args: readonly string[]): Options & { readonly json: boolean } {
  const { values } = parseArgs({
    args: [...args],
    options: {
      words: { type: "string", default: "10000" },
      suggestions: { type: "string", default: "500" },
      notes: { type: "string", default: "300" },
      keys: { type: "string", default: "40" },
      rounds: { type: "string", default: "3" },
      seed: { type: "string", default: "1403" },
      json: { type: "boolean", default: false },
    },
  });
  const { json, ...texts } = values;
  const count = (name: keyof typeof texts): number => {
    const value = Number(texts[name]);
    if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} takes whole numbers from 1, not "${texts[name]}"`);
    return value;
  };
  return {
    words: count("words"),
    suggestions: count("suggestions"),
    notes: count("notes"),
    keys: count("keys"),
    rounds: count("rounds"),
    seed: count("seed"),
    openings: FULL.openings,
    json,
  };
}

export async function measure({ suggestions, notes, ...plan }: Options): Promise<Results> {
  const letters = { direct: [] as number[], suggested: [] as number[] };
  const site = await servePage();
  const browser = await launch();
  try {
    const margin = await measureMargin(browser, site.url, plan, { notes, suggestions }, (full) => typeBoth(full, plan.keys, letters));
    return { margin, letters };
  } finally {
    await browser.close();
    await site.close();
  }
}

/** Types as many letters directly as suggested, in stretches that take turns. */
async function typeBoth(seat: Seat, keys: number, letters: { readonly direct: number[]; readonly suggested: number[] }): Promise<void> {
  const stretch = Math.ceil(keys / 4);
  for (let typed = 0; typed < keys; typed += stretch) {
    for (const kind of ["direct", "suggested"] as const) {
      await seat.suggest(kind === "suggested");
      // The first letter begins a suggestion, or ends one.
      await seat.press(0);
      await seat.startKeys();
      for (let i = 0; i < stretch; i++) await seat.press(i);
      letters[kind].push(...(await seat.stopKeys()));
    }
  }
  await seat.suggest(false);
}
