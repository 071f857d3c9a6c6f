/**
 * `npm run bench -- editor`: Tahrir's editor, with all that its window puts around it, beside y-prosemirror and a bare
 * ProseMirror in one Chromium, key by key in turn; then the way from the desk's disk to the page.
 */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { launch } from "../../browser/chromium.ts";
import { measureAway, printAway, summariseAway, type AwaySection } from "./away.ts";
import { measureChecks, printChecks, summariseChecks, type ChecksSection } from "./checks.ts";
import { measureApp } from "./app.ts";
import { measureBeside, printBeside, summariseBeside, type BesideSection } from "./beside.ts";
import { HISTORIES, type History } from "./page/api.ts";
import { measureMargin, printMargin, summariseMargin, type MarginSection } from "./margin.ts";
import { print, summarise, type Section } from "./report.ts";
import { measureArticle } from "./rounds.ts";
import { FULL, type Scale } from "./scale.ts";
import { servePage } from "./served-page.ts";

const USAGE = `Usage: npm run bench -- editor [--quick] [--words N,N] [--keys N] [--rounds N] [--seed N] [--margin-only | --away-only | --checks | --beside DIR] [--edits N] [--json]
  --quick     10,000 words alone, one round of fewer keys
  --words N,N lengths of the articles (default: 10000,80000)
  --keys N    keys that count, in each place and round (default: 40, after 10 to warm up)
  --rounds N  rounds, each with editors that were opened anew (default: 3)
  --seed N    of the article's words (default: 1403)
  --margin-only  what 300 notes cost, and nothing else
  --away-only    what it costs to meet again after a time apart, and nothing else
  --checks       what house style and spelling cost in an article full of faults, and nothing else
  --beside DIR   the editor of another checkout and this one's, and nothing else
  --edits N   of each of those who were apart (default: 20000)
  --json      one JSON line for machines`;

/** What is measured: editors beside each other, with them the whole program, a full margin, a return after a time apart, style and spelling. */
const PARTS = ["editors", "program", "margin", "away", "checks"] as const;
type Part = (typeof PARTS)[number];

export interface Options {
  readonly words: readonly number[];
  readonly keys: number;
  readonly rounds: number;
  readonly seed: number;
  readonly parts: readonly Part[];
  /** That the articles have in which editors stand beside each other. */
  readonly histories: readonly History[];
  /** Folder of another checkout, whose editor is measured beside this one's, and nothing else; null for none. */
  readonly beside: string | null;
  /** Of each of those who were apart. */
  readonly edits: number;
  readonly scale: Scale;
  readonly json: boolean;
}

/** What was measured, in the order in which it is printed. */
export interface Results {
  readonly sections: readonly Section[];
  readonly margin: MarginSection | null;
  readonly away: readonly AwaySection[];
  readonly checks: readonly ChecksSection[];
  readonly beside: readonly BesideSection[];
}

export async function main(args: readonly string[]): Promise<void> {
  let options: Options;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exitCode = 2;
    return;
  }
  const { sections, margin, away, checks, beside } = await measure(options, (line) => console.error(line));
  if (options.json) {
    console.log(
      JSON.stringify({
        bench: "editor",
        seed: options.seed,
        sections: sections.map(summarise),
        margin: margin && summariseMargin(margin),
        away: away.map(summariseAway),
        checks: checks.map(summariseChecks),
        beside: beside.map(summariseBeside),
      }),
    );
  } else {
    if (sections.length > 0) print(sections, options);
    if (margin) printMargin(margin);
    for (const section of away) printAway(section);
    for (const section of checks) printChecks(section);
    for (const section of beside) printBeside(section);
  }
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
      "margin-only": { type: "boolean", default: false },
      "away-only": { type: "boolean", default: false },
      beside: { type: "string" },
      edits: { type: "string", default: "20000" },
      checks: { type: "boolean", default: false },
      json: { type: "boolean", default: false },
    },
  });
  const { quick, json } = values;
  return {
    words: (values.words ?? (quick ? "10000" : "10000,80000")).split(",").map((text) => count("words", text)),
    keys: count("keys", values.keys ?? (quick ? "20" : "40")),
    rounds: count("rounds", values.rounds ?? (quick ? "1" : "3")),
    seed: count("seed", values.seed),
    parts: values["margin-only"] ? ["margin"] : values["away-only"] ? ["away"] : values.checks ? ["checks"] : PARTS,
    histories: HISTORIES,
    beside: values.beside === undefined ? null : resolve(values.beside),
    edits: count("edits", values.edits),
    scale: FULL,
    json,
  };
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} takes whole numbers from 1, not "${text}"`);
  return value;
}

/** @param say told how far it is */
export async function measure(options: Options, say: (line: string) => void): Promise<Results> {
  if (options.beside !== null)
    return { sections: [], margin: null, away: [], checks: [], beside: await measureCheckouts(options.beside, options, say) };
  const sections: Section[] = [];
  const away: AwaySection[] = [];
  let margin: MarginSection | null = null;
  const checks: ChecksSection[] = [];
  const wordsOf = (part: Part): readonly number[] => (options.parts.includes(part) ? options.words : []);
  const site = await servePage();
  const browser = await launch();
  try {
    for (const words of wordsOf("editors")) {
      const own: Section[] = [];
      for (const history of options.histories) {
        say(`${words} words, ${history} …`);
        own.push(await measureArticle(browser, site.url, { ...options, words, history }));
      }
      if (options.parts.includes("program")) {
        say(`${words} words from the desk's disk …`);
        own[0]!.rows.push(...(await measureApp(browser, site.url, { ...options, words })));
      }
      sections.push(...own);
    }
    if (options.parts.includes("margin")) {
      say("a full margin …");
      margin = await measureMargin(
        browser,
        site.url,
        { ...options, words: options.words[0]!, openings: options.scale.openings },
        { notes: options.scale.manyNotes, suggestions: 0 },
      );
    }
    for (const words of wordsOf("away")) {
      say(`${words} words after a time apart …`);
      away.push(await measureAway(browser, site.url, { ...options, words }));
    }
    for (const words of wordsOf("checks")) {
      say(`${words} words with house style and spelling …`);
      checks.push(await measureChecks(browser, site.url, { ...options, words }));
    }
    return { sections, margin, away, checks, beside: [] };
  } finally {
    await browser.close();
    await site.close();
  }
}

async function measureCheckouts(folder: string, options: Options, say: (line: string) => void): Promise<BesideSection[]> {
  const sections: BesideSection[] = [];
  const [other, own] = [await servePage(folder), await servePage()];
  const browser = await launch();
  try {
    for (const words of options.words) {
      for (const history of HISTORIES) {
        say(`${words} words, ${history}, beside ${folder} …`);
        sections.push(await measureBeside(browser, { other: other.url, own: own.url }, { ...options, words, history }));
      }
    }
    return sections;
  } finally {
    await browser.close();
    await Promise.all([other.close(), own.close()]);
  }
}
