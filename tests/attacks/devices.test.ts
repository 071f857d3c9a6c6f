/** Who had a member's device for an hour, or the clock of the relay's computer. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { Clock } from "../../server/people/clock.ts";
import { Newsroom } from "../../server/people/newsroom.ts";
import { Desk } from "../desk/desk-fixture.ts";
import { call, TestRelay, type Device } from "../relay/relay-fixture.ts";

let site: TestRelay;
let owner: Device;
beforeEach(async () => {
  site = await new TestRelay().start();
  owner = await site.desk("سارا", "owner");
});
afterEach(() => site.close());

interface DeviceEntry {
  readonly id: string;
  readonly name: string;
  readonly current: boolean;
  readonly addedBy: { readonly id: string; readonly name: string | null } | null;
}
const devicesOf = async (desk: Device): Promise<DeviceEntry[]> => (await desk.call("GET", "/api/devices")).body as DeviceEntry[];
const codeOf = async (desk: Device, path = "/api/devices", body?: unknown): Promise<string> =>
  ((await desk.call("POST", path, body)).body as { code: string }).code;
const join = (code: string) => call(site.relay.http, "POST", "/api/join", { code, device: "x" });
const newDevicesOf = async (desk: Device): Promise<DeviceEntry[]> =>
  ((await desk.call("GET", "/api/me")).body as { newDevices: DeviceEntry[] }).newDevices;

describe("a stolen device", () => {
  test("ID9: the invitations that it made are withdrawn with it, and others stay", async () => {
    const stolen = await site.join(await codeOf(owner));
    const codes = [await codeOf(stolen), await codeOf(stolen, "/api/invitations", { name: "دیگری", role: "owner" })];
    const honest = await codeOf(owner);
    const [, device] = await devicesOf(owner);
    expect((await owner.call("DELETE", `/api/devices/${device!.id}`)).status).toBe(200);
    for (const code of codes) expect(await join(code)).toMatchObject({ status: 410, body: { error: "invitation-withdrawn" } });
    expect((await join(honest)).status).toBe(200);
  });

  test("ID9: with a member who is removed go the invitations for others that they left behind", async () => {
    const mallory = await site.desk("مزاحم", "owner");
    const code = await codeOf(mallory, "/api/invitations", { name: "دیگری", role: "owner" });
    await owner.call("DELETE", `/api/members/${mallory.member.id}`);
    expect(await join(code)).toMatchObject({ status: 410, body: { error: "invitation-withdrawn" } });
  });

  test("ID9: by which device another one came is told, also when the first is gone, and who revokes it hears what it brought", async () => {
    const stolen = await site.join(await codeOf(owner));
    const second = await site.join(await codeOf(stolen));
    const list = await devicesOf(owner);
    expect(list.map(({ addedBy }) => addedBy)).toEqual([null, { id: list[0]!.id, name: "laptop" }, { id: list[1]!.id, name: "laptop" }]);
    const revoked = await owner.call("DELETE", `/api/devices/${list[1]!.id}`);
    expect(revoked.body).toMatchObject({ id: list[1]!.id, added: [{ id: list[2]!.id }] });
    expect((await devicesOf(owner))[1]).toMatchObject({ id: list[2]!.id, addedBy: { id: list[1]!.id, name: null } });
    expect((await second.call("GET", "/api/me")).status).toBe(200);
  });

  test("ID12: a device that brings another in cannot hide it: the older ones are told of it, and a new one of none before it", async () => {
    expect(await newDevicesOf(owner)).toEqual([]);
    const stolen = await site.join(await codeOf(owner));
    const second = await site.join(await codeOf(stolen));
    const told = await newDevicesOf(owner);
    expect(told.map(({ addedBy }) => addedBy?.name)).toEqual(["laptop", "laptop"]);
    expect(JSON.stringify(told)).not.toMatch(/token|hash/i);
    expect(await newDevicesOf(second)).toEqual([]);
    const ali = await site.desk("علی", "editor");
    expect(await newDevicesOf(ali)).toEqual([]);
    expect((await newDevicesOf(owner)).length).toBe(2);
  });
});

test("ID13: a desk tells of a device that joined in its member's name, until somebody there has seen it, and not again", async () => {
  const desk = await Desk.open(site, "امید", "editor");
  const { calls } = desk.window;
  const told: unknown[] = [];
  desk.window.on("newDevices", (devices) => told.push(devices));
  expect(await calls.newDevices()).toEqual([]);
  // The desk looks when its line is new; a restart would do it before the window is back to be told.
  await calls.setOffline({ offline: true });
  site.beside((db) => new Newsroom(db).devices.add(desk.core.member.id, "thief", null));
  await calls.setOffline({ offline: false });
  await eventually(async () => (await calls.newDevices()).map(({ name }) => name), ["thief"]);
  expect(told).toMatchObject([[{ name: "thief" }]]);
  await calls.dismissDevices();
  expect([await calls.newDevices(), told.length]).toEqual([[], 2]);
  await desk.restart();
  site.beside((db) => new Newsroom(db).devices.add(desk.core.member.id, "another", null));
  await desk.restart();
  await eventually(async () => (await calls.newDevices()).map(({ name }) => name), ["another"]);
  await desk.close();
});

describe("a clock that is set back", () => {
  const HOUR = 3_600_000;

  test("ID11: an invitation that was too old stays so, also after a restart", () => {
    site.beside((db) => {
      let wall = Date.now();
      const newsroom = (): Newsroom => new Newsroom(db, () => wall);
      const { code } = newsroom().invitations.add({ name: "علی", role: "editor" }, HOUR);
      wall += 2 * HOUR;
      expect(() => newsroom().join(code, "x")).toThrow(/expired/);
      wall -= 2 * HOUR;
      expect(() => newsroom().join(code, "x")).toThrow(/expired/);
      expect(newsroom().invitations.list()).toEqual([]);
    });
  });

  test("ID11: also one that nobody tried while it was too old, and one made after that lasts its time", () => {
    site.beside((db) => {
      let wall = Date.now();
      const { code } = new Newsroom(db, () => wall).invitations.add({ name: "علی", role: "editor" }, HOUR);
      wall += 2 * HOUR;
      new Newsroom(db, () => wall).keepTime();
      wall -= 2 * HOUR;
      const newsroom = new Newsroom(db, () => wall);
      expect(() => newsroom.join(code, "x")).toThrow(/expired/);
      const { code: fresh } = newsroom.invitations.add({ name: "رضا", role: "editor" }, HOUR);
      expect(newsroom.join(fresh, "x").member.name).toBe("رضا");
    });
  });

  test("ID11: time goes on while the clock of the computer stands in the past", () => {
    site.beside((db) => {
      let [wall, steady] = [10_000_000_000_000, 0];
      const clock = new Clock(
        db,
        () => wall,
        () => steady,
      );
      expect(clock.now()).toBe(10_000_000_000_000);
      wall = 0;
      steady += 5 * HOUR;
      expect(clock.now()).toBe(10_000_000_000_000 + 5 * HOUR);
      clock.save();
      expect(
        new Clock(
          db,
          () => wall,
          () => steady,
        ).now(),
      ).toBe(10_000_000_000_000 + 5 * HOUR);
    });
  });
});
