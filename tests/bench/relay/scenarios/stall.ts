/** Goal 6: what a reader who stops reading costs the server, and the others. */
import { CONTESTANTS, type Contestant } from "../contestants.ts";
import { alternate, inFolder, rowsOf, withServer, type Scenario, type Settings } from "../scenario.ts";

const MEGABYTE = 1024 * 1024;
const READERS = 8;

interface Seen {
  readonly held: number;
  readonly p99: number;
}

async function run(settings: Settings, contestant: Contestant, folder: string, stalled: boolean): Promise<Seen> {
  return await withServer(contestant, folder, async ({ process, seats }) => {
    let end: Promise<number> = Promise.resolve(0);
    let begin: Promise<number> = Promise.resolve(0);
    const used = async (): Promise<number> => (await process.memory()).used;
    const { p99 } = await settings.load.run(
      {
        job: "stall",
        seats: await seats(1, READERS + 2),
        dialect: contestant.dialect,
        synced: contestant.keeps,
        stalled,
        megabytes: settings.quick ? 16 : 64,
      },
      (mark) => {
        if (mark === "begin") begin = used();
        else end = used();
      },
    );
    return { held: ((await end) - (await begin)) / MEGABYTE, p99: p99! };
  });
}

export const stall: Scenario = async (settings) => {
  const values = await alternate(settings, CONTESTANTS, async (contestant, folder) => {
    const without = await inFolder((other) => run(settings, contestant, other, false));
    const withOne = await run(settings, contestant, folder, true);
    return [withOne.held - without.held, without.p99, withOne.p99];
  });
  return {
    title: `6. A reader who stops reading, ${READERS} who read`,
    columns: ["MB held for it", "p99 of others without, ms", "p99 of others with, ms"],
    rows: rowsOf(CONTESTANTS, values),
    goals: [
      { text: "≤ 4 MB held", is: values.tahrir[0]!, atMost: 4 },
      { text: "delays nobody (p99 with ≤ without + 1 ms)", is: values.tahrir[2]!, atMost: values.tahrir[1]! + 1 },
    ],
  };
};
