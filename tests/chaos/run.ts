/** `npm run chaos -- [--rounds N] [--seed S]`: a newsroom of real processes in bad weather, from one printed seed. */
import { parseArgs } from "node:util";
import { runRounds } from "./rounds.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "20" }, seed: { type: "string" } } });
const number = (name: "rounds" | "seed", fallback: number): number => {
  const value = Number(values[name] ?? fallback);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a positive integer, not ${values[name]}`);
  return value;
};
const rounds = number("rounds", 20);
const seed = number("seed", 1 + Math.floor(Math.random() * 2 ** 30));

console.log(`chaos: ${rounds} rounds from seed ${seed}`);
try {
  const { promises, troubles } = await runRounds(seed, rounds, (round, kept) => {
    if (round % 10 === 0) console.log(`  ${round} rounds, ${kept} promises kept`);
  });
  const list = Object.entries(troubles).map(([name, count]) => `${name} ${count}`);
  console.log(`${rounds} rounds without a loss, ${promises} promises kept; ${list.join(", ")}`);
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = 1;
}
