import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { decodeFrame, encodeFrame, FrameError } from "../../shared/wire/frames.ts";
import { Client, ROOM, Site, turn } from "./room-fixture.ts";

let site: Site;
beforeEach(() => {
  site = new Site();
});
afterEach(() => site.close());

const authors = (): Record<number, string> => Object.fromEntries(site.log.authors(ROOM));

/** What a desk has that the relay lost: a line of each of these clients. */
function lost(...clients: number[]): Uint8Array {
  return Y.mergeUpdates(
    clients.map((client) => {
      const doc = new Y.Doc();
      doc.clientID = client;
      doc.getText("body").insert(0, `خط ${client}`);
      return Y.encodeStateAsUpdate(doc);
    }),
  );
}

test("AU3: what a desk says it carries for others is credited to nobody, and the rest to its member", async () => {
  const omid = new Client(site, "omid");
  omid.say({ type: "authors", mine: [2], others: [1, 3] });
  omid.say({ type: "update", update: lost(1, 2, 3), reply: true });
  await turn();
  expect(authors()).toEqual({ 2: "omid" });
});

test("AU3: who wrote what somebody else brought is credited when their desk is there", async () => {
  const omid = new Client(site, "omid");
  omid.say({ type: "authors", mine: [], others: [1] });
  omid.update(lost(1, 2));
  await turn();
  const sara = new Client(site, "sara");
  sara.say({ type: "authors", mine: [1], others: [] });
  await turn();
  expect([authors(), sara.closed]).toEqual([{ 1: "sara", 2: "omid" }, null]);
});

test("AU3: a claim takes nothing from an owner, nor what is not there yet, and a reader's claim counts for nothing", async () => {
  const omid = new Client(site, "omid");
  omid.update(lost(1));
  omid.say({ type: "authors", mine: [], others: [5] });
  omid.update(lost(5));
  await turn();
  const mallory = new Client(site, "mallory");
  // 7 is in the presence already, and writes later.
  mallory.say({ type: "authors", mine: [1, 7], others: [] });
  const reader = new Client(site, "reader");
  reader.writes = false;
  reader.say({ type: "authors", mine: [5], others: [] });
  await turn();
  const sara = new Client(site, "sara");
  sara.update(lost(7));
  await turn();
  expect(authors()).toEqual({ 1: "omid", 7: "sara" });
});

test("AU3: a desk takes no word from its windows about authors", async () => {
  const desk = new Site({ desk: true });
  const window = new Client(desk, "sara");
  window.say({ type: "authors", mine: [9], others: [1] });
  window.update(lost(1));
  await turn();
  expect([[...desk.log.authors(ROOM)], window.closed]).toEqual([[[1, "sara"]], null]);
  desk.close();
});

test("SY4: authors travel as they are; too many, or one that cannot be, are refused", () => {
  const frame = { type: "authors", mine: [1, 2 ** 32 - 1], others: [7] } as const;
  expect(decodeFrame(encodeFrame(frame))).toEqual(frame);
  for (const body of [[1, 0xff, 0xff, 0xff, 0xff, 0x7f, 0], [0xa1, 0x9c, 0x01, 1], [2, 1], [0]]) {
    expect(() => decodeFrame(Uint8Array.of(65, ...body)), body.join()).toThrow(FrameError);
  }
  const many = Array.from({ length: 20_500 }, (_, i) => i);
  expect(decodeFrame(encodeFrame({ type: "authors", mine: many, others: [] }))).toMatchObject({ mine: many.slice(500) });
});
