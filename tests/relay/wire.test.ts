import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { WebsocketProvider } from "y-websocket";
import { passes } from "../eventually.ts";
import { FrameClient, TestRelay, typed, type Device } from "./relay-fixture.ts";

let site: TestRelay;
let sara: Device;
let article: string;
let providers: WebsocketProvider[] = [];
beforeEach(async () => {
  site = await new TestRelay().start();
  sara = await site.desk("سارا", "owner");
  article = await sara.newArticle();
});
afterEach(async () => {
  for (const provider of providers) {
    provider.awareness.destroy();
    provider.destroy();
  }
  providers = [];
  await site.close();
});

async function provider(desk: Device, room = `article/${article}`): Promise<WebsocketProvider> {
  const one = await desk.provider(room);
  providers.push(one);
  await passes(() => expect(one.synced).toBe(true));
  return one;
}
const text = ({ doc }: WebsocketProvider): string => doc.getText("body").toJSON();
const insert = ({ doc }: WebsocketProvider, at: number, what: string): void => doc.getText("body").insert(at, what);

/** Opens a WebSocket as it is asked for. */
function open(path: string, origin?: string): FrameClient {
  return new FrameClient(site.relay.ws + path, origin === undefined ? {} : { origin });
}

/** The path of the article's room, with a ticket. */
async function room(): Promise<string> {
  return `/sync/article/${article}?ticket=${await sara.ticket()}`;
}

describe("unmodified y-websocket clients", () => {
  test("SY1: two people write at once and see each other's carets under true names", async () => {
    const ali = await site.desk("علی", "editor");
    const [a, b] = [await provider(sara), await provider(ali)];
    insert(a, 0, "سلام دنیا");
    await passes(() => expect(text(b)).toBe("سلام دنیا"));
    insert(a, 0, "یک ");
    insert(b, text(b).length, " دو");
    b.awareness.setLocalState({ user: { name: "mallory" }, cursor: { head: 2 } });
    await passes(() => expect([text(a), text(b)]).toEqual(["یک سلام دنیا دو", "یک سلام دنیا دو"]));
    const { id, name, color } = ali.member;
    await passes(() => expect(a.awareness.getStates().get(b.doc.clientID)).toEqual({ cursor: { head: 2 }, user: { id, name, color } }));
    b.destroy();
    await passes(() => expect(a.awareness.getStates().has(b.doc.clientID)).toBe(false));
  });

  test("SY1: work done off line is merged on return, with a fresh ticket", async () => {
    const [a, b] = [await provider(sara), await provider(sara)];
    insert(a, 0, "میانه");
    await passes(() => expect(text(b)).toBe("میانه"));
    b.disconnect();
    insert(b, 5, " پایان");
    insert(a, 0, "آغاز ");
    b.params = { ticket: await sara.ticket() };
    b.connect();
    await passes(() => expect([text(a), text(b)]).toEqual(["آغاز میانه پایان", "آغاز میانه پایان"]));
  });

  test("SY2: they live with a relay that stops and starts again, and keep all words", async () => {
    const port = Number(new URL(site.relay.http).port);
    const one = await provider(sara);
    insert(one, 0, "پیش از خاموشی");
    one.params = { ticket: "gone with the first relay" };
    await site.relay.stop();
    insert(one, 0, "در خاموشی؛ ");
    const ended = new Promise<void>((resolve) => one.once("closed", () => resolve()));
    await site.start({ port });
    await ended;
    one.params = { ticket: await sara.ticket() };
    one.connect();
    const other = await provider(sara);
    await passes(() => expect(text(other)).toBe("در خاموشی؛ پیش از خاموشی"));
  });
});

describe("roles at the frame", () => {
  test("RO1: a commenter writes the notes and not the body, a reader neither, and both read", async () => {
    const owner = await provider(sara);
    insert(owner, 0, "متن");
    for (const [role, body, notes] of [
      ["editor", true, true],
      ["commenter", false, true],
      ["reader", false, false],
    ] as const) {
      const desk = await site.desk(role, role);
      for (const [kind, may] of [
        ["", body],
        ["/notes", notes],
      ] as const) {
        const client = await desk.frames(`article/${article}${kind}`);
        await client.first("step1");
        const { doc, update } = typed(role);
        client.send({ type: "update", update, reply: false });
        await client.barrier(1);
        expect(client.got.filter((frame) => frame.type === "denied").length, `${role}${kind}`).toBe(may ? 0 : 1);
        const { body } = await sara.call("GET", `/api/articles/${article}/authors?room=${kind === "" ? "body" : "notes"}`);
        expect((body as { ranges: [number, ...unknown[]][] }).ranges.some(([id]) => id === doc.clientID)).toBe(may);
        client.socket.close();
      }
      expect(text(await provider(desk))).toContain("متن");
    }
  });

  test("RO2: a role changed while one is connected counts at the next update, and insisting closes for good", async () => {
    const ali = await site.desk("علی", "editor");
    const client = await ali.frames(`article/${article}`);
    await client.first("step1");
    client.send({ type: "update", update: typed("پیش").update, reply: false });
    await client.barrier(1);
    site.beside((db) => db.prepare("UPDATE members SET role = 'reader' WHERE id = ?").run(ali.member.id));
    for (let i = 0; i < 21; i++) client.send({ type: "update", update: typed("پس").update, reply: false });
    expect((await client.end()).code).toBe(4403);
    expect(await (await sara.frames(`article/${article}`)).text()).toBe("پیش");
  });
});

describe("opening a connection", () => {
  test("RE3: a ticket that is missing, unknown or used is refused for good, after the upgrade", async () => {
    const ticket = await sara.ticket();
    const first = open(`/sync/article/${article}?ticket=${ticket}`);
    await first.first("step1");
    for (const query of ["", "?ticket=", "?ticket=nope", `?ticket=${ticket}`]) {
      expect(await open(`/sync/article/${article}${query}`).end()).toEqual({
        code: 4401,
        reason: "the ticket is unknown, used or too old",
      });
    }
    expect(first.closed).toBe(null);
  });

  test("RE12: a room of no known article is refused for good", async () => {
    for (const room of ["article/not-in-the-list", `article/${article}/other`, "something", ""]) {
      expect((await open(`/sync/${room}?ticket=${await sara.ticket()}`).end()).code).toBe(4404);
    }
  });

  test("RE13: pages of another origin may not connect, unless named", async () => {
    expect((await open(await room(), "https://evil.example").end()).code).toBe(4403);
    expect((await open(await room(), "null").end()).code).toBe(4403);
    expect(await open(await room(), site.relay.http).text()).toBe("");
    await site.relay.stop();
    await site.start({ allowOrigins: ["https://desk.example"] });
    expect(await open(await room(), "https://desk.example").text()).toBe("");
  });

  test("SY4: a text message closes its connection for good, and touches nobody else", async () => {
    const [bad, good] = [await sara.frames(`article/${article}`), await sara.frames(`article/${article}`)];
    await Promise.all([bad.first("step1"), good.first("step1")]);
    bad.socket.send("hello");
    expect((await bad.end()).code).toBe(4400);
    await good.barrier(1);
    expect(site.reported).toEqual([]);
  });

  test("SY4: a reason is cut to what a close frame holds, between two characters", async () => {
    const long = await site.desk("ن".repeat(100), "reader");
    const client = await long.frames(`article/${article}`);
    await client.first("step1");
    for (let i = 0; i < 21; i++) client.send({ type: "update", update: typed("x").update, reply: false });
    expect(await client.end()).toEqual({ code: 4403, reason: "ن".repeat(61) });
  });
});

describe("living connections", () => {
  test("RE14: a quiet client hears from the relay, and one that is not there any more is let go", async () => {
    await site.relay.stop();
    await site.start({ keepalive: 300 });
    const quiet = await sara.frames(`article/${article}`);
    const dead = await sara.frames(`article/${article}`, { autoPong: false });
    expect((await dead.end()).code).toBe(1006);
    expect((await quiet.first("awareness")).update).toEqual(Uint8Array.of(0));
    expect(quiet.closed).toBe(null);
  });

  test("RE15: a reader who takes nothing is let go, and holds up nobody", { tags: "long", timeout: 120_000 }, async () => {
    const [stalled, other, writer] = [
      await sara.frames(`article/${article}`),
      await sara.frames(`article/${article}`),
      await sara.frames(`article/${article}`),
    ];
    await Promise.all([stalled, other, writer].map((client) => client.first("step1")));
    stalled.socket.pause();
    for (let i = 1; i <= 24; i++) {
      writer.send({ type: "update", update: typed("خ".repeat(500_000)).update, reply: false });
      await writer.barrier(i);
    }
    await passes(() => expect(other.got.filter((frame) => frame.type === "update").length).toBe(24));
    stalled.socket.resume();
    // Where it looks too late for the close frame it sees a broken connection; after either a client comes back.
    expect([1006, 1013]).toContain((await stalled.end()).code);
    // 24 MB are stored and sent on, one after another.
  });

  test("RE15: a newcomer gets an article larger than the backlog a reader may have", async () => {
    const writer = await sara.frames(`article/${article}`);
    await writer.first("step1");
    writer.send({ type: "update", update: typed("خ".repeat(3_000_000)).update, reply: false });
    await writer.barrier(1);
    const newcomer = await sara.frames(`article/${article}`);
    expect((await newcomer.text()).length).toBe(3_000_000);
    await newcomer.barrier(1);
  });

  test("SY2: stopping tells every client to come back", async () => {
    const client = await sara.frames(`article/${article}`);
    await client.first("step1");
    client.send({ type: "update", update: typed("آخرین").update, reply: false });
    await client.barrier(1);
    await site.relay.stop();
    expect((await client.end()).code).toBe(1012);
    await site.start();
    expect(await (await sara.frames(`article/${article}`)).text()).toBe("آخرین");
  });
});
