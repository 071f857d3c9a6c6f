import Database from "better-sqlite3";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Newsroom } from "../../server/people/newsroom.ts";
import { hashOf } from "../../server/people/secrets.ts";
import { call, FrameClient, TestRelay, typed, type Device } from "./relay-fixture.ts";

let site: TestRelay;
let owner: Device;
let article: string;
beforeEach(async () => {
  ({ site, owner, article } = await TestRelay.withArticle());
});
afterEach(() => site.close());

interface DeviceEntry {
  readonly id: string;
  readonly member: string;
  readonly lastSeenAt: number | null;
  readonly current: boolean;
}
const devicesOf = async (desk: Device, query = ""): Promise<DeviceEntry[]> =>
  (await desk.call("GET", `/api/devices${query}`)).body as DeviceEntry[];
const invite = async (desk: Device, body: unknown): Promise<{ id: string; code: string; url: string; expiresAt: number }> =>
  (await desk.call("POST", "/api/invitations", body)).body as never;

const enter = (desk: Device, room = `article/${article}`): Promise<FrameClient> => desk.enter(room);

describe("members", () => {
  test("ID1: an owner lists the members and changes their roles", async () => {
    const ali = await site.desk("علی", "reader");
    await owner.call("PUT", `/api/articles/${article}/roles/${ali.member.id}`, { role: "editor" });
    const list = (await owner.call("GET", "/api/members")).body;
    expect(list).toMatchObject([
      { ...owner.member, articles: [] },
      { ...ali.member, articles: [{ article, role: "editor" }], createdAt: expect.any(Number) },
    ]);
    expect((await owner.call("PATCH", `/api/members/${ali.member.id}`, { role: "commenter" })).body).toEqual({
      ...ali.member,
      role: "commenter",
    });
    expect((await ali.call("GET", "/api/me")).body).toEqual({ ...ali.member, role: "commenter", newDevices: [] });
  });

  test("NO31: whoever may enter an article is told who else may, and nobody else is told", async () => {
    const people = (desk: Device) => desk.call("GET", `/api/articles/${article}/people`);
    const [ali, guest, shut] = [await site.desk("علی", "reader"), await site.desk("مهمان", "reader"), await site.desk("رضا", "editor")];
    await owner.call("PUT", `/api/articles/${article}/roles/${shut.member.id}`, { role: "none" });
    await owner.call("PATCH", `/api/members/${guest.member.id}`, { role: "none" });
    expect((await people(ali)).body).toEqual([owner.member, ali.member]);
    expect(await people(guest)).toMatchObject({ status: 403, body: { error: "role" } });
    expect(await people(shut)).toMatchObject({ status: 403, body: { error: "role" } });
    await owner.call("PUT", `/api/articles/${article}/roles/${guest.member.id}`, { role: "commenter" });
    expect((await people(guest)).body).toEqual([owner.member, ali.member, { ...guest.member, role: "none" }]);
    expect(await owner.call("GET", "/api/articles/article-unknown/people")).toMatchObject({ status: 404 });
  });

  test("ID1: nobody but an owner rules over people", async () => {
    const { id: invitation } = await invite(owner, { name: "رضا", role: "reader" });
    for (const role of ["editor", "commenter", "reader"] as const) {
      const desk = await site.desk(role, role);
      // On one article an owner, in the newsroom none.
      await owner.call("PUT", `/api/articles/${article}/roles/${desk.member.id}`, { role: "owner" });
      for (const [method, path, body] of [
        ["GET", "/api/members", undefined],
        ["PATCH", `/api/members/${desk.member.id}`, { role: "owner" }],
        ["DELETE", `/api/members/${owner.member.id}`, undefined],
        ["GET", "/api/invitations", undefined],
        ["POST", "/api/invitations", { name: "x", role: "owner" }],
        ["DELETE", `/api/invitations/${invitation}`, undefined],
        ["GET", "/api/devices?member=all", undefined],
        ["GET", `/api/devices?member=${owner.member.id}`, undefined],
      ] as const) {
        expect(await desk.call(method, path, body), `${role}: ${method} ${path}`).toMatchObject({ status: 403, body: { error: "role" } });
      }
    }
    expect(((await owner.call("GET", "/api/members")).body as unknown[]).length).toBe(4);
  });

  test("ID1: the last owner can be neither removed nor made less, and the last of two can", async () => {
    const path = `/api/members/${owner.member.id}`;
    for (const refused of [
      await owner.call("PATCH", path, { role: "editor" }),
      await owner.call("PATCH", path, { role: "none" }),
      await owner.call("DELETE", path),
    ]) {
      expect(refused).toMatchObject({ status: 409, body: { error: "last-owner", message: expect.stringContaining("سارا") } });
    }
    const ali = await site.desk("علی", "owner");
    expect((await ali.call("DELETE", path)).status).toBe(200);
    expect(await ali.call("DELETE", `/api/members/${ali.member.id}`)).toMatchObject({ status: 409, body: { error: "last-owner" } });
  });

  test.each([
    ["PATCH", "/api/members/nobody", { role: "editor" }, 404, "member-unknown"],
    ["PATCH", "/api/members/ME", { role: "king" }, 400, "bad-request"],
    ["PATCH", "/api/members/ME", {}, 400, "bad-request"],
    ["DELETE", "/api/members/nobody", undefined, 404, "member-unknown"],
    ["DELETE", "/api/devices/none", undefined, 404, "device-unknown"],
    ["GET", "/api/devices?member=nobody", undefined, 404, "member-unknown"],
    ["DELETE", "/api/invitations/none", undefined, 404, "invitation-unknown"],
    ["POST", "/api/invitations", { name: "x", role: "reader", article: "unknown-article" }, 404, "article-unknown"],
    ["POST", "/api/invitations", { name: "x", role: "reader", life: 1 }, 400, "bad-request"],
    ["POST", "/api/invitations", { name: "x", role: "none" }, 400, "bad-request"],
  ])("ID1: %s %s with %j is answered %i %s", async (method, path, body, status, error) => {
    const { body: answer, status: got } = await owner.call(method, path.replace("/ME", `/${owner.member.id}`), body);
    expect({ status: got, answer }).toMatchObject({ status, answer: { error, message: expect.stringMatching(/./) } });
  });

  test.each<[string, (id: string) => unknown]>([
    ["by an owner", (id) => owner.call("DELETE", `/api/members/${id}`)],
    ["by another process", (id) => site.beside((db) => new Newsroom(db).remove(id))],
  ])("ID2: a member who is removed %s is out at once, and nothing of theirs opens anything", async (_, remove) => {
    const ali = await site.desk("علی", "editor");
    const ticket = await ali.ticket();
    const { code } = (await ali.call("POST", "/api/devices")).body as { code: string };
    const [client, mine] = [await enter(ali), await enter(owner)];
    await remove(ali.member.id);
    expect(await client.end()).toEqual({ code: 4401, reason: "you are no longer a member of this newsroom" });
    expect(await ali.call("GET", "/api/me")).toMatchObject({ status: 401, body: { error: "unauthorized" } });
    expect((await new FrameClient(`${site.relay.ws}/sync/article/${article}?ticket=${ticket}`).end()).code).toBe(4401);
    expect(await call(site.relay.http, "POST", "/api/join", { code, device: "x" })).toMatchObject({
      status: 410,
      body: { error: "invitation-withdrawn" },
    });
    await mine.barrier(1);
    expect((await owner.call("GET", "/api/members")).body).toMatchObject([{ id: owner.member.id }]);
  });

  test("ID8: what a removed member wrote stays theirs", async () => {
    const ali = await site.desk("علی", "editor");
    const client = await enter(ali);
    const { doc, update } = typed("سلام");
    client.send({ type: "update", update, reply: false });
    await client.barrier(1);
    await owner.call("DELETE", `/api/members/${ali.member.id}`);
    const { body } = await owner.call("GET", `/api/articles/${article}/authors?room=body`);
    expect(body).toMatchObject({ members: [ali.member], ranges: [[doc.clientID, 0, expect.any(Number), ali.member.id, ali.member.id]] });
  });
});

describe("devices", () => {
  test("ID2: everybody sees and revokes their own devices; one that is revoked is out at once, and the other stays", async () => {
    const ali = await site.desk("علی", "editor");
    const { code } = (await ali.call("POST", "/api/devices")).body as { code: string };
    const second = await site.join(code);
    expect(second.member).toEqual(ali.member);
    const list = await devicesOf(ali);
    expect(list).toMatchObject([{ member: ali.member.id, name: "laptop", current: true }, { current: false }]);
    expect(JSON.stringify(list)).not.toMatch(/hash|token/i);

    const ticket = await second.ticket();
    const [first, other] = [await enter(ali), await enter(second)];
    await ali.call("DELETE", `/api/devices/${list[1]!.id}`);
    expect(await other.end()).toEqual({ code: 4401, reason: "this device was revoked" });
    expect((await second.call("GET", "/api/me")).status).toBe(401);
    expect((await new FrameClient(`${site.relay.ws}/sync/article/${article}?ticket=${ticket}`).end()).code).toBe(4401);
    await first.barrier(1);
    expect((await devicesOf(ali)).map(({ id }) => id)).toEqual([list[0]!.id]);
  });

  test("ID2: a device of somebody else is not there for who is no owner; an owner revokes it", async () => {
    const ali = await site.desk("علی", "editor");
    const [theirs] = await devicesOf(owner);
    expect(await ali.call("DELETE", `/api/devices/${theirs!.id}`)).toMatchObject({ status: 404, body: { error: "device-unknown" } });
    const all = await devicesOf(owner, "?member=all");
    expect(all.map(({ member }) => member)).toEqual([owner.member.id, ali.member.id]);
    expect(await devicesOf(owner, `?member=${ali.member.id}`)).toHaveLength(1);
    const client = await enter(ali);
    expect((await owner.call("DELETE", `/api/devices/${all[1]!.id}`)).status).toBe(200);
    expect((await client.end()).code).toBe(4401);
  });

  test("ID2: when a device was last seen is written now and then, not at each request", async () => {
    let now = 1_000;
    site.beside((db) => {
      const { devices, ...newsroom } = new Newsroom(db, () => now);
      const [id] = newsroom.members.list().map(({ id }) => devices.list(id)[0]!.id);
      const written = (): unknown => db.prepare("SELECT last_seen_at FROM devices WHERE id = ?").pluck().get(id);
      const before = written();
      now = 5_000;
      devices.see(id!);
      expect(written()).toBe(before);
      devices.writeSeen();
      expect(written()).toBe(5_000);
      now = 9_000;
      devices.see(id!);
      expect(devices.list(null)[0]!.lastSeenAt).toBe(9_000);
    });
  });
});

describe("invitations", () => {
  test("ID3: an invitation to one article makes a guest who has its role there and no way anywhere else", async () => {
    const other = await owner.newArticle("دیگر");
    const { code } = await invite(owner, { name: "مهمان", role: "editor", article });
    const guest = await site.join(code);
    expect(guest.member.role).toBe("none");
    expect((await guest.call("GET", "/api/articles")).body).toMatchObject([{ id: article, role: "editor" }]);
    const client = await enter(guest);
    client.send({ type: "update", update: typed("از مهمان").update, reply: false });
    await client.barrier(1);
    expect(client.got.some(({ type }) => type === "denied")).toBe(false);
    expect((await (await guest.frames(`article/${other}`)).end()).code).toBe(4403);
    expect((await guest.call("POST", "/api/articles", { title: "x" })).status).toBe(403);
    expect((await guest.call("PATCH", `/api/articles/${other}`, { title: "x" })).status).toBe(403);
  });

  test("ID3: open invitations are listed without their codes, and can be withdrawn", async () => {
    const first = await invite(owner, { name: "رضا", role: "reader", life: 3_600_000 });
    const second = await invite(owner, { name: "مینا", role: "editor", article });
    const list = (await owner.call("GET", "/api/invitations")).body as { createdAt: number; expiresAt: number }[];
    expect(list).toMatchObject([
      { id: first.id, name: "رضا", role: "reader", article: null, expiresAt: first.expiresAt },
      { id: second.id, name: "مینا", role: "editor", article },
    ]);
    expect(list.map(({ createdAt, expiresAt }) => expiresAt - createdAt)).toEqual([3_600_000, 7 * 24 * 3_600_000]);
    expect(JSON.stringify(list)).not.toContain(first.code);
    expect((await owner.call("DELETE", `/api/invitations/${first.id}`)).status).toBe(200);
    expect(await owner.call("DELETE", `/api/invitations/${first.id}`)).toMatchObject({
      status: 404,
      body: { error: "invitation-unknown" },
    });
    expect(await call(site.relay.http, "POST", "/api/join", { code: first.code, device: "x" })).toMatchObject({
      status: 410,
      body: { error: "invitation-withdrawn" },
    });
    await site.join(second.code);
    expect((await owner.call("GET", "/api/invitations")).body).toEqual([]);
  });

  test("RE1: of many who use one invitation at the same time, one becomes a member", async () => {
    const { code } = await invite(owner, { name: "رضا", role: "editor" });
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, i) => call(site.relay.http, "POST", "/api/join", { code, device: `d${i}` })),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 410)).toHaveLength(11);
  });
});

test("ST6: an invitation is used while another process writes to the database", () => {
  site.beside((db) => {
    const other = new Database(db.name, { timeout: 0 });
    let interrupted = 0;
    // The time is asked for between reading the invitation and marking it as used.
    const newsroom = new Newsroom(db, () => {
      if (!db.inTransaction) return Date.now();
      interrupted++;
      try {
        other.exec("UPDATE members SET name = 'Another'");
      } catch (error) {
        expect(error).toMatchObject({ code: "SQLITE_BUSY" });
      }
      return Date.now();
    });
    const { code } = newsroom.invitations.add({ name: "Reza", role: "editor" });
    expect(newsroom.join(code, "laptop").member.name).toBe("Reza");
    expect(interrupted).toBeGreaterThan(0);
    other.close();
  });
});

test("ID7: the database of an older relay comes up to date with its people, and its tokens and codes still work", async () => {
  const old = new TestRelay();
  mkdirSync(old.folder.path, { recursive: true });
  const db = new Database(join(old.folder.path, "relay.sqlite"));
  db.exec(`
    CREATE TABLE migrations (part TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT;
    INSERT INTO migrations VALUES ('newsroom', 1);
    CREATE TABLE members (id TEXT PRIMARY KEY, name TEXT NOT NULL, color TEXT NOT NULL, role TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
    CREATE TABLE invitations (code_hash BLOB PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER) STRICT;
    CREATE TABLE devices (token_hash BLOB PRIMARY KEY, member TEXT NOT NULL REFERENCES members (id), name TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT;
    CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    INSERT INTO members VALUES ('m1', 'سارا', '#b3261e', 'owner', 5);
  `);
  db.prepare("INSERT INTO devices VALUES (?, 'm1', 'laptop', 6)").run(hashOf("the-old-token"));
  for (const [code, usedAt] of [
    ["open-code", null],
    ["used-code", 7],
  ] as const) {
    db.prepare("INSERT INTO invitations VALUES (?, 'علی', 'editor', ?, ?)").run(hashOf(code), Date.now() + 60_000, usedAt);
  }
  db.close();

  await old.start();
  const { http } = old.relay;
  const sara = { id: "m1", name: "سارا", color: "#b3261e", role: "owner" };
  expect((await call(http, "GET", "/api/me", undefined, "the-old-token")).body).toEqual({ ...sara, newDevices: [] });
  expect((await call(http, "GET", "/api/devices", undefined, "the-old-token")).body).toMatchObject([
    { id: expect.stringMatching(/^[0-9a-f]{32}$/), name: "laptop", createdAt: 6 },
  ]);
  expect((await call(http, "GET", "/api/invitations", undefined, "the-old-token")).body).toMatchObject([
    { name: "علی", role: "editor", article: null },
  ]);
  expect((await old.join("open-code")).member).toMatchObject({ name: "علی", role: "editor" });
  expect((await call(http, "POST", "/api/join", { code: "used-code", device: "x" })).status).toBe(410);
  expect(old.beside((open) => open.pragma("foreign_key_check"))).toEqual([]);
  await old.close();
});
