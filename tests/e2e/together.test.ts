/** Two people in one article, while the network holds: what they write, and where each sees the other. */
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

test("AM12: two people type at once, in one paragraph, and read the same", async () => {
  await share(sara, omid, "Typing at once");
  await sara.type("The bridge is open.");
  await omid.caretAfter("The bridge");
  await sara.caretAfter("open.");
  await Promise.all([sara.type(" Traffic returned slowly this morning."), omid.type(" over the river")]);
  expect(await agree(sara, omid, "Traffic returned slowly this morning.", "over the river")).toBe(
    "Typing at once\nThe bridge over the river is open. Traffic returned slowly this morning.",
  );
});

test("SY35: the list says who else has an article open, and no more when they leave it", { tags: "long" }, async () => {
  await share(sara, omid, "Open with two");
  const row = (headline: string) => sara.page.getByRole("option").filter({ hasText: headline }).locator(".app-open-by");
  await row("Open with two").getByText("Open with").waitFor();
  expect(await row("Open with two").textContent()).toContain(omid.name);
  await omid.openArticle("Typing at once");
  await row("Typing at once").getByText("Open with").waitFor();
  await row("Open with two").waitFor({ state: "detached" });
});

test("AM8: a paragraph is split while the other types in its tail", { tags: "long" }, async () => {
  await share(sara, omid, "A split");
  await sara.insert("first half second half");
  await agree(sara, omid, "second half");
  await sara.caretAfter("first half");
  await omid.caretAfter("second half");
  await Promise.all([sara.press("Enter"), omid.type(" goes on")]);
  expect(await agree(sara, omid, "goes on")).toBe("A split\nfirst half\n second half goes on");
});

test("AM10: undo takes back one's own words, and nobody else's", { tags: "long" }, async () => {
  await share(sara, omid, "Undo");
  await sara.insert("Mine stays.");
  await agree(sara, omid, "Mine stays.");
  await omid.caretAfter("stays.");
  await omid.insert(" Omid wrote this.");
  await agree(sara, omid, "Omid wrote this.");
  await sara.article.focus();
  await sara.press("Control+z");
  await expect.poll(() => sara.text(), { timeout: SEEN_WITHIN }).not.toContain("Mine stays.");
  await agree(sara, omid, "Omid wrote this.");
});

test("NO1: a comment is read, answered and resolved by the other", async () => {
  await share(sara, omid, "A comment");
  await sara.insert("Forty people came.");
  await agree(sara, omid, "Forty");
  await sara.comment("Forty", "Who counted them?");

  await omid.page.getByText("Who counted them?").first().waitFor();
  await omid.page.getByText("Who counted them?").first().click();
  await omid.button("Reply").click();
  await omid.insert("The police did.");
  await omid.press("Control+Enter");
  await sara.page.getByText("The police did.").first().waitFor();

  await sara.page.getByText("The police did.").first().click();
  await sara.button("Resolve").click();
  await expect.poll(() => omid.button("Resolve").count(), { timeout: SEEN_WITHIN }).toBe(0);
});

test("TX9: a web page pasted keeps its structure, and no script", { tags: "long" }, async () => {
  await share(sara, omid, "A paste");
  await sara.paste({
    "text/html": `<h2>Water</h2><p>می‌رود <b>bold</b> <a href="https://example.org">link</a><script>document.title="owned"</script></p><ul><li>one</li><li>two</li></ul>`,
    "text/plain": "Water",
  });
  const text = await agree(sara, omid, "Water", "می‌رود", "one", "two");
  expect(text).not.toContain("owned");
  expect(await omid.article.locator("h2, h3").filter({ hasText: "Water" }).count()).toBe(1);
  expect(await omid.article.locator("strong").allTextContents()).toEqual(["bold"]);
  expect(await omid.article.locator("a").getAttribute("href")).toBe("https://example.org");
  expect(await omid.article.locator(".item").allTextContents()).toEqual(["one", "two"]);
});

test("TX12: Shift+Space and Ctrl+Shift+2 type a ZWNJ", { tags: "long" }, async () => {
  await share(sara, omid, "نیم‌فاصله");
  await sara.type("می");
  await sara.press("Shift+Space");
  await sara.type("رود می");
  await sara.press("Control+Shift+Digit2");
  await sara.type("آید");
  expect(await agree(sara, omid, "می‌رود", "می‌آید")).toContain("می‌رود می‌آید");
});

test(
  "PR14: one goes to where a colleague writes, follows them through the article and is free again at the first key",
  { tags: "long" },
  async () => {
    await share(sara, omid, "A long report");
    await sara.paste({ "text/plain": [...Array.from({ length: 40 }, (_, i) => `Paragraph ${i} of it.`), "The end."].join("\n") });
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
  },
);

test(
  "PR16: quiet mode hides one's caret in every article and after the window is opened again, until one ends it",
  { tags: "long" },
  async () => {
    await share(sara, omid, "Read in quiet");
    await sara.insert("Some words.");
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
  },
);
