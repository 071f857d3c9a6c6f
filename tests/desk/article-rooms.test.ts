/** The two rooms of an article that a window opens, at a real core: its notes are taken in when its text is on screen. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { ArticleRooms } from "../../renderer/app/article/article-rooms.ts";
import { addThread, readThreads } from "../../shared/notes/threads.ts";
import { roomName } from "../../shared/roles.ts";
import { eventually } from "../eventually.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk, OpenRoom } from "./desk-fixture.ts";

let site: TestRelay;
let desk: Desk;
let article: string;
let rooms: ArticleRooms;
/** What waits until the text is on screen. */
let shown: (() => void)[];
const NO_QUOTE = { prefix: "", text: "", suffix: "" };
const fail = (error: unknown): never => {
  throw error;
};

beforeEach(async () => {
  site = await new TestRelay().start({});
  desk = await Desk.open(site, "سارا", "editor");
  article = await desk.create("تیتر\nمتن");
  const notes = new OpenRoom(desk.window, roomName(article, "notes"));
  await notes.loaded();
  addThread(notes.doc, null, NO_QUOTE, "یادداشت", 1);
  await notes.saved();
  notes.close();
  shown = [];
  rooms = new ArticleRooms(desk.window, article, fail, (act) => {
    shown.push(act);
    return () => shown.splice(shown.indexOf(act), 1);
  });
});
afterEach(async () => {
  rooms.destroy();
  await closeDesks(site, [desk]);
});

const threads = () => readThreads(rooms.notes).map(({ messages: [{ text }] }) => text);

test("SU46: the text is loaded while the notes wait, and these come in when it is on screen", async () => {
  await eventually(() => rooms.state.get().isTextLoaded, true);
  expect(shown).toHaveLength(1);
  // What the core has said of the notes by now is kept: a question that is answered later shows that all of it came.
  await desk.window.calls.syncState({ article });
  expect(rooms.state.get().replica.loaded).toBe(false);
  expect(threads()).toEqual([]);
  for (const act of shown) act();
  await eventually(() => rooms.state.get().replica.loaded, true);
  expect(threads()).toEqual(["یادداشت"]);
});

test("SU46 SY11: a note that is written before the others are taken in is saved beside them", async () => {
  await eventually(() => rooms.state.get().isTextLoaded, true);
  addThread(rooms.notes, null, NO_QUOTE, "تازه", 2);
  expect(rooms.state.get().replica.pending).toBe(true);
  for (const act of shown) act();
  await eventually(() => rooms.state.get().replica, { loaded: true, pending: false, refused: null, unreadable: false });
  const other = new OpenRoom(desk.window, roomName(article, "notes"));
  await other.loaded();
  expect(readThreads(other.doc).map(({ messages: [{ text }] }) => text)).toEqual(threads());
  expect(threads()).toHaveLength(2);
  other.close();
});

test("SU46: a window that is left before takes nothing in", async () => {
  await eventually(() => rooms.state.get().isTextLoaded, true);
  rooms.destroy();
  expect(shown).toEqual([]);
});
