/** Two people in one article over the relay: who sees where the other is. */
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid] = await newsroom();

const faceOf = (window: Person, other: Person) =>
  window.page.getByRole("list", { name: "People here" }).getByRole("button", { name: other.name });
const caretIn = ({ page }: Person) => page.locator(".caret:not([hidden])");
const isCaretInSight = async (window: Person): Promise<boolean> => {
  const box = await caretIn(window).boundingBox();
  const desk = (await window.page.locator(".app-desk").boundingBox())!;
  return box !== null && box.y > desk.y && box.y < desk.y + desk.height;
};

test("PR14: one goes to where a colleague writes, follows them through the article and is free again at the first key", async () => {
  await share(sara, omid, "A long report");
  for (let i = 0; i < 40; i++) {
    await sara.insert(`Paragraph ${i} of it.`);
    await sara.press("Enter");
  }
  await sara.type("The end.");
  await agree(sara, omid, "The end.");
  await omid.caretAfter("A long report");
  await expect.poll(() => omid.page.locator(".app-desk").evaluate((desk) => (desk.scrollTop = 0)), { timeout: SEEN_WITHIN }).toBe(0);

  await faceOf(omid, sara).focus();
  await omid.press("Enter");
  await omid.page.getByRole("button", { name: `Go to caret of ${sara.shownName}` }).click();
  await expect.poll(() => isCaretInSight(omid), { timeout: SEEN_WITHIN }).toBe(true);

  await faceOf(omid, sara).press("Enter");
  await omid.page.getByRole("button", { name: `Follow ${sara.shownName}` }).press("Enter");
  const said = omid.page.getByRole("status", { name: "Following a colleague" });
  await expect.poll(() => said.textContent(), { timeout: SEEN_WITHIN }).toBe(`The view follows ${sara.shownName}`);
  await sara.caretAfter("Paragraph 1 of it.");
  await sara.type(" More of it.");
  await expect.poll(() => omid.text(), { timeout: SEEN_WITHIN }).toContain("More of it.");
  await expect.poll(() => isCaretInSight(omid), { timeout: SEEN_WITHIN }).toBe(true);
  await omid.article.focus();
  await omid.type("!");
  await expect.poll(() => said.textContent(), { timeout: SEEN_WITHIN }).toBe("");
  await agree(sara, omid, "A long report!");
});

test("PR16: quiet mode hides one's caret in every article and after the window is opened again, until one ends it", async () => {
  await share(sara, omid, "Read in quiet");
  await sara.type("Some words.");
  await agree(sara, omid, "Some words.");
  await omid.caretAfter("Some");
  await caretIn(sara).waitFor();
  const own = omid.page.getByRole("list", { name: "People here" }).getByRole("button").first();
  await own.press("Enter");
  await omid.page.getByRole("switch", { name: "Quiet mode" }).press("Space");
  await caretIn(sara).waitFor({ state: "detached" });
  await expect.poll(() => faceOf(sara, omid).textContent(), { timeout: SEEN_WITHIN }).toContain("reading");
  await omid.press("Escape");
  await omid.page.reload();
  const said = omid.page.getByRole("status", { name: "Quiet mode" });
  await expect.poll(() => said.textContent(), { timeout: SEEN_WITHIN }).toContain("hidden");
  await omid.caretAfter("Some words.");
  await omid.type(" Mine.");
  await agree(sara, omid, "Mine.");
  await expect.poll(() => faceOf(sara, omid).textContent(), { timeout: SEEN_WITHIN }).toContain("reading");
  expect(await caretIn(sara).count()).toBe(0);
  await caretIn(omid).waitFor();

  await own.press("Enter");
  await omid.page.getByRole("switch", { name: "Quiet mode" }).press("Space");
  await caretIn(sara).waitFor();
});
