/** Two people and their threads: one names the other, who is told of it, finds it, answers, and goes there by a link. */
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid] = await newsroom();

const card = (person: Person, words: string) => person.page.getByRole("article").filter({ hasText: words });
const filter = (person: Person, name: RegExp) => person.page.getByRole("group", { name: "Which notes" }).getByRole("button", { name });

test("NO27, NO29, NO36, NO38, NO71: a whole round between two desks, by keyboard", async () => {
  await share(sara, omid, "گزارش پل");
  await sara.type("پل در شهریور باز می‌شود.");
  await agree(sara, omid, "شهریور");
  // Sara notes the block, names Omid and assigns it to him.
  await sara.press("Control+Alt+Shift+m");
  await sara.type(`@${omid.name.slice(0, 2)}`);
  await sara.page.getByRole("option", { name: omid.name, exact: true }).waitFor();
  await sara.press("Enter");
  await sara.type("سال را بنویس");
  await sara.press("Control+Enter");
  await card(sara, "سال را بنویس").waitFor();
  await sara.press("Alt+Shift+ArrowDown");
  await card(sara, "سال را بنویس").getByRole("button", { name: "Assign", exact: true }).focus();
  await sara.press("Enter");
  await sara.page.getByRole("menuitemradio", { name: omid.name }).press("Enter");
  await card(sara, "سال را بنویس").getByText(`${sara.shownName} assigned this to ${omid.shownName}.`).waitFor();

  // Omid has it among his mentions, unread.
  await card(omid, "سال را بنویس").getByText("For you").waitFor();
  await expect.poll(() => filter(omid, /^Unread 1$/).count(), { timeout: SEEN_WITHIN }).toBe(1);
  await filter(omid, /^Mentions 1$/).focus();
  await omid.press("Enter");
  await omid.press("Alt+Shift+ArrowDown");
  const note = card(omid, "سال را بنویس");
  await expect.poll(() => note.getAttribute("data-active"), { timeout: SEEN_WITHIN }).toBe("true");
  await expect.poll(() => filter(omid, /^Unread/).count(), { timeout: SEEN_WITHIN }).toBe(0);
  await note.getByRole("button", { name: "React", exact: true }).focus();
  await omid.press("Enter");
  await omid.page.getByRole("menuitemcheckbox", { name: "Looking at it" }).press("Enter");
  await omid.press("Escape");
  await card(sara, "سال را بنویس")
    .getByRole("button", { name: `Looking at it 1: ${omid.shownName}` })
    .waitFor();

  // What Omid read, Sara has not read for him: his answer is new to her, nothing is to him, also in another window.
  await note.getByRole("button", { name: "Reply", exact: true }).focus();
  await omid.press("Enter");
  await omid.type("۱۴۰۵ است");
  await omid.press("Control+Enter");
  await omid.page.reload();
  await card(omid, "سال را بنویس").waitFor();
  await expect.poll(() => filter(omid, /^Mentions 1$/).count(), { timeout: SEEN_WITHIN }).toBe(1);
  expect(await filter(omid, /^Unread/).count()).toBe(0);

  // The library says so, too, of an article that need not be open: the thread is still his, and all of it is read.
  const row = omid.page.getByRole("listbox", { name: "Articles on this computer" }).getByRole("option").filter({ hasText: "گزارش پل" });
  await expect.poll(() => row.textContent(), { timeout: SEEN_WITHIN }).toContain("1 for you");
  await expect.poll(() => row.textContent(), { timeout: SEEN_WITHIN }).not.toContain("unread");

  // The link of Sara's desk opens it at Omid's, from another article.
  const id = await card(sara, "سال را بنویس").getAttribute("data-card");
  const [article] = new URL(sara.page.url()).hash.slice(1).split("/");
  await omid.createArticle("دیگر");
  await omid.press("Control+o");
  await omid.page.keyboard.insertText(`http://127.0.0.1:1/#${article}/${id}`);
  await omid.page.getByRole("option", { name: "Open the note of this link" }).waitFor();
  await omid.press("Enter");
  await omid.sees("شهریور");
  await expect.poll(() => card(omid, "سال را بنویس").getAttribute("data-active"), { timeout: SEEN_WITHIN }).toBe("true");
  await expect.poll(() => omid.page.evaluate(() => document.activeElement?.getAttribute("data-card")), { timeout: SEEN_WITHIN }).toBe(id);
});
