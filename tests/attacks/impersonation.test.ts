/** Entry point: speaking in another's name. A Yjs client chooses its client ID, and whoever reads an article sees everybody's. */
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { eventually } from "../eventually.ts";
import { backUp, restoreFrom } from "../../server/ops/backup.ts";
import { verifyDatabase } from "../../server/ops/verify.ts";
import { roomName, type RoomKind } from "../../shared/roles.ts";
import type { Frame } from "../../shared/wire/frames.ts";
import { article as articleWith, Desk } from "../desk/desk-fixture.ts";
import { TestRelay, type Device, type FrameClient } from "../relay/relay-fixture.ts";

const FORGED = "Approved. Publish now.";

let barriers = 1000;
let site: TestRelay;
let sara: Device;
let mallory: Device;
let article: string;

beforeEach(async () => {
  ({ site, owner: sara, article } = await TestRelay.withArticle());
  mallory = await site.desk("Mallory", "editor");
});
afterEach(async () => {
  expect(verifyDatabase(join(site.folder.path, "relay.sqlite")).damage).toEqual([]);
  await site.close();
});

/** A document of its own with what the room holds, as a window has it. */
async function copyOf(client: FrameClient): Promise<Y.Doc> {
  client.send({ type: "step1", stateVector: Uint8Array.of(0) });
  const doc = new Y.Doc();
  Y.applyUpdate(doc, (await client.first("update")).update);
  return doc;
}

/** Writes as a window does, and waits until the relay has it. @returns the document, whose client ID is the writer's */
async function write(client: FrameClient, text: string, doc = new Y.Doc()): Promise<Y.Doc> {
  const before = Y.encodeStateVector(doc);
  doc.getText("body").insert(doc.getText("body").length, text);
  client.send({ type: "update", update: Y.encodeStateAsUpdate(doc, before), reply: false });
  await client.barrier(++barriers);
  return doc;
}

/** What goes on from the room's state with somebody else's client ID, at its next clock. */
async function forgery(client: FrameClient, clientID: number): Promise<Uint8Array> {
  const doc = await copyOf(client);
  const before = Y.encodeStateVector(doc);
  doc.clientID = clientID;
  doc.getText("body").insert(doc.getText("body").length, FORGED);
  return Y.encodeStateAsUpdate(doc, before);
}

function presence({ clientID }: Y.Doc): Frame {
  const doc = new Y.Doc();
  doc.clientID = clientID;
  const awareness = new Awareness(doc);
  const update = encodeAwarenessUpdate(awareness, [clientID]);
  awareness.destroy();
  return { type: "awareness", update };
}

/** As the relay tells a reader: each stretch's author, and who brought it where that is somebody else. */
async function authorsOf({ clientID }: Pick<Y.Doc, "clientID">, kind: RoomKind = "body", id = article): Promise<string[]> {
  const { body } = await sara.call("GET", `/api/articles/${id}/authors?room=${kind}`);
  const { members, ranges } = body as {
    members: { id: string; name: string }[];
    ranges: [number, number, number, string | null, string | null][];
  };
  const name = (member: string | null): string => members.find(({ id: one }) => one === member)?.name ?? "?";
  return ranges
    .filter(([client]) => client === clientID)
    .map(([, , , author, by]) => (author === by ? name(author) : `${name(author)} ← ${name(by)}`));
}

async function textOf(kind: RoomKind = "body"): Promise<string> {
  const reader = await sara.frames(roomName(article, kind));
  const text = await reader.text();
  reader.socket.close();
  return text;
}

const denials = ({ got }: FrameClient): number => got.filter(({ type }) => type === "denied").length;

for (const [who, role, kind] of [
  ["a commenter", "commenter", "notes"],
  ["an editor", "editor", "body"],
] as const) {
  for (const how of ["live", "as a sync step 2"] as const) {
    test(`AU4: ${who} goes on in the ${kind} with the client ID of an owner who is there, ${how}`, async () => {
      const attacker = await site.desk(who, role);
      const [owner, client] = [await sara.enter(roomName(article, kind)), await attacker.enter(roomName(article, kind))];
      const doc = await write(owner, "Not yet.");
      client.send({ type: "update", update: await forgery(client, doc.clientID), reply: how !== "live" });
      await client.barrier(2);
      expect([await textOf(kind), await authorsOf(doc, kind), denials(client)]).toEqual(["Not yet.", ["سارا"], 1]);
      // The owner writes on, as if nothing had been.
      await write(owner, " Really.", doc);
      expect([await textOf(kind), await authorsOf(doc, kind)]).toEqual(["Not yet. Really.", ["سارا"]]);
    });
  }
}

test("AU4: an editor goes on with the client ID of an owner who has left, after the relay was started again", async () => {
  const owner = await sara.enter(roomName(article, "body"));
  const doc = await write(owner, "Not yet.");
  owner.socket.close();
  const { port } = new URL(site.relay.http);
  await site.relay.stop();
  await site.start({ port: Number(port) });
  const client = await mallory.enter(roomName(article, "body"));
  client.send({ type: "update", update: await forgery(client, doc.clientID), reply: false });
  await client.barrier(2);
  expect([await textOf(), await authorsOf(doc), denials(client)]).toEqual(["Not yet.", ["سارا"], 1]);
});

test("AU4: an editor tries again and again to write under an owner's client ID", async () => {
  const doc = await write(await sara.enter(roomName(article, "body")), "Not yet.");
  const client = await mallory.enter(roomName(article, "body"));
  const update = await forgery(client, doc.clientID);
  for (let i = 0; i < 21; i++) client.send({ type: "update", update, reply: false });
  expect((await client.end()).code).toBe(4403);
  expect(await textOf()).toBe("Not yet.");
});

test("AU4: an editor hides a forgery in an update beside their own words, which come in without it", async () => {
  const doc = await write(await sara.enter(roomName(article, "body")), "Not yet.");
  const client = await mallory.enter(roomName(article, "body"));
  const own = new Y.Doc();
  own.getText("body").insert(0, "Mine. ");
  client.send({ type: "update", update: Y.mergeUpdates([await forgery(client, doc.clientID), Y.encodeStateAsUpdate(own)]), reply: false });
  await client.barrier(2);
  expect(await textOf()).not.toContain(FORGED);
  expect([await authorsOf(doc), await authorsOf(own)]).toEqual([["سارا"], ["Mallory"]]);
});

for (const restarted of [false, true]) {
  test(`AU1: an editor writes first under a client ID seen in the presence${restarted ? ", when the relay was started again" : ""}`, async () => {
    const owner = await sara.enter(roomName(article, "body"));
    const doc = new Y.Doc();
    owner.send(presence(doc));
    await owner.barrier(1);
    if (restarted) {
      const { port } = new URL(site.relay.http);
      await site.relay.stop();
      await site.start({ port: Number(port) });
    }
    const client = await mallory.enter(roomName(article, "body"));
    client.send({ type: "update", update: await forgery(client, doc.clientID), reply: false });
    await client.barrier(2);
    expect([await textOf(), denials(client)]).toEqual(["", 1]);
    await write(restarted ? await sara.enter(roomName(article, "body")) : owner, "Not yet.", doc);
    expect([await textOf(), await authorsOf(doc)]).toEqual(["Not yet.", ["سارا"]]);
  });
}

test("AU3: an editor says that their own words are somebody else's, or nobody's: it is told that they brought them", async () => {
  const client = await mallory.enter(roomName(article, "body"));
  const [named, nameless] = [new Y.Doc(), new Y.Doc()];
  client.send({
    type: "authors",
    others: [
      { client: named.clientID, author: sara.member.id },
      { client: nameless.clientID, author: null },
    ],
  });
  await write(client, FORGED, named);
  await write(client, FORGED, nameless);
  expect([await authorsOf(named), await authorsOf(nameless)]).toEqual([["سارا ← Mallory"], ["? ← Mallory"]]);
  // Under a client ID that they use, a word about it changes nothing.
  const own = await write(client, "Mine.");
  client.send({ type: "authors", others: [{ client: own.clientID, author: sara.member.id }] });
  await write(client, FORGED, own);
  expect(await authorsOf(own)).toEqual(["Mallory"]);
});

test("AU3: a commenter brings back what an owner never wrote: it is told who brought it, also when the owner is back", async () => {
  const commenter = await site.desk("Eve", "commenter");
  const owner = await sara.enter(roomName(article, "notes"));
  const doc = await write(owner, "Not yet.");
  const client = await commenter.enter(roomName(article, "notes"));
  client.send({ type: "authors", others: [{ client: doc.clientID, author: sara.member.id }] });
  client.send({ type: "update", update: await forgery(client, doc.clientID), reply: false });
  await client.barrier(2);
  expect([await textOf("notes"), denials(client)]).toEqual(["Not yet.", 0]);

  owner.socket.close();
  await eventually(() => owner.closed !== null, true);
  await eventually(async () => {
    client.send({ type: "update", update: await forgery(client, doc.clientID), reply: false });
    await client.barrier(3);
    return textOf("notes");
  }, `Not yet.${FORGED}`);
  expect(await authorsOf(doc, "notes")).toEqual(["سارا", "سارا ← Eve"]);
  // She wrote something else meanwhile, off the network.
  doc.getText("body").insert(8, " Never.");
  const back = await sara.enter(roomName(article, "notes"));
  back.send({ type: "authors", others: [] });
  back.send({ type: "update", update: Y.encodeStateAsUpdate(doc), reply: true });
  await back.barrier(2);
  expect([await authorsOf(doc, "notes"), denials(back)]).toEqual([["سارا", "سارا ← Eve"], 1]);
});

test("AU1: a reader, and a flood of client IDs, bind no more than so many, and none that is somebody's", async () => {
  const doc = await write(await sara.enter(roomName(article, "body")), "Not yet.");
  const client = await mallory.enter(roomName(article, "body"));
  client.send(presence(doc));
  for (let i = 1; i < 300; i++) {
    const other = new Y.Doc();
    other.clientID = i;
    client.send(presence(other));
  }
  await client.barrier(2);
  const { body } = await sara.call("GET", `/api/articles/${article}/authors?room=body`);
  expect((body as { ranges: unknown[] }).ranges.length).toBeLessThanOrEqual(101);
  expect(await authorsOf(doc)).toEqual(["سارا"]);
});

test("AU1: an editor overwrites what a colleague set: the new value is the editor's", async () => {
  const owner = await sara.enter(roomName(article, "body"));
  const doc = new Y.Doc();
  doc.getMap<unknown>("meta").set("text", "Not yet.");
  owner.send({ type: "update", update: Y.encodeStateAsUpdate(doc), reply: false });
  await owner.barrier(1);
  const client = await mallory.enter(roomName(article, "body"));
  const theirs = await copyOf(client);
  const before = Y.encodeStateVector(theirs);
  theirs.getMap<unknown>("meta").set("text", FORGED);
  client.send({ type: "update", update: Y.encodeStateAsUpdate(theirs, before), reply: false });
  await client.barrier(1);
  const seen = await copyOf(await sara.enter(roomName(article, "body")));
  const { id } = seen.getMap<unknown>("meta")._map.get("text")!;
  expect([id.client, await authorsOf(theirs, "body"), await authorsOf(doc, "body")]).toEqual([theirs.clientID, ["Mallory"], ["سارا"]]);
});

test(
  "AU3: an editor brings back what a colleague never wrote, whose own desk then holds it and is asked for it",
  { tags: "long" },
  async () => {
    const hers = await Desk.open(site, "Sara", "editor");
    try {
      const { id } = await hers.window.calls.createArticle({ body: articleWith("News\n") });
      const room = await hers.openRoom(id);
      room.type("Not yet. ", 0);
      // Her window takes another when it sees its own in use.
      const { clientID } = room.doc;
      await eventually(() => authorsOf({ clientID }, "body", id), ["Sara"]);
      hers.stop();
      const client = await mallory.enter(roomName(id, "body"));
      client.send({ type: "authors", others: [{ client: clientID, author: hers.core.member.id }] });
      const forged = await forgery(client, clientID);
      await eventually(async () => {
        client.send({ type: "update", update: forged, reply: false });
        await client.barrier(++barriers);
        return authorsOf({ clientID }, "body", id);
      }, ["Sara", "Sara ← Mallory"]);
      for (let i = 0; i < 2; i++) {
        await hers.restart();
        await eventually(() => room.text.includes(FORGED), true);
        await eventually(() => hers.state(id), ["connected", 0]);
        hers.stop();
      }
      expect(await authorsOf({ clientID }, "body", id)).toEqual(["Sara", "Sara ← Mallory"]);
      expect(denials(client)).toBe(0);
      await hers.restart();
      room.type("Never. ", 0);
      await eventually(() => hers.state(id), ["connected", 0]);
      expect([room.doc.clientID === clientID, await authorsOf(room.doc, "body", id)]).toEqual([false, ["Sara"]]);
    } finally {
      await hers.close();
    }
  },
);

test(
  "SY25 AU3: honest desks with three windows, work off the network and a relay that was set back are refused nothing",
  { tags: "long" },
  async () => {
    const [hers, his] = [await Desk.open(site, "Sara", "editor"), await Desk.open(site, "Omid", "editor")];
    try {
      const { id } = await hers.window.calls.createArticle({ body: articleWith("News\n") });
      await eventually(() => his.titles(), ["News", "خبر"].sort());
      const file = join(site.folder.path, "then.sqlite");
      await backUp(site.folder.path, file);
      const windows = await Promise.all(
        [hers.window, hers.openWindow(), hers.openWindow()].map((window) => hers.openRoom(id, "body", window)),
      );
      const other = await his.openRoom(id);
      for (const [i, room] of [...windows, other].entries()) room.type(`${i} `, 0);
      for (const room of windows) await eventually(() => room.text.length, "0 1 2 3 News\n".length);
      await hers.window.calls.setOffline({ offline: true });
      for (const room of windows) room.type("off ", 0);
      other.type("on ", 0);
      await hers.window.calls.setOffline({ offline: false });
      await eventually(() => other.text.length, "0 1 2 3 News\noff off off on ".length);
      const all = [...windows, other].map(({ doc }) => doc);
      const authors = (): Promise<string[][]> => Promise.all(all.map((doc) => authorsOf(doc, "body", id)));
      await eventually(authors, [["Sara"], ["Sara"], ["Sara"], ["Omid"]]);
      const known = async (): Promise<unknown> => {
        const ranges = await his.window.calls.authors({ room: roomName(id, "body") });
        return all.map(({ clientID }) => ranges.find(({ client }) => client === clientID)?.author?.name);
      };
      await eventually(known, ["Sara", "Sara", "Sara", "Omid"]);

      hers.stop();
      const { port } = new URL(site.relay.http);
      await site.relay.stop();
      restoreFrom(file, site.folder.path);
      await site.start({ port: Number(port) });
      await eventually(authors, [["Sara ← Omid"], ["Sara ← Omid"], ["Sara ← Omid"], ["Omid"]]);
      await hers.restart();
      await eventually(authors, [["Sara"], ["Sara"], ["Sara"], ["Omid"]]);
      windows[0]!.type("end ");
      await eventually(() => other.text.includes("end "), true);
      for (const desk of [hers, his]) await eventually(() => desk.state(id), ["connected", 0]);
      expect([...hers.reported, ...his.reported]).toEqual([]);
    } finally {
      await hers.close();
      await his.close();
    }
  },
);
