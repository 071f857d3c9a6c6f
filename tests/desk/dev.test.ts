/**
 * What `npm run dev` adds to the launcher: Vite in front of a desk, and processes that run changed sources.
 *
 * @module-tag long
 */
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { Launcher, type Started } from "../../main/launcher/launcher.ts";
import { socketPort } from "../../main/loopback/socket-port.ts";
import { DevInterface } from "../../scripts/dev/dev-interface.ts";
import { RpcClient } from "../../shared/rpc/client.ts";
import { SUBPROTOCOL } from "../../shared/rpc/loopback.ts";
import type { Port } from "../../shared/rpc/port.ts";
import { eventually } from "../eventually.ts";
import { commandLine, descendants } from "../e2e/processes.ts";
import { temporaryFolder } from "../relay/relay-fixture.ts";
import { article } from "./desk-fixture.ts";
import { enter, refusal } from "./loopback-fixture.ts";

const ROOT = resolve(import.meta.dirname, "../..");

const folder = temporaryFolder();
let vite: DevInterface;
let launcher: Launcher;
let started: Started;

beforeAll(async () => {
  const assets = join(folder.path, "interface");
  mkdirSync(assets);
  vite = await DevInterface.start(ROOT, "test");
  launcher = new Launcher({
    data: folder.path,
    desks: 2,
    assets: () => assets,
    addressOf: (desk, link) => (desk === 0 ? vite.addressOf(link) : link),
    say: () => undefined,
  });
  started = await launcher.start(0);
});

afterAll(async () => {
  await launcher.stop();
  await vite.close();
  folder.remove();
});

const dial = (page: URL, origin: string, credential: string): WebSocket =>
  new WebSocket(`ws://${page.host}/core`, [SUBPROTOCOL, credential], { headers: { origin } });
const running = (file: string): number[] =>
  descendants(process.pid).filter((pid) => commandLine(pid).includes(file) && commandLine(pid).includes(folder.path));

test("a page of Vite's reaches its desk, another origin does not, and both go on when desks and relay run changed sources", async () => {
  const page = new URL(started.editors[0]!.url!);
  expect((await fetch(new URL("/", page))).headers.get("content-type")).toMatch("text/html");
  let credential = `key.${page.searchParams.get("key")!}`;

  expect(await refusal(dial(page, "http://evil.example", credential))).toBe(0);

  const window = new RpcClient(
    async (): Promise<Port> => {
      const socket = dial(page, page.origin, credential);
      socket.on("error", () => undefined);
      const gone = once(socket, "close").then(() => Promise.reject(new Error("not let in")));
      const { secret } = await Promise.race([enter(socket), gone]);
      credential = `secret.${secret}`;
      return socketPort(socket);
    },
    { later: (run, delay) => void setTimeout(run, Math.min(delay, 50)) },
  );
  expect((await window.calls.session()).member.name).toBe(started.editors[0]!.name);

  let comebacks = 0;
  window.onLink((up) => up && comebacks++);
  const before = [...running("main/loopback/cli.ts"), ...running("server/cli/main.ts")];
  expect(before).toHaveLength(3);
  launcher.restartDesks();
  launcher.restartRelay();
  await eventually(
    () => [...running("main/loopback/cli.ts"), ...running("server/cli/main.ts")].filter((pid) => !before.includes(pid)).length,
    3,
  );
  // A call that is under way when a desk ends is refused.
  await eventually(() => comebacks, 1);
  const { id } = await window.calls.createArticle({ body: article("پس از آغاز دوباره\n") });
  await eventually(async () => (await window.calls.article({ id }))!.unconfirmed, 0);
  window.end();
});
