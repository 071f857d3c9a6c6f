/** The newsroom's lists at desks: who reads and writes them, offline too. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { changeLists } from "../../shared/lists/change-lists.ts";
import { readLists } from "../../shared/lists/newsroom-lists.ts";
import { LISTS_ROOM } from "../../shared/lists-room.ts";
import type { Role } from "../../shared/roles.ts";
import { eventually } from "../eventually.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk, OpenRoom } from "./desk-fixture.ts";

let site: TestRelay;
let desks: Desk[];
let rooms: OpenRoom[];

const open = async (name: string, role: Role): Promise<Desk> => {
  const desk = await Desk.open(site, name, role);
  desks.push(desk);
  return desk;
};
const listsOf = async (desk: Desk): Promise<OpenRoom> => {
  const room = new OpenRoom(desk.window, LISTS_ROOM);
  rooms.push(room);
  await room.loaded();
  return room;
};
const dictionary = ({ doc }: OpenRoom): string[] => [...readLists(doc).dictionary].sort();

beforeEach(async () => {
  site = await new TestRelay().start();
  desks = [];
  rooms = [];
});
afterEach(async () => {
  for (const room of rooms) room.close();
  await closeDesks(site, desks);
});

test("HS29: what an editor adds is at every desk, also of a reader, who changes nothing", async () => {
  const [sara, omid] = [await open("سارا", "editor"), await open("امید", "reader")];
  const [hers, his] = [await listsOf(sara), await listsOf(omid)];
  changeLists.addWord(hers.doc, "تحریریه");
  await hers.saved();
  await eventually(() => dictionary(his), ["تحریریه"]);
  changeLists.addWord(his.doc, "مال‌خواننده");
  await eventually(() => his.replica.state.refused === null, false);
  changeLists.addWord(hers.doc, "پس‌ازآن");
  await eventually(() => dictionary(his).includes("پس‌ازآن"), true);
  expect(dictionary(hers)).toEqual(["تحریریه", "پس‌ازآن"].sort());
});

test("HS29: offline the lists are there and take entries, which the others have when it is back, also after a restart", async () => {
  const [sara, omid] = [await open("سارا", "owner"), await open("امید", "editor")];
  const [hers, his] = [await listsOf(sara), await listsOf(omid)];
  changeLists.addWord(hers.doc, "پیشین");
  await eventually(() => dictionary(his), ["پیشین"]);
  await sara.window.calls.setOffline({ offline: true });
  changeLists.addWord(hers.doc, "دور");
  await hers.saved();
  changeLists.addWord(his.doc, "نزدیک");
  await his.saved();
  sara.stop();
  await sara.start();
  sara.core.connect(site.relay.http);
  const again = await listsOf(sara);
  await eventually(() => dictionary(again), ["دور", "پیشین"].sort());
  await sara.window.calls.setOffline({ offline: false });
  const all = ["دور", "نزدیک", "پیشین"].sort();
  await eventually(() => dictionary(again), all);
  await eventually(() => dictionary(his), all);
});

test("HS29: a new role counts at once, and what was refused under the old one is sent", async () => {
  const sara = await open("سارا", "owner");
  const omid = await open("امید", "commenter");
  const [hers, his] = [await listsOf(sara), await listsOf(omid)];
  const { id } = (await omid.window.calls.session()).member;
  site.beside((db) => db.prepare("UPDATE members SET role = 'editor' WHERE id = ?").run(id));
  await eventually(async () => (await omid.window.calls.session()).member.role, "editor");
  changeLists.addWord(his.doc, "واژه");
  await his.saved();
  await eventually(() => dictionary(hers), ["واژه"]);
});

test("HS29: a desk that has joined no newsroom has no lists", async () => {
  const desk = await Desk.alone(site);
  desks.push(desk);
  const room = new OpenRoom(desk.window, LISTS_ROOM);
  rooms.push(room);
  await eventually(() => room.replica.state.refused === null, false);
  expect(room.replica.state.loaded).toBe(false);
});
