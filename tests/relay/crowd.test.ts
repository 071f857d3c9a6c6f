/** @module-tag long */
import { afterEach, beforeEach, expect, test } from "vitest";
import type { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { passes } from "../eventually.ts";
import { call, FrameClient, TestRelay, typed, type Device } from "./relay-fixture.ts";

let site: TestRelay;
beforeEach(async () => {
  site = await new TestRelay().start();
});
afterEach(() => site.close());

const metric = async (name: string): Promise<number> => {
  const text = (await call(site.relay.http, "GET", "/metrics")).body as string;
  return Number(new RegExp(`^${name} (\\d+)`, "m").exec(text)?.[1]);
};

/** Connects them some at a time, as a newsroom does that starts work. */
async function seat(desks: readonly Device[], rooms: readonly string[]): Promise<FrameClient[]> {
  const clients: FrameClient[] = [];
  for (const room of rooms) {
    const some = await Promise.all(desks.map((desk) => desk.frames(room)));
    await Promise.all(some.map((client) => client.first("step1")));
    clients.push(...some);
  }
  return clients;
}

test("RE16: 2,000 connections in forty rooms are served at once, each with its own room's words, and leave nothing behind", async () => {
  const [rooms, people] = [40, 50];
  const desks = await Promise.all(Array.from({ length: people }, (_, i) => site.desk(`desk ${i}`, "editor")));
  const names = await Promise.all(Array.from({ length: rooms }, async (_, i) => `article/${await desks[i]!.newArticle()}`));
  const clients = await seat(desks, names);
  expect([await metric("tahrir_connections"), await metric("tahrir_rooms")]).toEqual([rooms * people, rooms]);

  const updates = names.map((name) => typed(name).update);
  for (let room = 0; room < rooms; room++) clients[room * people]!.send({ type: "update", update: updates[room]!, reply: false });
  await passes(() => expect(clients.filter((client) => heard(client).length > 0).length).toBe(rooms * (people - 1)));
  for (const [i, client] of clients.entries()) {
    const own = updates[Math.floor(i / people)]!;
    expect(heard(client).map((update) => Buffer.from(update).equals(own))).toEqual(i % people === 0 ? [] : [true]);
  }

  for (const client of clients) client.socket.close();
  await passes(async () => expect([await metric("tahrir_connections"), await metric("tahrir_rooms")]).toEqual([0, 0]));
  expect(site.reported).toEqual([]);
}, 120_000);

test("RE15: a y-websocket client that was let go for reading too slowly comes back by itself and is in step", async () => {
  const sara = await site.desk("سارا", "owner");
  const room = `article/${await sara.newArticle()}`;
  const slow: WebsocketProvider = await sara.provider(room);
  await passes(() => expect(slow.synced).toBe(true));
  const writer = await sara.frames(room);
  await writer.first("step1");
  const { doc } = typed("");
  doc.on("update", (update: Uint8Array) => writer.send({ type: "update", update, reply: false }));
  const line = slow.ws as unknown as { pause(): void; resume(): void };
  line.pause();
  for (let i = 1; i <= 24; i++) {
    doc.getText("body").insert(0, `${i} ${"خ".repeat(300_000)}`);
    await writer.barrier(i);
  }
  expect(await metric('tahrir_refusals_total\\{reason="slow-reader"\\}')).toBe(1);
  slow.params = { ticket: await sara.ticket() };
  line.resume();
  await passes(() => expect(slow.doc.getText("body").length).toBe(doc.getText("body").length));
  expect(Y.encodeStateVector(slow.doc)).toEqual(Y.encodeStateVector(doc));
  slow.awareness.destroy();
  slow.destroy();
});

const heard = (client: FrameClient): Uint8Array[] => client.got.flatMap((frame) => (frame.type === "update" ? [frame.update] : []));
