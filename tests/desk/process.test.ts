/** A desk as the process it is: killed without warning, again and again, while a window writes. */
import { once } from "node:events";
import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { Backoff } from "../../main/launcher/backoff.ts";
import { NEWEST } from "../../shared/rpc/contract.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { article, OpenRoom } from "./desk-fixture.ts";
import { DeskProcess } from "./process-fixture.ts";

let desk: DeskProcess;
let window: RpcClient | null;
beforeEach(() => {
  desk = new DeskProcess();
  window = null;
});
afterEach(async () => {
  window?.end();
  await desk.end("SIGKILL");
  desk.folder.remove();
});

test("DE10: what the core's barrier answered is there after SIGKILL, at whatever moment it comes, and the window goes on", async () => {
  await desk.start();
  window = await desk.window();
  const { id } = await window.calls.createArticle({ body: article("") });
  const room = new OpenRoom(window, `article/${id}`);
  await room.loaded();
  for (let round = 0; round < 4; round++) {
    for (let i = 0; i < 40; i++) room.type(`${round}.${i} `);
    await room.saved();
    const promised = room.text;
    // In the middle of more, which nobody has promised anything about.
    const typing = setInterval(() => room.type("? "), 1);
    await eventually(() => room.text.length > promised.length + 10 * round, true);
    const exit = desk.end("SIGKILL");
    await exit;
    clearInterval(typing);
    expect(room.replica.state.refused).toBeNull();

    await desk.start();
    const fresh = await desk.window();
    const reader = new OpenRoom(fresh, `article/${id}`);
    await reader.loaded();
    expect(reader.text.startsWith(promised)).toBe(true);
    fresh.end();
    // The window that was open all the time dials by itself and brings the rest.
    await room.saved();
  }
  expect((await window.calls.articles(NEWEST)).entries).toHaveLength(1);
});

test("SY14: what waits for the relay survives SIGKILL, and arrives there", { tags: "long" }, async () => {
  const site = await new TestRelay().start();
  try {
    expect((await desk.start()).joined).toBe(false);
    expect(await desk.ask({ type: "relay", http: site.relay.http, code: site.invite("سارا", "owner") }, "joined")).toEqual({
      type: "joined",
      name: "سارا",
    });
    window = await desk.window();
    await window.calls.setOffline({ offline: true });
    const { id } = await window.calls.createArticle({ body: article("Killed\n") });
    await desk.end("SIGKILL");
    expect((await desk.start()).joined).toBe(true);
    expect(await window.calls.syncState({ article: id })).toEqual({ link: "offline", unconfirmed: 1 });
    await desk.ask({ type: "relay", http: site.relay.http }, "joined");
    await window.calls.setOffline({ offline: false });
    await eventually(async () => (await window!.calls.syncState({ article: id })).unconfirmed, 0);
    await eventually(() => site.beside((db) => db.prepare("SELECT title FROM articles").all()), [{ title: "Killed" }]);
  } finally {
    await site.close();
  }
});

for (const how of ["SIGTERM", "SIGHUP", "the channel"] as const) {
  test(`DE2: a desk that is ended by ${how} commits first`, { tags: how === "SIGTERM" ? [] : "long" }, async () => {
    await desk.start();
    window = await desk.window();
    const { id } = await window.calls.createArticle({ body: article("") });
    const room = new OpenRoom(window, `article/${id}`);
    await room.loaded();
    room.type("written right before");
    await room.saved();
    const exit = once(desk.child!, "exit");
    if (how === "the channel") desk.child!.disconnect();
    else desk.child!.kill(how);
    expect((await exit)[0]).toBe(0);
    await desk.start();
    await eventually(() => room.replica.state.pending, false);
    const fresh = await desk.window();
    const reader = new OpenRoom(fresh, `article/${id}`);
    await reader.loaded();
    expect(reader.text).toBe("written right before");
    fresh.end();
  });
}

test("DE3: what dies is started again at once, and later and later when it cannot live", () => {
  const backoff = new Backoff();
  let now = 1000;
  const diesAfter = (life: number): number => {
    now += life;
    const delay = backoff.next(now);
    now += delay;
    return delay;
  };
  expect(diesAfter(60_000)).toBe(0);
  const delays = Array.from({ length: 8 }, () => diesAfter(200));
  expect(delays).toEqual([250, 750, 1750, 3750, 7750, 10_000, 10_000, 10_000]);
  expect(diesAfter(60_000)).toBe(0);
});
