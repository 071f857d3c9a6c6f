/**
 * `npm run fuzz -- [article] [--count N] [--seed S] [--steps N]`: many newsrooms, one after another, from one printed seed.
 * `npm run fuzz -- frames [--count N] [--seed S]`: that many frames of attackers, in sieges of the relay's rooms.
 * `npm run fuzz -- imports [--count N] [--seed S]`: that many files that programs wrote and that were harmed since.
 */
import { parseArgs } from "node:util";
import { besiege } from "./frames/besiege.ts";
import { importMany } from "./imports/import-many.ts";
import { runRandomNewsroom } from "./random-newsroom.ts";
import { drawSeed } from "../seed.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { count: { type: "string" }, seed: { type: "string" }, steps: { type: "string" } },
});
const number = (name: "count" | "seed" | "steps", fallback: number): number => {
  const value = Number(values[name] ?? fallback);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a positive integer, not ${values[name]}`);
  return value;
};
const first = number("seed", drawSeed());

const [what = "article", ...rest] = positionals;
const KINDS: Readonly<Record<string, () => number | Promise<number>>> = {
  article: () => article(number("count", 1000), number("steps", 120)),
  frames: () => besiege(first, number("count", 100_000)),
  imports: () => importMany(first, number("count", 5000)),
};
const run = KINDS[what];
if (rest.length > 0 || !run) throw new Error(`fuzz what: ${Object.keys(KINDS).join(", ")}, not ${positionals.join(" ")}`);
process.exitCode = (await run()) > 0 ? 1 : 0;

/** @returns how many failed. */
function article(count: number, steps: number): number {
  console.log(`fuzz: ${count} newsrooms of ${steps} steps from seed ${first}`);
  const totals = { edits: 0, deliveries: 0, restarts: 0 };
  let failed = 0;
  for (let i = 0; i < count && failed < 5; i++) {
    try {
      const report = runRandomNewsroom(first + i, steps);
      totals.edits += Object.values(report.edits).reduce((sum, n) => sum + n, 0);
      totals.deliveries += report.deliveries;
      totals.restarts += report.restarts;
    } catch (error) {
      failed++;
      console.error(`\n${(error as Error).message}`);
    }
    if ((i + 1) % 500 === 0) console.log(`  ${i + 1} newsrooms, ${failed} failed`);
  }
  console.log(`${totals.edits} edits, ${totals.deliveries} deliveries, ${totals.restarts} restarts; ${failed} failed`);
  return failed;
}
