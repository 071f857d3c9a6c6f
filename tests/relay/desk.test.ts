import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { passes } from "../eventually.ts";
import { Core } from "../../main/core/core.ts";
import { fileSecrets } from "../../main/core/people/identity.ts";
import { NEWEST, type ArticleEntry, type SyncState } from "../../shared/rpc/contract.ts";
import { RpcClient } from "../../shared/rpc/client.ts";
import { memoryPorts } from "../contract/memory-port.ts";
import { TestRelay, type Device } from "./relay-fixture.ts";

let site: TestRelay;
let owner: Device;
let article: string;
let core: Core;
let reported: unknown[];
let window: RpcClient;
beforeEach(async () => {
  site = await new TestRelay().start();
  owner = await site.desk("سارا", "owner");
  article = await owner.newArticle();
  const folder = join(site.folder.path, "desk");
  reported = [];
  core = await Core.open({ folder, secrets: fileSecrets(join(folder, "identity")), report: (error) => reported.push(error) });
  await core.join(site.relay.http, site.invite("علی", "editor"));
  core.connect(site.relay.http);
  window = new RpcClient(
    async () => {
      const [near, far] = memoryPorts();
      core.serve(far);
      return near;
    },
    { later: (run, delay) => void setTimeout(run, delay) },
  );
});
afterEach(async () => {
  window.end();
  core.close();
  await site.close();
});

const sync = (): Promise<SyncState> => window.calls.syncState({ article });
const entry = async (): Promise<ArticleEntry | undefined> => (await window.calls.articles(NEWEST)).entries.find(({ id }) => id === article);

/** Opens the article in a window, and waits until it is in step with the relay. */
async function open(): Promise<void> {
  await passes(async () => expect(await entry()).toMatchObject({ role: "editor" }));
  window.open(`article/${article}`);
  await passes(async () => expect(await sync()).toMatchObject({ link: "connected" }));
}

test("RO6: a desk whose member is shut out of an article says so, with the reason, and keeps what it has", async () => {
  await open();
  await owner.call("PUT", `/api/articles/${article}/roles/${core.member.id}`, { role: "none" });
  await passes(async () =>
    expect(await sync()).toMatchObject({ link: "refused", reason: expect.stringContaining("no role on this article") }),
  );
  expect(await entry()).toMatchObject({ id: article });
});

test("ID2: a desk whose member was removed says so, with the reason", async () => {
  await open();
  await owner.call("DELETE", `/api/members/${core.member.id}`);
  await passes(async () => expect(await sync()).toMatchObject({ link: "refused", reason: "you are no longer a member of this newsroom" }));
});

test("RO5: a role changed on one article reaches the desk's windows", async () => {
  await open();
  await owner.call("PUT", `/api/articles/${article}/roles/${core.member.id}`, { role: "commenter" });
  await passes(async () => expect(await entry()).toMatchObject({ role: "commenter" }));
  // The desk dials anew with its new role.
  await passes(async () => expect(await sync()).toMatchObject({ link: "connected" }));
});

test("ID3: a guest's desk shows the one article they were invited to", async () => {
  const folder = join(site.folder.path, "guest");
  const guest = await Core.open({ folder, secrets: fileSecrets(join(folder, "identity")), report: (error) => reported.push(error) });
  try {
    await owner.newArticle("دیگر");
    const { code } = (await owner.call("POST", "/api/invitations", { name: "مهمان", role: "commenter", article })).body as { code: string };
    await guest.join(site.relay.http, code);
    expect(guest.member).toMatchObject({ name: "مهمان", role: "none" });
    guest.connect(site.relay.http);
    const [near, far] = memoryPorts();
    guest.serve(far);
    const shown = new RpcClient(async () => near, { later: (run, delay) => void setTimeout(run, delay) });
    await passes(async () => expect((await shown.calls.articles(NEWEST)).entries).toMatchObject([{ id: article, role: "commenter" }]));
    await expect(shown.calls.createArticle({ body: Y.encodeStateAsUpdate(new Y.Doc()) })).rejects.toThrow();
    shown.end();
    expect(reported).toEqual([]);
  } finally {
    guest.close();
  }
});
