/** The debug log of a desk, which a person may be asked to send to somebody. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { roomName } from "../../shared/roles.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { article, OpenRoom } from "./desk-fixture.ts";
import { DeskProcess } from "./process-fixture.ts";

const NAMESPACES = ["bulk", "index", "loopback", "newsroom", "room", "uplink", "window"];
/** Time, process, namespace, event, and fields whose values are IDs, numbers and states of a fixed list. */
const LINE =
  /^\d{4}-\d\d-\d\dT[\d:.]+Z \d+ (\w+) [a-z ]+( (article|room)=[\w/-]+| state=[a-z ]+| (code|count|unconfirmed|bytes|milliseconds)=\d+)*$/;

const NAME = "نرگس محرمانه";
const TITLE = "تیتر محرمانه";
const TEXT = "متنی که در روزنامه نیست";

let relay: TestRelay;
let desk: DeskProcess;

afterEach(async () => {
  await desk.end("SIGTERM");
  desk.folder.remove();
  await relay.close();
});

/** A desk that joins a newsroom, writes, syncs, searches and goes. @returns what must be in no log */
async function day(environment: Readonly<Record<string, string>>): Promise<readonly string[]> {
  relay = await new TestRelay().start();
  desk = new DeskProcess(environment);
  await desk.start();
  const code = relay.invite(NAME, "owner");
  await desk.ask({ type: "relay", http: relay.relay.http, code }, "joined");
  const { url } = await desk.ask({ type: "new-link" }, "link");
  const window = await desk.window();
  const closed = await window.calls.createArticle({ body: article(`${TITLE} یک\n${TEXT}`) });
  await confirmed(window, closed.id);
  const { id } = await window.calls.createArticle({ body: article(`${TITLE}\n${TEXT}`) });
  const open = new OpenRoom(window, roomName(id, "body"));
  await open.loaded();
  open.type(TEXT);
  await confirmed(window, id);
  await window.calls.describe({ article: id, text: open.text });
  await eventually(async () => (await window.calls.search({ text: TEXT, limit: 5, offset: 0 })).total, 2);
  open.close();
  window.end();
  const { token } = JSON.parse(readFileSync(join(desk.data, "identity.json"), "utf8")) as { token: string };
  await desk.end("SIGTERM");
  return [NAME, TITLE, TEXT, code, token, new URL(url).searchParams.get("key")!, ...TEXT.split(" "), "ticket", "key.", "secret."];
}

const confirmed = (window: RpcClient, id: string): Promise<void> =>
  eventually(async () => (await window.calls.article({ id }))!.unconfirmed, 0);

test("with TAHRIR_DEBUG=* a desk logs what every part does, and no text, title, name, token, key, ticket or code", async () => {
  const secrets = await day({ TAHRIR_DEBUG: "*" });
  const lines = desk.log.trim().split("\n");
  expect(lines.filter((line) => !LINE.test(line))).toEqual([]);
  expect(new Set(lines.map((line) => LINE.exec(line)?.[1]))).toEqual(new Set(NAMESPACES));
  expect(secrets.filter((secret) => desk.log.includes(secret))).toEqual([]);
});

test("a desk logs the named parts alone, and nothing when none is named", { tags: "long" }, async () => {
  await day({ TAHRIR_DEBUG: "uplink, room" });
  const parts = new Set(
    desk.log
      .trim()
      .split("\n")
      .map((line) => LINE.exec(line)?.[1]),
  );
  expect(parts).toEqual(new Set(["room", "uplink"]));
  desk.folder.remove();
  await relay.close();
  await day({ TAHRIR_DEBUG: "" });
  expect(desk.log).toBe("");
});
