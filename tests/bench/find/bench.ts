/** `npm run bench -- find`: finding in a long article, and typing while hits are marked, beside prosemirror-search in the same page. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { launch } from "../../browser/chromium.ts";
import type { Contender, FindPage, Found } from "../../browser/find/page.ts";
import { buildModules, builtModule, openModule } from "../../browser/module-page.ts";
import { quantile } from "../editor/report.ts";

const PAGE = join(import.meta.dirname, "../../browser/find/page.ts");
/** Milliseconds. */
const FIND_GOAL = 50;
/** A key may cost so many times what it costs with the bar closed. */
const KEY_GOAL = 2;
/** Milliseconds. */
const REPLACE_GOAL = 1000;
/** A letter of every eighth word of the made-up article. */
const QUERY = "ش";

export interface Options {
  readonly words: number;
  readonly suggestions: number;
  readonly rounds: number;
  readonly keys: number;
  /** All hits are replaced by suggestions. */
  readonly isSuggesting?: boolean;
}

/** Milliseconds. */
export interface Row {
  readonly contender: Contender;
  readonly count: number;
  /** Until all hits are known, where the bar is opened with words that are selected, in an article that nothing was found in yet. */
  readonly selected: number;
  /** Until hits in sight are marked, and until all are known; the first time, and when texts were read before. */
  readonly first: Pick<Found, "marked" | "known">;
  readonly again: readonly Pick<Found, "marked" | "known">[];
  readonly closed: readonly number[];
  readonly opened: readonly number[];
  /** Until other words stand in the text for all hits. */
  readonly replaced: number;
  /** The longest that this held the window up, with all that it draws. */
  readonly longest: number;
}

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      words: { type: "string", default: "80000" },
      suggestions: { type: "string", default: "0" },
      rounds: { type: "string", default: "3" },
      keys: { type: "string", default: "30" },
      suggesting: { type: "boolean", default: false },
    },
  });
  const [words, suggestions, rounds, keys] = [values.words, values.suggestions, values.rounds, values.keys].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const rows = await measure({ words, suggestions, rounds, keys, isSuggesting: values.suggesting });
  console.log(
    `${words} words, ${suggestions} suggestions; milliseconds, medians. Goals: hits marked and all known < ${FIND_GOAL}, key ≤ ${KEY_GOAL} ×, replace all < ${REPLACE_GOAL}.`,
  );
  console.table(
    rows.map(({ contender, count, selected, first, again, closed, opened, replaced, longest }) => ({
      contender,
      hits: count,
      "all, selected": selected.toFixed(1),
      "marked, first": first.marked.toFixed(1),
      "all, first": first.known.toFixed(1),
      marked: one(again.map(({ marked }) => marked)),
      all: one(again.map(({ known }) => known)),
      "key, closed": one(closed),
      "key, open": one(opened),
      "open / closed": (quantile(opened, 0.5) / quantile(closed, 0.5)).toFixed(2),
      "replace all": replaced.toFixed(0),
      "longest task": longest.toFixed(0),
    })),
  );
}

const one = (times: readonly number[]): string => quantile(times, 0.5).toFixed(1);

export async function measure({ words, suggestions, rounds, keys, isSuggesting = false }: Options): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "tahrir-bench-"));
  await buildModules([PAGE], folder);
  const built = builtModule(folder, PAGE);
  const browser = await launch();
  try {
    const rows: Row[] = [];
    for (const contender of ["tahrir", "prosemirror-search"] as const) {
      const { page, handle, errors } = await openModule<FindPage>(await browser.newPage(), built, "findPage");
      const row = await handle.evaluate(
        async (one, [contender, words, suggestions, rounds, keys, query, isSuggesting]) => {
          one.open(contender, words, suggestions);
          await one.rest();
          const { known: selected } = await one.find(query, true);
          one.open(contender, words, suggestions);
          await one.rest();
          const { count, ...first } = await one.find(query);
          const again: Pick<Found, "marked" | "known">[] = [];
          const [closed, opened] = [[] as number[], [] as number[]];
          for (let round = 0; round < rounds; round++) {
            for (const [kind, text] of [
              [closed, ""],
              [opened, query],
            ] as const) {
              const found = await one.find(text);
              if (text !== "") again.push(found);
              one.settle();
              one.key();
              for (let key = 0; key < keys; key++) kind.push(one.key());
            }
          }
          await one.find(query);
          if (isSuggesting) one.suggest(true);
          const { time: replaced, count: written, longest } = await one.replaceAll(query, "سین");
          // Letters were typed over some, and suggestions have taken others away.
          if (written < count / 2) throw new Error(`${written} of ${count} were replaced`);
          return { count, selected, first, again, closed, opened, replaced, longest };
        },
        [contender, words, suggestions, rounds, keys, QUERY, isSuggesting] as const,
      );
      if (errors.length > 0) throw new Error(errors.join("\n"));
      rows.push({ contender, ...row });
      await page.close();
    }
    return rows;
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
