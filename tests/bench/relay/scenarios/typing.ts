/** Goals 1 and 2: what a delivered edit costs the server, in one room of fifty, and in five hundred rooms of two. */
import { CONTESTANTS, type Contestant, type ContestantName } from "../contestants.ts";
import type { TypingJob } from "../load/job.ts";
import { alternate, rowsOf, withServer, type Result, type Scenario, type Settings } from "../scenario.ts";

interface Shape {
  readonly rooms: number;
  readonly perRoom: number;
  readonly load: TypingJob["load"];
  readonly edits: number;
}

async function measure(settings: Settings, shape: Shape, contestant: Contestant, folder: string): Promise<readonly number[]> {
  return await withServer(contestant, folder, async ({ process, seats }) => {
    let [begin, end] = [0, 0];
    const { rooms, perRoom, load, edits } = shape;
    const { deliveries, seconds } = (await settings.load.run(
      {
        job: "typing",
        seats: await seats(rooms, perRoom),
        dialect: contestant.dialect,
        synced: contestant.keeps,
        perRoom,
        load,
        edits,
        warmUp: settings.quick ? 1 : 2,
        seconds: settings.quick ? 1 : 4,
      },
      (mark) => {
        if (mark === "begin") begin = process.cpu();
        else end = process.cpu();
      },
    )) as { deliveries: number; seconds: number };
    if (deliveries === 0) throw new Error(`${contestant.name} delivered nothing: this machine is too busy to measure on`);
    return [((end - begin) * 1e6) / deliveries, deliveries / seconds, (end - begin) / seconds];
  });
}

const COLUMNS = ["CPU s per million deliveries", "deliveries/s", "CPU use"];

/** Of what others cost, the relay may cost so much. */
const GOALS = {
  coalescing: { text: "≤ 1.5 × coalescing broadcast", share: 1.5 },
  hocuspocus: { text: "≤ 1/6 of Hocuspocus", share: 1 / 6 },
  yWebsocket: { text: "≤ 1/20 of @y/websocket-server", share: 1 / 20 },
} as const;

/** The relay of another checkout may cost so much less. */
const BESIDE = 1.05;

/** The relay beside its peers, or beside the relay of another checkout. @param goals what it may cost, by what its peers do */
function weigh(
  title: string,
  shape: Shape,
  goals: (values: Readonly<Record<ContestantName, readonly number[]>>) => Result["goals"],
): Scenario {
  return async (settings): Promise<Result> => {
    const weighOne = (contestant: Contestant, folder: string) => measure(settings, shape, contestant, folder);
    const { beside } = settings;
    if (beside === null) {
      const values = await alternate(settings, CONTESTANTS, weighOne);
      return { title, columns: COLUMNS, rows: rowsOf(CONTESTANTS, values), goals: goals(values) };
    }
    const both = { beside, tahrir: CONTESTANTS.tahrir };
    const values = await alternate(settings, both, weighOne);
    const goal = { text: `≤ ${BESIDE} × ${beside.name}`, is: values.tahrir[0]!, atMost: BESIDE * values.beside[0]! };
    return { title, columns: COLUMNS, rows: rowsOf(both, values), goals: [goal] };
  };
}

/** Fifty in one room, under one load. */
const fifty = (title: string, load: TypingJob["load"], edits: number, peers: readonly (keyof typeof GOALS)[]): Scenario =>
  weigh(title, { rooms: 1, perRoom: 50, load, edits }, (values) =>
    peers.map((peer) => ({ text: GOALS[peer].text, is: values.tahrir[0]!, atMost: GOALS[peer].share * values[peer][0]! })),
  );

const ALL = ["coalescing", "hocuspocus", "yWebsocket"] as const;
/** As fast as people can: a write to each socket for nearly every letter is most of the cost, for the limit too. */
export const typists = fifty("1a. 50 typists in one room, ten letters a second each", { rate: 500 }, 100, ["coalescing"]);
/** More than some can take: they fall behind. */
export const flood = fifty("1b. 50 typists in one room, 400 letters a second each", { rate: 20_000 }, 4000, ALL);
/** Nobody falls behind, and whoever batches what waits may do so. */
export const oneRoom = fifty("1c. 50 typists in one room, as fast as they are delivered", { window: 400 }, 24_000, ALL);

export const manyRooms: Scenario = weigh("2. 500 rooms of 2", { rooms: 500, perRoom: 2, load: { window: 1000 }, edits: 1500 }, (values) => [
  { text: "≤ 1.3 × bare broadcast", is: values.tahrir[0]!, atMost: 1.3 * values.bare[0]! },
]);
