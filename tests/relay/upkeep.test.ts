import Database from "better-sqlite3";
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";
import { backUp, restoreFrom } from "../../server/ops/backup.ts";
import { openDatabase } from "../../server/store/database.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import { readUpdate } from "../../shared/update/scan.ts";
import { verifyDatabase } from "../../server/ops/verify.ts";
import { compactUpdates } from "../../shared/update/compact.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { end, Machine, refusal } from "./process-fixture.ts";
import { call, Device, typed, type FrameClient } from "./relay-fixture.ts";

let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => machine.close());
const path = (name: string): string => join(machine.folder.path, name);

/** Types words into a room until told to stop. @returns what the relay confirmed by then */
async function typing(client: FrameClient, until: () => boolean): Promise<string> {
  const doc = new Y.Doc();
  const body = doc.getText("body");
  doc.on("update", (update: Uint8Array) => client.send({ type: "update", update, reply: false }));
  for (let i = 1; !until(); i++) {
    for (let word = 0; word < 20; word++) body.insert(body.length, "کلمه ");
    await client.barrier(i);
  }
  return body.toJSON();
}

const ROOM = "article/the-only-article";

/** `good`: a database with one member and one room, which has a state of 70 updates, rows for 71, 72, 73–75, and 76 and 77 in the journal. */
function write(): void {
  const db = openDatabase(path("written"));
  const newsroom = new Newsroom(db);
  newsroom.devices.add(newsroom.members.add("سارا", "owner").id, "laptop", null);
  const history = new SqliteUpdateLog(db);
  const doc = new Y.Doc();
  doc.clientID = 7;
  const append = (update: Uint8Array): void => {
    const credits = readUpdate(update).stretches.map((stretch) => ({ ...stretch, author: "m", broughtBy: "m" }));
    history.append([{ room: ROOM, update, credits, unconfirmed: false }]);
  };
  doc.on("update", append);
  const type = (times: number): void => {
    for (let i = 0; i < times; i++) doc.getText("body").insert(0, "الف");
  };
  type(70);
  const { seq, updates } = history.read(ROOM);
  history.compact(ROOM, seq, compactUpdates(updates));
  for (const times of [1, 1, 3]) {
    type(times);
    history.compactJournal();
  }
  type(2);
  db.pragma("journal_mode = DELETE");
  db.close();
  copyFileSync(path("written/relay.sqlite"), path("good"));
}

/** A copy of the good file, with this done to it. */
function broken(sql: string): string {
  const file = path(`broken-${readdirSync(machine.folder.path).length}`);
  writeFileSync(file, readFileSync(path("good")));
  const db = new Database(file);
  db.pragma("foreign_keys = OFF");
  db.exec(sql);
  db.close();
  return file;
}

describe("backup", () => {
  test("OP6: made while people write, it is whole, checked, readable by its owner alone, and serves", async () => {
    const site = await machine.serve();
    const sara = await machine.desk(site);
    const article = await sara.newArticle();
    const client = await sara.frames(`article/${article}`);
    await client.first("step1");
    client.send({ type: "update", update: typed("پیش از نسخه").update, reply: false });
    await client.barrier(0);
    let done = false;
    const written = typing(client, () => done);
    const report = await backUp(machine.folder.path, path("copy.sqlite")).finally(() => (done = true));
    expect(report.damage).toEqual([]);
    await written;
    expect(statSync(path("copy.sqlite")).mode & 0o777).toBe(0o600);
    expect(readdirSync(machine.folder.path).filter((name) => name.startsWith("copy"))).toEqual(["copy.sqlite"]);

    const other = new Machine();
    try {
      expect(await other.ask("restore", "--from", path("copy.sqlite"))).toEqual({ kept: null });
      const again = await other.serve();
      const text = await (await new Device(again, sara).frames(`article/${article}`)).text();
      expect(text).toContain("پیش از نسخه");
      expect(text.replace("پیش از نسخه", "")).toMatch(/^(کلمه )*$/);
    } finally {
      await other.close();
    }
  });

  test("OP6: it overwrites nothing, leaves nothing half, and says what is wrong", async () => {
    machine.run(["invite", "--name", "x", "--role", "owner", ...machine.data]);
    writeFileSync(path("taken"), "mine");
    for (const [args, mistake] of [
      [["--to", path("taken"), ...machine.data], "is there already"],
      [["--to", path("no/such/folder/copy"), ...machine.data], "cannot back up"],
      [["--to", path("copy"), "--data", path("nothing")], "there is no newsroom"],
      [[...machine.data], "--to is missing"],
    ] as const) {
      await expect(refusal(["backup", ...args])).resolves.toContain(mistake);
    }
    expect(readFileSync(path("taken"), "utf8")).toBe("mine");
    expect(readdirSync(machine.folder.path).filter((name) => name.includes("unfinished"))).toEqual([]);
  });

  test("OP6: restoring keeps what was there, takes no damaged file, and waits until no relay serves", { tags: "long" }, async () => {
    const site = await machine.serve();
    const sara = await machine.desk(site);
    await backUp(machine.folder.path, path("copy"));
    const article = await sara.newArticle("پس از نسخه");
    expect(() => restoreFrom(path("copy"), machine.folder.path)).toThrow(/another relay is serving/);
    writeFileSync(path("bad"), readFileSync(path("copy")).fill(7, 5000, 30_000));
    await end(site.child, "SIGKILL");
    expect(() => restoreFrom(path("bad"), machine.folder.path)).toThrow(/damaged/);
    expect(() => restoreFrom(path("nothing"), machine.folder.path)).toThrow(/there is no file/);

    const kept = restoreFrom(path("copy"), machine.folder.path)!;
    const again = await machine.serve();
    expect((await new Device(again, sara).call("GET", "/api/articles")).body).toEqual([]);
    await end(again.child, "SIGTERM");
    restoreFrom(kept, machine.folder.path);
    const back = await machine.serve();
    expect((await new Device(back, sara).call("GET", "/api/articles")).body).toMatchObject([{ id: article }]);
  });
});

describe("verify", () => {
  test("OP7 AU7: it finds each kind of damage, where it is, and changes nothing", () => {
    write();
    expect(verifyDatabase(path("good"))).toEqual({ rooms: 1, updates: 7, damage: [] });
    const cases: readonly (readonly [sql: string, damage: string])[] = [
      ["DELETE FROM updates WHERE seq = 72", `${ROOM}: update 72 is missing`],
      ["DELETE FROM updates WHERE seq <= 72", `${ROOM}: updates 71 to 72 are missing`],
      ["DELETE FROM updates WHERE seq > 72", `${ROOM}: updates 73 to 75 are missing at the end`],
      ["DELETE FROM states", `${ROOM}: the state of its first 70 updates is missing`],
      ["UPDATE updates SET data = x'00ff' WHERE seq = 71", `${ROOM}: update 71 cannot be read: truncated update of 2 bytes`],
      ["UPDATE updates SET data = x'0200ff' WHERE seq = 75", `${ROOM}: 1 of the 3 updates up to 75 are there`],
      ["UPDATE updates SET data = x'ff' WHERE seq = 75", `${ROOM}: the updates up to 75 cannot be unpacked: Unexpected end of array`],
      ["UPDATE states SET data = substr(data, 1, 40)", `${ROOM}: its state cannot be read: truncated update of 40 bytes`],
      ["UPDATE rooms SET seq = 72", `${ROOM}: it counts 72 updates and has 75`],
      ["UPDATE updates SET seq = 70 WHERE seq = 71", `${ROOM}: update 70 is there twice`],
      ["UPDATE rooms SET state_seq = 0", `${ROOM}: there is a state of no updates`],
      ["UPDATE rooms SET name = 'elsewhere'", "elsewhere: not the name of a room"],
      [
        "UPDATE journal SET data = x'0100020000' WHERE id = (SELECT max(id) FROM journal); UPDATE rooms SET id = 9",
        "commit 2 of the journal is about a room that is not there, number 1",
      ],
      [
        "UPDATE journal SET data = x'01000109'",
        `${ROOM}: an update in commit 1 of the journal cannot be read: truncated update of 1 bytes`,
      ],
      ["UPDATE journal SET data = x'ff'", "commit 1 of the journal cannot be unpacked: Unexpected end of array"],
      ["DELETE FROM members", "devices row 1 refers to a missing row of members"],
      ["UPDATE authors SET end = end - 3", `${ROOM}: 3 clocks of client 7 are credited to nobody`],
      ["UPDATE journal SET authors = NULL", `${ROOM}: 6 clocks of client 7 are credited to nobody`],
      [
        "INSERT INTO authors SELECT room, client, 5, 9, author, brought_by, changed FROM authors",
        `${ROOM}: clocks of client 7 are credited twice`,
      ],
      ["DROP TABLE updates", "the database cannot be read: no such table: updates"],
    ];
    for (const [sql, damage] of cases) {
      const file = broken(sql);
      const before = readFileSync(file);
      expect(verifyDatabase(file).damage, sql).toContain(damage);
      expect(readFileSync(file).equals(before), sql).toBe(true);
    }
  });

  test("OP7: a database from before the journal is read as well", () => {
    write();
    const file = broken(
      "DELETE FROM updates WHERE packed > 0; UPDATE rooms SET seq = 72; ALTER TABLE updates DROP COLUMN packed; DROP TABLE journal; DROP TABLE authors; CREATE TABLE authors (room, client, member)",
    );
    expect(verifyDatabase(file)).toEqual({ rooms: 1, updates: 2, damage: [] });
  });

  test(
    "OP7: the command ends with 1 on damage, also of the file itself, and with 0 beside a relay that serves",
    { tags: "long" },
    async () => {
      write();
      const bytes = readFileSync(path("good"));
      writeFileSync(path("torn"), Buffer.from(bytes).fill(0xff, 4096 * 2, 4096 * 6));
      writeFileSync(path("short"), bytes.subarray(0, 6000));
      writeFileSync(path("text"), "no database at all");
      for (const name of ["torn", "short", "text", "nothing"]) expect(verifyDatabase(path(name)).damage, name).not.toEqual([]);
      for (const file of [path("torn"), broken("DELETE FROM states")]) {
        const { status, out, err } = machine.run(["verify", "--file", file, "--json"]);
        expect({ status, err }, file).toEqual({ status: 1, err: "" });
        expect((JSON.parse(out) as { damage: string[] }).damage, file).not.toEqual([]);
      }
      expect(existsSync(path("nothing"))).toBe(false);
      const site = await machine.serve();
      await (await machine.desk(site)).newArticle();
      expect(await machine.ask("verify")).toEqual({ rooms: 0, updates: 0, damage: [] });
      await end(site.child, "SIGTERM");
      expect(await machine.ask("verify")).toEqual({ rooms: 0, updates: 0, damage: [] });
    },
  );
});

describe("compact and stats", () => {
  test(
    "OP8: compacting loses nothing, is not done beside a relay, and gives space back; the sizes are told, no title is",
    { tags: "long" },
    async () => {
      const site = await machine.serve();
      const sara = await machine.desk(site);
      const article = await sara.newArticle("تیتر محرمانه");
      const client = await sara.frames(`article/${article}`);
      await client.first("step1");
      let rounds = 0;
      const text = await typing(client, () => ++rounds > 3);
      expect(machine.run(["compact", ...machine.data])).toMatchObject({
        status: 1,
        err: expect.stringContaining("another relay is serving"),
      });
      const before = await machine.ask("stats");
      expect(before).toMatchObject({ members: 1, devices: 1, articles: 1, rooms: 1, largest: [{ room: `article/${article}`, tail: 60 }] });
      expect(JSON.stringify(before) + machine.run(["stats", ...machine.data]).out).not.toContain("محرمانه");
      await end(site.child, "SIGTERM");

      const done = (await machine.ask("compact")) as { rooms: number; before: number; after: number };
      expect(done.rooms).toBe(1);
      expect(done.after).toBeLessThanOrEqual(done.before);
      expect(await machine.ask("stats")).toMatchObject({ largest: [{ tail: 0 }] });
      expect(await machine.ask("verify")).toMatchObject({ damage: [] });
      const again = await machine.serve();
      expect(await (await new Device(again, sara).frames(`article/${article}`)).text()).toBe(text);
    },
  );
});

describe("the command line beside a relay that serves", () => {
  test("RO5: a role that it changes holds at once for who is connected, and RO6: whom it shuts out is out", { tags: "long" }, async () => {
    const site = await machine.serve();
    const sara = await machine.desk(site);
    const ali = await machine.desk(site, "reader", "علی");
    const article = await sara.newArticle();
    const client = await ali.frames(`article/${article}`);
    await client.first("step1");
    const denied = (): number => client.got.filter(({ type }) => type === "denied").length;
    const write = async (id: number): Promise<number> => {
      client.send({ type: "update", update: typed("x").update, reply: false });
      await client.barrier(id);
      return denied();
    };
    expect(await write(1)).toBe(1);
    expect(await machine.ask("role", "علی", "editor", "--article", article)).toEqual({
      member: ali.member.id,
      article,
      role: "editor",
      own: true,
    });
    expect(await write(2)).toBe(1);
    expect(await machine.ask("role", ali.member.id, "newsroom", "--article", article)).toMatchObject({ role: "reader", own: false });
    expect(await write(3)).toBe(2);
    await machine.ask("role", "علی", "none");
    expect((await client.end()).code).toBe(4403);
    expect(await machine.ask("members")).toMatchObject([
      { name: "سارا", role: "owner" },
      { name: "علی", role: "none" },
    ]);
  });

  test("ID2: a device that it revokes, and a member whom it removes, are out at once", { tags: "long" }, async () => {
    const site = await machine.serve();
    const sara = await machine.desk(site);
    const article = await sara.newArticle();
    const { code } = (await machine.ask("invite", "--member", "سارا", "--expires", "1h")) as { code: string };
    const { body } = await call(site.relay.http, "POST", "/api/join", { code, device: "second" });
    const second = new Device(site, body as never);
    expect(second.member).toEqual(sara.member);
    const [first, other] = [await sara.frames(`article/${article}`), await second.frames(`article/${article}`)];
    await Promise.all([first.first("step1"), other.first("step1")]);
    const devices = (await machine.ask("devices", "--member", "سارا")) as { id: string; name: string }[];
    expect(devices.map(({ name }) => name)).toEqual(["laptop", "second"]);
    await machine.ask("revoke", devices[1]!.id);
    expect((await other.end()).code).toBe(4401);
    await first.barrier(1);
    await machine.desk(site, "owner", "علی");
    await machine.ask("remove", "سارا");
    expect((await first.end()).code).toBe(4401);
  });

  test("ID3: it lists and withdraws invitations, and they last as long as it says", async () => {
    const site = await machine.serve();
    const made = (await machine.ask("invite", "--name", "رضا", "--role", "reader", "--expires", "90m")) as {
      id: string;
      code: string;
      expiresAt: number;
    };
    const [listed] = (await machine.ask("invitations")) as { id: string; createdAt: number; expiresAt: number }[];
    expect(listed).toMatchObject({ id: made.id, expiresAt: made.expiresAt });
    expect(listed!.expiresAt - listed!.createdAt).toBe(90 * 60_000);
    expect(await machine.ask("withdraw", made.id)).toEqual({ id: made.id });
    expect(await machine.ask("invitations")).toEqual([]);
    expect((await call(site.relay.http, "POST", "/api/join", { code: made.code, device: "x" })).status).toBe(410);
  });

  test("ID1: what it cannot do it says in one line, and changes nothing", { tags: "long" }, async () => {
    const site = await machine.serve();
    const sara = await machine.desk(site);
    for (let i = 0; i < 2; i++) await machine.desk(site, "reader", "علی");
    const article = await sara.newArticle();
    const before = await machine.ask("members");
    const cases: readonly (readonly [args: readonly string[], mistake: string])[] = [
      [["role", "سارا", "editor"], "سارا is the last owner"],
      [["remove", "سارا"], "سارا is the last owner"],
      [["role", "سارا", "none", "--article", article], "owns the newsroom"],
      [["role", "علی", "editor"], '2 members are called "علی": name one by ID'],
      [["role", "نیما", "editor"], 'there is no member "نیما"'],
      [["role", "سارا", "king"], 'ROLE is one of owner, editor, commenter, reader, none, not "king"'],
      [["role", "سارا", "newsroom"], "newsroom goes with --article"],
      [["role", "سارا"], "ROLE is missing"],
      [["role", sara.member.id, "owner", "--article", "not-an-article"], "there is no article not-an-article"],
      [["role", sara.member.id, "owner", "--article", "../x"], "--article is the ID of an article"],
      [["revoke", "x"], "there is no device x"],
      [["withdraw", "x"], "there is no open invitation x"],
      [
        ["invite", "--name", "x", "--role", "reader", "--expires", "forever"],
        '--expires is a time such as 7d, 36h or 90m, at most 365d, not "forever"',
      ],
      [["invite", "--name", "x", "--role", "reader", "--expires", "366d"], '"366d"'],
      [["invite", "--member", "سارا", "--role", "reader"], "--member is for another device"],
      [["invite", "--name", "x", "--role", "reader", "--article", "not-an-article"], "there is no article"],
    ];
    for (const [args, mistake] of cases) {
      expect(await refusal([...args, ...machine.data])).toContain(mistake);
    }
    expect(await refusal(["members", "--data", path("nothing")])).toContain("there is no newsroom");
    expect(existsSync(path("nothing"))).toBe(false);
    expect(await machine.ask("members")).toEqual(before);
  });
});
