/** A window's replica over the RPC, against a room with its log in a real SQLite file; the test decides when the disk is done. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { openDesk } from "../../main/core/database.ts";
import { Committer } from "../../shared/room/committer.ts";
import { Rooms } from "../../shared/room/rooms.ts";
import { RpcClient } from "../../shared/rpc/client.ts";
import type { CoreCalls } from "../../shared/rpc/contract.ts";
import { memoryPorts } from "../contract/memory-port.ts";
import { collected, written } from "../relay/structs.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { RpcServer } from "../../shared/rpc/server.ts";
import { SqliteUpdateLog } from "../../shared/store/sqlite-update-log.ts";
import { encodeFrame } from "../../shared/wire/frames.ts";
import { Replica, type ReplicaState } from "../../shared/sync/replica.ts";

const ROOM = "article/replica-test";
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A core of rooms alone. Nothing is committed until the test says so. */
class Core {
  readonly db: Database.Database;
  readonly log: SqliteUpdateLog;
  readonly rooms: Rooms;
  readonly ports: Port[] = [];
  readonly servers: RpcServer[] = [];
  mayWrite = true;
  /** The only error that there may be. */
  expected: string | null = null;
  #due: (() => void)[] = [];

  constructor(folder: string) {
    this.db = openDesk(folder);
    this.log = new SqliteUpdateLog(this.db);
    const committer = new Committer(
      this.log,
      (run) => this.#due.push(run),
      () => undefined,
    );
    this.rooms = new Rooms({ log: this.log, committer, desk: true, report: (error) => this.#report(error) });
  }

  #report(error: unknown): void {
    if ((error as Error).message !== this.expected) expect.fail(String(error));
  }

  serve(port: Port): void {
    this.ports.push(port);
    this.servers.push(
      new RpcServer(port, {
        calls: {} as CoreCalls,
        openRoom: (room, channel) =>
          this.rooms.join(room, {
            member: { id: "sara", name: "سارا", color: "#123456" },
            mayWrite: () => this.mayWrite,
            send: (frame) => channel.send(frame),
            close: (code, reason) => channel.close(code, reason),
          }),
        report: (error) => this.#report(error),
      }),
    );
  }

  /** What came so far is committed. */
  async commit(): Promise<void> {
    await turn();
    for (const run of this.#due.splice(0)) run();
    await turn();
  }

  /** SIGKILL: what was not committed never was. */
  async kill(): Promise<void> {
    this.#due = [];
    for (const port of this.ports) port.close();
    this.db.close();
    await turn();
  }

  /** What a newcomer would read from the disk. */
  get text(): string {
    const doc = new Y.Doc();
    for (const update of this.log.read(ROOM).updates) Y.applyUpdate(doc, update);
    return doc.getText("body").toJSON();
  }
}

let folder: string;
let core: Core | null;
let due: (() => void)[];
let windows: Window[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tahrir-replica-"));
  core = new Core(folder);
  [due, windows] = [[], []];
});

afterEach(() => {
  for (const window of windows) window.client.end();
  core?.db.close();
  rmSync(folder, { recursive: true, force: true });
});

class Window {
  readonly doc = new Y.Doc();
  readonly awareness = new Awareness(this.doc);
  readonly states: ReplicaState[] = [];
  /** Why its room could not be read. */
  readonly unread: unknown[] = [];
  readonly client: RpcClient;
  readonly replica: Replica;

  constructor() {
    this.client = new RpcClient(
      async () => {
        if (!core) throw new Error("no core");
        const [near, far] = memoryPorts();
        core.serve(far);
        return near;
      },
      { later: (run) => due.push(run) },
    );
    this.replica = new Replica(this.doc, this.awareness, this.client.open(ROOM), (error) => this.unread.push(error));
    this.replica.onChange((state) => this.states.push(state));
    windows.push(this);
  }

  get text(): string {
    return this.doc.getText("body").toJSON();
  }

  type(text: string): void {
    this.doc.getText("body").insert(this.text.length, text);
  }
}

async function open(): Promise<Window> {
  const window = new Window();
  await core!.commit();
  return window;
}

async function dies(): Promise<void> {
  await core!.kill();
  core = null;
  await passes();
}

async function returns(): Promise<void> {
  core = new Core(folder);
  await passes();
}

/** Whatever waits to be tried again is tried. */
async function passes(): Promise<void> {
  for (const run of due.splice(0)) run();
  await turn();
}

test("SY11: an article is loaded when the core's whole copy is here, and not before", async () => {
  const first = await open();
  for (let i = 0; i < 50; i++) first.type("خبر ");
  await core!.commit();
  const late = new Window();
  expect(late.replica.state).toEqual({ loaded: false, pending: false, refused: null, unreadable: false });
  let whenLoaded = "";
  late.replica.onChange(({ loaded }) => (whenLoaded ||= loaded ? late.text : ""));
  await turn();
  expect(late.replica.state.loaded).toBe(true);
  expect(whenLoaded).toBe(first.text);
});

test("SY11: what is written is pending until the core has it on disk", async () => {
  const window = await open();
  window.type("one");
  expect(window.replica.state.pending).toBe(true);
  await turn();
  expect([core!.text, window.replica.state.pending]).toEqual(["", true]);
  await core!.commit();
  expect([core!.text, window.replica.state.pending]).toEqual(["one", false]);
});

test("SY11: an answer for the first words does not clear the next", async () => {
  const window = await open();
  window.type("one");
  await turn();
  window.type(" two");
  await core!.commit();
  window.type(" three");
  expect(window.replica.state.pending).toBe(true);
  await turn();
  expect(window.replica.state.pending).toBe(true);
  await core!.commit();
  expect([core!.text, window.replica.state.pending]).toEqual(["one two three", false]);
});

test("SY11: what others write is never pending here", async () => {
  const [one, other] = [await open(), await open()];
  one.type("from one");
  await core!.commit();
  expect(other.text).toBe("from one");
  expect(other.states.some(({ pending }) => pending)).toBe(false);
});

test("SY12: what died with the core between its arrival and its commit is pending, and arrives at the next core", async () => {
  const window = await open();
  window.type("safe. ");
  await core!.commit();
  window.type("in the core's memory. ");
  await turn();
  await dies();
  expect(window.replica.state).toEqual({ loaded: true, pending: true, refused: null, unreadable: false });
  window.type("typed without a core.");
  await passes();
  expect(window.replica.state.pending).toBe(true);

  await returns();
  expect(core!.text).toBe("safe. ");
  expect(window.replica.state.pending).toBe(true);
  await core!.commit();
  expect(core!.text).toBe("safe. in the core's memory. typed without a core.");
  expect(window.replica.state.pending).toBe(false);
});

test("SY12: words typed while the connection is made anew arrive with those before them", async () => {
  const window = await open();
  await dies();
  window.type("one ");
  core = new Core(folder);
  window.client.onLink(() => window.type("two "));
  await passes();
  window.type("three");
  await core.commit();
  await core.commit();
  const reader = await open();
  expect([reader.text, core.text, window.replica.state.pending]).toEqual(["one two three", "one two three", false]);
});

test("SY12: what the core had committed, but not yet answered for, is not written twice", async () => {
  const window = await open();
  window.type("once");
  await turn();
  // The commit goes through and the answer does not.
  const answered = core!.ports[0]!;
  answered.close();
  await core!.commit();
  expect([core!.text, window.replica.state.pending]).toEqual(["once", true]);
  await passes();
  await core!.commit();
  expect(window.replica.state.pending).toBe(false);
  const reader = await open();
  expect([reader.text, core!.log.read(ROOM).updates.length]).toEqual(["once", 1]);
});

test("SY12: an hour without a core, on both sides of a window's life", async () => {
  const [one, other] = [await open(), await open()];
  one.type("before. ");
  await core!.commit();
  await dies();
  for (let i = 0; i < 100; i++) one.type(`${i} `);
  other.doc.getText("body").insert(0, "other. ");
  for (let i = 0; i < 3; i++) await passes();
  await returns();
  await core!.commit();
  await core!.commit();
  expect(one.text).toBe(other.text);
  expect(core!.text).toBe(one.text);
  expect(one.text).toMatch(/^other\. before\. 0 1 .*98 99 $/);
  expect([one.replica.state.pending, other.replica.state.pending]).toEqual([false, false]);
});

test("SY13: what may not be written is refused with the reason, stays in its window, and comes to nobody else", async () => {
  const [one, other] = [await open(), await open()];
  core!.mayWrite = false;
  one.type("not mine to write");
  await core!.commit();
  expect(one.replica.state).toEqual({
    loaded: true,
    pending: false,
    refused: "سارا may not write in article/replica-test",
    unreadable: false,
  });
  expect([one.text, other.text, core!.text]).toEqual(["not mine to write", "", ""]);
  expect(other.replica.state.refused).toBeNull();
});

test("RO3: a reader's window is not told that Yjs tidied up in it", async () => {
  const [one, reader] = [await open(), await open()];
  one.type("bold and plain");
  await core!.commit();
  core!.mayWrite = false;
  // As Yjs deletes formatting that says nothing: a change that nobody made, and that inserts nothing.
  reader.doc.getText("body").delete(0, 4);
  await core!.commit();
  expect(reader.replica.state.refused).toBeNull();
  expect([core!.text, one.text]).toEqual(["bold and plain", "bold and plain"]);
});

test("SY13: who may write again is refused no longer, and what was refused arrives", async () => {
  const window = await open();
  core!.mayWrite = false;
  window.type("refused at first");
  await core!.commit();
  await dies();
  await returns();
  await core!.commit();
  expect(window.replica.state).toEqual({ loaded: true, pending: false, refused: null, unreadable: false });
  expect(core!.text).toBe("refused at first");
});

test("SY13: a window whose frames cannot be read is closed for good, with the reason", async () => {
  const [window, other] = [await open(), await open()];
  const channel = window.client.open(ROOM);
  let closed: unknown = null;
  channel.onClose((code, reason) => (closed = [code, reason]));
  channel.send(Uint8Array.of(77));
  await turn();
  expect(closed).toEqual([4400, "unknown message type 77"]);
  window.type("untouched");
  await core!.commit();
  expect(other.text).toBe("untouched");
});

test("SY24: a room that a window cannot take in says so, also where it is open, and nothing that was there goes", async () => {
  const [one, other] = [await open(), await open()];
  one.type("متن");
  await core!.commit();
  const channel = one.client.open(ROOM);
  for (const update of [collected(0, 3), written(1, "ابپت")]) channel.send(encodeFrame({ type: "update", update, reply: false }));
  await core!.commit();
  for (const window of [one, other]) expect([window.replica.state.unreadable, window.unread.length, window.text]).toEqual([true, 1, "متن"]);
});

test("SY24: a room that the core cannot read says so, and is asked for again until it can", async () => {
  const one = await open();
  one.type("متن");
  await core!.commit();
  const { log } = core!;
  const read = vi.spyOn(log, "read").mockImplementation(() => {
    throw new Error("disk I/O error");
  });
  core!.expected = "disk I/O error";
  const late = await open();
  expect(late.replica.state).toEqual({ loaded: false, pending: false, refused: null, unreadable: true });
  expect(one.replica.state.unreadable).toBe(false);
  read.mockRestore();
  await passes();
  await core!.commit();
  expect([late.replica.state, late.text]).toEqual([{ loaded: true, pending: false, refused: null, unreadable: false }, "متن"]);
});

test("SY3: words that the disk refuses stay pending, and are on it once it takes them", async () => {
  const window = await open();
  window.type("fits. ");
  await core!.commit();
  const pages = core!.db.pragma("page_count", { simple: true }) as number;
  core!.db.pragma(`max_page_count = ${pages}`);
  window.type("x".repeat(100_000));
  await core!.commit();
  expect(window.replica.state).toEqual({ loaded: true, pending: true, refused: null, unreadable: false });
  expect(core!.text).toBe("fits. ");
  core!.db.pragma("max_page_count = 1000000");
  window.type(" and on");
  await passes();
  await core!.commit();
  expect(window.replica.state.pending).toBe(false);
  expect(core!.text).toBe(window.text);
});

test("PR3: behind a core that is gone nobody is seen, and who is there is seen again behind the next", async () => {
  const [one, other] = [await open(), await open()];
  other.awareness.setLocalState({ cursor: null, mood: "typing" });
  await turn();
  expect(one.awareness.getStates().get(other.doc.clientID)).toMatchObject({ user: { name: "سارا" } });
  await dies();
  expect(one.awareness.getStates().has(other.doc.clientID)).toBe(false);
  await returns();
  await turn();
  expect(one.awareness.getStates().has(other.doc.clientID)).toBe(true);
});
