/** Entry point: `PUT` and `GET /api/blobs/<sha256>`, by which pictures come to a relay and leave it. */
import { randomBytes } from "node:crypto";
import { request } from "node:http";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { LIMITS } from "../../server/limits.ts";
import { LARGEST_STORED } from "../../shared/pictures/picture.ts";
import { hashOf, png } from "../picture-samples.ts";
import { TestRelay, type Device } from "../relay/relay-fixture.ts";

let site: TestRelay;
let owner: Device;
let article: string;
beforeEach(async () => {
  ({ site, owner, article } = await TestRelay.withArticle());
});
afterEach(async () => {
  await site.close();
  expect(site.reported).toEqual([]);
});

/** A picture like no other. */
const picture = (more = 8): Buffer => Buffer.concat([png(3, 2), randomBytes(more)]);

interface Answered {
  readonly status: number;
  readonly error: unknown;
  readonly bytes: Buffer;
  readonly headers: Headers;
}

async function ask(method: string, path: string, token: string | null, body?: Buffer): Promise<Answered> {
  const response = await fetch(site.relay.http + path, {
    method,
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    ...(body && { body: new Uint8Array(body) }),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  const { error } = isJson ? (JSON.parse(bytes.toString()) as { error?: string }) : {};
  return { status: response.status, error, bytes, headers: response.headers };
}
const put = (desk: Device | null, bytes: Buffer, { of = article, as = hashOf(bytes) } = {}): Promise<Answered> =>
  ask("PUT", `/api/blobs/${as}?article=${of}`, desk?.token ?? null, bytes);
const get = (desk: Device | null, bytes: Buffer): Promise<Answered> => ask("GET", `/api/blobs/${hashOf(bytes)}`, desk?.token ?? null);

describe("PI10: who may put and get", () => {
  test("an editor puts a picture, and whoever may enter the article gets the same bytes", async () => {
    const bytes = picture();
    const [editor, reader] = [await site.desk("علی", "editor"), await site.desk("مینا", "reader")];
    expect((await put(editor, bytes)).status).toBe(200);
    // Again, and by another: there is one.
    expect([(await put(editor, bytes)).status, (await put(owner, bytes)).status]).toEqual([200, 200]);
    for (const desk of [owner, editor, reader]) {
      const got = await get(desk, bytes);
      expect([got.status, got.bytes.equals(bytes)]).toEqual([200, true]);
    }
    const missing = await editor.call("POST", `/api/articles/${article}/missing-blobs`, { blobs: [hashOf(bytes), "a".repeat(64)] });
    expect(missing.body).toEqual({ missing: ["a".repeat(64)] });
  });

  test.each(["reader", "commenter"] as const)("a %s who puts a picture is refused, and it is not there", async (role) => {
    const bytes = picture();
    const desk = await site.desk("مزاحم", role);
    expect(await put(desk, bytes)).toMatchObject({ status: 403, error: "role" });
    expect(await desk.call("POST", `/api/articles/${article}/missing-blobs`, { blobs: [] })).toMatchObject({ status: 403 });
    expect(await get(owner, bytes)).toMatchObject({ status: 404, error: "picture-unknown" });
  });

  test("an editor whose role on one article is reader puts no picture there", async () => {
    const desk = await site.desk("مزاحم", "editor");
    await owner.call("PUT", `/api/articles/${article}/roles/${desk.member.id}`, { role: "reader" });
    expect(await put(desk, picture())).toMatchObject({ status: 403, error: "role" });
  });

  test("somebody who is no member puts and gets nothing", async () => {
    const bytes = picture();
    await put(owner, bytes);
    expect(await put(null, picture())).toMatchObject({ status: 401, error: "unauthorized" });
    expect(await get(null, bytes)).toMatchObject({ status: 401, error: "unauthorized" });
    expect(await ask("GET", `/api/blobs/${hashOf(bytes)}`, "x".repeat(43))).toMatchObject({ status: 401 });
  });

  test("somebody who knows the hash of a picture of an article that is closed to them gets what there is none for", async () => {
    const bytes = picture();
    await put(owner, bytes);
    const desk = await site.desk("مزاحم", "editor");
    await owner.call("PUT", `/api/articles/${article}/roles/${desk.member.id}`, { role: "none" });
    const [closed, absent] = [await get(desk, bytes), await get(desk, picture())];
    expect([closed.status, closed.error, closed.bytes.length]).toEqual([absent.status, "picture-unknown", absent.bytes.length]);
  });

  test("somebody who knows the hash does not get the picture by asking for it in an article of their own: the bytes must come", async () => {
    const bytes = picture();
    await put(owner, bytes);
    const desk = await site.desk("مزاحم", "editor");
    await owner.call("PUT", `/api/articles/${article}/roles/${desk.member.id}`, { role: "none" });
    const own = await desk.newArticle();
    expect(await put(desk, picture(), { of: own, as: hashOf(bytes) })).toMatchObject({ status: 400, error: "picture-other" });
    expect(await put(desk, Buffer.alloc(0), { of: own, as: hashOf(bytes) })).toMatchObject({ status: 415 });
    expect(await get(desk, bytes)).toMatchObject({ status: 404 });
  });

  test("a member who was removed gets no picture any more", async () => {
    const bytes = picture();
    const desk = await site.desk("رضا", "editor");
    await put(desk, bytes);
    expect((await get(desk, bytes)).status).toBe(200);
    await owner.call("DELETE", `/api/members/${desk.member.id}`);
    expect(await get(desk, bytes)).toMatchObject({ status: 401 });
  });
});

describe("PI11: what is put", () => {
  test.each<[string, () => Buffer, number, string]>([
    [
      "a drawing with a script",
      () => Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
      415,
      "picture-type",
    ],
    ["a page", () => Buffer.from("<!doctype html><script>alert(1)</script>"), 415, "picture-type"],
    ["a program", () => Buffer.concat([Buffer.from("MZ"), randomBytes(500)]), 415, "picture-type"],
    ["nothing", () => Buffer.alloc(0), 415, "picture-type"],
    ["four billion pixels in 80 bytes", () => Buffer.concat([png(65_535, 65_535), randomBytes(8)]), 413, "picture-too-large"],
    ["more bytes than a picture may have", () => picture(LARGEST_STORED), 413, "picture-too-large"],
  ])("an attacker who puts %s is refused", async (_name, bytes, status, error) => {
    const hostile = bytes();
    expect(await put(owner, hostile)).toMatchObject({ status, error });
    expect((await get(owner, hostile)).status).toBe(404);
  });

  test("an attacker who puts one picture under the hash of another is refused, and the other is what it was", async () => {
    const bytes = picture();
    expect(await put(owner, picture(), { as: hashOf(bytes) })).toMatchObject({ status: 400, error: "picture-other" });
    await put(owner, bytes);
    expect(await put(owner, picture(), { as: hashOf(bytes) })).toMatchObject({ status: 400, error: "picture-other" });
    expect((await get(owner, bytes)).bytes.equals(bytes)).toBe(true);
  });

  test.each(["A".repeat(64), "a".repeat(63), `${"a".repeat(64)}0`, "..%2f..%2fetc%2fpasswd", "%00", "'; DROP TABLE pictures; --"])(
    "an attacker who names a picture %s is refused",
    async (name) => {
      const reply = await ask("PUT", `/api/blobs/${encodeURIComponent(name)}?article=${article}`, owner.token, picture());
      expect(reply).toMatchObject({ status: 400, error: "bad-request" });
      expect((await ask("GET", `/api/blobs/${encodeURIComponent(name)}`, owner.token)).status).toBe(400);
    },
  );

  test("an attacker who names no article, or one that is not there, is refused", async () => {
    const bytes = picture();
    expect((await ask("PUT", `/api/blobs/${hashOf(bytes)}`, owner.token, bytes)).status).toBe(400);
    expect(await put(owner, bytes, { of: "no-such-article" })).toMatchObject({ status: 404, error: "article-unknown" });
  });

  test("a newsroom's pictures take as much space as they may, and what is there stays", async () => {
    const bytes = picture(1000);
    await site.relay.stop();
    await site.start({ limits: { ...LIMITS, picturesBytes: 1500 } });
    expect((await put(owner, bytes)).status).toBe(200);
    expect(await put(owner, picture(1000))).toMatchObject({ status: 507, error: "pictures-full" });
    expect([(await put(owner, bytes)).status, (await get(owner, bytes)).status]).toEqual([200, 200]);
  });
});

/** An upload that never ends by itself. */
const upload = (desk: Device, headers: Record<string, string>) => {
  const sent = request(`${site.relay.http}/api/blobs/${"a".repeat(64)}?article=${article}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${desk.token}`, ...headers },
  });
  const ended = new Promise<number | string>((resolve) => {
    sent.on("response", (response) => resolve(response.resume().statusCode!));
    sent.on("error", () => resolve("cut off"));
  });
  return { sent, ended };
};

describe("PI13: how much and how fast", () => {
  test("an attacker who announces a gigabyte is refused before it comes", async () => {
    const { sent, ended } = upload(owner, { "content-length": String(2 ** 30) });
    sent.write(png());
    expect(await ended).toBe(413);
  });

  test("an attacker who sends without end is refused when it is too much", async () => {
    const { sent, ended } = upload(owner, { "transfer-encoding": "chunked" });
    const piece = Buffer.alloc(256 * 1024);
    let written = 0;
    const more = (): void => {
      while (!sent.destroyed && written < 64 * LARGEST_STORED) {
        written += piece.length;
        if (!sent.write(piece)) return;
      }
    };
    sent.on("drain", more);
    more();
    expect([413, "cut off"]).toContain(await ended);
    expect(written).toBeLessThan(64 * LARGEST_STORED);
    sent.destroy();
  });

  test("an attacker who sends a byte at a time is cut off, and others go on", { tags: "long" }, async () => {
    await site.relay.stop();
    await site.start({ timeouts: { headers: 500, request: 1000, idle: 5000 } });
    const { sent, ended } = upload(owner, { "transfer-encoding": "chunked" });
    const drip = setInterval(() => sent.write("x"), 50);
    const bytes = picture();
    expect((await put(owner, bytes)).status).toBe(200);
    expect(["cut off", 408]).toContain(await ended);
    clearInterval(drip);
    expect((await get(owner, bytes)).status).toBe(200);
  });

  test("an attacker who begins many at once waits, and the others of the newsroom do not", async () => {
    const mallory = await site.desk("مزاحم", "editor");
    const begun = Array.from({ length: 12 }, () => upload(mallory, { "content-length": "1000" }));
    for (const { sent } of begun) sent.write(png());
    const refused = await Promise.race(begun.map(({ ended }) => ended));
    expect(refused).toBe(429);
    expect((await put(owner, picture())).status).toBe(200);
    for (const { sent } of begun) sent.destroy();
  });
});

const piece = async (
  desk: Device,
  bytes: Buffer,
  range: string,
  body: Buffer = Buffer.alloc(0),
  of = article,
): Promise<{ status: number; body: unknown }> => {
  const response = await fetch(`${site.relay.http}/api/blobs/${hashOf(bytes)}?article=${of}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${desk.token}`, "content-range": range },
    body: new Uint8Array(body),
  });
  return { status: response.status, body: await response.json() };
};

const part = (desk: Device, bytes: Buffer, from: number, to: number) =>
  piece(desk, bytes, `bytes ${from}-${to - 1}/${bytes.length}`, bytes.subarray(from, to));

describe("PI27: a picture that comes in pieces", () => {
  test("goes on where it ended, and is stored once it is whole", async () => {
    const bytes = picture(200);
    expect((await piece(owner, bytes, `bytes */${bytes.length}`)).body).toEqual({ received: 0 });
    expect((await part(owner, bytes, 0, 100)).body).toEqual({ received: 100 });
    // What does not go on is left out: again, behind a gap, of another length.
    expect((await part(owner, bytes, 0, 100)).body).toEqual({ received: 100 });
    expect((await part(owner, bytes, 150, 200)).body).toEqual({ received: 100 });
    expect((await piece(owner, bytes, "bytes 100-109/999", bytes.subarray(100, 110))).body).toEqual({ received: 0 });
    expect((await piece(owner, bytes, `bytes */${bytes.length}`)).body).toEqual({ received: 100 });
    expect((await get(owner, bytes)).status).toBe(404);
    expect(await part(owner, bytes, 100, bytes.length)).toEqual({ status: 200, body: { sha256: hashOf(bytes) } });
    expect((await get(owner, bytes)).bytes.equals(bytes)).toBe(true);
  });

  test("is its member's alone, asks for the role each time, and is none where the bytes are others", async () => {
    const bytes = picture(200);
    const [mallory, reader] = [await site.desk("مزاحم", "editor"), await site.desk("مینا", "reader")];
    await part(owner, bytes, 0, 100);
    expect((await piece(mallory, bytes, `bytes */${bytes.length}`)).body).toEqual({ received: 0 });
    expect((await part(mallory, bytes, 100, bytes.length)).body).toEqual({ received: 0 });
    expect((await part(reader, bytes, 100, bytes.length)).status).toBe(403);
    expect((await piece(owner, bytes, `bytes 100-${bytes.length - 1}/${bytes.length}`, Buffer.alloc(bytes.length - 100))).status).toBe(400);
    expect((await get(owner, bytes)).status).toBe(404);
  });

  test("is refused where its range is none, or of a picture that is too large", async () => {
    const bytes = picture(200);
    for (const range of [
      "",
      "bytes",
      "bytes 5-4/10",
      "bytes 0-10/10",
      "bytes 0-0/0",
      "bytes -1-2/3",
      "bytes 0-9/",
      "octets 0-1/2",
      "bytes 0-1e3/9999",
    ])
      expect([range, (await piece(owner, bytes, range, bytes.subarray(0, 10))).status]).toEqual([range, 400]);
    expect((await piece(owner, bytes, "bytes 0-20/300", bytes.subarray(0, 10))).status).toBe(400);
    expect((await piece(owner, bytes, `bytes */${LARGEST_STORED + 1}`)).status).toBe(413);
  });

  test("takes the place of the member's own oldest, and of nobody else's", async () => {
    const mallory = await site.desk("مزاحم", "editor");
    const bytes = picture(200);
    await part(owner, bytes, 0, 100);
    const many = Array.from({ length: 6 }, () => picture(200));
    for (const one of many) await part(mallory, one, 0, 100);
    const kept = await Promise.all(many.map(async (one) => (await piece(mallory, one, `bytes */${one.length}`)).body));
    expect(kept).toEqual([0, 0, 100, 100, 100, 100].map((received) => ({ received })));
    expect((await piece(owner, bytes, `bytes */${bytes.length}`)).body).toEqual({ received: 100 });
  });
});

test("PI12: a picture is served as what it is, runs nothing, is framed nowhere, and never changes", async () => {
  const bytes = picture();
  await put(owner, bytes);
  const { headers } = await get(owner, bytes);
  expect(Object.fromEntries(headers)).toMatchObject({
    "content-type": "image/png",
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "content-disposition": "attachment",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, max-age=31536000, immutable",
    vary: "Authorization",
  });
});
