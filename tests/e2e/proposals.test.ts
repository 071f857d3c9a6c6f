/**
 * A commenter proposes and an editor decides, in two real windows with the real relay between them, on and offline.
 *
 * @module-tag long
 */
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid, room] = await newsroom();

const column = (person: Person): Locator => person.page.locator(".margin-column").getByRole("article");
const card = (person: Person, words: string): Locator => column(person).filter({ hasText: words });
const struck = (person: Person): Promise<string[]> => person.page.locator(".proposed").allTextContents();
const press = (cards: Locator, name: string): Promise<void> => cards.getByRole("button", { name, exact: true }).click();
const isReadOnly = async (person: Person, readOnly: boolean): Promise<void> =>
  expect
    .poll(() => person.article.getAttribute("aria-readonly"), { timeout: SEEN_WITHIN, message: `${person.name} may not write` })
    .toBe(String(readOnly));

async function propose(person: Person, phrase: string, replacement: string): Promise<void> {
  await person.select(phrase);
  await person.press("Control+Alt+KeyP");
  await person.page.getByRole("textbox", { name: "Proposed text" }).waitFor();
  // The words are selected.
  await person.type(replacement);
  await person.press("Control+Enter");
  await card(person, replacement).waitFor();
}

/** What stands among the resolved ones. */
async function resolved(person: Person, words: string): Promise<Locator> {
  const list = person.page.locator(".margin-list");
  if ((await list.count()) === 0) await person.page.getByRole("button", { name: /^Resolved/ }).click();
  return list.getByRole("article").filter({ hasText: words });
}

test("NO62 NO64: Omid, who may only comment, proposes a word; Sara takes it over; both see who did what", async () => {
  await share(sara, omid, "The bridge");
  await sara.insert("The mayor came late. Nobody slept. The river rose. The road was closed.");
  await agree(sara, omid, "The road was closed.");
  room.giveRole(omid, "commenter");
  await isReadOnly(omid, true);
  await propose(omid, "mayor", "minister");
  await card(sara, "“mayor” to “minister”").waitFor();
  for (const person of [sara, omid]) await expect.poll(() => struck(person), { timeout: SEEN_WITHIN }).toEqual(["mayor"]);
  expect(await agree(sara, omid)).toContain("The mayor came late.");
  expect(await card(omid, "minister").getByRole("button", { name: "Take over into the text" }).count()).toBe(0);
  await press(card(sara, "minister"), "Take over into the text");
  await omid.sees("The minister came late.");
  await (await resolved(omid, "minister")).getByText(`Taken over by ${sara.shownName}.`).waitFor();
  expect(await (await resolved(omid, "minister")).locator(".margin-author").textContent()).toBe(omid.name);
  await omid.press("Escape");
});

test("NO67: proposed offline for text that is edited meanwhile: Sara sees both, and takes over at the second press", async () => {
  await omid.workOffline(true);
  await propose(omid, "Nobody slept", "Few slept");
  await sara.caretAfter("Nobody");
  await sara.insert(" in town");
  await omid.workOffline(false);
  await card(sara, "Few slept").getByText("Then: “Nobody slept”").waitFor();
  await card(sara, "Few slept").getByText("Now: “Nobody in town slept”").waitFor();
  await press(card(sara, "Few slept"), "Take over into the text");
  await card(sara, "Few slept").getByText("Press again").waitFor();
  await press(card(sara, "Few slept"), "Take over into the text");
  await omid.sees("Few slept.");
  expect(await agree(sara, omid)).toContain("late. Few slept. The");
});

test("NO60 NO61: Omid answers a suggestion of Sara's offline; both find it when it is decided", async () => {
  await sara.press("Control+Shift+KeyE");
  await sara.caretAfter("The river");
  await sara.insert(" quickly");
  await card(omid, "Add “quickly”").locator(".margin-fold").click();
  await omid.workOffline(true);
  await press(card(omid, "Add “quickly”"), "Reply");
  await omid.insert("Says who?");
  await omid.press("Control+Enter");
  await omid.workOffline(false);
  await sara.press("Control+Shift+KeyE");
  await card(sara, "Add “quickly”").locator(".margin-fold").click();
  await card(sara, "Add “quickly”").getByText("Says who?").waitFor();
  await press(card(sara, "Add “quickly”"), "Accept");
  for (const person of [sara, omid]) {
    const thread = await resolved(person, "Says who?");
    await thread.getByText(`${sara.shownName} accepted the suggestion.`).waitFor();
    await person.press("Escape");
  }
});

/** Sara suggests letters behind a phrase. @returns the ID of its card */
async function suggest(phrase: string, letters: string): Promise<string> {
  await sara.press("Control+Shift+KeyE");
  await sara.caretAfter(phrase);
  await sara.insert(letters);
  await sara.press("Control+Shift+KeyE");
  await card(omid, `Add “${letters.trim()}”`).waitFor();
  return (await card(sara, `Add “${letters.trim()}”`).getAttribute("data-card"))!;
}

/** Opens a note by its link as it is pasted from elsewhere. */
async function follow(person: Person, link: string): Promise<void> {
  await person.press("Control+o");
  await person.insert(link);
  await person.page.getByRole("option", { name: "Open the note of this link" }).waitFor();
  await person.press("Enter");
}

const linkTo = (id: string): string => `${new URL(sara.page.url()).hash}/${id.replace("suggestion ", "s")}`;
const filter = (person: Person, name: string): Promise<void> => person.page.getByRole("button", { name, exact: true }).waitFor();
const active = (person: Person): Promise<string | null> =>
  person.page.evaluate(() => document.activeElement?.getAttribute("data-card") ?? null);

test("NO91 NO92: a suggestion has a link, is assigned where something is said of it, and is counted as whose it is", async () => {
  const id = await suggest("The road", " again");
  await filter(sara, "Mine 1");
  await filter(omid, "Mine 0");
  await filter(omid, "Open 1");
  await card(omid, "Add “again”").locator(".margin-fold").click();
  await press(card(omid, "Add “again”"), "Reply");
  await omid.insert("Which road?");
  await omid.press("Control+Enter");
  await filter(omid, "Mine 1");
  await card(sara, "Add “again”").locator(".margin-fold").click();
  await press(card(sara, "Add “again”"), "Assign");
  await sara.page.getByRole("menuitemradio", { name: omid.name }).click();
  await card(omid, "Add “again”").getByText(`${sara.shownName} assigned this to you.`).waitFor();
  const search = omid.page.getByRole("searchbox", { name: "Search in notes" });
  await search.fill("سارا");
  await filter(omid, "Open 1");
  await search.fill("زهرا");
  await filter(omid, "Open 0");
  await follow(omid, linkTo(id));
  await expect.poll(() => active(omid), { timeout: SEEN_WITHIN }).toBe(id);
  expect(await card(omid, "Add “again”").getByText("Which road?").count()).toBe(1);
  await press(card(sara, "Add “again”"), "Refuse");
  await expect.poll(() => column(omid).count(), { timeout: SEEN_WITHIN }).toBe(0);
  await follow(omid, linkTo(id));
  await omid.page.locator(".margin-list").getByText("Which road?").waitFor();
  await omid.press("Escape");
  const other = await suggest("The road", " there");
  await press(card(sara, "Add “there”"), "Refuse");
  await expect.poll(() => column(omid).count(), { timeout: SEEN_WITHIN }).toBe(0);
  await follow(omid, linkTo(other));
  await omid.page.getByText("The note or suggestion that the link names was deleted or decided.").waitFor();
});

test("NO69: two editors take the same proposal over while apart: both are told, and one press leaves its words once", async () => {
  await propose(omid, "closed", "shut");
  await card(sara, "shut").waitFor();
  room.giveRole(omid, "editor");
  await isReadOnly(omid, false);
  await omid.workOffline(true);
  await press(card(omid, "shut"), "Take over into the text");
  await omid.sees("The road was shut.");
  // By key: while Omid leaves, cards may move under the pointer.
  await card(sara, "shut").getByRole("button", { name: "Take over into the text", exact: true }).press("Enter");
  await sara.sees("The road was shut.");
  await omid.workOffline(false);
  for (const person of [sara, omid]) await card(person, "shut").getByText("2 people took this over").waitFor();
  expect(await agree(sara, omid)).toContain("shutshut");
  await press(card(omid, "shut"), "Keep one only");
  await sara.sees("The road was shut.");
  expect(await agree(sara, omid)).toContain("The river quickly rose. The road was shut.");
});
