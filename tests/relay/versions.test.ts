/** Versions as a relay keeps them. */
import { join } from "node:path";
import zlib from "node:zlib";
import * as Y from "yjs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ArticleTable } from "../../server/articles/article-table.ts";
import { Versions } from "../../server/articles/versions.ts";
import { verifyDatabase } from "../../server/ops/verify.ts";
import { DATABASE, openDatabase } from "../../server/store/database.ts";
import { LogWorker } from "../../server/store/log-worker.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import type { Version } from "../../shared/version.ts";
import { LargeDeletions, type SuspectDeletion } from "../../shared/versions/large-deletions.ts";
import { readUpdate } from "../../shared/update/scan.ts";
import { VersionTable } from "../../shared/versions/version-table.ts";
import { eventually } from "../eventually.ts";
import { temporaryFolder, TestRelay, type Device, type FrameClient, type Reply } from "./relay-fixture.ts";

/** A person who writes in the body of an article. */
class Writer {
  readonly doc = new Y.Doc();
  readonly client: FrameClient;
  #sent = 0;

  private constructor(client: FrameClient) {
    this.client = client;
  }

  static async at(device: Device, article: string): Promise<Writer> {
    return new Writer(await device.enter(`article/${article}`));
  }

  /** Resolves when the relay has it on disk. */
  async write(edit: (text: Y.Text) => void): Promise<void> {
    const updates: Uint8Array[] = [];
    const listen = (update: Uint8Array): void => void updates.push(update);
    this.doc.on("update", listen);
    edit(this.doc.getText("body"));
    this.doc.off("update", listen);
    for (const update of updates) this.client.send({ type: "update", update, reply: false });
    await this.client.barrier(++this.#sent);
  }
}

describe("over HTTP", () => {
  let site: TestRelay;
  let owner: Device;
  let article: string;
  const ask = (device: Device, method: string, path = "", body?: unknown): Promise<Reply> =>
    device.call(method, `/api/articles/${article}/versions${path}`, body);
  const named = async (device: Device, label: string): Promise<Version> => {
    const { status, body } = await ask(device, "POST", "", { reason: "named", label });
    expect([status, body]).toEqual([200, body]);
    return body as Version;
  };
  const textOf = async (device: Device, id: string): Promise<string> => {
    const { body } = await ask(device, "GET", `/${id}`);
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Buffer.from((body as { state: string }).state, "base64"));
    return doc.getText("body").toJSON();
  };
  const list = async (device: Device): Promise<readonly Version[]> =>
    ((await ask(device, "GET")).body as { versions: readonly Version[] }).versions;

  beforeEach(async () => ({ site, owner, article } = await TestRelay.withArticle()));
  afterEach(async () => {
    expect(site.reported).toEqual([]);
    await site.close();
  });

  test("VE1 VE3: a named version has its author, its people and the size of the change, and holds the text of its time", async () => {
    const editor = await site.desk("امید", "editor");
    const [sara, omid] = [await Writer.at(owner, article), await Writer.at(editor, article)];
    await sara.write((text) => text.insert(0, "تیتر\nبند نخست"));
    const first = await named(owner, "پیش از ویرایش");
    await omid.write((text) => text.insert(0, "دو"));
    await sara.write((text) => text.delete(0, 4));
    const second = await named(editor, "پس از ویرایش");

    expect(first).toMatchObject({ author: owner.member.id, people: [owner.member.id], inserted: 13, deleted: 0, reason: "named" });
    expect(second).toMatchObject({ author: editor.member.id, inserted: 2, deleted: 4 });
    expect(new Set(second.people)).toEqual(new Set([owner.member.id, editor.member.id]));
    expect((await list(owner)).map(({ label }) => label)).toEqual(["پس از ویرایش", "پیش از ویرایش"]);
    expect(await textOf(editor, first.id)).toBe("تیتر\nبند نخست");
    expect(await textOf(editor, second.id)).toContain("\nبند نخست");
  });

  test("VE74: a version that is asked for again by its ID is made once, also at the same time, and its ID is no other member's", async () => {
    const editor = await site.desk("امید", "editor");
    const sara = await Writer.at(owner, article);
    await sara.write((text) => text.insert(0, "خبر"));
    const wanted = { id: "of-sara", reason: "named", label: "نخست" };
    const [first, second] = await Promise.all([ask(owner, "POST", "", wanted), ask(owner, "POST", "", wanted)]);
    await sara.write((text) => text.insert(0, "دو"));
    const third = await ask(owner, "POST", "", { ...wanted, label: "دیگر" });
    expect(first).toMatchObject({ status: 200, body: { id: "of-sara", label: "نخست", inserted: 3 } });
    for (const again of [second, third]) expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await ask(editor, "POST", "", wanted)).toMatchObject({ status: 400, body: { error: "bad-request" } });
    for (const id of ["", "a/b", "a".repeat(65), 3]) expect((await ask(owner, "POST", "", { ...wanted, id })).status).toBe(400);
    expect(await list(owner)).toEqual([first.body]);
    // At an article that has as many as it may, too.
    site.beside((db) => {
      const copy = db.prepare(
        `INSERT INTO versions SELECT article, ?, ?, at, 'named', 'x', NULL, people, inserted, deleted, NULL, 0, state FROM versions WHERE number = 1`,
      );
      for (let number = 2; number <= 1000; number++) copy.run(number, `id-${number}`);
    });
    expect((await ask(owner, "POST", "", wanted)).body).toEqual(first.body);
    expect((await ask(owner, "POST", "", { ...wanted, id: "new" })).status).toBe(409);
  });

  test("VE2: no version holds a character that was deleted before it was made, though the relay once received it", async () => {
    const sara = await Writer.at(owner, article);
    await sara.write((text) => {
      text.insert(0, "به نقل از منبع پنهان");
      text.delete(0, 10);
    });
    const { id } = await named(owner, "نخست");
    const { state } = (await ask(owner, "GET", `/${id}`)).body as { state: string };
    expect(Buffer.from(state, "base64").toString("utf8")).not.toContain("نقل");
    expect(await textOf(owner, id)).toBe("منبع پنهان");
  });

  test("VE38 VE7: an automatic version that an editor names is named for all, renamed, and does not go when others do", async () => {
    const editor = await site.desk("امید", "editor");
    const sara = await Writer.at(owner, article);
    await sara.write((text) => text.insert(0, "خبر"));
    await owner.call("PUT", `/api/articles/${article}/place`, { place: "archive" });
    await eventually(async () => (await list(owner)).length, 1);
    const [made] = await list(owner);
    const { status, body } = await ask(editor, "PATCH", `/${made!.id}`, { label: "به چاپخانه رفت" });
    expect([status, body]).toEqual([200, { ...made, label: "به چاپخانه رفت" }]);
    expect(await list(await site.desk("مینا", "reader"))).toEqual([{ ...made, label: "به چاپخانه رفت" }]);
    await ask(owner, "PATCH", `/${made!.id}`, { label: "چاپ نخست" });
    expect((await list(editor)).map(({ label }) => label)).toEqual(["چاپ نخست"]);
    expect(await textOf(editor, made!.id)).toBe("خبر");
    // As many as an article may have at most, newer than it.
    site.beside((db) => {
      const copy = db.prepare(
        `INSERT INTO versions SELECT article, ?, ?, at, 'automatic', '', NULL, people, inserted, deleted, NULL, 0, state FROM versions WHERE number = 1`,
      );
      for (let number = 2; number <= 202; number++) copy.run(number, `id-${number}`);
    });
    await sara.write((text) => text.insert(0, "!"));
    await owner.call("PUT", `/api/articles/${article}/place`, { place: "desk" });
    await eventually(async () => (await list(owner))[0]?.reason, "place");
    const ids = (await list(owner)).map(({ id }) => id);
    expect([ids.includes(made!.id), ids.includes("id-2"), ids.includes("id-3"), ids.length]).toEqual([true, false, true, 202]);
  });

  const LONG = Array.from({ length: 20 }, (_, i) => `بند ${i}: آب رودخانه دیشب بالا آمد.`).join("\n");

  test("VE39: when most of a text goes at once, what was there before is kept, with whoever deleted it", async () => {
    const editor = await site.desk("امید", "editor");
    const [sara, omid] = [await Writer.at(owner, article), await Writer.at(editor, article)];
    await sara.write((text) => text.insert(0, LONG));
    const { update } = await omid.client.first("update");
    Y.applyUpdate(omid.doc, update);
    await omid.write((text) => text.delete(5, text.length - 10));
    await eventually(async () => (await list(owner)).map(({ reason }) => reason), ["deletion"]);
    const [version] = await list(owner);
    expect(version).toMatchObject({ author: editor.member.id, people: [owner.member.id], label: "", inserted: LONG.length });
    expect(await textOf(owner, version!.id)).toBe(LONG);
    // Others who bring the same deletion make no other, nor does a second one within minutes.
    Y.applyUpdate(sara.doc, Y.encodeStateAsUpdate(omid.doc));
    sara.client.send({ type: "update", update: Y.encodeStateAsUpdate(sara.doc), reply: true });
    await sara.write((text) => text.insert(0, LONG));
    await sara.write((text) => text.delete(0, LONG.length));
    await named(owner, "سپس");
    expect((await list(owner)).map(({ reason }) => reason)).toEqual(["named", "deletion"]);
  });

  test("VE39: a paragraph that goes makes none", async () => {
    const sara = await Writer.at(owner, article);
    await sara.write((text) => text.insert(0, LONG));
    await sara.write((text) => text.delete(0, 120));
    await named(owner, "نخست");
    expect((await list(owner)).map(({ reason }) => reason)).toEqual(["named"]);
  });

  test("VE39: what the last version has makes none", async () => {
    const sara = await Writer.at(owner, article);
    await sara.write((text) => text.insert(0, LONG));
    await named(owner, "نخست");
    await sara.write((text) => text.delete(0, text.length));
    await named(owner, "سپس");
    expect((await list(owner)).map(({ reason }) => reason)).toEqual(["named", "named"]);
  });

  test("VE39: what went offline is kept before the relay's text is without it", async () => {
    const editor = await site.desk("امید", "editor");
    const sara = await Writer.at(owner, article);
    await sara.write((text) => text.insert(0, LONG));
    const omid = await Writer.at(editor, article);
    Y.applyUpdate(omid.doc, Y.encodeStateAsUpdate(sara.doc));
    omid.doc.getText("body").delete(0, LONG.length - 20);
    omid.client.send({ type: "update", update: Y.encodeStateAsUpdate(omid.doc, Y.encodeStateVector(sara.doc)), reply: true });
    await eventually(async () => (await list(owner)).map(({ reason, author }) => [reason, author]), [["deletion", editor.member.id]]);
    expect(await textOf(owner, (await list(owner))[0]!.id)).toBe(LONG);
  });

  test("VE5: archive and trash make a version, unless nothing changed since the last one", async () => {
    const sara = await Writer.at(owner, article);
    await sara.write((text) => text.insert(0, "خبر"));
    const place = async (where: string): Promise<void> => {
      await owner.call("PUT", `/api/articles/${article}/place`, { place: where });
    };
    await place("archive");
    await eventually(async () => (await list(owner)).length, 1);
    await place("desk");
    await place("trash");
    await sara.write((text) => text.insert(0, "!"));
    await place("desk");
    await eventually(async () => (await list(owner)).length, 2);
    expect((await list(owner)).map(({ reason, author }) => [reason, author])).toEqual([
      ["place", owner.member.id],
      ["place", owner.member.id],
    ]);
  });

  test("VE9: a restart keeps versions, verify finds one that is damaged, and deleting the article for good erases them", async () => {
    const sara = await Writer.at(owner, article);
    await sara.write((text) => text.insert(0, "خبر"));
    const { id } = await named(owner, "نخست");
    await site.relay.stop();
    await site.start({ purgeEvery: 20 });
    expect(await textOf(owner, id)).toBe("خبر");

    const file = join(site.folder.path, DATABASE);
    expect(verifyDatabase(file).damage).toEqual([]);
    const [state] = site.beside((db) => db.prepare("SELECT state FROM versions").pluck().all()) as Buffer[];
    site.beside((db) => db.prepare("UPDATE versions SET state = x'00'").run());
    expect(verifyDatabase(file).damage.join()).toContain(`version 1 of ${article}`);
    site.beside((db) => db.prepare("UPDATE versions SET state = ?").run(state));

    await owner.call("DELETE", `/api/articles/${article}`);
    site.beside((db) => db.prepare("UPDATE articles SET purge_at = 1").run());
    await eventually(() => site.beside((db) => db.prepare("SELECT count(*) FROM versions").pluck().get()), 0);
  });
});

describe("beside the relay", () => {
  const folder = temporaryFolder();
  const db = openDatabase(folder.path);
  const history = new SqliteUpdateLog(db);
  const articles = new ArticleTable(db);
  const table = new VersionTable(db, zlib);
  const worker = new LogWorker(join(folder.path, DATABASE));
  const reported: unknown[] = [];
  let now = 1_000_000_000_000;
  const versions = new Versions({
    table,
    articles,
    history,
    worker,
    flush: () => undefined,
    report: (error) => reported.push(error),
    now: () => now,
  });
  const doc = new Y.Doc();
  const body = doc.getText("body");
  const room = "article/automatic";
  const HOUR = 60 * 60_000;

  const type = (text: string, member: string | null = "sara"): void => {
    const before = Y.encodeStateVector(doc);
    body.insert(body.length, text);
    const update = Y.encodeStateAsUpdate(doc, before);
    history.append([{ room, update, credits: [], unconfirmed: false }]);
    versions.changed({ room, update, stretches: [], deletions: [], reply: false, member, unconfirmed: false });
  };
  /** Waits for the versions that are being made. */
  const settled = async (count: number): Promise<void> => {
    await eventually(() => table.list("automatic").length, count);
  };

  afterEach(() => expect(reported).toEqual([]));

  test("VE4: an automatic version is made when work has paused for five minutes, and at most one an hour", async () => {
    articles.add("automatic", "");
    type("یک ");
    now += 4 * 60_000;
    versions.makeDue();
    type("دو ", "omid");
    now += 5 * 60_000;
    versions.makeDue();
    await settled(1);
    expect(table.list("automatic")[0]).toMatchObject({ reason: "automatic", author: null, people: ["sara", "omid"], inserted: 6 });

    type("سه ");
    now += 6 * 60_000;
    versions.makeDue();
    // The next is due an hour after the last one: that one, and no earlier one, is made.
    now += HOUR;
    versions.makeDue();
    await settled(2);
    expect(table.list("automatic")[0]!.at).toBe(now);
    now += 2 * HOUR;
    versions.makeDue();
    await versions.make("automatic", { reason: "merge", label: "", author: "sara" });
    expect(table.list("automatic")).toHaveLength(2);
  });

  test(
    "VE39 VE40: many deletions within a minute are taken as one, looked at ever more rarely; those of more minutes are not",
    { tags: "long" },
    async () => {
      const article = "deletion";
      articles.add(article, "");
      const doc = new Y.Doc();
      const text = doc.getText("body");
      const [deletions, room] = [new LargeDeletions(history, () => now), `article/${article}`];
      const change = (edit: () => void): SuspectDeletion | null => {
        const updates: Uint8Array[] = [];
        const listen = (update: Uint8Array): void => void updates.push(update);
        doc.on("update", listen);
        edit();
        doc.off("update", listen);
        const [update] = updates as [Uint8Array];
        history.append([{ room, update, credits: [], unconfirmed: false }]);
        return deletions.changed(article, {
          room,
          update,
          stretches: [],
          deletions: readUpdate(update).deletions,
          reply: false,
          member: "sara",
          unconfirmed: false,
        });
      };
      change(() => text.insert(0, "۰۱۲۳۴۵۶۷۸۹".repeat(500)));
      const reads = vi.spyOn(history, "read");
      const looks: number[] = [];
      for (let i = 0; i < 4000; i++) {
        now += 10;
        const suspect = change(() => text.delete(text.length - 1, 1));
        if (!suspect) continue;
        looks.push(i + 1);
        // All but what had gone before the first look.
        const before = new Y.Doc();
        for (const update of suspect.before) Y.applyUpdate(before, update);
        expect(before.getText("body").length).toBe(4901);
      }
      expect(looks.slice(0, 3)).toEqual([100, 125, 157]);
      expect(looks.length).toBeLessThan(20);
      expect(looks.at(-1)).toBeGreaterThan(4000 / 1.3);
      expect(reads).toHaveBeenCalledTimes(1);
      // As slowly as one writes.
      for (let i = 0; i < 500; i++) {
        now += 1000;
        expect(change(() => text.delete(0, 1))).toBeNull();
      }
      reads.mockRestore();
    },
  );

  test("VE4: whoever works for more than an hour without a pause gets one all the same", async () => {
    const before = table.list("automatic").length;
    for (let minute = 0; minute < 61; minute++) {
      type("و");
      now += 60_000;
      versions.makeDue();
    }
    await settled(before + 1);
    await worker.close();
    versions.close();
    db.close();
    folder.remove();
  });
});
