/** Entry point: the newsroom's lists, which every desk reads. Who writes without the role, comes in as a guest, or fills them. */
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { verifyDatabase } from "../../server/ops/verify.ts";
import { MOST_ENTRIES, readLists } from "../../shared/lists/newsroom-lists.ts";
import { LISTS_BYTES, LISTS_ROOM } from "../../shared/lists-room.ts";
import { checkStyle } from "../../shared/style/check.ts";
import { readLexicon } from "../../shared/style/lexicon.ts";
import { PROFILES, profileWith } from "../../shared/style/profile.ts";
import type { FrameClient } from "../relay/relay-fixture.ts";
import { TestRelay, type Device } from "../relay/relay-fixture.ts";

let site: TestRelay;
let owner: Device;
beforeEach(async () => {
  site = await new TestRelay().start();
  owner = await site.desk("سارا", "owner");
});
afterEach(async () => {
  await site.close();
  expect(site.reported).toEqual([]);
});

const entry = (word: string, fill: (doc: Y.Doc) => void = (doc) => doc.getMap("dictionary").set(word, true)): Uint8Array => {
  const doc = new Y.Doc();
  fill(doc);
  return Y.encodeStateAsUpdate(doc);
};
let barrier = 0;
async function writes(client: FrameClient, update: Uint8Array): Promise<boolean> {
  const denials = () => client.got.filter(({ type }) => type === "denied").length;
  const before = denials();
  client.send({ type: "update", update, reply: false });
  await client.barrier(++barrier);
  return denials() === before;
}
const words = async (): Promise<number> => {
  const client = await owner.enter(LISTS_ROOM);
  client.send({ type: "step1", stateVector: Y.encodeStateVector(new Y.Doc()) });
  const doc = new Y.Doc();
  Y.applyUpdate(doc, (await client.first("update")).update);
  client.socket.terminate();
  return readLists(doc).dictionary.size;
};

test.each([
  ["commenter", false],
  ["reader", false],
  ["editor", true],
  ["owner", true],
] as const)("HS29: a %s writes into the lists with a program of their own, and the relay decides by the role: %s", async (role, may) => {
  const client = await (await site.desk("مهاجم", role)).enter(LISTS_ROOM);
  expect(await writes(client, entry("واژه"))).toBe(may);
  client.socket.terminate();
});

test("HS29: an editor who is made a reader goes on writing over the open connection, and is refused", async () => {
  const mallory = await site.desk("مهاجم", "editor");
  const client = await mallory.enter(LISTS_ROOM);
  expect(await writes(client, entry("یک"))).toBe(true);
  await owner.call("PATCH", `/api/members/${mallory.member.id}`, { role: "reader" });
  expect(await writes(client, entry("دو"))).toBe(false);
  expect(await words()).toBe(1);
  client.socket.terminate();
});

test("HS29: a guest of one article asks for the lists, and one who becomes a guest stays in them: both are shown out", async () => {
  const mallory = await site.desk("مهاجم", "editor");
  const client = await mallory.enter(LISTS_ROOM);
  await owner.call("PATCH", `/api/members/${mallory.member.id}`, { role: "none" });
  expect((await client.end()).code).toBe(4403);
  expect((await (await mallory.frames(LISTS_ROOM)).end()).code).toBe(4403);
});

test("HS29: what stands in the lists is no damage to whoever verifies a copy of the relay", async () => {
  const client = await owner.enter(LISTS_ROOM);
  expect(await writes(client, entry("واژه"))).toBe(true);
  client.socket.terminate();
  const copy = join(site.folder.path, "copy.sqlite");
  site.beside((db) => db.prepare("VACUUM INTO ?").run(copy));
  expect(verifyDatabase(copy)).toEqual({ rooms: 1, updates: 1, damage: [] });
});

test("HS29: somebody asks for other rooms of the newsroom, which there are not", async () => {
  for (const room of [`${LISTS_ROOM}/notes`, "newsroom/list", "newsroom/", `${LISTS_ROOM}%2F..`]) {
    expect((await (await owner.frames(room)).end()).code, room).toBe(4404);
  }
});

/** Milliseconds, the shortest of three. */
const readingTime = (doc: Y.Doc): number => {
  /** Milliseconds, the shortest of three. */
  const times = [1, 2, 3].map(() => {
    const begun = performance.now();
    readLists(doc);
    return performance.now() - begun;
  });
  return Math.min(...times);
};

test(
  "HS30: an editor fills the lists until the relay takes no more, and the desks read them as fast as full ones",
  { tags: "long" },
  async () => {
    const client = await (await site.desk("مهاجم", "editor")).enter(LISTS_ROOM);
    const hostile = new Y.Doc();
    for (let round = 0; ; round++) {
      const doc = new Y.Doc();
      doc.transact(() => {
        for (let i = 0; i < 20_000; i++) doc.getMap("dictionary").set(`${round}آ${i}`, i % 2 === 0 || "x");
      });
      const update = Y.encodeStateAsUpdate(doc);
      if (!(await writes(client, update))) break;
      Y.applyUpdate(hostile, update);
      expect(round * update.length).toBeLessThan(2 * LISTS_BYTES);
    }
    const full = new Y.Doc();
    full.transact(() => {
      for (let i = 0; i < MOST_ENTRIES; i++) full.getMap("dictionary").set(`آ${i}`, true);
    });
    expect(readLists(hostile).dictionary.size).toBe(MOST_ENTRIES);
    expect(readingTime(hostile)).toBeLessThan(20 * Math.max(5, readingTime(full)));
    client.socket.terminate();
  },
);

test("HS30: an editor lists 20,000 variants that begin alike, and checking takes no longer than a few times what it takes without", () => {
  const lexicon = readLexicon("0\n");
  const variants = Array.from({ length: MOST_ENTRIES }, (_, index) => `دولت ${index.toString(36)}ا`);
  const listed = profileWith("default", { off: [], words: [{ spelling: "کشور", variants }] });
  const text = "دولت دولت دولت و مجلس گفت. ".repeat(400);
  const time = (profile: typeof listed): number => {
    const begun = performance.now();
    checkStyle(text, lexicon, profile);
    return performance.now() - begun;
  };
  time(PROFILES.default);
  time(listed);
  expect(time(listed)).toBeLessThan(30 * Math.max(10, time(PROFILES.default)));
});
