/** How a desk comes into a newsroom, and lets others in, by the addresses that invitations are. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { readInvitation } from "../../main/core/invitation.ts";
import { roomName } from "../../shared/roles.ts";
import { Site } from "../relay/relay-fixture.ts";
import { closeDesks, Desk, eventually } from "./desk-fixture.ts";

let site: Site;
let desks: Desk[];

beforeEach(async () => {
  site = await new Site().start();
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

  await desk.window.calls.join({ invitation: ` ${addressOf(site.invite("سارا", "owner"))}\n` });
  expect(await desk.window.calls.session()).toMatchObject({ relay: site.relay.http, member: { name: "سارا", role: "owner" } });
  await eventually(() => desk.state(id), ["connected", 0]);
  const authors = await desk.window.calls.authors({ room: roomName(id, "notes") });
  expect(authors).toMatchObject([{ client: notes.doc.clientID, author: { name: "سارا" } }]);

  desk.stop();
  await desk.start();
  await eventually(() => desk.state(id), ["connected", 0]);
});

test("DE12: what is no invitation, is used, or comes to a desk that has joined, is refused with its reason and changes nothing", async () => {
  const desk = await alone();
  const join = (invitation: string) => desk.window.calls.join({ invitation });
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
  await expect(other.window.calls.join({ invitation: addressOf(code) })).rejects.toMatchObject({ code: "invitation-used" });
});

test("DE13: an owner invites from the desk; an editor and a desk off the network cannot", async () => {
  const [owner, editor] = [await alone(), await alone()];
  await owner.window.calls.join({ invitation: addressOf(site.invite("سارا", "owner")) });
  const { url } = await owner.window.calls.invite({ name: "امید", role: "editor" });
  await editor.window.calls.join({ invitation: url });
  expect(await editor.window.calls.session()).toMatchObject({ member: { name: "امید", role: "editor" } });
  await expect(editor.window.calls.invite({ name: "نادر", role: "owner" })).rejects.toMatchObject({ code: "role" });
  await owner.window.calls.setOffline({ offline: true });
  await expect(owner.window.calls.invite({ name: "نادر", role: "reader" })).rejects.toMatchObject({ code: "relay-unreachable" });
});

test("DE12: an invitation's address may lead below a path, and keeps its code behind the hash", () => {
  expect(readInvitation("https://news.example/tahrir/join#a-b_c")).toEqual({ relay: "https://news.example/tahrir", code: "a-b_c" });
  expect(readInvitation("https://news.example/join?x=1#abc")).toEqual({ relay: "https://news.example", code: "abc" });
});
