/** What moving carets cost in a small and in a full room. */
import { CONTESTANTS, type Contestant } from "../contestants.ts";
import { alternate, rowsOf, withServer, type Scenario, type Settings } from "../scenario.ts";

const RATE = 5;
const KEEPERS = {
  yWebsocket: CONTESTANTS.yWebsocket,
  hocuspocus: CONTESTANTS.hocuspocus,
  tahrir: CONTESTANTS.tahrir,
};

async function use(settings: Settings, contestant: Contestant, folder: string, people: number): Promise<number> {
  return await withServer(contestant, folder, async ({ process, seats }) => {
    let [begin, end] = [0, 0];
    const seconds = settings.quick ? 2 : 5;
    await settings.load.run(
      { job: "presence", seats: await seats(1, people), dialect: contestant.dialect, synced: true, rate: RATE, warmUp: 1, seconds },
      (mark) => {
        if (mark === "begin") begin = process.cpu();
        else end = process.cpu();
      },
    );
    return (100 * (end - begin)) / seconds;
  });
}

export const presence: Scenario = async (settings) => {
  const values = await alternate(settings, KEEPERS, async (contestant, folder) => {
    const few = await use(settings, contestant, folder, 5);
    const many = await use(settings, contestant, folder, 50);
    return [few, many];
  });
  return {
    title: `8. Carets, ${RATE} moves a second each, clients that echo as y-websocket 3.1.0 does, % of a core`,
    columns: ["5 people", "50 people"],
    rows: rowsOf(KEEPERS, values),
    goals: [{ text: "50 people cost what 5 did in @y/websocket-server", is: values.tahrir[1]!, atMost: values.yWebsocket[0]! }],
  };
};
