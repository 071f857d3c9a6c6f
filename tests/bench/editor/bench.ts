/**
 * `npm run bench -- editor`: Tahrir's editor, with all that its window puts around it, beside y-prosemirror and a bare
 * ProseMirror in one Chromium, key by key in turn; then the way from the desk's disk to the page.
 */
import { parseArgs } from "node:util";
import { launch } from "../../browser/chromium.ts";
import { measureApp } from "./app.ts";
import { HISTORIES } from "./page/api.ts";
import { measureMargin, printMargin, summariseMargin, type MarginSection } from "./margin.ts";
import { print, summarise, type Section } from "./report.ts";
import { measureArticle } from "./rounds.ts";
import { servePage } from "./served-page.ts";

const USAGE = `Usage: npm run bench -- editor [--quick] [--words N,N] [--keys N] [--rounds N] [--seed N] [--margin-only] [--json]
  --quick     10,000 words alone, one round of fewer keys
  --words N,N lengths of the articles (default: 10000,80000)
  --keys N    keys that count, in each place and round (default: 40, after 10 to warm up)
  --rounds N  rounds, each with editors that were opened anew (default: 3)
  --seed N    of the article's words (default: 1403)
  --margin-only  what 300 notes cost, and nothing else
  --json      one JSON line for machines`;

export interface Options {
  readonly words: readonly number[];
  readonly keys: number;
  readonly rounds: number;
  readonly seed: number;
  /** Measures what a full margin costs and nothing else. */
  readonly marginOnly: boolean;
  readonly json: boolean;
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
  const { sections, margin } = await measure(options, (line) => console.error(line));
  if (options.json) {
    console.log(JSON.stringify({ bench: "editor", seed: options.seed, sections: sections.map(summarise), margin: summariseMargin(margin) }));
  } else {
    if (sections.length > 0) print(sections, options);
    printMargin(margin);
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
      json: { type: "boolean", default: false },
    },
  });
  const { quick, json } = values;
  return {
    words: (values.words ?? (quick ? "10000" : "10000,80000")).split(",").map((text) => count("words", text)),
    keys: count("keys", values.keys ?? (quick ? "20" : "40")),
    rounds: count("rounds", values.rounds ?? (quick ? "1" : "3")),
    seed: count("seed", values.seed),
    marginOnly: values["margin-only"],
    json,
  };
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} takes whole numbers from 1, not "${text}"`);
  return value;
}

/** @param say told how far it is */
export async function measure(options: Options, say: (line: string) => void): Promise<{ readonly sections: readonly Section[]; readonly margin: MarginSection }> {
  const sections: Section[] = [];
  const site = await servePage();
  const browser = await launch();
  try {
    for (const words of options.marginOnly ? [] : options.words) {
      for (const history of HISTORIES) {
        say(`${words} words, ${history} …`);
        sections.push(await measureArticle(browser, site.url, { ...options, words, history }));
      }
      say(`${words} words from the desk's disk …`);
      sections.at(-2)!.rows.push(...(await measureApp(browser, site.url, { ...options, words })));
    }
    say("a full margin …");
    return { sections, margin: await measureMargin(browser, site.url, { ...options, words: options.words[0]! }) };
  } finally {
    await browser.close();
    await site.close();
  }
}

