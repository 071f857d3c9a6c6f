/** `npm run bench -- relay`: the relay beside its peers, scenario by scenario. Linux only: it pins and reads /proc. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { relayBeside } from "./contestants.ts";
import { LoadGenerator } from "./load/process.ts";
import type { Result, Scenario } from "./scenario.ts";
import { coldOpen } from "./scenarios/cold-open.ts";
import { hostileMember } from "./scenarios/hostile-member.ts";
import { kills } from "./scenarios/kills.ts";
import { latency } from "./scenarios/latency.ts";
import { memory } from "./scenarios/memory.ts";
import { presence } from "./scenarios/presence.ts";
import { stall } from "./scenarios/stall.ts";
import { flood, manyRooms, oneRoom, typists } from "./scenarios/typing.ts";

const SCENARIOS: Readonly<Record<string, Scenario>> = {
  typists,
  flood,
  oneRoom,
  manyRooms,
  latency,
  memory,
  coldOpen,
  stall,
  kills,
  presence,
  hostileMember,
};
/** Those in which the relay of another checkout can take part. */
const BESIDE: readonly string[] = ["typists", "flood", "oneRoom", "manyRooms"];
const ROUNDS = 5;

/**
 * @param args `--quick` for one short round, `--only NAME` (again for more) for some of the scenarios, `--rounds N`, `--beside DIR` for
 *   the relay of another checkout instead of the peers
 */
export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true },
      rounds: { type: "string" },
      beside: { type: "string" },
    },
  });
  const rounds = Number(values.rounds ?? (values.quick ? 1 : ROUNDS));
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error(`--rounds is a positive number, not ${values.rounds}`);
  const beside = values.beside === undefined ? null : relayBeside(values.beside);
  const known = beside === null ? Object.keys(SCENARIOS) : BESIDE;
  const chosen = values.only ?? known;
  const unknown = chosen.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no scenario ${unknown.join(", ")}; there are ${known.join(", ")}`);

  const load = new LoadGenerator();
  console.log(`bench relay: ${rounds} rounds, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim()})`);
  try {
    for (const name of chosen) {
      console.log(`\n── ${name}`);
      print(await SCENARIOS[name]!({ rounds, quick: values.quick, load, beside, say: (progress) => console.log(progress) }));
    }
  } finally {
    load.end();
  }
}

function print({ title, columns, rows, goals, notes = [] }: Result): void {
  const own = rows.at(-1)!;
  const header = ["", ...columns, rows.length > 1 ? `${columns[0]}: × ${own.name}` : ""];
  const table = [
    header,
    ...rows.map(({ name, values }) => [name, ...values.map(short), rows.length > 1 ? short(values[0]! / own.values[0]!) : ""]),
  ];
  const widths = header.map((_, column) => Math.max(...table.map((row) => row[column]!.length)));
  console.log(`\n${title}\n`);
  for (const row of table) {
    console.log(
      `  ${row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!)))
        .join("   ")
        .trimEnd()}`,
    );
  }
  for (const note of notes) console.log(`  (${note})`);
  for (const { text, is, atMost } of goals)
    console.log(`  goal ${text}: ${short(is)}, may be ${short(atMost)} — ${is <= atMost ? "met" : "MISSED"}`);
}

function short(value: number): string {
  if (Number.isNaN(value)) return "–";
  if (value !== 0 && Math.abs(value) < 10) return value.toFixed(2);
  return Math.round(value).toLocaleString("en-GB");
}
