/**
 * An article is dragged out of a real window as a file: what the drag carries, and what the desk gives for it.
 *
 * @module-tag long
 */
import { unzipSync, strFromU8 } from "fflate";
import { expect, test } from "vitest";
import { ARTICLE_DRAG } from "../../shared/rpc/offered-file.ts";
import { onePerson } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";

const [sara] = await onePerson();
const { page } = sara;

const exportButton = () => page.getByRole("button", { name: "Export", exact: true });
const fileButton = (format: string) => page.getByRole("button", { name: `Save as ${format}, or drag it elsewhere` });
const row = (headline: string) =>
  page.getByRole("listbox", { name: "Articles on this computer" }).getByRole("option").filter({ hasText: headline });

/** Drags by the mouse, as a person does, and lets go over the window's edge. @returns what the drag carries, by type */
async function drag(from: ReturnType<typeof row>): Promise<Record<string, string>> {
  await page.evaluate(
    (types) => {
      window.addEventListener(
        "dragstart",
        ({ dataTransfer }) => {
          const carried = Object.fromEntries(types.map((type) => [type, dataTransfer!.getData(type)]));
          document.body.dataset["carried"] = JSON.stringify(carried);
        },
        { once: true },
      );
    },
    ["DownloadURL", "text/plain", "text/html", ARTICLE_DRAG],
  );
  const box = (await from.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 + 20, box.y + box.height / 2 + 12, { steps: 4 });
  await expect.poll(() => page.locator("body").getAttribute("data-carried"), { timeout: SEEN_WITHIN }).not.toBe(null);
  const carried = JSON.parse((await page.locator("body").getAttribute("data-carried"))!) as Record<string, string>;
  await page.evaluate(() => delete document.body.dataset["carried"]);
  await page.mouse.move(3, 3);
  await page.mouse.up();
  return carried;
}

const offer = (carried: Record<string, string>): { type: string; name: string; url: string } => {
  const [, type, name, url] = /^([^:]+):([^:]+):(http.*)$/.exec(carried["DownloadURL"]!)!;
  return { type: type!, name: name!, url: url! };
};

test("EX50: an article is dragged out of the library as a DOCX, which the desk gives once", async () => {
  await sara.createArticle("A bridge: open");
  await sara.type("It took ten years.");
  await row("A bridge: open").waitFor();
  const carried = await drag(row("A bridge: open"));
  const { type, name, url } = offer(carried);
  expect(type).toBe("application/vnd.openxmlformats-officedocument.wordprocessingml.document");
  expect(name).toBe("A bridge open.docx");
  expect(carried["text/plain"]).toBe("A bridge: open");
  const answer = await fetch(url);
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''A%20bridge%20open.docx");
  const parts = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  // What was typed last is in it.
  expect(strFromU8(parts["word/document.xml"]!)).toContain("It took ten years.");
  expect((await fetch(url)).status).toBe(404);
  // A press on the row still opens it, and the article took no text of the drag.
  expect(await sara.text()).toBe("A bridge: open\nIt took ten years.");
});

test("EX53: of marked rows all are dragged, as a zip in a browser; another row is dragged alone", async () => {
  for (const headline of ["A river", "A road"]) {
    await sara.createArticle(headline);
    await row(headline).waitFor();
  }
  for (const headline of ["A river", "A road"]) await row(headline).click({ modifiers: ["ControlOrMeta"] });
  const { type, name, url } = offer(await drag(row("A river")));
  expect([type, name]).toEqual(["application/zip", "A river +1.zip"]);
  const answer = await fetch(url);
  expect(answer.headers.get("content-disposition")).toBe("attachment; filename*=UTF-8''A%20river%20%2B1.zip");
  const parts = unzipSync(new Uint8Array(await answer.arrayBuffer()));
  expect(Object.keys(parts).toSorted()).toEqual(["A river.docx", "A road.docx", "manifest.json"]);
  expect(offer(await drag(row("A bridge: open"))).name).toBe("A bridge open.docx");
  await page.keyboard.press("Escape");
  await row("A bridge: open").click();
  await expect.poll(() => sara.text()).toContain("It took ten years.");
});

test("EX50 EX51: the open article is dragged by its button, in the format that was chosen last, with its text for other editors", async () => {
  await exportButton().click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Markdown" }).first().click();
  await download;
  const carried = await drag(fileButton("MD"));
  const { type, name, url } = offer(carried);
  expect([type, name]).toEqual(["text/markdown", "A bridge open.md"]);
  expect(await (await fetch(url)).text()).toBe("# A bridge: open\n\nIt took ten years.\n");
  expect(carried["text/plain"]).toBe("A bridge: open\n\nIt took ten years.\n");
  expect(carried["text/html"]).toContain("It took ten years.</p>");
  // By the keyboard it is saved.
  const saved = page.waitForEvent("download");
  await fileButton("MD").press("Enter");
  expect((await saved).suggestedFilename()).toBe("A bridge open.md");
});

test("EX50: an article that is dropped in an article is not inserted", async () => {
  const before = await sara.text();
  const target = sara.article.getByText("It took ten years.");
  const to = (await target.boundingBox())!;
  const from = (await fileButton("MD").boundingBox())!;
  await page.mouse.move(from.x + 10, from.y + 10);
  await page.mouse.down();
  await page.mouse.move(from.x + 30, from.y + 30, { steps: 4 });
  await page.mouse.move(to.x + 30, to.y + to.height / 2, { steps: 6 });
  await page.mouse.up();
  await page.waitForTimeout(300);
  expect(await sara.text()).toBe(before);
  expect(sara.errors).toEqual([]);
});
