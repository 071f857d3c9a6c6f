/** Entry point: the newsroom line. A member who wants more than theirs, and a relay that wants a desk to believe what cannot be. */
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import * as encoding from "lib0/encoding";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocketServer, type WebSocket } from "ws";
import * as Y from "yjs";
import { Core } from "../../main/core/core.ts";
import { fileSecrets } from "../../main/core/people/identity.ts";
import { NEWEST } from "../../shared/rpc/contract.ts";
import { NO_STATUS } from "../../shared/status.ts";
import { RpcClient } from "../../shared/rpc/client.ts";
import { decodeDeskFrame, MOST_CHANNELS } from "../../shared/wire/newsroom-frames.ts";
import { memoryPorts } from "../contract/memory-port.ts";
import { NewsroomClient, until } from "../relay/newsroom-client.ts";
import { TestRelay, temporaryFolder, typed, type Device } from "../relay/relay-fixture.ts";

/** A frame of that type with that text in it, whatever it is. */
const raw = (type: number, ...parts: readonly (number | string)[]): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, type);
    for (const part of parts) {
      if (typeof part === "number") encoding.writeVarUint(encoder, part);
      else encoding.writeVarString(encoder, part);
    }
  });

const open = (articles: readonly object[]): Uint8Array => raw(89, JSON.stringify({ all: true, articles }));

describe("a member at the relay", () => {
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

  const line = (desk: Device): Promise<NewsroomClient> => NewsroomClient.of(site, desk);
  const lives = async (): Promise<void> => expect((await (await line(owner)).pullAll(null)).entries.length).toBeGreaterThan(0);

  test("RO6: a guest asks from every cursor, follows, opens and orders, and hears nothing of an article that is not theirs", async () => {
    const guest = await site.desk("مهمان", "editor");
    await owner.call("PATCH", `/api/members/${guest.member.id}`, { role: "none" });
    await owner.call("PUT", `/api/articles/${article}/roles/${guest.member.id}`, { role: "reader" });
    const secret = await owner.newArticle("پروندهٔ محرمانه");
    const client = await line(guest);
    const { cursor } = (await client.pullAll(null)).last;
    for (let seq = 0; seq <= cursor.seq; seq++) {
      await client.pullAll({ ...cursor, seq });
      await client.pullAll({ ...cursor, seq, base: 0 });
    }
    for (const room of [`article/${secret}`, `article/${secret}/notes`]) expect((await client.open(room).closed()).code).toBe(4403);
    for (const command of [
      { do: "title", title: "x" },
      { do: "place", place: "trash" },
      { do: "status", status: "published", age: 0 },
      { do: "suggest-from", from: null },
      { do: "delete" },
      { do: "keep" },
    ] as const) {
      expect((await client.command({ ...command, article: secret })).error).toBe("role");
    }
    expect((await client.command({ do: "enter", article: "new-article-1", title: "x" })).error).toBe("role");
    await owner.call("PATCH", `/api/articles/${secret}`, { title: "محرمانه‌تر" });
    await owner.call("PATCH", `/api/articles/${article}`, { title: "از آنِ او" });
    await until(() => client.news.length > 0);
    const http = await guest.call("GET", "/api/articles?since=0");
    // Neither its ID, but for what the guest named, nor its title.
    const heard = Buffer.concat(client.bytes.filter((bytes) => bytes[0] !== 84)).toString() + JSON.stringify(http.body);
    expect([heard.includes(secret), heard.includes("محرمانه")]).toEqual([false, false]);
    const listed = (await owner.call("GET", "/api/articles")).body as { id: string }[];
    expect(listed.find(({ id }) => id === secret)).toMatchObject({ title: "محرمانه‌تر", place: "desk", purgeAt: null });
  });

  test.each([
    ["negative", '{"run":"x","seq":-1,"base":0}'],
    ["fractional", '{"run":"x","seq":0.5,"base":0}'],
    ["endless", '{"run":"x","seq":1e999,"base":0}'],
    ["beyond what is counted", '{"run":"x","seq":9007199254740993,"base":0}'],
    ["textual", '{"run":"x","seq":"1; DROP TABLE articles","base":0}'],
    ["of many names", `{"run":"${"x".repeat(100_000)}","seq":0,"base":0}`],
    ["prototypical", '{"__proto__":{"run":"x","seq":0,"base":0}}'],
    ["no object", "[[[[]]]]"],
    ["no JSON", "{"],
    ["nested", `${"[".repeat(50_000)}${"]".repeat(50_000)}`],
  ])("SY4: a cursor that is %s closes its own line, and the relay lives", async (_name, cursor) => {
    const client = await line(owner);
    client.socket.send(raw(80, cursor));
    expect(await client.end()).toBe(4400);
    await lives();
  });

  test("SY27: a cursor of another's making, however large, is answered with what there is, as to one who has nothing", async () => {
    const client = await line(owner);
    const { cursor } = await client.pull(null);
    for (const forged of [
      { ...cursor, seq: Number.MAX_SAFE_INTEGER },
      { ...cursor, base: Number.MAX_SAFE_INTEGER },
      { run: "' OR 1=1 --", seq: 0, base: 0 },
    ]) {
      expect(await client.pull(forged)).toMatchObject({ reset: "set-back", entries: [{ id: article }] });
    }
  });

  test("SY4: frames that are none, commands of no kind and channels twice over close their own line", async () => {
    const frames: readonly Uint8Array[] = [
      Uint8Array.of(),
      Uint8Array.of(0, 0, 1, 0),
      Uint8Array.of(80),
      raw(83, 1, '[{"do":"drop","article":"whatever-1"}]'),
      raw(83, 1, '[{"do":"title","article":"../../etc","title":"x"}]'),
      raw(83, 1, JSON.stringify([{ do: "title", article, title: "x".repeat(301) }])),
      raw(83, 1, JSON.stringify(Array.from({ length: 65 }, () => ({ do: "keep", article })))),
      raw(85, 1),
      raw(86, 1, 5),
      raw(99, 1),
    ];
    for (const frame of frames) {
      const client = await line(owner);
      client.socket.send(frame);
      expect(await client.end(), Buffer.from(frame).toString("hex").slice(0, 60)).toBe(4400);
    }
    const twice = await line(owner);
    for (let i = 0; i < 2; i++) twice.send({ type: "open", channel: 5, room: `article/${article}` });
    expect(await twice.end()).toBe(4400);
    const many = await line(owner);
    for (let i = 0; i <= MOST_CHANNELS; i++) many.send({ type: "open", channel: i, room: `article/${article}` });
    expect(await many.end()).toBe(4400);
    await lives();
  });

  test("SY31: a member who has a long article read to them over many channels makes nobody else wait for all of it", async () => {
    const editor = await site.desk("علی", "editor");
    const room = await owner.enter(`article/${article}`);
    room.send({ type: "update", update: typed("متن ".repeat(50_000)).update, reply: false });
    await room.barrier(1);
    const greedy = await line(editor);
    const stateVector = Y.encodeStateVector(new Y.Doc());
    for (let i = 0; i < 400; i++) {
      const channel = greedy.open(`article/${article}`);
      channel.send({ type: "step1", stateVector });
      channel.close();
    }
    // All of it was asked for before this; the other is answered long before it is given.
    room.send({ type: "update", update: typed("x").update, reply: false });
    await room.barrier(2);
    expect(greedy.got.filter(({ type }) => type === "closed").length).toBeLessThan(400);
  });

  test("SY31: a member who asks for the list without end is read more slowly, and nobody waits for it", { tags: "long" }, async () => {
    const editor = await site.desk("علی", "editor");
    const client = await line(editor);
    for (let i = 0; i < 20_000; i++) client.send({ type: "pull", cursor: null });
    await until(() => client.got.length > 0);
    await lives();
    expect(client.got.length).toBeLessThan(20_000);
  });
});

describe("a relay that a desk should not believe", () => {
  const token = "t".repeat(32);
  const shown = { id: "sara", name: "سارا", color: "#123456" };
  const me = { ...shown, role: "editor" };
  const folder = temporaryFolder();
  let http: Server;
  let sockets: WebSocketServer;
  let lines: WebSocket[];
  let core: Core;
  let window: RpcClient;
  let reported: unknown[];

  beforeEach(async () => {
    lines = [];
    reported = [];
    http = createServer((request, response) => {
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(request.url === "/api/join" ? { token, member: me } : { ticket: "x" }));
    });
    sockets = new WebSocketServer({ server: http });
    sockets.on("connection", (socket) => lines.push(socket));
    http.listen(0, "127.0.0.1");
    await once(http, "listening");
    const address = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    core = await Core.open({
      folder: join(folder.path, String(Math.random())),
      secrets: fileSecrets(join(folder.path, `${Math.random()}.json`)),
      report: (error) => reported.push(error),
    });
    window = new RpcClient(
      async () => {
        const [near, far] = memoryPorts();
        core.serve(far);
        return near;
      },
      { later: (run, delay) => void setTimeout(run, Math.min(delay, 50)) },
    );
    await core.join(address, "code");
    core.connect(address);
    await until(() => lines.length > 0);
  });

  afterEach(() => {
    window.end();
    core.close();
    for (const socket of sockets.clients) socket.terminate();
    sockets.close();
    http.close();
  });

  const entry = {
    id: "true-article",
    title: "خبر",
    createdAt: 1,
    updatedAt: 2,
    place: "desk",
    purgeAt: null,
    ...NO_STATUS,
    role: "editor",
    seq: 1,
  };
  const cursor = { run: "r", seq: 1, base: 1 };
  const page = (more: object): Uint8Array => {
    return raw(81, JSON.stringify({ reset: "start", cursor, more: false, me, entries: [entry], reads: [], ...more }));
  };
  const openBy = async (): Promise<unknown> =>
    (await window.calls.articles(NEWEST)).entries.map((one) => one.openBy.map(({ name }) => name));
  const titles = async (): Promise<string[]> => (await window.calls.articles(NEWEST)).entries.map(({ title }) => title);

  test.each([
    ["an ID that is a path", { entries: [entry, { ...entry, id: "../../.ssh/id" }] }],
    ["an ID of another kind", { entries: [entry, { ...entry, id: { toString: "x" } }] }],
    ["a title of a megabyte", { entries: [entry, { ...entry, id: "other-one", title: "x".repeat(1_000_000) }] }],
    ["a time that no calendar has", { entries: [entry, { ...entry, id: "other-one", updatedAt: 1e300 }] }],
    ["a role that there is not", { entries: [entry, { ...entry, id: "other-one", role: "god" }] }],
    ["a place that there is not", { entries: [entry, { ...entry, id: "other-one", place: "/dev/null" }] }],
    ["a status that there is not", { entries: [entry, { ...entry, id: "other-one", status: "spiked" }] }],
    ["a requirement from a status that there is not", { entries: [entry, { ...entry, id: "other-one", suggestFrom: "x" }] }],
    [
      "somebody with a name of a megabyte who set its status",
      { entries: [entry, { ...entry, id: "other-one", statusBy: "x".repeat(1e6) }] },
    ],
    ["a mark of an article that is a path", { reads: [{ article: "../../x", thread: "1.2", clocks: [1, 2] }] }],
    ["a mark of a client without a clock", { reads: [{ article: entry.id, thread: "1.2", clocks: [1] }] }],
    ["marks without end", { reads: Array.from({ length: 501 }, () => ({ article: entry.id, thread: "1.2", clocks: [] })) }],
    ["a page without end", { entries: Array.from({ length: 501 }, (_, i) => ({ ...entry, id: `entry-${i}-of-many` })) }],
    ["a cursor that is no number", { cursor: { ...cursor, seq: "1" } }],
    ["a member with a name of a megabyte", { me: { ...me, name: "x".repeat(1_000_000) } }],
  ])("SY29: a page with %s is not believed at all, its line is closed, and the next is followed", async (_name, more) => {
    lines[0]!.send(page(more));
    await until(() => lines.length > 1);
    expect(await titles()).toEqual([]);
    expect(reported.length).toBeGreaterThan(0);
    lines.at(-1)!.send(page({}));
    await until(() => lines.at(-1)!.readyState === 1);
    await expect.poll(titles).toEqual(["خبر"]);
  });

  test.each([
    ["an ID that is a path", { articles: [{ article: "../../.ssh/id", members: [shown] }] }],
    ["a name of a megabyte", { articles: [{ article: entry.id, members: [{ ...shown, id: "omid", name: "x".repeat(1_000_000) }] }] }],
    [
      "a crowd without end",
      { articles: [{ article: entry.id, members: Array.from({ length: 51 }, (_, i) => ({ ...shown, id: `m${i}` })) }] },
    ],
    ["articles without end", { articles: Array.from({ length: 501 }, (_, i) => ({ article: `entry-${i}-of-many`, members: [] })) }],
    ["members that are none", { articles: [{ article: entry.id, members: "omid" }] }],
  ])("SY29: news of who has articles open with %s shows nobody, and ends its line (SY35)", async (_name, news) => {
    lines[0]!.send(page({}));
    lines[0]!.send(open([{ article: entry.id, members: [shown, { ...shown, id: "omid", name: "امید" }] }]));
    await expect.poll(openBy).toEqual([["امید"]]);
    lines[0]!.send(open(news.articles));
    await until(() => lines.length > 1);
    expect(await openBy()).toEqual([[]]);
    expect(reported.length).toBeGreaterThan(0);
  });

  test("SY29: channels that nobody opened, answers that nobody waits for and frames of rooms that are none harm nothing", async () => {
    const [socket] = lines as [WebSocket];
    const asked: string[] = [];
    socket.on("message", (data) => asked.push(decodeDeskFrame(data as Buffer).type));
    const send = (type: number, ...parts: readonly (number | string)[]): void => socket.send(raw(type, ...parts));
    send(84, 77, "[{}]");
    send(86, 77, "frame");
    send(88, 77, 1000, "bye", 0);
    socket.send(page({}));
    // The article's rooms are opened, and answered with what is no frame.
    await until(() => asked.includes("open"));
    for (let channel = 1; channel < 6; channel++) send(86, channel, "\u0063garbage");
    await until(() => lines.length > 1);
    expect(await titles()).toEqual(["خبر"]);
  });
});
