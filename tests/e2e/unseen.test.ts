/** What one does not see, by real keys in the real window: half-spaces and controls of direction, while one suggests, and many of them. */
import { expect, test } from "vitest";
import { SEEN_WITHIN } from "./person.ts";
import { newsroom } from "./started-newsroom.ts";

const [sara, omid, room] = await newsroom();
const [ZWNJ, RLE, RLO, PDF, RLI, PDI] = ["\u200C", "\u202B", "\u202E", "\u202C", "\u2067", "\u2069"];

const cards = () => sara.page.locator(".margin-suggestion .margin-text").allTextContents();
const paragraph = async () => (await sara.text()).split("\n")[1];

async function suggest(headline: string, words: string): Promise<void> {
  await sara.createArticle(headline);
  await sara.insert(words);
  await sara.sees(words);
  await sara.press("Control+Shift+E");
  await sara.page.getByText("Suggesting is on").waitFor();
}

async function inspect(button: string): Promise<void> {
  await sara.button("Invisible characters").click();
  const control = sara.page.getByRole("dialog", { name: "Invisible characters" }).getByRole("button", { name: button });
  if (await control.isEnabled()) await control.click();
  await sara.press("Escape");
  await sara.page.getByRole("dialog").waitFor({ state: "hidden" });
}

test("TA20, BD72: a half-space is suggested in the place of a space that is struck out, and its card names both", async () => {
  await suggest("نیم‌فاصله", "می روم");
  await sara.caretAfter("می");
  await sara.press("Delete");
  await sara.article.locator(".suggested-struck").waitFor();
  await sara.press("Shift+Space");
  await expect.poll(paragraph, { timeout: SEEN_WITHIN }).toBe(`می ${ZWNJ}روم`);
  await expect.poll(cards, { timeout: SEEN_WITHIN }).toEqual(["Replace space by half-space"]);
  await sara.press("Control+Shift+E");
});

test("TA20: what is struck out is not read by typing aids", async () => {
  await suggest("نقطه", "سلام..");
  await sara.press("Backspace");
  await sara.press("Backspace");
  await expect.poll(() => sara.article.locator(".suggested-struck").textContent(), { timeout: SEEN_WITHIN }).toBe("..");
  await sara.press("End");
  await sara.type(".");
  await sara.press("Control+Shift+E");
  expect((await paragraph())!.replaceAll(".", "")).toBe("سلام");
});

test("BD71: what was suggested of unseen characters once is not suggested again", async () => {
  await suggest("تبدیل", `${RLO}fdp.exe${PDF}  باز`);
  for (let i = 0; i < 3; i++) await inspect("Convert to isolates");
  expect(await paragraph()).toBe(`${RLO}${RLI}fdp.exe${PDF}${PDI}  باز`);
  for (let i = 0; i < 3; i++) await inspect("Remove");
  expect((await paragraph())!.match(/ /g)).toHaveLength(3);
  await sara.press("Control+Shift+E");
});

test("BD70: what turns a selection from outside of it is named", async () => {
  await sara.createArticle("دور");
  await sara.insert(`نام ${RLO}fdp.exe${PDF} است`);
  await sara.select("fdp");
  await sara.button("Invisible characters").click();
  const dialog = sara.page.getByRole("dialog", { name: "Invisible characters" });
  expect(await dialog.getByRole("listitem").allTextContents()).toEqual(["Override: puts letters from right to left, whatever they are"]);
  await sara.press("Escape");
});

test("BD73: of tens of thousands of controls few signs are drawn, and the window goes on", async () => {
  await sara.createArticle("خصمانه");
  await sara.insert(`${RLE.repeat(20_000)}a`);
  await expect.poll(() => sara.article.locator(".bidi-turning").count(), { timeout: SEEN_WITHIN }).toBe(1);
  expect(await sara.article.locator(".bidi-turning").getAttribute("data-name")).toBe("RLE×20000");
  await sara.press("Enter");
  await sara.insert(`${RLE}${PDF}`.repeat(5000));
  await expect.poll(() => sara.article.locator("p").last().locator(".bidi-turning").count(), { timeout: SEEN_WITHIN }).toBe(500);
  await sara.press("Control+Alt+Shift+I");
  await expect.poll(() => sara.article.locator("p").last().locator(".invisible").count(), { timeout: SEEN_WITHIN }).toBe(2000);
  await sara.press("Control+Alt+Shift+I");
});

test("BD76: who may only comment sees what is unseen, by button and key, and is offered no change of it", async () => {
  await sara.createArticle("خواننده");
  await sara.insert(`می${ZWNJ}روم`);
  await omid.openArticle("خواننده");
  room.giveRole(omid, "commenter");
  await expect.poll(() => omid.article.getAttribute("aria-readonly"), { timeout: SEEN_WITHIN }).toBe("true");
  await omid.select(`می${ZWNJ}روم`);
  await omid.press("Control+Alt+Shift+I");
  await omid.article.locator('.invisible[data-kind="zwnj"]').waitFor({ state: "attached" });
  await omid.button("Invisible characters").click();
  const dialog = omid.page.getByRole("dialog", { name: "Invisible characters" });
  expect(await dialog.getByRole("listitem").allTextContents()).toEqual([
    "Half-space: keeps two letters apart without a space between them (once)",
  ]);
  expect(await dialog.getByRole("button").filter({ visible: true }).count()).toBe(0);
  await dialog.getByText("Show in the text").click();
  await expect.poll(() => omid.article.locator(".invisible").count(), { timeout: SEEN_WITHIN }).toBe(0);
  await omid.press("Escape");
  room.giveRole(omid, "editor");
});
