/**
 * `npm run bench -- editor`: Tahrir's editor, with all that its window puts around it, beside y-prosemirror and a bare
 * ProseMirror in one Chromium, in rounds that alternate between them; then the way from the desk's disk to the page.
 */
import { parseArgs } from "node:util";
import { launch } from "../../browser/chromium.ts";
import { measureOffice } from "./office.ts";
import { CONTENDERS, HISTORIES, type ContenderName, type History, type Place, type Stored } from "./page/api.ts";
import { print, type Measured, type Section } from "./report.ts";
import { Seat } from "./seat.ts";
import { openSite } from "./site.ts";

const USAGE = `Usage: npm run bench -- editor [--quick] [--words N,N] [--keys N] [--rounds N] [--seed N] [--json]
  --quick     10,000 words alone, one round of fewer keys
  --words N,N lengths of the articles (default: 10000,80000)
  --keys N    keys that count, in each place and round (default: 40, after 10 to warm up)
  --rounds N  rounds, alternating between the editors (default: 3)
  --seed N    of the article's words (default: 1403)
  --json      one JSON line for machines`;

export interface Options {
  readonly words: readonly number[];
  readonly keys: number;
  readonly rounds: number;
  readonly seed: number;
  readonly json: boolean;
}

const PLACES: readonly Place[] = ["middle", "end"];
/** An editor is opened so often in a round. */
const OPENINGS = 3;

export async function main(args: readonly string[]): Promise<void> {
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const sections = await measure(options, (line) => console.error(line));
  if (options.json) console.log(JSON.stringify({ bench: "editor", seed: options.seed, sections }));
  else print(sections, options);
}

function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      words: { type: "string" },
      keys: { type: "string" },
      rounds: { type: "string" },
      seed: { type: "string", default: "1403" },
      json: { type: "boolean", default: false },
    },
  });
  const { quick, json } = values;
  return {
    words: (values.words ?? (quick ? "10000" : "10000,80000")).split(",").map((text) => count("words", text)),
    keys: count("keys", values.keys ?? (quick ? "20" : "40")),
    rounds: count("rounds", values.rounds ?? (quick ? "1" : "3")),
    seed: count("seed", values.seed),
    json,
  };
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} takes whole numbers from 1, not "${text}"`);
  return value;
}

/** @param say told how far it is */
export async function measure(options: Options, say: (line: string) => void): Promise<Section[]> {
  const sections: Section[] = [];
  const site = await openSite();
  const browser = await launch();
  try {
    for (const words of options.words) {
      for (const history of HISTORIES) {
        say(`${words} words, ${history} …`);
        const seats = new Map<ContenderName, Seat>();
        for (const name of CONTENDERS) seats.set(name, await Seat.take(browser, site.url));
        sections.push(await measureArticle(seats, words, history, options));
        for (const { page } of seats.values()) await page.close();
      }
      say(`${words} words from the desk's disk …`);
      sections.at(-2)!.rows.push(await measureOffice(browser, words, options));
    }
  } finally {
    await browser.close();
    await site.close();
  }
  return sections;
}

async function measureArticle(seats: ReadonlyMap<ContenderName, Seat>, words: number, history: History, options: Options): Promise<Section> {
  const { keys, rounds, seed } = options;
  const stored = {} as Record<ContenderName, Stored>;
  for (const [contender, seat] of seats) stored[contender] = await seat.prepare({ contender, words, seed, history });
  const samples = new Map<string, Partial<Record<ContenderName, number[]>>>();
  const add = (row: string, contender: ContenderName, times: readonly number[]): void => {
    const of = samples.get(row) ?? {};
    samples.set(row, of);
    (of[contender] ??= []).push(...times);
  };
  const warmUp = Math.ceil(keys / 4);
  for (let round = 0; round < rounds; round++) {
    for (const [contender, seat] of seats) {
      add("open", contender, await seat.open(OPENINGS));
      for (const place of PLACES) {
        const { shown, laidOut, busy, dispatched } = await seat.type(place, warmUp, keys);
        add(`key in the ${place}`, contender, shown);
        add(`key in the ${place}, laid out`, contender, laidOut);
        add(`key in the ${place}, all work`, contender, [busy]);
        add(`dispatch in the ${place}`, contender, dispatched);
      }
      if (contender !== "ProseMirror") {
        await seat.open(1);
        const { shown, laidOut } = await seat.remote(warmUp, keys);
        add("remote letter", contender, shown);
        add("remote letter, laid out", contender, laidOut);
      }
      await seat.close();
    }
  }
  const rows: Measured[] = [...samples].map(([measure, times]) => ({ measure, times }));
  return { words, history, stored, rows };
}
