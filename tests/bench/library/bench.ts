/** `npm run bench -- library SCENARIO`: what a library costs that is as large as they get. */
import { large } from "./large.ts";
import { sync } from "./sync.ts";

const SCENARIOS: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = { large, sync };

/** @param args a scenario's name, then its options; all scenarios without */
export async function main([name, ...args]: readonly string[]): Promise<void> {
  if (name !== undefined && !Object.hasOwn(SCENARIOS, name))
    throw new Error(`no scenario ${name}; there are ${Object.keys(SCENARIOS).join(", ")}`);
  for (const scenario of name === undefined ? Object.values(SCENARIOS) : [SCENARIOS[name]!]) await scenario(args);
}
