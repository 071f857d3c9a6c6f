/**
 * Somebody whose computer the relay does not know any more joins again, by the form in the window.
 *
 * @module-tag long
 */
import { join } from "node:path";
import { expect, test } from "vitest";
import { openDatabase } from "../../server/store/database.ts";
import { Newsroom as People } from "../../server/people/newsroom.ts";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SAVED } from "./words.ts";

const [sara, omid, room] = await newsroom();

/** As `relay revoke` and `relay invite --member` do, beside the relay. @returns the invitation's address */
function revokeAndInvite(name: string): string {
  const db = openDatabase(join(room.program.data, "relay"));
  try {
    const people = new People(db);
    const { id, role } = people.members.list().find((member) => member.name === name)!;
    for (const device of people.devices.list(id)) people.devices.revoke(device.id);
    return `${room.relay.http}/join#${people.invitations.add({ name, role, member: id }).code}`;
  } finally {
    db.close();
  }
}

test("DE15: a window tells that the relay does not know it any more, and its form takes a new invitation", async () => {
  await share(sara, omid, "Signed out");
  await omid.caretAfter("Signed out");
  await omid.press("Enter");
  await omid.type("Written before.");
  await agree(sara, omid, "Written before.");
  const invitation = revokeAndInvite(omid.name);
  await omid.type(" Written while shut out.");
  await omid.button("Join a newsroom").click();
  const form = omid.page.getByRole("dialog", { name: "Join a newsroom" });
  await form.getByText("The relay does not know this computer any more.").waitFor();

  const address = form.getByRole("textbox", { name: "Invitation address" }).first();
  await address.fill("no address");
  await form.getByRole("button", { name: "Continue", exact: true }).click();
  await form
    .getByRole("alert")
    .getByText(/invitation/i)
    .waitFor();
  await address.fill(invitation);
  await form.getByRole("button", { name: "Continue", exact: true }).click();
  await form.getByText("Join this newsroom?").waitFor();
  await form.getByRole("button", { name: "Join", exact: true }).click();
  await omid.syncSays(SAVED);
  await agree(sara, omid, "Written while shut out.");
  await expect.poll(() => omid.button("Join a newsroom").count()).toBe(0);
});
