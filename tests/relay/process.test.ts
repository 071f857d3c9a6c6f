import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { end, Machine, refusal } from "./process-fixture.ts";
import { Device, typed } from "./relay-fixture.ts";

let machine: Machine;
beforeEach(() => {
  machine = new Machine();
});
afterEach(() => machine.close());

test("SY2: what a barrier confirmed is there after SIGKILL, at whatever moment it comes", async () => {
  let site = await machine.serve();
  const sara = await machine.desk(site);
  const article = await sara.newArticle();
  const doc = new Y.Doc();
  const body = doc.getText("body");
  let confirmed = "";
  for (let round = 0; round < 4; round++) {
    const desk = new Device(site, sara);
    const client = await desk.frames(`article/${article}`);
    const { stateVector } = await client.first("step1");
    // What the relay lost unconfirmed comes again, as any replica's would.
    client.send({ type: "update", update: Y.encodeStateAsUpdate(doc, stateVector), reply: true });
    const stop = (update: Uint8Array): void => client.send({ type: "update", update, reply: false });
    doc.on("update", stop);
    for (let i = 0; i < 100; i++) body.insert(body.length, `${round}.${i} `);
    const promised = body.toJSON();
    await client.barrier(round);
    confirmed = promised;
    for (let i = 0; i < 50; i++) body.insert(body.length, "?");
    await end(site.child, "SIGKILL");
    doc.off("update", stop);
    await client.end();

    site = await machine.serve();
    const text = await (await new Device(site, sara).frames(`article/${article}`)).text();
    expect(text.startsWith(confirmed)).toBe(true);
  }
});

test("RE8: SIGTERM and SIGINT stop the relay cleanly, and nothing that came before is lost", async () => {
  const site = await machine.serve();
  const sara = await machine.desk(site);
  const article = await sara.newArticle();
  const client = await sara.frames(`article/${article}`);
  await client.first("step1");
  client.send({ type: "update", update: typed("آخرین سطر").update, reply: false });
  await client.barrier(1);
  expect(await end(site.child, "SIGTERM")).toBe(0);
  expect((await client.end()).code).toBe(1012);
  const again = await machine.serve();
  expect(await (await new Device(again, sara).frames(`article/${article}`)).text()).toBe("آخرین سطر");
  expect(await end(again.child, "SIGINT")).toBe(0);
});

test("RE9: one folder is served by one relay at a time, and SIGKILL does not keep it", { tags: "long" }, async () => {
  const first = await machine.serve();
  const second = machine.run(["serve", ...machine.data, "--port", "0"]);
  expect(second).toMatchObject({ status: 1, out: "", err: expect.stringContaining("another relay is serving") });
  await end(first.child, "SIGKILL");
  await machine.serve();
});

test("RE10: wrong arguments are answered with the mistake and the usage, without a stack", { tags: "long", timeout: 120_000 }, async () => {
  const { data, folder } = machine;
  writeFileSync(join(folder.path, "a-file"), "");
  const { relay } = await machine.serve();
  const port = new URL(relay.http).port;
  const cases: [string[], string][] = [
    [[], "no command given"],
    [["fly"], 'unknown command "fly"'],
    [["serve"], "--data is missing"],
    [["serve", ...data, "--prot", "1"], "--prot"],
    [["serve", ...data, "--port", "80000"], 'not "80000"'],
    [["serve", ...data, "--allow-origin", "desk.example"], 'not "desk.example"'],
    [["invite", ...data, "--name", "x", "--role", "king"], 'not "king"'],
    [["invite", ...data, "--name", " ", "--role", "owner"], "--name is 1 to 100 characters"],
    [["invite", ...data, "--role", "owner"], "--name is missing"],
  ];
  for (const [args, mistake] of cases) expect(await refusal(args), args.join(" ")).toContain(mistake);
  // What the program does with a refusal, and what is found wrong only while it starts to serve.
  const processes: [string[], string][] = [
    [["invite", ...data, "--role", "owner"], "--name is missing"],
    [["serve", "--data", join(folder.path, "other"), "--port", port], "the port is taken"],
    [["serve", "--data", join(folder.path, "a-file")], "cannot use"],
  ];
  for (const [args, mistake] of processes) {
    const { status, out, err } = machine.run(args);
    expect({ status, out }, args.join(" ")).toEqual({ status: 1, out: "" });
    expect(err).toContain(mistake);
    expect(err).not.toMatch(/^\s+at /m);
  }
  expect(machine.run(["--help"])).toMatchObject({ status: 0, out: expect.stringContaining("Usage:") });
});

test("RE11: an invitation leads to the relay's public address, else to the one it listens at", async () => {
  const local = await machine.serve();
  const { url, code } = (await machine.ask("invite", "--name", "رضا", "--role", "reader")) as { url: string; code: string };
  expect(url).toBe(`${local.relay.http}/join#${code}`);
  await end(local.child, "SIGTERM");
  await machine.serve(["--public-url", "https://desk.example/"]);
  expect(((await machine.ask("invite", "--name", "رضا", "--role", "reader")) as { url: string }).url).toMatch(
    /^https:\/\/desk\.example\/join#/,
  );
});
