/** Members who ask for more over HTTP than a newsroom needs. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Quotas, type Asked } from "../../server/http/quotas.ts";
import { rawCall, TestRelay, type Device, type Reply } from "../relay/relay-fixture.ts";

let site: TestRelay;
let owner: Device;
beforeEach(async () => {
  site = await new TestRelay().start();
  owner = await site.desk("سارا", "owner");
});
afterEach(() => site.close());

/** Asks until it is refused. @returns how often it was not, and the refusal */
async function untilRefused(ask: () => Promise<Reply>, most: number): Promise<{ readonly granted: number; readonly refusal: Reply }> {
  for (let granted = 0; granted < most; granted++) {
    const reply = await ask();
    if (reply.status >= 400) return { granted, refusal: reply };
  }
  throw new Error(`not refused after ${most}`);
}

test(
  "LI10: an editor enters some hundred articles at once, and then waits as long as the answer says; others do not",
  { tags: "long" },
  async () => {
    const mallory = await site.desk("مزاحم", "editor");
    const { granted, refusal } = await untilRefused(() => mallory.call("POST", "/api/articles", { title: "x" }), 5000);
    expect(granted).toBeGreaterThanOrEqual(500);
    expect(refusal).toMatchObject({ status: 429, body: { error: "too-much", details: { seconds: 1 } } });
    expect(refusal.headers.get("retry-after")).toBe("1");
    expect((await owner.call("POST", "/api/articles", { title: "خبر" })).status).toBe(200);
  },
);

test("LI11: an owner's invitations fill no table: so many are open, until some are withdrawn", async () => {
  const { granted, refusal } = await untilRefused(() => owner.call("POST", "/api/devices"), 100);
  expect([granted, refusal.status, refusal.body]).toMatchObject([10, 409, { error: "too-many-invitations" }]);
  const [first] = (await owner.call("GET", "/api/invitations")).body as { id: string }[];
  await owner.call("DELETE", `/api/invitations/${first!.id}`);
  expect((await owner.call("POST", "/api/devices")).status).toBe(200);
});

test.each<[Asked, number, number]>([
  ["request", 2000, 100],
  ["article", 500, 10],
  ["ticket", 2000, 50],
  ["invitation", 60, 0.2],
])("LI10: of %s a member has %i at once, %d a second, and each member their own", (what, burst, perSecond) => {
  let now = 0;
  const quotas = new Quotas(() => now);
  const ask = (member: string): boolean => {
    try {
      quotas.take(member, what);
      return true;
    } catch {
      return false;
    }
  };
  const some = (member: string): number => {
    let granted = 0;
    while (granted < 10_000 && ask(member)) granted++;
    return granted;
  };
  expect([Math.abs(some("mallory") - burst) <= 1, ask("mallory"), ask("sara")]).toEqual([true, false, true]);
  // Asking in vain takes nothing.
  now += (2.5 * 1000) / perSecond;
  expect(some("mallory")).toBeGreaterThan(0);
  expect(some("mallory")).toBe(0);
});

describe("what comes in", () => {
  test("RE5: a title beyond 300 characters is refused wherever one is given", async () => {
    const long = "ا".repeat(301);
    const article = await owner.newArticle("ا".repeat(300));
    for (const [method, path] of [
      ["POST", "/api/articles"],
      ["PATCH", `/api/articles/${article}`],
    ] as const) {
      expect(await owner.call(method, path, { title: long })).toMatchObject({ status: 400, body: { error: "bad-request" } });
    }
  });

  test.each(["x".repeat(65), "a%20b", "%00", "a.b", "%2e%2e", "ا"])("RE21: no address has %s where an ID stands", async (id) => {
    for (const [method, path] of [
      ["DELETE", `/api/devices/${id}`],
      ["PATCH", `/api/members/${id}`],
      ["DELETE", `/api/invitations/${id}`],
      ["GET", `/api/articles/${id}/authors?room=body`],
      ["GET", `/api/devices?member=${id}`],
    ] as const) {
      const { status, body } = await rawCall(site.relay.http, method, path.replace("ا", "%D8%A7"), {
        authorization: `Bearer ${owner.token}`,
      });
      expect(status, path).toBeGreaterThanOrEqual(400);
      expect(status, path).toBeLessThan(500);
      expect(body.length, path).toBeLessThan(300);
    }
  });
});
