/**
 * A part of the window that fails: it says so, and everything around it goes on.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import { newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";

const [sara, omid] = await newsroom();

test("NO25: a note that cannot be drawn leaves the text, the other notes and the list as they are, and is drawn when it can be", async () => {
  await share(sara, omid, "یادداشت شکسته");
  await sara.insert("متنی با دو یادداشت.");
  await sara.comment("متنی", "این سالم است");
  // As the times of notes once did that no calendar has.
  await sara.page.evaluate(
    "toISOString = Date.prototype.toISOString; Date.prototype.toISOString = () => { throw new RangeError('no such time'); }; 0",
  );
  await sara.select("یادداشت.");
  await sara.press("Control+Alt+m");
  await sara.insert("این می‌شکند");
  await sara.press("Control+Enter");
  await sara.page.getByRole("alert").getByText("This note cannot be shown.").first().waitFor();
  await sara.page.getByRole("button", { name: "New article" }).waitFor();
  await sara.caretAfter("یادداشت.");
  await sara.insert(" و دنبالهٔ آن");
  await omid.sees("و دنبالهٔ آن");
  await sara.page.evaluate("Date.prototype.toISOString = toISOString; 0");
  for (let left = await sara.button("Try again").count(); left > 0; left--) await sara.button("Try again").first().click();
  await sara.page.getByText("این می‌شکند").first().waitFor();
});

test("NO25: an article that breaks the page leaves the list, and does not open by itself after a reload", async () => {
  await share(sara, omid, "سالم");
  await share(sara, omid, "صفحهٔ شکسته");
  // The page is built in the first element of this class.
  await sara.page.addInitScript(`
    const own = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "dataset");
    if (localStorage.getItem("break") !== null) Object.defineProperty(HTMLElement.prototype, "dataset", { ...own, get() {
      if (this.className === "editor-page") throw new Error("a page that cannot be built");
      return own.get.call(this);
    } });`);
  await sara.page.evaluate(() => localStorage.setItem("break", "yes"));
  await sara.page.reload();
  await sara.page.getByRole("alert").getByText("This article cannot be shown.").waitFor();
  await sara.page.evaluate(() => localStorage.removeItem("break"));
  await sara.page.reload();
  await sara.page.getByText("This article broke the window last time").waitFor();
  expect(await sara.article.count()).toBe(0);
  await sara.openArticle("سالم");
  await sara.page.getByRole("navigation").getByText("صفحهٔ شکسته", { exact: true }).click();
  await sara.button("Open it").click();
  await sara.sees("صفحهٔ شکسته");
  await sara.page.reload();
  await expect.poll(() => sara.text(), { timeout: SEEN_WITHIN }).toContain("صفحهٔ شکسته");
});
