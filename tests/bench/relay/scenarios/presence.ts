/** What moving carets cost in a small and in a full room. */
import { CONTESTANTS, type Contestant } from "../contestants.ts";
import { alternate, rowsOf, withServer, type Scenario, type Settings } from "../scenario.ts";

const RATE = 5;
const KEEPERS = {
  yWebsocket: CONTESTANTS.yWebsocket,
  hocuspocus: CONTESTANTS.hocuspocus,
  tahrir: CONTESTANTS.tahrir,
};

/** @returns percent of a core, and frames a second that all together got */
async function use(settings: Settings, contestant: Contestant, folder: string, people: number): Promise<readonly [number, number]> {
  return await withServer(contestant, folder, async ({ process, seats }) => {
    let [begin, end] = [0, 0];
    const seconds = settings.quick ? 2 : 5;
    const { frames } = await settings.load.run(
      { job: "presence", seats: await seats(1, people), dialect: contestant.dialect, synced: true, rate: RATE, warmUp: 1, seconds },
      (mark) => {
        if (mark === "begin") begin = process.cpu();
        else end = process.cpu();
      },
    );
    return [(100 * (end - begin)) / seconds, frames! / seconds];
  });
}

export const presence: Scenario = async (settings) => {
  const values = await alternate(settings, KEEPERS, async (contestant, folder) => {
    const few = await use(settings, contestant, folder, 5);
    const many = await use(settings, contestant, folder, 50);
    return [few[0], many[0], few[1], many[1]];
  });
  return {
    title: `8. Carets, ${RATE} moves a second each, clients that echo as y-websocket 3.1.0 does`,
    columns: ["% of a core, 5 people", "50 people", "frames/s, 5 people", "50 people"],
    rows: rowsOf(KEEPERS, values),
    goals: [
      { text: "50 people are sent as many frames as 5 are by @y/websocket-server", is: values.tahrir[3]!, atMost: values.yWebsocket[2]! },
      { text: "50 people cost the processor what 5 do in @y/websocket-server", is: values.tahrir[1]!, atMost: values.yWebsocket[0]! },
    ],
  };
};
