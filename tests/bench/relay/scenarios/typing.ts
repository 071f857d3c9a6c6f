/** Goals 1 and 2: what a delivered edit costs the server, in one room of fifty, and in five hundred rooms of two. */
import { CONTESTANTS, type Contestant } from "../contestants.ts";
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
    return [((end - begin) * 1e6) / deliveries, deliveries / seconds, (end - begin) / seconds];
  });
}

const COLUMNS = ["CPU s per million deliveries", "deliveries/s", "CPU use"];

const FIFTY = { rooms: 1, perRoom: 50 } as const;

export const oneRoom: Scenario = async (settings): Promise<Result> => {
  const shape: Shape = { ...FIFTY, load: { window: 400 }, edits: 24_000 };
  const values = await alternate(settings, CONTESTANTS, (contestant, folder) => measure(settings, shape, contestant, folder));
  const cost = (name: keyof typeof CONTESTANTS): number => values[name][0]!;
  return {
    title: "1. 50 typists in one room, as fast as they are delivered",
    columns: COLUMNS,
    rows: rowsOf(CONTESTANTS, values),
    goals: [
      { text: "≤ 1.5 × coalescing broadcast", is: cost("tahrir"), atMost: 1.5 * cost("coalescing") },
      { text: "≤ 1/6 of Hocuspocus", is: cost("tahrir"), atMost: cost("hocuspocus") / 6 },
      { text: "≤ 1/20 of @y/websocket-server", is: cost("tahrir"), atMost: cost("yWebsocket") / 20 },
    ],
  };
};

/** The same room as people fill it: ten letters a second of each, at which a write to a socket is most of what it costs. */
export const steady: Scenario = async (settings): Promise<Result> => {
  const shape: Shape = { ...FIFTY, load: { rate: 500 }, edits: 100 };
  const values = await alternate(settings, CONTESTANTS, (contestant, folder) => measure(settings, shape, contestant, folder));
  return {
    title: "1b. 50 typists in one room, ten letters a second each",
    columns: COLUMNS,
    rows: rowsOf(CONTESTANTS, values),
    goals: [{ text: "≤ 1.5 × coalescing broadcast", is: values.tahrir[0]!, atMost: 1.5 * values.coalescing[0]! }],
  };
};

export const manyRooms: Scenario = async (settings): Promise<Result> => {
  const shape: Shape = { rooms: 500, perRoom: 2, load: { window: 1000 }, edits: 600 };
  const values = await alternate(settings, CONTESTANTS, (contestant, folder) => measure(settings, shape, contestant, folder));
  return {
    title: "2. 500 rooms of 2",
    columns: COLUMNS,
    rows: rowsOf(CONTESTANTS, values),
    goals: [{ text: "≤ 1.3 × bare broadcast", is: values.tahrir[0]!, atMost: 1.3 * values.bare[0]! }],
  };
};
