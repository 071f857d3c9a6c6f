/** Both ends of the RPC, joined by ports in memory; the core behind it is a few functions. */
import { beforeEach, expect, test } from "vitest";
import { RpcClient } from "../../shared/rpc/client.ts";
import { NEWEST, type CoreCalls, type Session } from "../../shared/rpc/contract.ts";
import { RpcError } from "../../shared/rpc/error.ts";
import { UNFIT } from "./unfit-inputs.ts";
import { memoryPorts } from "../contract/memory-port.ts";
import { encodeMessage, type Message } from "../../shared/rpc/message.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { PAGE_DEFAULTS } from "../../shared/typing/page-settings.ts";
import { TYPING_DEFAULTS } from "../../shared/typing/settings.ts";
import { RpcServer, type ChannelPeer } from "../../shared/rpc/server.ts";

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const SESSION: Session = {
  member: { id: "m", name: "سارا", color: "#123456", role: "owner" },
  relay: null,
  invitation: null,
  offline: false,
  signedOut: false,
};

/** A core that runs until it is killed, and the windows that dial it. */
class Bench {
  /** Ports of the living core's windows, their core's end. */
  ports: Port[] = [];
  servers: RpcServer[] = [];
  alive = true;
  dialled = 0;
  readonly rooms: { readonly room: string; readonly peer: ChannelPeer; readonly got: Uint8Array[]; left: number }[] = [];
  readonly reported: unknown[] = [];
  readonly delays: number[] = [];
  #due: (() => void)[] = [];
  calls: Partial<CoreCalls> = { session: async () => SESSION };

  window(): RpcClient {
    return new RpcClient(async () => this.dial(), {
      later: (run, delay) => {
        this.delays.push(delay);
        this.#due.push(run);
      },
    });
  }

  dial(): Port {
    this.dialled++;
    if (!this.alive) throw new Error("nobody there");
    const [near, far] = memoryPorts();
    this.serve(far);
    return near;
  }

  serve(port: Port): RpcServer {
    const server = new RpcServer(port, {
      calls: this.calls as CoreCalls,
      openRoom: (room, peer) => {
        if (room === "article/none") throw new RpcError("article-unknown", "no such article");
        if (room === "article/broken") throw new TypeError("a mistake of the core");
        if (room === "article/unreadable") peer.close(1011, "the room could not be read");
        const entry = { room, peer, got: [] as Uint8Array[], left: 0 };
        this.rooms.push(entry);
        return { receive: (frame) => void entry.got.push(frame), leave: () => void entry.left++ };
      },
      report: (error) => this.reported.push(error),
    });
    this.ports.push(port);
    this.servers.push(server);
    return server;
  }

  /** The core dies; windows hear of it as their transport tells them. */
  async kill(): Promise<void> {
    this.alive = false;
    for (const port of this.ports.splice(0)) port.close();
    await turn();
  }

  /** Time passes: whatever was to be tried again is tried. */
  async pass(): Promise<void> {
    for (const run of this.#due.splice(0)) run();
    await turn();
  }
}

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "no error",
    (error: unknown) => (error instanceof RpcError ? error.code : String(error)),
  );

test("RP1: each call gets its own answer, whatever order they come in", async () => {
  const waiting = new Map<string, () => void>();
  bench.calls = {
    syncState: ({ article }) =>
      new Promise((resolve) => waiting.set(article, () => resolve({ link: "offline", unconfirmed: Number(article.at(-1)) }))),
  };
  const { calls } = bench.window();
  const answers = ["article-1", "article-2", "article-3"].map((article) => calls.syncState({ article }));
  await turn();
  for (const article of ["article-2", "article-3", "article-1"]) waiting.get(article)!();
  expect((await Promise.all(answers)).map(({ unconfirmed }) => unconfirmed)).toEqual([1, 2, 3]);
});

test("RP1: a call made before the first connection waits for it", async () => {
  bench.alive = false;
  const window = bench.window();
  const session = window.calls.session();
  await turn();
  expect(window.up).toBe(false);
  bench.alive = true;
  await bench.pass();
  expect(await session).toEqual(SESSION);
});

test("RP1: bytes, absence and nesting cross as they are", async () => {
  const asked: unknown[] = [];
  bench.calls = {
    createArticle: async (input) => (asked.push(input), { id: "نشانی" }),
    saveSettings: async (input) => void asked.push(input),
  };
  const { calls } = bench.window();
  expect(await calls.createArticle({ body: Uint8Array.of(0, 255), notes: new Uint8Array(0) })).toEqual({ id: "نشانی" });
  expect(
    await calls.saveSettings({
      language: "fa",
      calendar: "language",
      theme: "dark",
      presence: "quiet",
      typing: TYPING_DEFAULTS,
      page: PAGE_DEFAULTS,
    }),
  ).toBeUndefined();
  expect(asked).toEqual([
    { body: Uint8Array.of(0, 255), notes: new Uint8Array(0) },
    { language: "fa", calendar: "language", theme: "dark", presence: "quiet", typing: TYPING_DEFAULTS, page: PAGE_DEFAULTS },
  ]);
});

test("RP1: a name that is no call is an error, also one that every object has", async () => {
  const { calls } = bench.window();
  for (const name of ["fly", "constructor", "toString", "__proto__", "hasOwnProperty"]) {
    const call = (calls as unknown as Record<string, () => Promise<unknown>>)[name]!;
    expect(await code(call()), name).toBe("unknown-call");
  }
  expect(bench.reported).toEqual([]);
});

test("RP10: what a call does not take is refused before the core sees it, for every call there is", async () => {
  const seen: string[] = [];
  bench.calls = Object.fromEntries(Object.keys(UNFIT).map((name) => [name, async () => void seen.push(name)]));
  const { calls } = bench.window();
  for (const [name, inputs] of Object.entries(UNFIT)) {
    const call = calls[name as keyof CoreCalls] as (input: unknown) => Promise<unknown>;
    for (const input of inputs) expect(await code(call(input)), `${name} ${JSON.stringify(input)}`).toBe("bad-input");
  }
  expect(seen).toEqual([]);
  expect(bench.reported).toEqual([]);
});

test("RP10: what passes is what was asked, with a name's blanks taken off", async () => {
  const asked: unknown[] = [];
  bench.calls = { invite: async (input) => (asked.push(input), { url: "" }) };
  await bench.window().calls.invite({ name: " نادر ", role: "reader" });
  expect(asked).toEqual([{ name: "نادر", role: "reader" }]);
});

test("RP2: an error crosses as a code; the core's own fault is told to the core alone", async () => {
  bench.calls = {
    articles: () => Promise.reject(new RpcError("role", "a reader may not")),
    settings: () => Promise.reject(new Error("SQLITE_CORRUPT in /home/sara/desk.sqlite")),
    session: () => {
      throw new TypeError("thrown at once");
    },
  };
  const { calls } = bench.window();
  await expect(calls.articles(NEWEST)).rejects.toMatchObject({ name: "RpcError", code: "role", message: "a reader may not" });
  await expect(calls.settings()).rejects.toMatchObject({ code: "internal", message: expect.not.stringContaining("/home") });
  await expect(calls.session()).rejects.toMatchObject({ code: "internal" });
  expect(bench.reported.map(String)).toEqual(["Error: SQLITE_CORRUPT in /home/sara/desk.sqlite", "TypeError: thrown at once"]);
});

test("RP11: an error brings the values of its text, and one whose code or values are none of the table's is the core's own fault", async () => {
  const refusals: RpcError[] = [
    new RpcError("throttled", "wait", { details: { seconds: 7 } }),
    new RpcError("throttled", "wait"),
    new RpcError("role", "no", { details: { extra: 1 } }),
  ];
  bench.calls = { articles: () => Promise.reject(refusals.shift()!) };
  const { calls } = bench.window();
  await expect(calls.articles(NEWEST)).rejects.toMatchObject({ code: "throttled", details: { seconds: 7 } });
  await expect(calls.articles(NEWEST)).rejects.toMatchObject({ code: "internal", details: {} });
  await expect(calls.articles(NEWEST)).rejects.toMatchObject({ code: "role", details: {} });
});

test("RP3: a core that goes rejects what was asked, and the window is in touch again with the next", async () => {
  bench.calls = { articles: () => new Promise(() => undefined), session: async () => SESSION };
  const window = bench.window();
  const links: boolean[] = [];
  window.onLink((up) => links.push(up));
  const asked = code(window.calls.articles(NEWEST));
  await turn();
  await bench.kill();
  expect(await asked).toBe("core-gone");
  expect(links).toEqual([true, false]);

  const later = window.calls.session();
  bench.alive = true;
  await bench.pass();
  expect(await later).toEqual(SESSION);
  expect(links).toEqual([true, false, true]);
});

test("RP3: the window dials soon, then less and less often, and soon again after the next break", async () => {
  const window = bench.window();
  await turn();
  await bench.kill();
  for (let i = 0; i < 7; i++) await bench.pass();
  expect(bench.delays).toEqual([100, 200, 400, 800, 1600, 3000, 3000, 3000]);
  bench.alive = true;
  await bench.pass();
  expect(window.up).toBe(true);
  await bench.kill();
  expect(bench.delays.at(-1)).toBe(100);
});

test("RP3: channels open again by themselves, and those that were closed do not", async () => {
  const window = bench.window();
  const [kept, closed] = [window.open("article/kept"), window.open("article/closed")];
  const seen: string[] = [];
  kept.onOpen(() => seen.push("open"));
  kept.onClose((code) => seen.push(`closed ${code}`));
  kept.onFrame((frame) => seen.push(`frame ${frame.join()}`));
  await turn();
  closed.close();
  await bench.kill();
  kept.send(Uint8Array.of(9));
  bench.alive = true;
  await bench.pass();
  kept.send(Uint8Array.of(1));
  await turn();
  expect(bench.rooms.map(({ room, left }) => [room, left])).toEqual([
    ["article/kept", 1],
    ["article/closed", 1],
    ["article/kept", 0],
  ]);
  expect(bench.rooms[2]!.got).toEqual([Uint8Array.of(1)]);
  bench.rooms[2]!.peer.send(Uint8Array.of(2));
  await turn();
  expect(seen).toEqual(["open", "closed 0", "open", "frame 2"]);
});

test("RP3: a window that hung up dials no more, and answers nothing with silence", async () => {
  const window = bench.window();
  await turn();
  const asked = code(window.calls.session());
  window.end();
  expect(await asked).toBe("core-gone");
  expect(await code(window.calls.session())).toBe("core-gone");
  await bench.pass();
  expect(bench.dialled).toBe(1);
});

const GARBAGE: [string, Uint8Array][] = [
  ["nothing", new Uint8Array(0)],
  ["an unknown type", Uint8Array.of(99, 1)],
  ["a call cut short", encodeMessage({ type: "call", id: 1, method: "session", input: null }).slice(0, 5)],
  ["bytes after a message", Uint8Array.of(...encodeMessage({ type: "close", channel: 1, code: 1, reason: "" }), 0)],
  ["a number without end", Uint8Array.of(0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255)],
];

const NOT_FOR_A_CORE: Message[] = [
  { type: "result", id: 1, value: null },
  { type: "error", id: 1, code: "x", message: "", details: null },
  { type: "event", name: "session", value: null },
];

const NOT_FOR_A_WINDOW: Message[] = [
  { type: "call", id: 1, method: "session", input: null },
  { type: "open", channel: 1, room: "article/x" },
];

for (const [what, bytes] of [
  ...GARBAGE,
  ...NOT_FOR_A_CORE.map((message) => [`a message of type ${message.type}`, encodeMessage(message)] as const),
]) {
  test(`RP4: ${what} closes the port it came to the core over, leaves its rooms, and nothing after it counts`, async () => {
    const other = bench.window();
    const [near, far] = memoryPorts();
    let closed = 0;
    near.onClose(() => closed++);
    bench.serve(far);
    near.send(encodeMessage({ type: "open", channel: 1, room: "article/one" }));
    near.send(bytes);
    near.send(encodeMessage({ type: "open", channel: 2, room: "article/two" }));
    await turn();
    expect(closed).toBe(1);
    expect(bench.rooms.map(({ room, left }) => [room, left])).toEqual([["article/one", 1]]);
    expect(await other.calls.session()).toEqual(SESSION);
    expect(bench.reported).toEqual([]);
  });
}

for (const [what, bytes] of [
  ...GARBAGE,
  ...NOT_FOR_A_WINDOW.map((message) => [`a message of type ${message.type}`, encodeMessage(message)] as const),
]) {
  test(`RP4: ${what} closes the port it came to a window over, and the window dials again`, async () => {
    const window = bench.window();
    await turn();
    bench.ports[0]!.send(bytes);
    await turn();
    expect(window.up).toBe(false);
    await bench.pass();
    expect(await window.calls.session()).toEqual(SESSION);
  });
}

test("RP4: one channel cannot be opened twice", async () => {
  const [near, far] = memoryPorts();
  let closed = 0;
  near.onClose(() => closed++);
  bench.serve(far);
  for (const room of ["article/one", "article/two"]) near.send(encodeMessage({ type: "open", channel: 1, room }));
  await turn();
  expect([closed, bench.rooms.map(({ left }) => left)]).toEqual([1, [1]]);
});

test("RP9: a room that may not be opened is closed with a reason, and the others go on", async () => {
  const window = bench.window();
  const good = window.open("article/good");
  const seen: unknown[] = [];
  for (const room of ["article/none", "article/broken"]) window.open(room).onClose((code, reason) => seen.push([room, code, reason]));
  await turn();
  expect(seen).toEqual([
    ["article/none", 4404, "no such article"],
    ["article/broken", 1011, "the room could not be opened"],
  ]);
  expect(bench.reported.map(String)).toEqual(["TypeError: a mistake of the core"]);
  good.send(Uint8Array.of(5));
  await turn();
  expect(bench.rooms[0]!.got).toEqual([Uint8Array.of(5)]);
  expect(await window.calls.session()).toEqual(SESSION);
});

test("RP9: a room that the core could not serve is opened again, after a while and by itself", async () => {
  const window = bench.window();
  const channel = window.open("article/one");
  const seen: unknown[] = [];
  channel.onClose((code, reason) => seen.push([code, reason]));
  await turn();
  bench.rooms[0]!.peer.close(1013, "not stored, try again");
  await turn();
  channel.send(Uint8Array.of(1));
  expect([seen, bench.delays]).toEqual([[[0, "not stored, try again"]], [1000]]);
  await bench.pass();
  channel.send(Uint8Array.of(2));
  await turn();
  expect(bench.rooms.map(({ got }) => got)).toEqual([[], [Uint8Array.of(2)]]);
});

test("RP9: a room that cannot be read closes while it is opened, is opened again, and closes no other", async () => {
  const window = bench.window();
  const good = window.open("article/good");
  const seen: unknown[] = [];
  good.onClose(() => seen.push("the good one"));
  window.open("article/unreadable").onClose((code, reason) => seen.push([code, reason]));
  await turn();
  await bench.pass();
  expect(seen).toEqual([
    [1011, "the room could not be read"],
    [1011, "the room could not be read"],
  ]);
  good.send(Uint8Array.of(5));
  await turn();
  expect(bench.rooms[0]!.got).toEqual([Uint8Array.of(5)]);
});

test("RP9: a room that the core closes is not opened again, and frames for it are dropped", async () => {
  const window = bench.window();
  const channel = window.open("article/one");
  const seen: unknown[] = [];
  channel.onClose((code, reason) => seen.push([code, reason]));
  await turn();
  bench.rooms[0]!.peer.close(4403, "not for you");
  channel.send(Uint8Array.of(1));
  await turn();
  channel.send(Uint8Array.of(2));
  await bench.kill();
  bench.alive = true;
  await bench.pass();
  expect(seen).toEqual([[4403, "not for you"]]);
  expect(bench.rooms).toHaveLength(1);
});

test("RP9: a window that goes leaves all its rooms", async () => {
  const window = bench.window();
  window.open("article/one");
  window.open("article/two");
  await turn();
  let ended = 0;
  bench.servers[0]!.onEnd(() => ended++);
  window.end();
  await turn();
  expect([bench.rooms.map(({ left }) => left), ended]).toEqual([[1, 1], 1]);
});

test("RP9: an event reaches every handler of its name until it is taken off", async () => {
  const window = bench.window();
  const seen: unknown[] = [];
  const off = window.on("authors", ({ room }) => seen.push(`a ${room}`));
  window.on("authors", ({ room }) => seen.push(`b ${room}`));
  window.on("session", () => seen.push("session"));
  await turn();
  bench.servers[0]!.tell("authors", { room: "1" });
  await turn();
  off();
  bench.servers[0]!.tell("authors", { room: "2" });
  await turn();
  expect(seen).toEqual(["a 1", "b 1", "b 2"]);
});
