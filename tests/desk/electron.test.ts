/** The desktop program's logic, attacked and broken, with stand-ins for Electron's modules and a real core. */
import { EventEmitter } from "node:events";
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers";
import { runInNewContext } from "node:vm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createBuilder, type Rolldown } from "vite";
import { eventually } from "../eventually.ts";
import { CONNECT, DOCUMENTS, DRAG } from "../../main/electron/channels.ts";
import { prepare } from "../../main/electron/desktop.ts";
import { foldersOf } from "../../main/electron/folders.ts";
import { keychain } from "../../main/electron/keychain.ts";
import { NEWEST } from "../../shared/rpc/contract.ts";
import { PORT_MESSAGE } from "../../shared/rpc/port.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { article, OpenRoom } from "./desk-fixture.ts";
import { ElectronBench, event, Frame, PAGE, windowOf } from "./electron-fixture.ts";

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

let bench: ElectronBench;
beforeEach(() => {
  bench = new ElectronBench();
});
afterEach(() => bench.end());

/** The bench stands for a new window's frame. */
const ask = (senderFrame: Frame | null): void => void bench.ipc.emit(CONNECT, { senderFrame });

test("DE5: no page is given any permission, asked for or looked up", async () => {
  await bench.desktop.start();
  for (const permission of ["media", "geolocation", "notifications", "clipboard-read", "openExternal", "fileSystem", "hid", "a-new-one"]) {
    const answers: unknown[] = [];
    bench.permissions.request!({}, permission, (granted: unknown) => answers.push(granted));
    expect([answers, bench.permissions.check!({}, permission, PAGE)], permission).toEqual([[false], false]);
  }
});

const OUTSIDE = ["https://example.org/x?y#z", "http://127.0.0.1:1/", "mailto:desk@example.org"];
const NOWHERE = [
  "file:///etc/passwd",
  "javascript:alert(1)",
  "data:text/html,x",
  "app://tahrir.evil/",
  "app://evil/",
  "app://user@tahrir/",
  "app://tahrir:1/",
  "smb://host/share",
  "ms-msdt:/id",
  "vbscript:x",
  "blob:https://example.org/1",
  "about:blank",
  "",
  "no url",
  "//example.org",
];

test("DE5: a window stays on our page; links go to the system when they are web or mail, and nowhere otherwise", async () => {
  await bench.desktop.start();
  const { contents } = bench.contents();
  for (const url of [...OUTSIDE, ...NOWHERE]) {
    const navigation = event({ url });
    contents.emit("will-navigate", navigation);
    expect(navigation.prevented, url).toBe(true);
  }
  expect(bench.opened).toEqual(OUTSIDE);
  const home = event({ url: `${PAGE}?lang=fa` });
  contents.emit("will-navigate", home);
  expect(home.prevented).toBe(false);
});

test("DE5: no page opens a window, ours neither, nor a webview", async () => {
  await bench.desktop.start();
  const { contents, open } = bench.contents();
  for (const url of [...OUTSIDE, ...NOWHERE, PAGE]) expect(open(url), url).toEqual({ action: "deny" });
  expect(bench.opened).toEqual(OUTSIDE);
  const webview = event();
  contents.emit("will-attach-webview", webview);
  expect(webview.prevented).toBe(true);
});

test("DE6: the window is isolated, sandboxed and without Node, and shows itself when it can be seen", async () => {
  await bench.desktop.start();
  expect(bench.windows).toHaveLength(1);
  const { options, url, shown } = bench.windows[0]!;
  expect(options).toMatchObject({
    show: false,
    webPreferences: { preload: "/program/preload.cjs", contextIsolation: true, sandbox: true, nodeIntegration: false, webviewTag: false },
  });
  const allowed = ["contextIsolation", "nodeIntegration", "preload", "sandbox", "webviewTag"];
  expect(Object.keys((options as { webPreferences: object }).webPreferences).sort()).toEqual(allowed);
  expect([url, shown()]).toEqual([PAGE, true]);
});

test("DE6: our scheme is a secure origin, and is given no right beside", () => {
  prepare(bench.deps);
  expect(bench.schemes).toEqual([[{ scheme: "app", privileges: { standard: true, secure: true, supportFetchAPI: true } }]]);
});

test("DE6: only the top frame of our own page gets a port, by its exact origin", async () => {
  await bench.desktop.start();
  const top = new Frame(PAGE);
  const strangers = [
    new Frame(PAGE, top),
    new Frame("app://tahrir.evil/"),
    new Frame("app://tahrir@evil/"),
    new Frame("app://tahrirx/"),
    new Frame("https://tahrir/"),
    new Frame("app:tahrir"),
    new Frame("file:///tahrir"),
    new Frame("about:blank"),
    new Frame("https://example.org/?app://tahrir/"),
    new Frame(""),
  ];
  for (const frame of strangers) ask(frame);
  ask(null);
  expect(strangers.flatMap(({ ports }) => ports)).toEqual([]);
  expect(bench.reported).toHaveLength(strangers.length + 1);
  expect(bench.reported.every((line) => line.includes("was refused"))).toBe(true);
  expect(bench.cores[0]!.told).toEqual(["open"]);
  ask(new Frame(`${PAGE}index.html?lang=en`));
  expect(bench.cores[0]!.told).toEqual(["open", "window"]);
});

test("DE7: app:// serves the built interface under its policy, and nothing else", async () => {
  await bench.desktop.start();
  expect(bench.schemes).toEqual(["app"]);
  const get = (url: string, method = "GET"): Promise<Response> => bench.handler({ url, method } as Request);
  const page = await get(PAGE);
  expect([page.status, await page.text()]).toEqual([200, "<!doctype html>the interface"]);
  const policy = page.headers.get("content-security-policy")!;
  expect(policy).toMatch(/^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
  expect(policy).toContain("connect-src 'none'");
  expect(policy).not.toMatch(/script-src[^;]*'unsafe/);
  expect(page.headers.get("x-content-type-options")).toBe("nosniff");

  for (const path of [
    "../secret.html",
    "%2e%2e/secret.html",
    "..%2fsecret.html",
    "%2fetc%2fpasswd",
    "index.html%00.js",
    "missing.js",
    "%",
  ]) {
    expect((await get(PAGE + path)).status, path).toBe(404);
  }
  for (const url of ["app://tahrir.evil/", "app://evil/index.html", "https://tahrir/index.html", "app://x@tahrir/"])
    expect((await get(url)).status, url).toBe(403);
  for (const method of ["POST", "PUT", "DELETE"]) expect((await get(PAGE, method)).status, method).toBe(403);
});

const app = (isPackaged: boolean) => ({ isPackaged, getPath: (name: string) => `/user/${name}`, getAppPath: () => "/program" });

test("DE20: the packed program takes its folders from nobody; from the source tree they may be named on the command line", () => {
  const own = { folder: "/user/userData/desk", assets: "/program/dist/renderer" };
  for (const args of [
    [],
    ["/evil/desk"],
    ["/evil/desk", "/evil/pages"],
    ["entry.js", "/evil/desk", "/evil/pages"],
    ["--", "/evil", "/evil"],
  ]) {
    expect(foldersOf(app(true), ["tahrir", ...args]), args.join()).toEqual(own);
  }
  expect(foldersOf(app(false), ["electron", "entry.js"])).toEqual(own);
  expect(foldersOf(app(false), ["electron", "entry.js", "/data/desk", "/built"])).toEqual({ folder: "/data/desk", assets: "/built" });
});

test("DE8: the token goes through the keychain, is read back from it, and is never written in the clear", async () => {
  const path = join(bench.folder.path, "identity.bin");
  const store = keychain(bench.deps.safeStorage, path);
  expect(await store.load()).toBeNull();
  bench.keychain = false;
  await expect(store.save("the token")).rejects.toThrow(/keychain/);
  expect([existsSync(path), existsSync(`${path}.new`)]).toEqual([false, false]);

  bench.keychain = true;
  await store.save("the token");
  expect(readFileSync(path, "utf8")).not.toContain("the token");
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(await store.load()).toBe("the token");
});

test("DE8: what the keychain wants locked anew is", async () => {
  const path = join(bench.folder.path, "identity.bin");
  let key = 1;
  const cipher = {
    isAsyncEncryptionAvailable: async () => true,
    encryptStringAsync: async (text: string) => Buffer.from(`${key}${Buffer.from(text).toString("hex")}`),
    decryptStringAsync: async (data: Buffer) => ({
      result: Buffer.from(data.toString().slice(1), "hex").toString(),
      shouldReEncrypt: data.toString()[0] !== String(key),
    }),
  };
  const store = keychain(cipher, path);
  await store.save("the token");
  key = 2;
  expect(await store.load()).toBe("the token");
  expect(readFileSync(path, "utf8")).toMatch(/^2/);
});

test("DE8: a desk that joins keeps its token there, and is joined after the next start; without a keychain it says so", async () => {
  const site = await new TestRelay().start();
  const relay = (name: string) => ({ type: "relay", http: site.relay.http, code: site.invite(name, "owner") }) as const;
  try {
    await bench.desktop.start();
    await eventually(() => bench.said, [{ type: "up", port: 0, joined: false }]);
    bench.keychain = false;
    bench.desktop.take(relay("سارا"));
    await eventually(() => bench.said.some((one) => one.type === "failed" && /could not be kept/.test(one.message)), true);
    bench.cores[0]!.kill();
    await eventually(() => bench.said.at(-1), { type: "up", port: 0, joined: false });
    bench.keychain = true;
    bench.desktop.take(relay("امید"));
    await eventually(() => bench.said.at(-1), { type: "joined", name: "امید" });
    await eventually(() => existsSync(join(bench.folder.path, "desk/identity.bin")), true);
    bench.cores[1]!.kill();
    await eventually(() => bench.said.at(-1), { type: "up", port: 0, joined: true });
  } finally {
    await bench.quit();
    await site.close();
  }
});

test("DE9: a window talks to the core in its own process, and to the next one when that dies", async () => {
  await bench.desktop.start();
  const client = windowOf(bench, new Frame(PAGE));
  const { id } = await client.calls.createArticle({ body: article("Headline\n") });
  const room = new OpenRoom(client, `article/${id}`);
  await room.saved();
  room.type("before it dies");
  await room.saved();
  bench.cores[0]!.kill();
  await eventually(() => client.up, false);
  room.type(", and while it is away");
  await eventually(() => bench.cores.length, 2);
  await room.saved();
  expect(bench.cores.map(({ path }) => path)).toEqual(["/program/core.js", "/program/core.js"]);
  await eventually(async () => (await client.calls.articles(NEWEST)).entries.map(({ title }) => title), ["Headline"]);
});

test("DE9: a window that asks while there is no core waits for it, unless it is gone by then", async () => {
  await bench.desktop.start();
  await eventually(() => bench.said.length, 1);
  bench.cores[0]!.kill();
  await turn();
  await turn();
  const [patient, gone] = [new Frame(PAGE), new Frame(PAGE)];
  const client = windowOf(bench, patient);
  ask(gone);
  gone.gone = true;
  expect([patient.ports.length, gone.ports.length]).toEqual([0, 0]);
  expect((await client.calls.session()).member.id).toBe("local");
  expect(gone.ports).toEqual([]);
});

test("DE9: a window that asks before the core has its database is served when it has", async () => {
  const starting = bench.desktop.start();
  ask(new Frame(PAGE));
  const frame = new Frame(PAGE);
  await eventually(() => bench.cores.length, 1);
  const client = windowOf(bench, frame);
  await starting;
  expect((await client.calls.articles(NEWEST)).entries).toEqual([]);
  expect(bench.reported).toEqual([]);
});

test("DE9: a core that cannot open its database says why, and its windows are not left hanging", async () => {
  writeFileSync(
    join(bench.folder.path, "desk/desk.sqlite"),
    "no database, but somebody's file, and long enough to be read as one ".repeat(20),
  );
  await bench.desktop.start();
  await eventually(() => bench.said.map(({ type }) => type), ["failed"]);
  const frame = new Frame(PAGE);
  ask(frame);
  let closed = false;
  frame.ports[0]!.port.once("close", () => (closed = true));
  await eventually(() => closed, true);
});

test("DE9: quitting waits for the core's commit, whoever asks, and holds no window open", async () => {
  await bench.desktop.start();
  const client = windowOf(bench, new Frame(PAGE));
  const { id } = await client.calls.createArticle({ body: article("") });
  const room = new OpenRoom(client, `article/${id}`);
  await room.saved();
  const { contents } = bench.contents();
  const early = event();
  contents.emit("will-prevent-unload", early);
  expect(early.prevented).toBe(false);

  room.type("last words");
  await room.saved();
  bench.desktop.take({ type: "stop" });
  expect(bench.app.quits).toBe(0);
  expect(bench.cores[0]!.told.at(-1)).toBe("stop");
  const unload = event();
  contents.emit("will-prevent-unload", unload);
  expect(unload.prevented).toBe(true);
  await eventually(() => bench.app.quits, 1);
  expect(bench.cores).toHaveLength(1);
  expect(existsSync(join(bench.folder.path, "desk/desk.sqlite-wal"))).toBe(false);
});

test("DE9: a desk of the desktop does all that its starter asks", { tags: "long" }, async () => {
  await bench.desktop.start();
  const client = windowOf(bench, new Frame(PAGE));
  bench.desktop.take({ type: "write", article: "sample-1", body: Buffer.from(article("Sample\n")).toString("base64") });
  await eventually(() => bench.said.at(-1), { type: "written", article: "sample-1" });
  await eventually(async () => (await client.calls.articles(NEWEST)).entries.map(({ title }) => title), ["Sample"]);
  bench.desktop.take({ type: "invitation", url: "http://127.0.0.1:1/?key=x" });
  await eventually(async () => (await client.calls.session()).invitation, "http://127.0.0.1:1/?key=x");
  bench.desktop.take({ type: "new-link" });
  expect(bench.windows.map(({ url }) => url)).toEqual([PAGE, PAGE]);
  bench.desktop.take({ type: "write", article: "sample-2", body: "AQID" });
  await eventually(() => bench.said.at(-1)?.type, "failed");
  bench.desktop.take({ type: "nonsense" } as never);
  await eventually(() => bench.said.at(-1), { type: "failed", message: 'unknown message {"type":"nonsense"}' });
});

test("DE11: the program bundles: eight modules and a CommonJS preload, with Electron and what is native left outside", async () => {
  const builder = await createBuilder({
    configFile: join(import.meta.dirname, "../../main/electron/vite.config.ts"),
    logLevel: "error",
    build: { write: false },
  });
  const chunks = async (name: string): Promise<Rolldown.OutputChunk[]> => {
    const { output } = (await builder.build(builder.environments[name]!)) as Rolldown.RolldownOutput;
    return output.filter((one) => one.type === "chunk");
  };
  const [program, preload] = [await chunks("program"), await chunks("preload")];
  expect(
    program
      .filter(({ isEntry }) => isEntry)
      .map(({ fileName }) => fileName)
      .sort(),
  ).toEqual([
    "archive-thread.js",
    "core.js",
    "entry.js",
    "file-thread.js",
    "index-worker.js",
    "night-thread.js",
    "print-entry.js",
    "version-thread.js",
  ]);
  // The core starts its threads by these names.
  const core = program.find(({ fileName }) => fileName === "core.js")!.code;
  for (const thread of ["index-worker", "version-thread", "archive-thread", "night-thread", "file-thread"])
    expect(core).toContain(`./${thread}.js`);
  /** What a chunk imports, itself or by the chunks that it shares with others. */
  const outside = (one: string, seen = new Set<string>()): string[] => {
    const chunk = program.find(({ fileName }) => fileName === one);
    if (!chunk || seen.has(one)) return chunk ? [] : [one];
    seen.add(one);
    return chunk.imports.flatMap((name) => outside(name, seen));
  };
  expect(outside("entry.js")).toContain("electron");
  expect(outside("core.js")).toEqual(expect.arrayContaining(["better-sqlite3", "yjs", "y-websocket", "ws"]));
  expect(outside("core.js")).not.toContain("electron");
  const everything = program.flatMap(({ imports }) => imports).filter((name) => !program.some(({ fileName }) => fileName === name));
  expect(everything.filter((name) => name.startsWith(".") || name.endsWith(".ts"))).toEqual([]);

  expect(preload.map(({ fileName, imports }) => [fileName, imports])).toEqual([["preload.cjs", ["electron"]]]);
  const [{ code }] = preload as [Rolldown.OutputChunk];
  expect(code).toContain('require("electron")');
  expect(code).not.toMatch(/^\s*(?:import|export)\b/m);
  // Run as Electron runs it: only `electron` can be required, and the bridge is three functions.
  const bridge: Record<string, Record<string, (given?: unknown) => void>> = {};
  const [sent, posted]: [unknown[], unknown[]] = [[], []];
  const ipc = new EventEmitter();
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: Record<string, (given?: unknown) => void>) => (bridge[name] = api) },
    ipcRenderer: Object.assign(ipc, { send: (...args: unknown[]) => sent.push(args) }),
  };
  const page = { location: { origin: "app://tahrir" }, postMessage: (...args: unknown[]) => posted.push(args) };
  runInNewContext(code, { window: page, require: (name: string) => (name === "electron" ? electron : expect.fail(`required ${name}`)) });
  expect(Object.keys(bridge["tahrir"]!)).toEqual(["connect", "takeDocuments", "drag"]);
  bridge["tahrir"]!["connect"]!();
  bridge["tahrir"]!["drag"]!({ toString: () => "a ticket" });
  bridge["tahrir"]!["takeDocuments"]!();
  ipc.emit(DOCUMENTS, {}, "a document");
  ipc.emit(PORT_MESSAGE, { ports: ["the port"] });
  expect([sent, posted]).toEqual([
    [[CONNECT], [DRAG, "a ticket"], [DOCUMENTS]],
    [
      [{ [DOCUMENTS]: "a document" }, "app://tahrir"],
      [PORT_MESSAGE, "app://tahrir", ["the port"]],
    ],
  ]);
});
