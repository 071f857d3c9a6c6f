/** How a desk comes into a newsroom, and lets others in, by the addresses that invitations are. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "../eventually.ts";
import { readInvitation } from "../../main/core/people/invitation.ts";
import { roomName } from "../../shared/roles.ts";
import { NEWEST } from "../../shared/rpc/contract.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { closeDesks, Desk } from "./desk-fixture.ts";

let site: TestRelay;
let desks: Desk[];

beforeEach(async () => {
  site = await new TestRelay().start();
  desks = [];
});

afterEach(() => closeDesks(site, desks));

async function alone(): Promise<Desk> {
  const desk = await Desk.alone(site);
  desks.push(desk);
  return desk;
}

const addressOf = (code: string): string => `${site.relay.http}/join#${code}`;

test("DE12: a desk without a newsroom is a whole desk, and takes along what it wrote when it joins one", async () => {
  const desk = await alone();
  const id = await desk.create("پیش از پیوستن\n");
  const notes = await desk.openRoom(id, "notes");
  notes.doc.getMap("threads").set("x", 1);
  await notes.saved();
  expect(await desk.state(id)).toEqual(["offline", 2]);
  expect((await desk.window.calls.session()).relay).toBe(null);

  await desk.window.calls.join({ invitation: ` ${addressOf(site.invite("سارا", "owner"))}\n`, share: "all" });
  expect(await desk.window.calls.session()).toMatchObject({ relay: site.relay.http, member: { name: "سارا", role: "owner" } });
  await eventually(() => desk.state(id), ["connected", 0]);
  const authors = await desk.window.calls.authors({ room: roomName(id, "notes") });
  expect(authors).toMatchObject([{ client: notes.doc.clientID, author: { name: "سارا" } }]);

  desk.stop();
  await desk.start();
  await eventually(() => desk.state(id), ["connected", 0]);
});

test("DE23: an article that is not shared at joining stays at this desk alone, and nothing of it reaches the relay until it is shared", async () => {
  const desk = await alone();
  const [kept, brought] = [await desk.create("محرمانه\n"), await desk.create("برای همه\n")];
  const invitation = addressOf(site.invite("سارا", "owner"));
  const offer = await desk.window.calls.lookAtInvitation({ invitation });
  expect(offer).toMatchObject({ host: new URL(site.relay.http).host, name: "سارا", role: "owner", unshared: 2 });
  expect(offer.listed.map(({ id }) => id).sort()).toEqual([kept, brought].sort());

  const onRelay = (): string[] => site.beside((db) => db.prepare("SELECT id FROM articles").pluck().all() as string[]);
  await desk.window.calls.join({ invitation, share: [brought] });
  await eventually(() => onRelay(), [brought]);
  const room = await desk.openRoom(kept);
  const notes = await desk.openRoom(kept, "notes");
  room.type("بیشتر");
  notes.doc.getMap("threads").set("x", 1);
  await Promise.all([room.saved(), notes.saved()]);
  await desk.restart();
  await eventually(() => desk.window.up, true);
  room.type("و بیشتر");
  await room.saved();
  expect(await desk.state(kept)).toEqual(["private", 0]);
  expect(await desk.window.calls.article({ id: kept })).toMatchObject({ unconfirmed: 0, private: true });
  // Whatever was to be sent before this one is there.
  const later = await desk.create("بعد\n");
  await eventually(() => onRelay().sort(), [brought, later].sort());
  expect(site.beside((db) => db.prepare("SELECT DISTINCT room FROM updates WHERE room LIKE ?").all(`%${kept}%`))).toEqual([]);

  const told: unknown[] = [];
  desk.window.on("articles", ({ entries }) => told.push(...entries.filter((entry) => entry.id === kept).map((entry) => entry.private)));
  await desk.window.calls.watchArticles(NEWEST);
  await desk.window.calls.share({ article: kept });
  await eventually(() => told.at(-1), false);
  await eventually(() => desk.state(kept), ["connected", 0]);
  expect(onRelay()).toContain(kept);
  const colleague = await Desk.open(site, "امید", "editor");
  desks.push(colleague);
  await eventually(async () => (await colleague.titles()).length, 3);
  const read = await colleague.openRoom(kept);
  await eventually(() => read.text, room.text);
});

test("DE23: who joins as a reader brings nothing, whatever they chose, and cannot share it either", async () => {
  const desk = await alone();
  const id = await desk.create("پیش از پیوستن\n");
  await desk.window.calls.join({ invitation: addressOf(site.invite("نادر", "reader")), share: "all" });
  expect(await desk.state(id)).toEqual(["private", 0]);
  await expect(desk.window.calls.share({ article: id })).rejects.toMatchObject({ code: "role" });
  expect(site.beside((db) => db.prepare("SELECT count(*) FROM articles").pluck().get())).toBe(0);
  const room = await desk.openRoom(id);
  room.type("خودم می‌نویسم");
  await room.saved();
});

test("DE25: who chose to work offline is offline after the next start, and online when they choose so", async () => {
  const desk = await alone();
  await desk.window.calls.join({ invitation: addressOf(site.invite("سارا", "owner")), share: "all" });
  await desk.window.calls.setOffline({ offline: true });
  const id = await desk.create("دور از شبکه\n");
  await desk.restart();
  expect(await desk.window.calls.session()).toMatchObject({ offline: true, relay: site.relay.http });
  expect(await desk.state(id)).toEqual(["offline", 1]);
  const room = await desk.openRoom(id);
  await desk.window.calls.setOffline({ offline: false });
  await eventually(() => desk.state(id), ["connected", 0]);
  room.close();
});

test("DE12: what is no invitation, is used, or comes to a desk that has joined, is refused with its reason and changes nothing", async () => {
  const desk = await alone();
  const join = (invitation: string) => desk.window.calls.join({ invitation, share: "all" });
  const code = site.invite("سارا", "editor");
  for (const text of ["", "سلام", "https://example.org/", `${site.relay.http}/join`, `ftp://127.0.0.1/join#${code}`]) {
    await expect(join(text)).rejects.toMatchObject({ code: "invitation-malformed" });
  }
  await expect(join(addressOf("nobody-made-this"))).rejects.toMatchObject({ code: "invitation-unknown" });
  await expect(join(`http://127.0.0.1:1/join#${code}`)).rejects.toMatchObject({ code: "relay-unreachable" });
  expect((await desk.window.calls.session()).relay).toBe(null);
  await join(addressOf(code));
  await expect(join(addressOf(site.invite("امید", "editor")))).rejects.toMatchObject({ code: "joined" });
  const other = await alone();
  await expect(other.window.calls.join({ invitation: addressOf(code), share: "all" })).rejects.toMatchObject({ code: "invitation-used" });
});

test("DE13: an owner invites from the desk; an editor and a desk off the network cannot", async () => {
  const [owner, editor] = [await alone(), await alone()];
  await owner.window.calls.join({ invitation: addressOf(site.invite("سارا", "owner")), share: "all" });
  const { url } = await owner.window.calls.invite({ name: "امید", role: "editor" });
  await editor.window.calls.join({ invitation: url, share: "all" });
  expect(await editor.window.calls.session()).toMatchObject({ member: { name: "امید", role: "editor" } });
  await expect(editor.window.calls.invite({ name: "نادر", role: "owner" })).rejects.toMatchObject({ code: "role" });
  await owner.window.calls.setOffline({ offline: true });
  await expect(owner.window.calls.invite({ name: "نادر", role: "reader" })).rejects.toMatchObject({ code: "relay-unreachable" });
});

test("DE22: an invitation to a relay without TLS is refused, unless the relay is on this computer", () => {
  for (const host of [
    "news.example",
    "192.168.1.5:8790",
    "127.0.0.1.news.example",
    "localhost.news.example",
    "[2001:db8::1]",
    "128.0.0.1",
    "10.127.0.0.1.example",
  ]) {
    expect(() => readInvitation(`http://${host}/join#abc`), host).toThrow(
      expect.objectContaining({ code: "invitation-insecure" }) as Error,
    );
  }
  for (const host of ["127.0.0.1:8790", "localhost:8790", "[::1]:8790", "127.8.8.8"]) {
    expect(readInvitation(`http://${host}/join#abc`)).toEqual({ relay: `http://${host}`, code: "abc" });
  }
  for (const text of ["https://user:secret@news.example/join#abc", `https://news.example/join#${"x".repeat(201)}`]) {
    expect(() => readInvitation(text), text).toThrow(expect.objectContaining({ code: "invitation-malformed" }) as Error);
  }
});

test("DE12: an invitation's address may lead below a path, and keeps its code behind the hash", () => {
  expect(readInvitation("https://news.example/tahrir/join#a-b_c")).toEqual({ relay: "https://news.example/tahrir", code: "a-b_c" });
  expect(readInvitation("https://news.example/join?x=1#abc")).toEqual({ relay: "https://news.example", code: "abc" });
});
