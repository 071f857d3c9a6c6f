/** The door of drafts: what leaves the desk, what the relay holds, and who gets into a draft's room. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { WebSocket } from "ws";
import * as Y from "yjs";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { articleOf } from "../../shared/article/identity/article.ts";
import { draftRoom } from "../../shared/draft-room.ts";
import { roomName } from "../../shared/roles.ts";
import { eventually } from "../eventually.ts";
import { closeDesks, Desk } from "../desk/desk-fixture.ts";
import { DraftWindow } from "../desk/draft-fixture.ts";
import { Device, TestRelay } from "../relay/relay-fixture.ts";

const TEXT = "تیتر\nبند نخست";
/** Words that are written in the draft and stay there, that are erased there again, and that are brought back. */
const [SECRET, ERASED, BROUGHT] = ["honeybee-secret", "wasp-erased", "beekeeper-brought"];

let site: TestRelay;
let desks: Desk[];
/** All that any WebSocket or HTTP request of this process was given to send. */
let sent: string[];

beforeEach(async () => {
  site = await new TestRelay().start();
  desks = [];
  sent = [];
  // Words that an update holds stand in it as UTF-8; those in Persian would, too.
  const keep = (data: unknown): void => {
    if (typeof data === "string") sent.push(data);
    else if (data instanceof ArrayBuffer) sent.push(Buffer.from(data).toString("latin1"));
    else if (ArrayBuffer.isView(data)) sent.push(Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("latin1"));
  };
  const send = Reflect.get(WebSocket.prototype, "send") as (...given: unknown[]) => void;
  vi.spyOn(WebSocket.prototype, "send").mockImplementation(function (this: WebSocket, ...given: unknown[]) {
    keep(given[0]);
    Reflect.apply(send, this, given);
  });
  const { fetch } = globalThis;
  vi.spyOn(globalThis, "fetch").mockImplementation((input, init) => {
    keep(input instanceof Request ? input.url : String(input));
    keep(init?.body);
    return fetch(input, init);
  });
});
afterEach(async () => {
  vi.restoreAllMocks();
  await closeDesks(site, desks);
});

const open = async (name: string): Promise<Desk> => {
  const desk = await Desk.open(site, name, "editor");
  desks.push(desk);
  return desk;
};
const isSent = (word: string): boolean => sent.some((bytes) => bytes.includes(word));
/** Whether a word stands anywhere in the files of a folder: databases, their logs, what is free in them. */
const isOnDisk = (folder: string, word: string, only: (name: string) => boolean = () => true): boolean =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && only(entry.name))
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(word));

test("DR1 DR4: somebody who reads the wire, the relay's disk or a colleague's desk finds nothing of a draft, and of one that was brought back nothing that was erased in it or stayed", async () => {
  const [sara, omid] = [await open("سارا"), await open("امید")];
  const article = await sara.create(TEXT);
  await omid.knows(article);
  const colleague = await omid.openRoom(article);
  const draft = await DraftWindow.open(sara.window, article);
  draft.type(` ${BROUGHT}`, 4);
  draft.type(` ${ERASED}`, 4);
  draft.erase(4, 4 + ERASED.length + 1);
  draft.type(` ${SECRET}`, draft.text.length);
  await draft.saved();
  // Everything that may be sent of the article is: it is described, renamed, synced anew, and offline for a while.
  await sara.window.calls.setOffline({ offline: true });
  await sara.window.calls.describe({ article, text: TEXT });
  draft.rooms.body.getText("body").insert(4, " نو");
  await sara.window.calls.setOffline({ offline: false });
  await eventually(() => colleague.text, `تیتر نو${TEXT.slice(4)}`);
  await sara.window.calls.makeVersion({ article, reason: "named", label: "نسخه" });
  await eventually(() => sara.state(article), ["connected", 0]);
  for (const word of [SECRET, ERASED, BROUGHT]) {
    expect([word, isSent(word)]).toEqual([word, false]);
    expect(isOnDisk(site.folder.path, word)).toBe(false);
    expect(isOnDisk(omid.folder.path, word)).toBe(false);
    expect(isOnDisk(sara.folder.path, word, (name) => !name.startsWith("drafts.sqlite"))).toBe(false);
  }
  expect(isOnDisk(sara.folder.path, SECRET, (name) => name.startsWith("drafts.sqlite"))).toBe(true);
  expect(isSent(draftRoom(article))).toBe(false);

  const [first] = draft.passages;
  await draft.draft.bringBack(new Set([first!.key]));
  await eventually(() => colleague.text.includes(BROUGHT), true);
  expect(articleOf(colleague.doc).suggestions.open().length).toBe(1);
  expect(isSent(BROUGHT)).toBe(true);
  for (const word of [SECRET, ERASED]) {
    expect([word, isSent(word)]).toEqual([word, false]);
    expect(isOnDisk(site.folder.path, word)).toBe(false);
    expect(isOnDisk(omid.folder.path, word)).toBe(false);
  }
  draft.close();
  colleague.close();
});

test("DR2: whoever is in the article sees in its presence no caret of the draft, and not that there is one", async () => {
  const [sara, omid] = [await open("سارا"), await open("امید")];
  const article = await sara.create(TEXT);
  await omid.knows(article);
  const colleague = await omid.openRoom(article);
  const states = (): unknown[] =>
    [...colleague.awareness.getStates()].flatMap(([client, state]) => (client === colleague.doc.clientID ? [] : [state]));
  const draft = await DraftWindow.open(sara.window, article);
  draft.draft.awareness.setLocalState({ cursor: SECRET, user: SECRET });
  // The relay says whose it is (PR1); nothing else is in it.
  await eventually(() => states().map((state) => Object.keys(state as object)), [["user"]]);
  draft.type("الف", 0);
  await draft.saved();
  expect(states().map((state) => Object.keys(state as object))).toEqual([["user"]]);
  expect(isSent(SECRET)).toBe(false);
  draft.close();
  colleague.close();
});

test("DR2: a colleague who writes into the article what a draft says of itself speaks in nobody's name by it", async () => {
  const [sara, omid] = [await open("سارا"), await open("امید")];
  const article = await sara.create(TEXT);
  await omid.knows(article);
  const colleague = await omid.openRoom(article);
  // The room may be there before its words are.
  await eventually(() => colleague.text, TEXT);
  const draft = await DraftWindow.open(sara.window, article);
  const { secret } = (await sara.window.calls.drafts())[0]!;
  const forged = new Y.Doc();
  forged.getText("body").insert(0, "in your name");
  // All names that somebody may guess, and an update that would be brought to the article as Sara's.
  for (const name of ["draft", "drafts", "", "secret", article]) {
    const map = colleague.doc.getMap(name);
    map.set(`client/${colleague.doc.clientID}`, true);
    map.set("leaving/1.1", Y.encodeStateAsUpdate(forged));
  }
  colleague.type("نوشتهٔ امید");
  await eventually(() => draft.text.includes("نوشتهٔ امید"), true);
  expect(draft.draft.isOwn(colleague.doc.clientID)).toBe(false);
  expect([draft.draft.draft.leaving.size, draft.passages.length]).toEqual([0, 0]);
  draft.draft.allow(true);
  draft.type("الف", 0);
  expect(await draft.draft.bringBack(new Set(["headline"]))).toBe(true);
  await eventually(() => colleague.text, `الف${TEXT}نوشتهٔ امید`);
  expect(isSent(secret)).toBe(false);
  expect(isOnDisk(site.folder.path, secret)).toBe(false);
  draft.close();
  colleague.close();
});

test("DR1: a client that asks the relay for the room of a draft is refused, whoever it is", async () => {
  const sara = await open("سارا");
  const article = await sara.create(TEXT);
  const draft = await DraftWindow.open(sara.window, article);
  const { token, member } = (await (async () => {
    const reply = await fetch(`${site.relay.http}/api/join`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ code: site.invite("مهاجم", "owner"), device: "x" }),
    });
    return reply.json();
  })()) as ConstructorParameters<typeof Device>[1];
  const device = new Device(site, { token, member });
  for (const room of [draftRoom(article), `${roomName(article, "body")}/draft`, `article/${draftRoom(article)}`]) {
    const client = await device.frames(room);
    await eventually(() => client.closed !== null && client.closed.code >= 4400, true);
    expect(client.got.filter(({ type }) => type === "update")).toEqual([]);
  }
  draft.close();
});

test("DR1: a window that names the room of a draft badly, or of one that is not there, gets none", async () => {
  const sara = await open("سارا");
  const article = await sara.create(TEXT);
  for (const room of [draftRoom(article), "draft/", "draft/../x", `draft/${article}/notes`, `draft/${"x".repeat(65)}`, "draft/__proto__"]) {
    const codes: number[] = [];
    sara.window.open(room).onClose((code) => void codes.push(code));
    await eventually(() => codes, [4404]);
  }
  // What somebody sends into a draft that is no update closes their own channel.
  const draft = await DraftWindow.open(sara.window, article);
  const channel = sara.window.open(draftRoom(article));
  const codes: number[] = [];
  channel.onClose((code) => void codes.push(code));
  channel.onOpen(() => channel.send(new Uint8Array([0, 2, 3, 255, 255, 255])));
  await eventually(() => codes, [4400]);
  draft.type("الف", 0);
  await draft.saved();
  expect(draft.text).toBe(`الف${TEXT}`);
  expect(Y.encodeStateVector(draft.rooms.body).length).toBeGreaterThan(0);
  draft.close();
});
