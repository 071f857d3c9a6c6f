/** Goal 3: how soon an edit is at the others, and confirmed, at 200 edits a second. */
import { join } from "node:path";
import { CONTESTANTS } from "../contestants.ts";
import { alternate, inFolder, median, rowsOf, withServer, type Scenario } from "../scenario.ts";
import type { Spread } from "../load/job.ts";
import { onMeasuredCore } from "../server-process.ts";

const PEOPLE = 20;
const RATE = 200;
const COMMIT = join(import.meta.dirname, "../servers/commit.ts");

export const latency: Scenario = async (settings) => {
  const commits: Spread[] = [];
  const values = await alternate(settings, CONTESTANTS, async (contestant, folder) => {
    const barrier = contestant === CONTESTANTS.tahrir;
    // Beside every measurement of the relay, what one commit costs on this disk at that hour.
    if (barrier)
      commits.push(
        await inFolder(
          async (other) => JSON.parse(await onMeasuredCore(COMMIT, other, String(RATE), settings.quick ? "2" : "5")) as Spread,
        ),
      );
    return await withServer(contestant, folder, async ({ seats }) => {
      const { p50, p99, barrier50, barrier99, deliveries, expected } = await settings.load.run({
        job: "paced",
        seats: await seats(1, PEOPLE),
        dialect: contestant.dialect,
        synced: contestant.keeps,
        rate: RATE,
        seconds: settings.quick ? 3 : 10,
        barrier,
      });
      if (deliveries! < expected!) throw new Error(`${contestant.name} delivered ${deliveries} of ${expected} edits`);
      return [p50!, p99!, barrier50 ?? Number.NaN, barrier99 ?? Number.NaN];
    });
  });
  const commit = { p50: median(commits.map(({ p50 }) => p50)), p99: median(commits.map(({ p99 }) => p99)) };
  const [, p99, , barrier99] = values.tahrir;
  const most = values.bare[1]! + commit.p99;
  return {
    title: `3. ${RATE} edits a second, ${PEOPLE} people in one room, milliseconds`,
    columns: ["p50", "p99", "barrier p50", "barrier p99"],
    rows: rowsOf(CONTESTANTS, values),
    goals: [
      { text: "p99 of delivery ≤ bare + one commit", is: p99!, atMost: most },
      { text: "p99 of the barrier ≤ bare + one commit", is: barrier99!, atMost: most },
    ],
    notes: [`one commit here: p50 ${commit.p50.toFixed(2)} ms, p99 ${commit.p99.toFixed(2)} ms (WAL, full sync, one row at the same pace)`],
  };
};
