/** `npm run bench -- library large`: what a desk costs whose library is large, beside one with a single article. Linux only. */
import { cpus } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { parseArgs } from "node:util";
import { launch } from "../../browser/chromium.ts";
import { quantile } from "../editor/report.ts";
import { BenchDesk, type Start } from "./desk.ts";
import { articleId, fillDesk, fillHistory } from "./fill.ts";
import { queries } from "./texts.ts";

const WORDS = 500;
/** A brisk typist's, in milliseconds. */
const PACE = 60;
const IDLE = 10_000;
const HISTORY = 140_000;
const STARTS = 5;
const MEGABYTE = 1024 * 1024;

interface Goal {
  readonly text: string;
  readonly is: number;
  readonly atMost: number;
}

/** @param args `--articles N` other than 20,000, `--keys N` a round, `--rounds N`, `--searches N`, `--seed N` */
export async function large(args: readonly string[]): Promise<void> {
  const number = { type: "string" } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { articles: number, keys: number, rounds: number, searches: number, seed: number },
  });
  const read = (name: keyof typeof values, otherwise: number): number => {
    const value = Number(values[name] ?? otherwise);
    if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} is a positive number, not ${values[name]}`);
    return value;
  };
  const plan = {
    articles: read("articles", 20_000),
    keys: read("keys", 100),
    rounds: read("rounds", 4),
    searches: read("searches", 300),
    seed: read("seed", 1),
  };
  console.log(
    `bench library large: ${plan.articles} articles of ${WORDS} words, seed ${plan.seed}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim()})`,
  );

  const fill = (articles: number) => (folder: string) => fillDesk(folder, { articles, words: WORDS, seed: plan.seed, now: Date.now() });
  const one = new BenchDesk(fill(1));
  const full = new BenchDesk(fill(plan.articles));
  const old = new BenchDesk((folder) => fillHistory(folder, HISTORY));
  const newest = articleId(plan.articles - 1);
  try {
    for (const [desk, article] of [
      [one, articleId(0)],
      [full, newest],
      [old, articleId(0)],
    ] as const)
      await desk.start(article);
    const indexing = await full.indexed();
    console.log(`first index: ${indexing.toFixed(0)} s in the background, ${full.cpu().toFixed(1)} s of processor time`);
    await Promise.all([one.indexed(), old.indexed("ب")]);

    const keys = await typed([one, full, old], plan);
    await wait(5_000);
    const idle = await share(full, IDLE);
    const before = full.cpu();
    const searches = await searched(full, plan);
    const searchCpu = ((full.cpu() - before) * 1000) / searches.length;
    const rows = await rowsInPage(full);
    const [bare, starts] = (await started([
      [one, articleId(0)],
      [full, newest],
    ])) as [Start[], Start[]];
    const memory = full.resident() / MEGABYTE;

    const [single, many, aged] = keys as [Keys, Keys, Keys];
    console.log("\na key                        desk CPU, ms   answer p50, ms   answer p95, ms");
    for (const [name, { cpu, times }] of [
      ["1 article", single],
      [`${plan.articles} articles`, many],
      [`a history of ${HISTORY} keys`, aged],
    ] as const) {
      console.log(
        `  ${name.padEnd(28)}${cpu.toFixed(2).padStart(9)}${quantile(times, 0.5).toFixed(1).padStart(17)}${quantile(times, 0.95).toFixed(1).padStart(17)}`,
      );
    }
    console.log(
      `\nsearch p50 ${quantile(searches, 0.5).toFixed(1)} ms, p95 ${quantile(searches, 0.95).toFixed(1)} ms, longest ${Math.max(...searches).toFixed(1)} ms; of ${searches.length}; ${searchCpu.toFixed(1)} ms of processor time each`,
    );
    console.log("\nstart                   to list, ms   to typing, ms   desk CPU, ms");
    for (const [name, times] of [
      ["1 article", bare],
      [`${plan.articles} articles`, starts],
    ] as const) {
      console.log(
        `  ${name.padEnd(22)}${middle(times, "list").toFixed(0).padStart(11)}${middle(times, "typing").toFixed(0).padStart(16)}${middle(times, "cpu").toFixed(0).padStart(15)}`,
      );
    }
    print([
      { text: "desk CPU a key, × that at 1 article", is: many.cpu / single.cpu, atMost: 1.3 },
      { text: "answer p95, × that at 1 article", is: quantile(many.times, 0.95) / quantile(single.times, 0.95), atMost: 1.5 },
      { text: "idle desk, % of a core", is: idle * 100, atMost: 0.5 },
      { text: "start to list, ms", is: middle(starts, "list"), atMost: 1000 },
      { text: "start to typing, ms", is: middle(starts, "typing"), atMost: 1000 },
      { text: "search p95, ms", is: quantile(searches, 0.95), atMost: 50 },
      { text: "rows of the list in the page", is: rows, atMost: 99 },
      { text: "desk memory, MB", is: memory, atMost: 200 },
    ]);
  } finally {
    for (const desk of [one, full, old]) await desk.close();
  }
}

interface Keys {
  /** Milliseconds of the desk's processor time for a key. */
  readonly cpu: number;
  /** Milliseconds until each was on disk. */
  readonly times: readonly number[];
}

/** The desks take turns, so that a slow moment of the machine meets all. */
async function typed(desks: readonly BenchDesk[], { keys, rounds }: { readonly keys: number; readonly rounds: number }): Promise<Keys[]> {
  const measured = desks.map(() => ({ cpu: 0, times: [] as number[] }));
  for (let round = -1; round < rounds; round++) {
    for (const [i, desk] of desks.entries()) {
      const before = desk.cpu();
      for (let key = 0; key < keys; key++) {
        const time = await desk.key();
        if (round >= 0) measured[i]!.times.push(time);
        await wait(Math.max(0, PACE - time));
      }
      // With what follows when the typist rests. The first round warms up.
      await wait(2_500);
      if (round >= 0) measured[i]!.cpu += ((desk.cpu() - before) * 1000) / (keys * rounds);
    }
  }
  return measured;
}

async function share(desk: BenchDesk, time: number): Promise<number> {
  const [before, began] = [desk.cpu(), performance.now()];
  await wait(time);
  return ((desk.cpu() - before) * 1000) / (performance.now() - began);
}

async function searched(desk: BenchDesk, { searches, seed }: { readonly searches: number; readonly seed: number }): Promise<number[]> {
  const times: number[] = [];
  for (const text of queries(searches, seed)) {
    const began = performance.now();
    await desk.window.calls.search({ text, limit: 20, offset: 0 });
    times.push(performance.now() - began);
  }
  return times;
}

/** Rows of the list that a real window has in its page, where it has the most of them. */
async function rowsInPage(desk: BenchDesk): Promise<number> {
  const { url } = await desk.process.ask({ type: "new-link" }, "link");
  const browser = await launch();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 1100 } });
    await page.goto(url);
    const rows = page.locator("[role=listbox] [role=option]");
    await rows.first().waitFor();
    let most = 0;
    for (const part of [0, 0.3, 0.7, 1]) {
      await page.locator("[role=listbox]").evaluate((list, part) => list.scrollTo(0, list.scrollHeight * part), part);
      await page.locator("[role=option]:not([aria-busy])").first().waitFor();
      most = Math.max(most, await rows.count());
    }
    return most;
  } finally {
    await browser.close();
  }
}

/** The desks take turns: what one with a single article takes is no cost of the library. */
async function started(desks: readonly (readonly [BenchDesk, article: string])[]): Promise<Start[][]> {
  const starts = desks.map((): Start[] => []);
  for (let round = 0; round < STARTS; round++) {
    for (const [i, [desk, article]] of desks.entries()) {
      await desk.stop();
      starts[i]!.push(await desk.start(article));
      await wait(1_000);
    }
  }
  return starts;
}

const middle = (starts: readonly Start[], what: keyof Start): number =>
  quantile(
    starts.map((start) => start[what]),
    0.5,
  );

function print(goals: readonly Goal[]): void {
  console.log();
  for (const { text, is, atMost } of goals)
    console.log(
      `  ${text.padEnd(40)}${is.toFixed(2).padStart(10)}   at most ${String(atMost).padStart(6)}   ${is <= atMost ? "met" : "MISSED"}`,
    );
  console.log(`\n${goals.filter(({ is, atMost }) => is <= atMost).length} of ${goals.length} goals met`);
}
