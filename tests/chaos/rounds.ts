/** Rounds of writing and trouble, one after another, in one newsroom. */
import { setTimeout as sleep } from "node:timers/promises";
import * as prng from "lib0/prng";
import { Newsroom } from "./newsroom.ts";

const TROUBLES = ["killRelay", "killCore", "fillDisk", "cut", "stall", "slow", "stutter"] as const;
export type Trouble = (typeof TROUBLES)[number];

/** Lines of the timeline that tell what came before a round. */
const KEPT = 20;

export interface Report {
  readonly seed: number;
  readonly rounds: number;
  /** Edits whose barrier was answered; all of them were there in the end. */
  readonly promises: number;
  readonly troubles: Readonly<Record<Trouble, number>>;
}

/**
 * @param seed a positive 32-bit integer; it fixes what is chosen, not what the processes make of the time they get
 * @param onRound called after each round with its number and the promises until then
 * @throws Error naming the seed, the round and what happened in it, at the first broken promise
 */
export async function runRounds(seed: number, rounds: number, onRound: (round: number, promises: number) => void = () => undefined): Promise<Report> {
  const gen = prng.create(seed);
  const newsroom = new Newsroom(gen);
  const troubles: Record<Trouble, number> = { killRelay: 0, killCore: 0, fillDisk: 0, cut: 0, stall: 0, slow: 0, stutter: 0 };
  let round = 0;
  try {
    await newsroom.open();
    for (round = 1; round <= rounds; round++) {
      newsroom.timeline.splice(0, Math.max(0, newsroom.timeline.length - KEPT));
      const first = prng.oneOf(gen, [...TROUBLES]);
      const second = prng.oneOf(gen, [...TROUBLES, null, null]);
      const chosen = [...new Set([first, second])].filter((trouble) => trouble !== null);
      // The dead have no disk.
      if (chosen.includes("fillDisk") && chosen.includes("killRelay")) chosen.pop();
      const befall = async (trouble: Trouble, after: number): Promise<void> => {
        await sleep(after);
        troubles[trouble]++;
        await newsroom[trouble]();
      };
      // None is left behind, also when another fails.
      const ends = await Promise.allSettled([newsroom.write(prng.int31(gen, 600, 1500)), ...chosen.map((trouble) => befall(trouble, prng.int31(gen, 50, 600)))]);
      for (const end of ends) if (end.status === "rejected") throw end.reason;
      await newsroom.rest();
      onRound(round, newsroom.ledger.promises);
    }
    return { seed, rounds, promises: newsroom.ledger.promises, troubles };
  } catch (error) {
    const log = newsroom.log;
    throw new Error(`seed ${seed}, round ${round}: ${(error as Error).message}\n${newsroom.timeline.join("\n")}\n${log}`, { cause: error });
  } finally {
    await newsroom.close();
  }
}
