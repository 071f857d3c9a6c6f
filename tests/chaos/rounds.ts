/** Rounds of writing and trouble, in one newsroom after another. */
import { setTimeout as sleep } from "node:timers/promises";
import * as prng from "lib0/prng";
import type { Breach } from "./breaches.ts";
import { ProcessNewsroom } from "./process-newsroom.ts";
import { TROUBLES, type Trouble } from "./troubles.ts";

/** Rounds that one newsroom lives through at most. */
const LIFE = 10;
/** Troubles of a round: so many in turn, and as many more at random, at most. */
const IN_TURN = 4;
const AT_RANDOM = 2;

export interface Report {
  rounds: number;
  edits: number;
  /** Answers that promised something, and all of it was there. */
  promises: number;
  kills: number;
  readonly troubles: Record<string, number>;
  readonly breaches: Breach[];
}

export interface Run {
  /** Of the first newsroom; the next has the next. */
  readonly seed: number;
  readonly rounds: number;
  /** Newsrooms that live at the same time. */
  readonly together: number;
  /** Called after each round. */
  readonly onRound?: (report: Report) => void;
  /** Called when a newsroom broke a rule, with its seed, the round and what happened in it. */
  readonly onBreach?: (account: string) => void;
  /** Told of all that happens. */
  readonly onEvent?: (line: string) => void;
}

/** Runs rounds until all are done; a newsroom that broke a rule ends at once, and the others go on. */
export async function runRounds(run: Run): Promise<Report> {
  const report: Report = { rounds: 0, edits: 0, promises: 0, kills: 0, troubles: {}, breaches: [] };
  let begun = 0;
  let seed = run.seed;
  const lane = async (): Promise<void> => {
    while (begun < run.rounds) {
      const rounds = Math.min(LIFE, run.rounds - begun);
      begun += rounds;
      await live(seed++, rounds, report, run);
    }
  };
  await Promise.all(Array.from({ length: run.together }, lane));
  return report;
}

async function live(seed: number, rounds: number, report: Report, { onRound, onBreach, onEvent }: Run): Promise<void> {
  const newsroom = new ProcessNewsroom(seed);
  const { breaches, gen, timeline } = newsroom;
  const inTurn = shuffled(gen);
  let round = 0;
  let told = 0;
  const tell = (): void => {
    for (; told < timeline.length; told++) onEvent?.(`${seed}.${round}  ${timeline[told]}`);
  };
  try {
    await newsroom.open();
    while (round < rounds && breaches.list.length === 0) {
      tell();
      newsroom.say(`round ${++round}`);
      const chosen = [
        ...inTurn.splice(0, IN_TURN),
        ...Array.from({ length: prng.int31(gen, 0, AT_RANDOM) }, () => prng.oneOf(gen, [...TROUBLES])),
      ];
      if (inTurn.length < IN_TURN) inTurn.push(...shuffled(gen));
      for (const { name } of chosen) report.troubles[name] = (report.troubles[name] ?? 0) + 1;
      await befall(newsroom, chosen);
      await newsroom.rest();
      report.rounds++;
      onRound?.(report);
    }
  } catch (error) {
    breaches.add("SY12", `the round broke off: ${(error as Error).stack ?? String(error)}`);
  }
  try {
    await newsroom.close();
  } catch (error) {
    breaches.add("DE2", `it could not be closed: ${(error as Error).stack ?? String(error)}`);
  }
  tell();
  report.edits += newsroom.edits;
  report.promises += [newsroom.relay, ...newsroom.desks].reduce((sum, { promised }) => sum + promised.count, 0);
  report.kills += [newsroom.relay, ...newsroom.desks].reduce((sum, { kills }) => sum + kills, 0);
  report.breaches.push(...breaches.list);
  if (breaches.list.length > 0) onBreach?.(account(seed, round, timeline, breaches.list));
}

async function befall(newsroom: ProcessNewsroom, troubles: readonly Trouble[]): Promise<void> {
  const { gen } = newsroom;
  const writing = newsroom.write();
  const begins = troubles.map(() => prng.int31(gen, 0, 1200));
  const befallen = await Promise.allSettled(
    troubles.map(async (trouble, i) => {
      await sleep(begins[i]);
      await trouble.run(newsroom);
    }),
  );
  newsroom.stop();
  await writing;
  for (const one of befallen) if (one.status === "rejected") throw one.reason;
}

/** All troubles, in another order each time, so that each has its turn. */
function shuffled(gen: prng.PRNG): Trouble[] {
  const order = TROUBLES.map((trouble) => ({ trouble, place: prng.real53(gen) }));
  return order.sort((a, b) => a.place - b.place).map(({ trouble }) => trouble);
}

function account(seed: number, round: number, timeline: readonly string[], breaches: readonly Breach[]): string {
  const begin = timeline.findLastIndex((line) => line.endsWith(` round ${round}`));
  return [
    `seed ${seed}, round ${round}: ${breaches.length} broken`,
    ...breaches.map(({ rule, what }) => `  ${rule} ${what}`),
    ...timeline.slice(Math.max(0, begin)).map((line) => `    ${line}`),
    `  again: npm run chaos -- --seed ${seed} --rounds ${round}`,
  ].join("\n");
}
