/** What is tried with invitations: by who guesses them at a relay, and by a stranger who hands one to a desk. */
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Desk } from "../desk/desk-fixture.ts";
import { passes } from "../eventually.ts";
import { call, TestRelay } from "../relay/relay-fixture.ts";

let site: TestRelay;
let desk: Desk;

beforeEach(async () => {
  site = await new TestRelay().start();
  desk = await Desk.alone(site);
});

afterEach(async () => {
  await desk.close();
  await site.close();
});

const look = (code: string) => call(site.relay.http, "POST", "/api/invitations/look", { code });

test("DE21: looking at an invitation tells whom it is for, as what and by whom, and uses up nothing", async () => {
  const owner = await site.desk("سارا", "owner");
  const { code } = (await owner.call("POST", "/api/invitations", { name: "امید", role: "commenter" })).body as { code: string };
  for (let i = 0; i < 3; i++) {
    const { status, body } = await look(code);
    expect([status, body]).toEqual([
      200,
      {
        newsroom: null,
        name: "امید",
        role: "commenter",
        inviter: "سارا",
        forArticle: false,
        forDevice: false,
        expiresAt: expect.any(Number),
      },
    ]);
  }
  expect((await call(site.relay.http, "POST", "/api/join", { code, device: "x" })).status).toBe(200);
  expect((await look(code)).body).toMatchObject({ error: "invitation-used" });
});

test("DE21: a newsroom that was given a name is called by it, also after a start without one", async () => {
  const code = site.invite("سارا", "owner");
  for (const name of ["روزنامهٔ فردا", null]) {
    await site.relay.stop();
    await site.start({ name });
    expect((await look(code)).body).toMatchObject({ newsroom: "روزنامهٔ فردا" });
  }
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

/** A stranger's host, which writes down all that it is sent. */
async function stranger(answer: RequestListener): Promise<{ readonly url: string; readonly sent: string[]; close(): void }> {
  const sent: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (body += chunk));
    request.on("end", () => {
      sent.push(`${request.method} ${request.url} ${body}`);
      answer(request, response);
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const NOTICE = { newsroom: "روزنامه", name: "سارا", role: "owner", inviter: null, forArticle: false, forDevice: false };
const ANSWER = JSON.stringify({ ...NOTICE, expiresAt: 1 });

test("DE22: a stranger's relay learns from a look nothing but the code that it made", async () => {
  await desk.create("منتشرنشده\n");
  const host = await stranger((_request, response) => response.end(ANSWER));
  const offer = await desk.window.calls.lookAtInvitation({ invitation: `${host.url}/join#the-code` });
  expect(offer).toMatchObject({ ...NOTICE, host: new URL(host.url).host, unshared: 1 });
  expect(host.sent).toEqual(['POST /api/invitations/look {"code":"the-code"}']);
  expect((await desk.window.calls.session()).relay).toBeNull();
  host.close();
});

/** Everything in the relay's database, as text. */
const allOf = (site: TestRelay): string =>
  site.beside((db) => {
    const tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all() as string[];
    const rows = tables.flatMap((table) => db.prepare(`SELECT * FROM "${table}"`).raw().all() as unknown[][]);
    return rows
      .flat()
      .map((value) => (Buffer.isBuffer(value) ? value.toString("utf8") : String(value)))
      .join("\n");
  });

test("DE23: a stranger's relay that one joins without sharing gets no article, no title and no word of before, also when it is open", async () => {
  const [id, other] = [await desk.create("Unpublished scoop\n"), await desk.create("Another scoop\n")];
  const room = await desk.openRoom(id);
  await desk.window.calls.join({ invitation: `${site.relay.http}/join#${site.invite("Sara", "owner")}`, share: "none" });
  room.type("still secret");
  await room.saved();
  await desk.window.calls.setPlace({ articles: [other], place: "archive" });
  // What is written for the newsroom goes there, and whatever was before it in the queue would have gone by then.
  const later = await desk.create("For the newsroom\n");
  await passes(() => expect(allOf(site)).toContain("For the newsroom"));
  const stored = allOf(site);
  expect(stored).toContain(later);
  for (const secret of [id, other, "scoop", "secret"]) expect(stored, secret).not.toContain(secret);
  room.close();
});

test("DE22: a relay that redirects, elsewhere or to itself, is not followed, and its code goes nowhere else", async () => {
  const other = await stranger((_request, response) => response.end(ANSWER));
  for (const status of [301, 302, 303, 307, 308]) {
    const host = await stranger((_request, response) =>
      response.writeHead(status, { location: `${other.url}/api/invitations/look` }).end(),
    );
    await expect(desk.window.calls.lookAtInvitation({ invitation: `${host.url}/join#the-code` }), String(status)).rejects.toMatchObject({
      code: "relay-unreachable",
    });
    await expect(desk.window.calls.join({ invitation: `${host.url}/join#the-code`, share: "all" }), String(status)).rejects.toMatchObject({
      code: "relay-unreachable",
    });
    host.close();
  }
  expect(other.sent).toEqual([]);
  other.close();
});

const endless: RequestListener = (_request, response) => {
  const chunk = "x".repeat(1024 * 1024);
  const more = (): void => {
    while (response.write(chunk));
  };
  response.on("drain", more).on("error", () => undefined);
  more();
};

test("DE22: a stranger's relay that answers nonsense, far too much, or in another's words is refused with a reason, and ends no desk", async () => {
  const answers: [RequestListener, string][] = [
    [(_request, response) => response.end("<html>"), "relay-failed"],
    [(_request, response) => response.end(JSON.stringify({ ...NOTICE, name: "x".repeat(10_000) })), "relay-failed"],
    [(_request, response) => response.end(JSON.stringify({ ...NOTICE, role: "king" })), "relay-failed"],
    [
      (_request, response) =>
        response.writeHead(429).end(JSON.stringify({ error: "throttled", message: "", details: { seconds: "soon" } })),
      "relay-failed",
    ],
    [(_request, response) => response.writeHead(400).end(JSON.stringify({ error: "__proto__", message: "" })), "relay-failed"],
    [(_request, response) => response.writeHead(500).end("x"), "relay-failed"],
    [
      (_request, response) => response.writeHead(404).end(JSON.stringify({ error: "invitation-unknown", message: "" })),
      "invitation-unknown",
    ],
    [(request) => request.socket.destroy(), "relay-unreachable"],
    [endless, "relay-failed"],
  ];
  for (const [answer, code] of answers) {
    const host = await stranger(answer);
    await expect(desk.window.calls.lookAtInvitation({ invitation: `${host.url}/join#the-code` }), answer.toString()).rejects.toMatchObject({
      code,
    });
    host.close();
  }
  expect(desk.reported).toEqual([]);
});
