/** `npm run bench -- store`: what a commit costs with the journal of the update log, and with a row for each update instead. */
import Database from "better-sqlite3";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { parseArgs } from "node:util";
import type { LogEntry, SqlDatabase } from "../../../shared/store/update-log.ts";
import { SqliteUpdateLog } from "../../../shared/store/sqlite-update-log.ts";
import { rowLog } from "./rows.ts";

/** People who type by turns. */
const TYPISTS = 50;
/** Bytes of an update that holds one letter. */
const LETTER = 30;
/** A journal that costs this much less processor time at fifty typists is worth its code. */
const GOAL = 1.3;

interface Load {
  readonly name: string;
  readonly rooms: number;
  /** Updates in each commit. */
  readonly batch: number;
  readonly commits: number;
  readonly hasGoal: boolean;
}

const LOADS: readonly Load[] = [
  { name: "desk: one person types", rooms: 1, batch: 1, commits: 8000, hasGoal: false },
  { name: "relay: 50 in one article, 5 letters a commit", rooms: 1, batch: 5, commits: 4000, hasGoal: true },
  { name: "relay: 50 in one article, 50 letters a commit", rooms: 1, batch: 50, commits: 1500, hasGoal: true },
  { name: "relay: 50 in 50 articles, a letter a commit", rooms: 50, batch: 1, commits: 8000, hasGoal: true },
  { name: "relay: 50 in 50 articles, 5 letters a commit", rooms: 50, batch: 5, commits: 4000, hasGoal: true },
];

interface Cost {
  /** Processor time of a commit and time until it is on disk, in microseconds. */
  readonly cpu: number;
  readonly wall: number;
}

const LOGS = {
  journal: (db: SqlDatabase) => {
    const log = new SqliteUpdateLog(db);
    return (entries: readonly LogEntry[]) => log.append(entries);
  },
  rows: rowLog,
} as const;

export function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: "string", default: "3" }, folder: { type: "string", default: "." } },
  });
  const rounds = Number(values.rounds);
  if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error(`--rounds must be a positive integer, not ${values.rounds}`);
  const rows = LOADS.map((load) => {
    const costs: Record<keyof typeof LOGS, Cost[]> = { journal: [], rows: [] };
    for (let round = 0; round < rounds; round++) {
      for (const kind of ["journal", "rows"] as const) costs[kind].push(measure(kind, load, values.folder));
    }
    const [journal, plain] = [median(costs.journal), median(costs.rows)];
    const ratio = plain.cpu / journal.cpu;
    return {
      load: load.name,
      "journal, CPU µs": Math.round(journal.cpu),
      "rows, CPU µs": Math.round(plain.cpu),
      ratio: `${ratio.toFixed(2)} ×`,
      "journal, µs": Math.round(journal.wall),
      "rows, µs": Math.round(plain.wall),
      goal: load.hasGoal ? `≥ ${GOAL} × ${ratio >= GOAL ? "met" : "missed"}` : "",
    };
  });
  console.table(rows);
  return Promise.resolve();
}

function measure(kind: keyof typeof LOGS, { rooms, batch, commits }: Load, parent: string): Cost {
  // A folder in memory would make every commit free.
  const folder = mkdtempSync(join(parent, ".bench-store-"));
  const db = new Database(join(folder, "log.db"));
  try {
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    const append = LOGS[kind](db);
    const next = letters(rooms);
    const commit = (): void => append(Array.from({ length: batch }, next));
    for (let i = 0; i < commits / 10; i++) commit();
    const [cpu, start] = [process.cpuUsage(), performance.now()];
    for (let i = 0; i < commits; i++) commit();
    const { user, system } = process.cpuUsage(cpu);
    return { cpu: (user + system) / commits, wall: (1000 * (performance.now() - start)) / commits };
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

/** @returns what gives the next letter, of one typist after another */
function letters(rooms: number): () => LogEntry {
  const clocks = Array.from({ length: TYPISTS }, () => 0);
  const update = new Uint8Array(LETTER).map((_, i) => 7 * i);
  let count = 0;
  return () => {
    const typist = count++ % TYPISTS;
    const clock = clocks[typist]!++;
    const member = `member${typist}`;
    return {
      room: `article/${typist % rooms}`,
      update,
      unconfirmed: false,
      credits: [{ client: 1000 + typist, clock, end: clock + 1, author: member, broughtBy: member }],
    };
  };
}

function median(costs: readonly Cost[]): Cost {
  return { cpu: middle(costs.map(({ cpu }) => cpu)), wall: middle(costs.map(({ wall }) => wall)) };
}

const middle = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;
