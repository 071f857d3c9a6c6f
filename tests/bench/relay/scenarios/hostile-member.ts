/** What a member who means harm costs an owner who types in the same article: a reader, then one who may write notes and text. */
import * as Y from "yjs";
import { CONTESTANTS } from "../contestants.ts";
import { alternate, inFolder, withServer, type Scenario, type Settings } from "../scenario.ts";
import { longDocument } from "./long-document.ts";

/** Letters of the article beside those that were typed one by one. */
const LETTERS = 60_000;
const TYPIST = 4000;
const MOST = 250;

const ATTACKERS = { nobody: null, reader: "reader", editor: "editor" } as const;

async function run(settings: Settings, folder: string, role: "reader" | "editor" | null, state: Uint8Array): Promise<readonly number[]> {
  return await withServer(CONTESTANTS.tahrir, folder, async ({ seats, seatOf }) => {
    const [writer] = await seats(1, 1);
    const upload = Buffer.from(state).toString("base64");
    await settings.load.run({ job: "open", seats: [writer!], upload, dialect: "plain", synced: true });
    await settings.load.run({ job: "close" });
    const [owner, attacker] = await Promise.all([seatOf!("owner"), seatOf!(role ?? "reader")]);
    const { p50, p99, health50, health99 } = await settings.load.run({
      job: "hostile",
      seats: [owner, attacker],
      dialect: "plain",
      synced: true,
      typist: TYPIST,
      attack: role !== null,
      state: upload,
      seconds: settings.quick ? 8 : 30,
    });
    return [p50!, p99!, health50!, health99!];
  });
}

export const hostileMember: Scenario = async (settings) => {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const update of longDocument()) Y.applyUpdate(doc, update);
    doc.getText("body").insert(0, "خبر ".repeat(LETTERS / 4));
  });
  const state = Y.encodeStateAsUpdate(doc);
  const contestants = { tahrir: CONTESTANTS.tahrir };
  const { tahrir } = await alternate(settings, contestants, async (_, folder) => {
    const values: number[] = [...(await run(settings, folder, ATTACKERS.nobody, state))];
    for (const role of [ATTACKERS.reader, ATTACKERS.editor]) values.push(...(await inFolder((other) => run(settings, other, role, state))));
    return values;
  });
  const row = (name: string, at: number) => ({ name, values: tahrir.slice(at, at + 4) });
  return {
    title: `9. An owner types in an article of ${(state.length / 1e6).toFixed(1)} MB while a member attacks it, milliseconds`,
    columns: ["saved p50", "saved p99", "/healthz p50", "/healthz p99"],
    rows: [row("a hostile reader", 4), row("a hostile editor", 8), row("nobody else", 0)],
    goals: [
      { text: "a reader makes nobody wait longer (p99)", is: Math.max(tahrir[5]!, tahrir[7]!), atMost: MOST },
      { text: "an editor makes nobody wait longer (p99)", is: Math.max(tahrir[9]!, tahrir[11]!), atMost: MOST },
    ],
    notes: [
      "the attack: eight connections, each with 1,200 sync steps 1, 40 updates that overlap, 20 lists of 40,000 authors, the article twice and 8 MB of nonsense as step 2, over and over",
    ],
  };
};
