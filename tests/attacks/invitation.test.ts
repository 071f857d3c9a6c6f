/** What is tried with invitations: by who guesses them at a relay, and by a stranger who hands one to a desk. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { call, Site } from "../relay/relay-fixture.ts";

let site: Site;

beforeEach(async () => {
  site = await new Site().start();
});

afterEach(() => site.close());

const look = (code: string) => call(site.relay.http, "POST", "/api/invitations/look", { code });

test("DE21: looking at an invitation tells whom it is for, as what and by whom, and uses up nothing", async () => {
  const owner = await site.desk("سارا", "owner");
  const { code } = (await owner.call("POST", "/api/invitations", { name: "امید", role: "commenter" })).body as { code: string };
  for (let i = 0; i < 3; i++) {
    const { status, body } = await look(code);
    expect([status, body]).toEqual([
      200,
      { newsroom: null, name: "امید", role: "commenter", inviter: "سارا", forArticle: false, forDevice: false, expiresAt: expect.any(Number) },
    ]);
  }
  expect((await call(site.relay.http, "POST", "/api/join", { code, device: "x" })).status).toBe(200);
  expect((await look(code)).body).toMatchObject({ error: "invitation-used" });
});

test("ID4: guessing codes by looking at them is held up as guessing them by joining is", async () => {
  const code = site.invite("سارا", "owner");
  const statuses: number[] = [];
  for (let i = 0; i < 40; i++) statuses.push((await look(`guess-${i}`)).status);
  expect([statuses[0], statuses.at(-1)]).toEqual([404, 429]);
  const { body, headers } = await look("another");
  expect(body).toMatchObject({ error: "throttled", details: { seconds: expect.any(Number) } });
  expect(Number(headers.get("retry-after"))).toBe((body as { details: { seconds: number } }).details.seconds);
  expect((await call(site.relay.http, "POST", "/api/join", { code: "another-one", device: "x" })).status).toBe(429);
  expect((await call(site.relay.http, "POST", "/api/join", { code, device: "x" })).status).toBe(429);
});

test("RE5: a look that asks for something else is answered with what is wrong in it", async () => {
  for (const body of [{}, { code: "" }, { code: 5 }, { code: "x".repeat(201) }, { code: ["x"] }, "no json"]) {
    expect((await call(site.relay.http, "POST", "/api/invitations/look", body)).status, JSON.stringify(body)).toBe(400);
  }
});
