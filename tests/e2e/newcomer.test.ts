/**
 * Somebody at a desk that has joined nothing is invited, sees where the invitation leads, and chooses what goes there.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import { InProcessNewsroom } from "./in-process-newsroom.ts";
import { openNewsroom } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";
import { SAVED } from "./words.ts";

const room = await openNewsroom(new InProcessNewsroom(3));
const [sara, nader] = [await room.seat(0), await room.seat(2)];

async function invitation(name: string): Promise<string> {
  await sara.button("Invite").click();
  const form = sara.page.getByRole("dialog", { name: "Invite to the newsroom" });
  await form.getByRole("textbox", { name: "Name" }).fill(name);
  await form.getByRole("button", { name: "Make an invitation" }).click();
  const address = form.getByRole("textbox", { name: "Invitation address" }).first();
  await expect.poll(() => address.inputValue(), { timeout: SEEN_WITHIN }).toContain("/join#");
  const url = await address.inputValue();
  await sara.press("Escape");
  return url;
}

const focused = (): Promise<string> => nader.page.evaluate(() => document.activeElement?.textContent ?? "");

test("DE22: a newcomer joins by the keyboard alone, having seen the relay, the newsroom and the role, and brings what they chose (DE23)", async () => {
  await nader.createArticle("For all");
  await nader.createArticle("Not yet");
  // What is chosen from goes by the titles that the desk has by then.
  for (const headline of ["For all", "Not yet"]) await nader.page.getByRole("option").getByText(headline, { exact: true }).waitFor();
  const url = await invitation("Nader");
  await nader.button("Join a newsroom").focus();
  await nader.press("Enter");
  const form = nader.page.getByRole("dialog", { name: "Join a newsroom" });
  await form.getByText("Before anything is sent").waitFor();
  await expect.poll(() => nader.page.evaluate(() => document.activeElement?.tagName)).toBe("INPUT");
  await nader.type(url);
  await nader.press("Enter");
  await form.getByText("Join this newsroom?").waitFor();
  await expect.poll(focused).toBe("Join this newsroom?");
  const facts = (await form.locator("dl").textContent())!;
  expect(facts).toContain(new URL(url).host);
  expect(facts).toMatch(/AsNader/);
  expect(facts).toMatch(/RoleEditor/);
  expect(facts).toContain(sara.name);
  await form.getByText("2 articles on this computer are in no newsroom yet").waitFor();
  // Radio group: none, all, choose.
  await nader.press("Tab");
  await nader.press("ArrowDown");
  await nader.press("ArrowDown");
  await form.getByRole("checkbox", { name: "For all" }).waitFor();
  // The newest stands first.
  await nader.press("Tab");
  await nader.press("Tab");
  await nader.press("Space");
  expect(await form.getByRole("checkbox", { name: "For all" }).isChecked()).toBe(true);
  expect(await form.getByRole("checkbox", { name: "Not yet" }).isChecked()).toBe(false);
  await form.getByRole("button", { name: "Join", exact: true }).focus();
  await nader.press("Enter");
  await expect.poll(() => form.count(), { timeout: SEEN_WITHIN }).toBe(0);
  // The focus stands somewhere a key has a meaning.
  await expect.poll(() => nader.page.evaluate(() => document.activeElement !== document.body)).toBe(true);

  await nader.openArticle("For all");
  await nader.syncSays(SAVED);
  await sara.openArticle("For all");
  expect(await sara.page.getByRole("navigation").getByText("Not yet", { exact: true }).count()).toBe(0);
});

test("DE23: a private article says that it is on this computer only, and is shared by one button", async () => {
  const mark = nader.page.getByRole("option").filter({ hasText: "Not yet" }).getByText("On this computer only");
  await mark.waitFor();
  await nader.openArticle("Not yet");
  await nader.syncSays(/On this computer only/);
  await nader.button("Where the text is").click();
  await nader.button("Share with the newsroom").click();
  await nader.press("Escape");
  await nader.syncSays(SAVED);
  await mark.waitFor({ state: "detached" });
  await sara.openArticle("Not yet");
});
