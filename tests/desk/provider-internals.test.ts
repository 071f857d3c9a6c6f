/** What main/core/sync/provider-internals.ts relies on, in the releases that are installed. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, expect, test } from "vitest";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { READ_FROM, replaceHandler, socketOf, withoutExitListener } from "../../main/core/sync/provider-internals.ts";
import { MESSAGE_AUTH, MESSAGE_BARRIER, MESSAGE_SYNC } from "../../shared/wire/frames.ts";

const ROOT = resolve(import.meta.dirname, "../..");

const providers: WebsocketProvider[] = [];
const made = (): WebsocketProvider => {
  const provider = new WebsocketProvider("ws://127.0.0.1:1", "room", new Y.Doc(), { connect: false, disableBc: true });
  providers.push(provider);
  return provider;
};
afterEach(() => {
  for (const provider of providers.splice(0)) provider.destroy();
});

test("the releases are those whose sources were read; for others, read provider-internals.ts beside them", () => {
  const installed = Object.keys(READ_FROM).map((name) => [
    name,
    (JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")) as { version: string }).version,
  ]);
  expect(Object.fromEntries(installed)).toEqual(READ_FROM);
});

test("each provider has handlers of its own, by message type, and none for a barrier", () => {
  const [one, other] = [made(), made()];
  const found: unknown[] = [];
  for (const type of [MESSAGE_SYNC, MESSAGE_AUTH, MESSAGE_BARRIER]) {
    replaceHandler(one, type, (original) => {
      found.push(typeof original);
      return () => undefined;
    });
    expect(other.messageHandlers[type]).not.toBe(one.messageHandlers[type]);
  }
  expect(found).toEqual(["function", "function", "undefined"]);
});

test("a provider that is not connected has no socket, and one made here no listener for the end of the process", () => {
  const before = process.listenerCount("exit");
  expect(socketOf(withoutExitListener(made))).toBeNull();
  expect(process.listenerCount("exit")).toBe(before);
  made();
  expect(process.listenerCount("exit")).toBe(before + 1);
});
