/** `npm run fuzz -- [--count N] [--seed S] [--steps N]`: many newsrooms, one after another, from one printed seed. */
import { parseArgs } from "node:util";
import { runNewsroom } from "./newsroom.ts";

const { values } = parseArgs({
  options: { count: { type: "string", default: "1000" }, seed: { type: "string" }, steps: { type: "string", default: "120" } },
});
const number = (name: "count" | "seed" | "steps", fallback: number): number => {
  const value = Number(values[name] ?? fallback);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a positive integer, not ${values[name]}`);
  return value;
};
const count = number("count", 1000);
const steps = number("steps", 120);
const first = number("seed", 1 + Math.floor(Math.random() * 2 ** 30));

console.log(`fuzz: ${count} newsrooms of ${steps} steps from seed ${first}`);
const totals = { edits: 0, deliveries: 0, restarts: 0 };
let failed = 0;
for (let i = 0; i < count && failed < 5; i++) {
  try {
    const report = runNewsroom(first + i, steps);
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
process.exitCode = failed > 0 ? 1 : 0;
