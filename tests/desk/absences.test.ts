/** Absences of a desk from the relay: what collided is kept until somebody has looked, also for articles that nobody had open. */
import zlib from "node:zlib";
import * as Y from "yjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDesk } from "../../main/core/database.ts";
import { collidedSides, packBase } from "../../main/core/versions/absence-jobs.ts";
import { Absences } from "../../main/core/versions/absences.ts";
import { findCollisions } from "../../shared/compare/collisions.ts";
import type { AbsenceStates } from "../../shared/rpc/contract.ts";
import { eventually } from "../eventually.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { temporaryFolder, TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk, type OpenRoom } from "./desk-fixture.ts";

const TEXT = "تیتر\nرودخانه دیشب بالا آمد.\nکسی نخوابید.";

let site: TestRelay;
let desks: Desk[];
let sara: Desk;
let omid: Desk;
let article: string;

const behind = (room: OpenRoom, phrase: string, text: string): void => room.type(text, room.text.indexOf(phrase) + phrase.length);
const docOf = (state: Uint8Array): Y.Doc => {
  const doc = new Y.Doc();
  doc.getText("body");
  Y.applyUpdate(doc, state);
  return doc;
};
const textOf = (state: Uint8Array): string => docOf(state).getText("body").toJSON();
const absences = (desk: Desk): Promise<readonly AbsenceStates[]> => desk.window.calls.absences({ article });
/** Absences on its disk, over or not. */
const kept = (desk: Desk): unknown => desk.beside((db) => db.prepare("SELECT count(*) FROM absences").pluck().get());
const offline = (desk: Desk, isOffline: boolean): Promise<void> => desk.window.calls.setOffline({ offline: isOffline });
/** Writes with a window that is opened for it alone. */
const write = async (desk: Desk, phrase: string, text: string): Promise<void> => {
  const room = await desk.openRoom(article);
  behind(room, phrase, text);
  await room.saved();
  room.close();
};
const hasAll = (desk: Desk, ...phrases: readonly string[]): Promise<void> =>
  eventually(async () => {
    const room = await desk.openRoom(article);
    const { text } = room;
    room.close();
    return phrases.filter((phrase) => !text.includes(phrase));
  }, []);

beforeEach(async () => {
  site = await new TestRelay().start();
  desks = [];
  for (const [name, role] of [
    ["سارا", "owner"],
    ["امید", "editor"],
  ] as const)
    desks.push(await Desk.open(site, name, role));
  [sara, omid] = desks as [Desk, Desk];
  article = await sara.create(TEXT);
  const room = await sara.openRoom(article);
  await eventually(() => sara.state(article), ["connected", 0]);
  room.close();
  await omid.knows(article);
  await hasAll(omid, "نخوابید");
});
afterEach(() => closeDesks(site, desks));

test("VE33: what collided is kept on disk for a window that is opened later, until somebody has looked", async () => {
  await offline(sara, true);
  await write(sara, "دیشب", " باز");
  await write(sara, "دیشب", " هم");
  const theirs = await omid.openRoom(article);
  behind(theirs, "بالا", " و بالاتر");
  await eventually(() => omid.state(article), ["connected", 0]);
  theirs.close();
  // Nobody has the article open when the desk comes back.
  await offline(sara, false);
  await eventually(async () => (await absences(sara)).length, 1);
  await hasAll(sara, "باز", "بالاتر");
  await sara.restart();
  const [absence] = await absences(sara);
  expect([textOf(absence!.base), textOf(absence!.mine), textOf(absence!.theirs)]).toEqual([
    TEXT,
    "تیتر\nرودخانه دیشب هم باز بالا آمد.\nکسی نخوابید.",
    "تیتر\nرودخانه دیشب بالا و بالاتر آمد.\nکسی نخوابید.",
  ]);
  const room = await sara.openRoom(article);
  const [base, mine, other] = [absence!.base, absence!.mine, absence!.theirs].map(docOf) as [Y.Doc, Y.Doc, Y.Doc];
  expect(findCollisions({ base, mine, theirs: other, merged: room.doc }).map(({ type }) => type)).toEqual(["changed"]);
  room.close();
  // The desk that was not away has nothing to look at.
  expect(await absences(omid)).toEqual([]);

  await sara.window.calls.absencesSeen({ article, absences: [absence!.id] });
  expect(await absences(sara)).toEqual([]);
  await sara.restart();
  expect(await absences(sara)).toEqual([]);
});

test("VE33: an absence lasts over restarts of the desk, and windows that are open are told of its end", { tags: "long" }, async () => {
  await offline(sara, true);
  await write(sara, "دیشب", " باز");
  await eventually(() => kept(sara), 1);
  sara.stop();
  const theirs = await omid.openRoom(article);
  behind(theirs, "بالا", " و بالاتر");
  await eventually(() => omid.state(article), ["connected", 0]);
  theirs.close();
  // It starts without the relay.
  await sara.start();
  await write(sara, "کسی", " دیگر");
  const told: string[] = [];
  sara.window.on("collided", (event) => told.push(event.article));
  const room = await sara.openRoom(article);
  sara.core.connect(site.relay.http);
  await offline(sara, false);
  await eventually(() => told, [article]);
  const [absence] = await absences(sara);
  expect(textOf(absence!.base)).toBe(TEXT);
  expect(textOf(absence!.mine)).toBe("تیتر\nرودخانه دیشب باز بالا آمد.\nکسی دیگر نخوابید.");
  expect(textOf(absence!.theirs)).toBe("تیتر\nرودخانه دیشب بالا و بالاتر آمد.\nکسی نخوابید.");
  room.close();
});

test("VE33: nothing is kept where one side wrote, where both wrote elsewhere, or where nobody was away", { tags: "long" }, async () => {
  for (const [mine, others] of [
    ["دیشب", null],
    [null, "بالا"],
    ["دیشب", "کسی"],
  ] as const) {
    await offline(sara, true);
    if (mine) await write(sara, mine, " باز");
    const theirs = await omid.openRoom(article);
    await eventually(() => omid.state(article), ["connected", 0]);
    if (others) behind(theirs, others, " نیز");
    await eventually(() => omid.state(article), ["connected", 0]);
    theirs.close();
    await offline(sara, false);
    const room = await sara.openRoom(article);
    await eventually(() => sara.state(article), ["connected", 0]);
    room.close();
    // Nothing is left on the way to the end of an absence either.
    await eventually(() => kept(sara), 0);
  }
  // Both write at once, connected.
  const [one, other] = [await sara.openRoom(article), await omid.openRoom(article)];
  await eventually(async () => [await sara.state(article), await omid.state(article)].flat(), ["connected", 0, "connected", 0]);
  behind(one, "دیشب", " یک");
  behind(other, "آمد", " دو");
  await eventually(() => [one, other].filter(({ text }) => !text.includes(" یک") || !text.includes(" دو")).length, 0);
  await eventually(async () => [await sara.state(article), await omid.state(article)].flat(), ["connected", 0, "connected", 0]);
  expect([await absences(sara), await absences(omid)]).toEqual([[], []]);
  // The line may have come up only after the first letter.
  await eventually(() => kept(sara), 0);
  one.close();
  other.close();
});

/** The part of a desk that follows absences, on a disk of its own: the desk has `doc`, the others have `other`. */
class Away {
  readonly id = "article-1";
  readonly doc = new Y.Doc();
  readonly other = new Y.Doc();
  readonly collided: string[] = [];
  readonly absences: Absences;
  isThere = true;
  readonly #folder = temporaryFolder();
  readonly #db = openDesk(this.#folder.path);
  readonly #log = new SqliteUpdateLog(this.#db);

  /** @param ready resolves when the thread may answer */
  constructor(ready: Promise<void> = Promise.resolve()) {
    this.absences = new Absences({
      db: this.#db,
      log: this.#log,
      worker: {
        packBase: async (updates) => (await ready, packBase(zlib, updates)),
        collidedSides: (absence) => Promise.resolve(collidedSides(zlib, absence)),
      },
      isShared: () => this.isThere,
      isConnected: () => false,
      onCollided: (one) => this.collided.push(one),
      report: (error) => {
        throw error;
      },
    });
    this.doc.getText("body").insert(0, TEXT);
    this.#commit(Y.encodeStateAsUpdate(this.doc), false);
    Y.applyUpdate(this.other, Y.encodeStateAsUpdate(this.doc));
  }

  /** Both write in the same paragraph, and then hear of one another. */
  apart(mine: string, theirs: string): void {
    for (const [one, word] of [
      [this.doc, mine],
      [this.other, theirs],
    ] as const) {
      const before = Y.encodeStateVector(one);
      one.getText("body").insert(10, word);
      this.#commit(Y.encodeStateAsUpdate(one, before), one === this.doc);
    }
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.other));
    Y.applyUpdate(this.other, Y.encodeStateAsUpdate(this.doc));
    this.absences.inStep(this.id);
  }

  close(): void {
    this.absences.close();
    this.#db.close();
    this.#folder.remove();
  }

  #commit(update: Uint8Array, unconfirmed: boolean): void {
    const room = `article/${this.id}`;
    this.#log.append([{ room, update, credits: [], unconfirmed }]);
    const member = unconfirmed ? "me" : null;
    this.absences.committed({ room, update, stretches: [], deletions: [], reply: false, member, unconfirmed });
  }
}

test("VE33: each absence is told of its own changes, and of the newest five only", async () => {
  const away = new Away();
  for (let i = 0; i < 6; i++) {
    away.apart(`م${i}`, `د${i}`);
    await eventually(() => away.collided.length, i + 1);
  }
  const newest = away.absences.ended(away.id);
  expect(newest.map(({ base }) => textOf(base).includes("م0"))).toEqual([true, true, true, true, true]);
  const { mine, theirs } = newest[4]!;
  expect([textOf(mine), textOf(theirs)].map((text) => [text.includes("م5"), text.includes("د5")])).toEqual([
    [true, false],
    [false, true],
  ]);
  away.close();
});

test("VE33: an absence that is over before its base is on disk is kept all the same, but not of an article that is gone", async () => {
  for (const isGone of [false, true]) {
    const ready = Promise.withResolvers<void>();
    const away = new Away(ready.promise);
    away.apart("باز", "نیز");
    away.isThere = !isGone;
    ready.resolve();
    await eventually(() => away.collided, isGone ? [] : [away.id]);
    expect(away.absences.ended(away.id).map((absence) => textOf(absence.base))).toEqual(isGone ? [] : [TEXT]);
    away.close();
  }
});
