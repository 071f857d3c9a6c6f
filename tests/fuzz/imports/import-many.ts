import { importHarmed } from "./import-harmed.ts";

/** Files that are imported before something is said. */
const OFTEN = 500;
/** Megabytes by which the process may grow behind its first files. */
const GROWTH = 300;
/** The run ends with so many. */
const ENOUGH = 5;

/** @returns how many files failed. */
export function importMany(first: number, count: number): number {
  console.log(`fuzz: ${count} harmed files from seed ${first}`);
  const refused = new Map<string, number>();
  let [articles, failed, slowest] = [0, 0, { seconds: 0, seed: 0 }];
  let memory: number | null = null;
  for (let i = 0; i < count && failed < ENOUGH; i++) {
    try {
      const report = importHarmed(first + i, 1);
      articles += report.articles;
      if (report.slowest > slowest.seconds) slowest = { seconds: report.slowest, seed: first + i };
      for (const [code, times] of report.refused) refused.set(code, (refused.get(code) ?? 0) + times);
    } catch (error) {
      failed++;
      console.error((error as Error).stack);
    }
    if ((i + 1) % OFTEN !== 0) continue;
    const held = process.memoryUsage().rss / 2 ** 20;
    memory ??= held;
    console.log(
      `  ${i + 1} files, ${articles} articles, slowest ${slowest.seconds.toFixed(2)} s (seed ${slowest.seed}), ${held.toFixed(0)} MB`,
    );
    if (held > memory + GROWTH) {
      console.error(`memory grew from ${memory.toFixed(0)} MB`);
      failed++;
    }
  }
  console.log(`${articles} articles, refused ${JSON.stringify(Object.fromEntries(refused))}; ${failed} failed`);
  return failed;
}
