import type { EventEmitter } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Awareness, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { passes } from "../eventually.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import { ACCESS, ROLES, type Access, type Role } from "../../shared/roles.ts";
import { FrameClient, TestRelay, typed, type Device } from "./relay-fixture.ts";

let site: TestRelay;
let owner: Device;
let article: string;
beforeEach(async () => {
  ({ site, owner, article } = await TestRelay.withArticle());
});
afterEach(() => site.close());

const give = (desk: Device, role: Access, on = article) => owner.call("PUT", `/api/articles/${on}/roles/${desk.member.id}`, { role });
const denials = (client: FrameClient): number => client.got.filter(({ type }) => type === "denied").length;

/** As the command line does it, in a process of its own. */
const beside = (change: (newsroom: Newsroom) => void): void => site.beside((db) => change(new Newsroom(db)));

const enter = (desk: Device, room = `article/${article}`): Promise<FrameClient> => desk.enter(room);

let barrier = 0;
/** @returns whether the relay took what this client wrote. */
async function writes(client: FrameClient, text = "x"): Promise<boolean> {
  const before = denials(client);
  client.send({ type: "update", update: typed(text).update, reply: false });
  await client.barrier(++barrier);
  return denials(client) === before;
}

describe("a role on one article", () => {
  test.each(ROLES.filter((role) => role !== "owner").flatMap((everywhere) => ACCESS.map((own) => [everywhere, own] as const)))(
    "RO4: a %s of the newsroom who is made %s on an article is that there, for sockets and HTTP alike, and nowhere else",
    async (everywhere, own) => {
      const other = await owner.newArticle();
      const desk = await site.desk("علی", everywhere);
      expect((await give(desk, own)).body).toEqual({ member: desk.member.id, role: own, own: true });

      const roles = (await desk.call("GET", "/api/articles")).body as { id: string; role: Role }[];
      const expected: Record<string, Access> = { [other]: everywhere, ...(own === "none" ? {} : { [article]: own }) };
      expect(Object.fromEntries(roles.map(({ id, role }) => [id, role]))).toEqual(expected);

      const mayEdit = own === "owner" || own === "editor";
      expect((await desk.call("PATCH", `/api/articles/${article}`, { title: "نو" })).status).toBe(mayEdit ? 200 : 403);
      expect((await desk.call("GET", `/api/articles/${article}/authors?room=body`)).status).toBe(own === "none" ? 403 : 200);
      expect((await desk.call("GET", `/api/articles/${article}/roles`)).status).toBe(own === "owner" ? 200 : 403);
      expect((await desk.call("PUT", `/api/articles/${article}/roles/${desk.member.id}`, { role: "owner" })).status).toBe(
        own === "owner" ? 200 : 403,
      );
      if (own === "none") return;
      await give(desk, own);
      expect(await writes(await enter(desk))).toBe(mayEdit);
      expect(await writes(await enter(desk, `article/${article}/notes`))).toBe(mayEdit || own === "commenter");
      expect(await writes(await enter(desk, `article/${other}`))).toBe(everywhere === "editor");
    },
  );

  test("RO4: taking the role on an article back leaves the one in the newsroom", async () => {
    const ali = await site.desk("علی", "commenter");
    await give(ali, "editor");
    const taken = await owner.call("DELETE", `/api/articles/${article}/roles/${ali.member.id}`);
    expect(taken.body).toEqual({ member: ali.member.id, role: "commenter", own: false });
    expect((await ali.call("GET", "/api/articles")).body).toMatchObject([{ id: article, role: "commenter" }]);
  });

  test("RO4: an owner of the newsroom owns every article: nothing less can be said of one, nor comes back later", async () => {
    const ali = await site.desk("علی", "editor");
    await give(ali, "none");
    await owner.call("PATCH", `/api/members/${ali.member.id}`, { role: "owner" });
    expect((await ali.call("GET", "/api/articles")).body).toMatchObject([{ role: "owner" }]);
    expect(await give(ali, "reader")).toMatchObject({
      status: 409,
      body: { error: "owner-everywhere", message: expect.stringContaining("علی") },
    });
    await owner.call("PATCH", `/api/members/${ali.member.id}`, { role: "reader" });
    expect((await ali.call("GET", "/api/articles")).body).toMatchObject([{ role: "reader" }]);
  });

  test("RO4: who owns an article says who has which role on it, and on no other", async () => {
    const [ali, reza] = [await site.desk("علی", "reader"), await site.desk("رضا", "reader")];
    const other = await owner.newArticle();
    await give(ali, "owner");
    expect((await ali.call("PUT", `/api/articles/${article}/roles/${reza.member.id}`, { role: "editor" })).status).toBe(200);
    expect((await ali.call("GET", `/api/articles/${article}/roles`)).body).toEqual([
      { member: owner.member.id, name: "سارا", role: "owner", own: false },
      { member: ali.member.id, name: "علی", role: "owner", own: true },
      { member: reza.member.id, name: "رضا", role: "editor", own: true },
    ]);
    expect((await ali.call("PUT", `/api/articles/${other}/roles/${reza.member.id}`, { role: "editor" })).status).toBe(403);
    expect((await ali.call("PUT", `/api/articles/${article}/roles/${owner.member.id}`, { role: "none" })).status).toBe(409);
  });

  test.each([
    ["PUT", "unknown-article", "me", { role: "editor" }, 404, "article-unknown"],
    ["PUT", null, "nobody", { role: "editor" }, 404, "member-unknown"],
    ["PUT", null, "me", { role: "king" }, 400, "bad-request"],
    ["DELETE", null, "nobody", undefined, 404, "member-unknown"],
  ] as const)("RE5: %s of a role on %s for %s with %j is answered %i %s", async (method, id, who, body, status, error) => {
    const ali = await site.desk("علی", "reader");
    const member = who === "me" ? ali.member.id : who;
    expect(await owner.call(method, `/api/articles/${id ?? article}/roles/${member}`, body)).toMatchObject({ status, body: { error } });
  });
});

describe("a change while people are connected", () => {
  test("RO5: a reader who is made an editor writes on the same connection, and cannot any more when that is taken back", async () => {
    const ali = await site.desk("علی", "reader");
    const client = await enter(ali);
    expect(await writes(client, "پیش")).toBe(false);
    await give(ali, "editor");
    expect(await writes(client, "پس")).toBe(true);
    await give(ali, "commenter");
    expect(await writes(client, "دیر")).toBe(false);
    await owner.call("PATCH", `/api/members/${ali.member.id}`, { role: "editor" });
    expect(await writes(client, "هنوز")).toBe(false);
    await owner.call("DELETE", `/api/articles/${article}/roles/${ali.member.id}`);
    expect(await writes(client, "باز")).toBe(true);
    expect(client.closed).toBe(null);
  });

  test("RO5: a change by another process holds at the very next update", async () => {
    const ali = await site.desk("علی", "editor");
    const client = await enter(ali);
    expect(await writes(client)).toBe(true);
    beside((newsroom) => newsroom.setRole(ali.member.id, "reader"));
    expect(await writes(client)).toBe(false);
    beside((newsroom) => newsroom.setRoleOn(article, ali.member.id, "editor"));
    expect(await writes(client)).toBe(true);
  });

  test.each<[string, (desk: Device) => unknown]>([
    ["by an owner", (desk) => give(desk, "none")],
    ["by another process", (desk) => beside((newsroom) => newsroom.setRoleOn(article, desk.member.id, "none"))],
    ["by taking the role in the newsroom", (desk) => owner.call("PATCH", `/api/members/${desk.member.id}`, { role: "none" })],
  ])("RO6: who is shut out of an article %s is told so at once, in all its rooms and in no other", async (_, shut) => {
    const ali = await site.desk("علی", "editor");
    const other = await owner.newArticle();
    await owner.call("PUT", `/api/articles/${other}/roles/${ali.member.id}`, { role: "reader" });
    const [body, notes, elsewhere, mine] = [
      await enter(ali),
      await enter(ali, `article/${article}/notes`),
      await enter(ali, `article/${other}`),
      await enter(owner),
    ];
    await shut(ali);
    for (const client of [body, notes])
      expect(await client.end()).toEqual({ code: 4403, reason: expect.stringContaining("no role on this article") });
    await elsewhere.barrier(++barrier);
    await mine.barrier(++barrier);
    expect([elsewhere.closed, mine.closed]).toEqual([null, null]);
  });

  test(
    "RO6: what a client sends after it was shown out, without closing, is stored nowhere and passed on to nobody",
    { tags: "long" },
    async () => {
      const ali = await site.desk("علی", "editor");
      const [client, mine] = [await enter(ali), await enter(owner)];
      // It holds its tongue about the close frame, and goes on talking.
      (Reflect.get(client.socket, "_receiver") as EventEmitter).removeAllListeners("conclude");
      await give(ali, "none");
      for (let i = 0; i < 5; i++) client.send({ type: "update", update: typed("پس از رفتن").update, reply: false });
      const ghost = new Awareness(new Y.Doc());
      client.send({ type: "awareness", update: encodeAwarenessUpdate(ghost, [ghost.clientID]) });
      ghost.destroy();
      await passes(() => expect(client.closed).not.toBe(null));
      await mine.barrier(++barrier);
      expect(mine.got.filter(({ type }) => type === "update" || type === "awareness")).toEqual([]);
      expect(await mine.text()).toBe("");
    },
  );

  test("RO6: an article that one may not enter is opened by no ticket, and told about by no call", async () => {
    const ali = await site.desk("علی", "editor");
    const early = await ali.ticket();
    await give(ali, "none");
    const late = await ali.ticket();
    for (const room of [`article/${article}`, `article/${article}/notes`]) {
      expect((await (await ali.frames(room)).end()).code).toBe(4403);
    }
    for (const ticket of [early, late]) {
      expect((await new FrameClient(`${site.relay.ws}/sync/article/${article}?ticket=${ticket}`).end()).code).toBe(4403);
    }
    expect((await ali.call("GET", "/api/articles")).body).toEqual([]);
    expect(await ali.call("GET", `/api/articles/${article}/authors?room=notes`)).toMatchObject({ status: 403, body: { error: "role" } });
    expect(await ali.call("PATCH", `/api/articles/${article}`, { title: "x" })).toMatchObject({ status: 403 });
    await ali.call("POST", "/api/articles", { id: article, title: "ربوده" });
    expect((await owner.call("GET", "/api/articles")).body).toMatchObject([{ title: "خبر" }]);
    expect((await ali.call("GET", "/api/articles")).body).toEqual([]);
  });
});
