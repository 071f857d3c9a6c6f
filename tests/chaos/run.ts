/**
 * `npm run chaos -- [--rounds N] [--seed S] [--verbose]`: newsrooms of real processes in trouble, from one printed seed; a
 * long run has a day of an untroubled one as well.
 */
import { parseArgs } from "node:util";
import { replayDay } from "./day.ts";
import { canFill } from "./disk.ts";
import { drawSeed } from "../seed.ts";
import { runRounds } from "./rounds.ts";

/** Newsrooms at a time; each waits more than it works. */
const TOGETHER = 2;

/** Rounds of a long run. */
const LONG = 100;

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "20" }, seed: { type: "string" }, verbose: { type: "boolean", default: false } },
});
const number = (name: "rounds" | "seed", fallback: number): number => {
  const value = Number(values[name] ?? fallback);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a positive integer, not ${values[name]}`);
  return value;
};
const rounds = number("rounds", 20);
const seed = number("seed", drawSeed());

// y-websocket's provider has a listener at this program's end, and there are many of them.
process.setMaxListeners(0);
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));
const begin = performance.now();
console.log(`chaos: ${rounds} rounds from seed ${seed}`);
if (!canFill()) console.log("No disk will be full: nothing may be mounted here, and there is no prlimit.");
const report = await runRounds({
  seed,
  rounds,
  together: rounds > 10 ? TOGETHER : 1,
  onRound({ rounds: done, breaches }) {
    if (done % 10 === 0) console.log(`  ${done} rounds, ${breaches.length} broken, ${Math.round((performance.now() - begin) / 1000)} s`);
  },
  onBreach: (account) => console.error(`\n${account}\n`),
  ...(values.verbose ? { onEvent: (line: string) => console.log(line) } : {}),
});
console.log(
  `${report.rounds} rounds, ${report.edits} edits, ${report.promises} promises, ${report.kills} kills; ${report.breaches.length} broken`,
);
if (rounds >= LONG) {
  const day = await replayDay({ seed, people: 30, articles: 40, turns: 40, hour: 2500, onHour: (line) => console.log(`  ${line}`) });
  const [before, after] = [day.before, day.after].map((bytes) => `${(bytes / 1024 / 1024).toFixed(1)} MB`);
  console.log(
    `a day: ${day.edits} edits, ${day.promises} promises, ${day.connections} connections, the relay's memory ${before} before and ${after} after`,
  );
  for (const { rule, what } of day.breaches) console.error(`  ${rule} ${what}`);
  report.breaches.push(...day.breaches);
}
for (const [name, count] of Object.entries(report.troubles).sort(([, a], [, b]) => b - a))
  console.log(`  ${String(count).padStart(5)}  ${name}`);
process.exit(report.breaches.length > 0 ? 1 : 0);
