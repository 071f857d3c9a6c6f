/** Goal 4: what an open document that nobody touches costs, and what stays when it is closed. */
import * as Y from "yjs";
import { CONTESTANTS } from "../contestants.ts";
import { alternate, rowsOf, withServer, type Scenario } from "../scenario.ts";
import type { Memory } from "../server-process.ts";

const KILOBYTE = 1024;
/** Milliseconds until what was closed or stored is done with. */
const REST = 1500;
const SIZE = 104 * KILOBYTE;

const KEEPERS = {
  yWebsocket: CONTESTANTS.yWebsocket,
  hocuspocus: CONTESTANTS.hocuspocus,
  hocuspocusSqlite: CONTESTANTS.hocuspocusSqlite,
  tahrir: CONTESTANTS.tahrir,
};

/** A document of that many bytes, written in phrases at many places, as people write. */
function document(): Uint8Array {
  const doc = new Y.Doc();
  const body = doc.getText("body");
  let seed = 1;
  for (let state: Uint8Array = new Uint8Array(); ; state = Y.encodeStateAsUpdate(doc)) {
    if (state.length >= SIZE) return state;
    for (let i = 0; i < 100; i++) {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      body.insert(seed % (body.length + 1), "یک جملهٔ کوتاه. ");
    }
  }
}

export const memory: Scenario = async (settings) => {
  const rooms = settings.quick ? 50 : 200;
  const upload = Buffer.from(document()).toString("base64");
  const values = await alternate(settings, KEEPERS, (contestant, folder) =>
    withServer(contestant, folder, async ({ process, seats }) => {
      const { load } = settings;
      const places = { dialect: contestant.dialect, synced: true } as const;
      const all = await seats(2 * rooms, 1);
      const atRest = async (): Promise<Memory> => {
        await new Promise((resolve) => setTimeout(resolve, REST));
        return await process.memory();
      };
      const start = await atRest();
      await load.run({ job: "open", seats: all.slice(0, rooms), upload, ...places });
      const first = await atRest();
      await load.run({ job: "close" });
      // The others are charged neither what a program sets up once nor the heap that it has worked in.
      const before = await atRest();
      await load.run({ job: "open", seats: all.slice(rooms), upload, ...places });
      const open = await atRest();
      await load.run({ job: "close" });
      const after = await atRest();
      const each = (bytes: number): number => bytes / rooms / KILOBYTE;
      return [each(open.used - before.used), each(open.rss - before.rss), each(first.rss - start.rss), each(after.used - before.used)];
    }),
  );
  return {
    title: "4. Memory for each open idle document of 104 KB, KB",
    columns: ["used", "resident", "resident at first", "used once closed"],
    rows: rowsOf(KEEPERS, values),
    goals: [
      { text: "≤ 50 KB used each", is: values.tahrir[0]!, atMost: 50 },
      { text: "≤ 50 KB resident each", is: values.tahrir[1]!, atMost: 50 },
      { text: "back to the baseline (≤ 5 KB used each)", is: values.tahrir[3]!, atMost: 5 },
    ],
    notes: [
      `${rooms} documents with one connection each; "used" is heap and buffers after a full collection`,
      '"at first" is the growth from a fresh start; the other columns are of as many other documents after those were closed',
    ],
  };
};
