/** Attacks on versions: by readers and commenters, in other names, and with too much. */
import * as Y from "yjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Version } from "../../shared/version.ts";
import { TestRelay, typed, type Device, type Reply } from "../relay/relay-fixture.ts";

let site: TestRelay;
let owner: Device;
let article: string;
let kept: Version;

const ask = (device: Device, method: string, path = "", body?: unknown): Promise<Reply> =>
  device.call(method, `/api/articles/${article}/versions${path}`, body);
const labels = async (): Promise<readonly string[]> =>
  ((await ask(owner, "GET")).body as { versions: readonly Version[] }).versions.map(({ label }) => label);

beforeEach(async () => {
  ({ site, owner, article } = await TestRelay.withArticle());
  const client = await owner.enter(`article/${article}`);
  client.send({ type: "update", update: typed("خبر").update, reply: false });
  await client.barrier(1);
  kept = (await ask(owner, "POST", "", { reason: "named", label: "نخست" })).body as Version;
});

afterEach(async () => {
  expect(await labels()).toEqual(["نخست"]);
  expect(site.reported).toEqual([]);
  await site.close();
});

test.each(["reader", "commenter"] as const)("VE3: a %s opens versions, and neither makes nor deletes one", async (role) => {
  const device = await site.desk("مینا", role);
  expect((await ask(device, "GET")).status).toBe(200);
  expect((await ask(device, "GET", `/${kept.id}`)).status).toBe(200);
  expect((await ask(device, "POST", "", { reason: "named", label: "جعل" })).status).toBe(403);
  expect((await ask(device, "POST", "", { reason: "restore", label: "" })).status).toBe(403);
  expect((await ask(device, "DELETE", `/${kept.id}`)).status).toBe(403);
});

test.each(["reader", "commenter"] as const)("VE38: a %s gives no version another name", async (role) => {
  const device = await site.desk("مینا", role);
  expect((await ask(device, "PATCH", `/${kept.id}`, { label: "جعل" })).status).toBe(403);
});

test("VE38 VE7: an editor gives a version no name that is none, changes nothing else of it, and names none of another article", async () => {
  const device = await site.desk("امید", "editor");
  for (const label of ["x".repeat(101), "یک\nدو", "\u0007", "\u202E", "   ", "", 7, null])
    expect((await ask(device, "PATCH", `/${kept.id}`, { label })).status).toBe(400);
  for (const forged of [{ author: device.member.id }, { at: 1 }, { reason: "automatic" }, { state: "AAA=" }, { people: [] }])
    expect((await ask(device, "PATCH", `/${kept.id}`, { label: "جعل", ...forged })).status).toBe(400);
  expect((await ask(device, "PATCH", "/unknown", { label: "جعل" })).status).toBe(404);
  const other = await owner.newArticle();
  expect((await device.call("PATCH", `/api/articles/${other}/versions/${kept.id}`, { label: "جعل" })).status).toBe(404);
});

test("VE7: an editor gets around the limit of versions neither by making them nor by naming automatic ones", { tags: "long" }, async () => {
  const device = await site.desk("امید", "editor");
  site.beside((db) => {
    const copy = db.prepare(
      `INSERT INTO versions SELECT article, ?, ?, at, ?, '', NULL, people, inserted, deleted, NULL, 0, state FROM versions WHERE number = 1`,
    );
    for (let number = 2; number <= 1000; number++) copy.run(number, `id-${number}`, "merge");
    copy.run(1001, "id-1001", "automatic");
  });
  expect((await ask(device, "PATCH", "/id-1001", { label: "یکی بیش" })).status).toBe(409);
  expect((await ask(device, "POST", "", { reason: "named", label: "یکی بیش" })).status).toBe(409);
  // One that is counted already can be named.
  expect((await ask(device, "PATCH", "/id-2", { label: "دوم" })).status).toBe(200);
  site.beside((db) => db.prepare("DELETE FROM versions WHERE number > 1").run());
});

test("VE3: an editor deletes no version, not even their own", async () => {
  const device = await site.desk("امید", "editor");
  const { body } = await ask(device, "POST", "", { reason: "named", label: "دوم" });
  expect((await ask(device, "DELETE", `/${(body as Version).id}`)).status).toBe(403);
  expect((await ask(owner, "DELETE", `/${(body as Version).id}`)).status).toBe(200);
});

test("VE3: who was shut out of an article, or never joined, learns of no version of it", async () => {
  const device = await site.desk("نیما", "reader");
  await owner.call("PUT", `/api/articles/${article}/roles/${device.member.id}`, { role: "none" });
  expect((await ask(device, "GET")).status).toBe(403);
  expect((await ask(device, "GET", `/${kept.id}`)).status).toBe(403);
  const stranger = await fetch(`${site.relay.http}/api/articles/${article}/versions/${kept.id}`);
  expect(stranger.status).toBe(401);
});

test("VE3: a version of one article is not opened or deleted as one of another", async () => {
  const other = await owner.newArticle();
  expect((await owner.call("GET", `/api/articles/${other}/versions/${kept.id}`)).status).toBe(404);
  expect((await owner.call("DELETE", `/api/articles/${other}/versions/${kept.id}`)).status).toBe(404);
});

test("VE3: nobody makes a version in another's name, of another time, or of a text that the relay does not have", async () => {
  const device = await site.desk("امید", "editor");
  for (const forged of [
    { author: owner.member.id },
    { at: 1 },
    { state: "AAA=" },
    { people: [owner.member.id] },
    { id: kept.id },
    { id: "../x" },
  ])
    expect((await ask(device, "POST", "", { reason: "named", label: "جعل", ...forged })).status).toBe(400);
  for (const reason of ["automatic", "place", "", 7]) expect((await ask(device, "POST", "", { reason, label: "جعل" })).status).toBe(400);
});

test("VE7: a label of ten million characters, of several lines, of controls, or of none is refused", async () => {
  expect((await ask(owner, "POST", "", { reason: "named", label: "x".repeat(10_000_000) })).status).toBe(413);
  for (const label of ["x".repeat(101), "یک\nدو", "\u0007", "\u202E", "   ", "", 7])
    expect((await ask(owner, "POST", "", { reason: "named", label })).status).toBe(400);
});

test("VE39: a vandal who erases again and again neither floods the versions nor has the relay read without end", async () => {
  const vandal = await site.desk("امید", "editor");
  const client = await vandal.enter(`article/${article}`);
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => void updates.push(update));
  for (let i = 0; i < 20; i++) {
    doc.getText("body").insert(0, "بسیار ".repeat(100));
    doc.getText("body").delete(0, 600);
  }
  // Ranges of clocks that nobody has, as many as there can be.
  for (const update of updates) client.send({ type: "update", update, reply: false });
  client.send({ type: "update", update: Y.encodeStateAsUpdate(doc), reply: true });
  await client.barrier(1);
  const { body } = await ask(owner, "POST", "", { reason: "named", label: "سپس" });
  const { versions } = (await ask(owner, "GET")).body as { versions: readonly Version[] };
  expect(versions.filter(({ reason }) => reason === "deletion").length).toBeLessThanOrEqual(1);
  for (const { id } of versions) if (id !== kept.id) await ask(owner, "DELETE", `/${id}`);
  expect((body as Version).author).toBe(owner.member.id);
});

test("VE39 VE3: a reader's deletion, which is refused, makes no version", async () => {
  const reader = await site.desk("مینا", "reader");
  const client = await reader.enter(`article/${article}`);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Buffer.from(((await ask(reader, "GET", `/${kept.id}`)).body as { state: string }).state, "base64"));
  const before = Y.encodeStateVector(doc);
  doc.getText("body").delete(0, 3);
  client.send({ type: "update", update: Y.encodeStateAsUpdate(doc, before), reply: false });
  await client.barrier(1);
});

test("VE7: whoever makes versions without end is told to wait, and others are not", async () => {
  const device = await site.desk("امید", "editor");
  const made: string[] = [];
  const statuses: number[] = [];
  for (let i = 0; i < 64; i++) {
    const { status, body } = await ask(device, "POST", "", { reason: "named", label: "بسیار" });
    statuses.push(status);
    if (status === 200) made.push((body as Version).id);
  }
  expect(statuses).toContain(429);
  expect((await ask(owner, "POST", "", { reason: "merge", label: "" })).status).toBe(200);
  site.beside((db) => {
    for (const id of made) db.prepare("DELETE FROM versions WHERE id = ?").run(id);
  });
});
