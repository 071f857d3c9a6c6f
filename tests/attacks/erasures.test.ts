/** Attacks on the record of who erased what: by readers, in other names, and with too much. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { TestRelay, typed, type Device } from "../relay/relay-fixture.ts";

let site: TestRelay;
let owner: Device;
let article: string;
let doc: Y.Doc;

const rows = (): unknown => site.beside((db) => db.prepare("SELECT count(*) FROM erasures").pluck().get());

/** An update that deletes so many stretches of a client, with a gap between each two. */
const deleting = (client: number, count: number): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, count);
    for (let i = 0; i < count; i++) {
      encoding.writeVarUint(encoder, 2 * i);
      encoding.writeVarUint(encoder, 1);
    }
  });

beforeEach(async () => {
  ({ site, owner, article } = await TestRelay.withArticle());
  const client = await owner.enter(`article/${article}`);
  const text = typed("خبر");
  ({ doc } = text);
  client.send({ type: "update", update: text.update, reply: false });
  await client.barrier(1);
});
afterEach(async () => {
  expect(site.reported).toEqual([]);
  await site.close();
});

test("VE41: a reader's deletion, which is refused, is nobody's, and who was shut out does not learn who erased what", async () => {
  const reader = await site.desk("مینا", "reader");
  const client = await reader.enter(`article/${article}`);
  client.send({ type: "update", update: deleting(doc.clientID, 1), reply: false });
  client.send({ type: "update", update: deleting(doc.clientID, 1), reply: true });
  await client.barrier(1);
  const editor = await site.desk("امید", "editor");
  const other = await editor.enter(`article/${article}`);
  other.send({ type: "update", update: deleting(doc.clientID, 1), reply: false });
  await other.barrier(1);
  await eventually(rows, 1);
  expect(site.beside((db) => db.prepare("SELECT member FROM erasures").pluck().all())).toEqual([editor.member.id]);
  await owner.call("PUT", `/api/articles/${article}/roles/${reader.member.id}`, { role: "none" });
  expect((await reader.call("GET", `/api/articles/${article}/erasures`)).status).toBe(403);
  expect((await fetch(`${site.relay.http}/api/articles/${article}/erasures`)).status).toBe(401);
});

test("VE41: a hundred thousand deletions of clocks that never were cost others nothing, and few are kept", { tags: "long" }, async () => {
  const vandal = await site.desk("امید", "editor");
  const client = await vandal.enter(`article/${article}`);
  const calm = await owner.enter(`article/${article}`);
  for (let i = 0; i < 10; i++) client.send({ type: "update", update: deleting(1000 + i, 10_000), reply: false });
  await client.barrier(1);
  await calm.barrier(2);
  await eventually(() => Number(rows()) > 0, true);
  expect(Number(rows())).toBeLessThanOrEqual(2_000);
  const { status } = await owner.call("GET", `/api/articles/${article}/erasures`);
  expect(status).toBe(200);
});

test("VE41: nobody asks without end", { tags: "long" }, async () => {
  const statuses = await Promise.all(
    Array.from({ length: 300 }, async () => (await owner.call("GET", `/api/articles/${article}/erasures`)).status),
  );
  expect(statuses).toContain(429);
  const device = await site.desk("امید", "editor");
  expect((await device.call("GET", `/api/articles/${article}/erasures`)).status).toBe(200);
});
