/**
 * Many articles at once: a folder comes into a real window, and all articles leave it as one file.
 *
 * @module-tag long
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterAll, expect, test } from "vitest";
import type { Manifest } from "../../main/core/export/exported-files.ts";
import { axeViolations } from "../browser/components/open-component.ts";
import { docxOf, paragraph } from "../docx-package.ts";
import { temporaryFolder } from "../relay/relay-fixture.ts";
import { onePerson } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";

const [sara] = await onePerson();
const folder = temporaryFolder();
afterAll(() => folder.remove());

const TABLE = "<table><tr><td>left<td>right</table>";

function writeFolder(): string {
  const stories = join(folder.path, "stories");
  mkdirSync(join(stories, "night"), { recursive: true });
  writeFileSync(join(stories, "a-page.html"), `<h1>From a page</h1><p>Text</p>${TABLE}`);
  writeFileSync(join(stories, "b-plain.txt"), "From plain text\n\nText");
  writeFileSync(join(stories, "night", "c-notes.md"), "# From Markdown\n\n- one\n- two");
  writeFileSync(join(stories, "night", "d-broken.docx"), "PK");
  writeFileSync(join(stories, "night", "e-story.docx"), docxOf({ body: paragraph("", "From a document") + paragraph("", "Text") }));
  writeFileSync(join(stories, "night", "photo.png"), "x");
  return stories;
}

const more = () => sara.page.getByRole("button", { name: "Folder and export" });

test("DX20: a folder comes in with one report, which says what was lost and what failed, and opens articles", async () => {
  const { page } = sara;
  const report = page.locator(".app-import");
  await more().click();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("menuitem", { name: "Import a folder…" }).click();
  await (await chooser).setFiles(writeFolder());
  await report.getByText("4 articles imported.").waitFor();
  await report.getByText("1 file was not imported:").waitFor();
  await report.getByText("“d-broken.docx” was not imported").waitFor();
  await report.getByText("1 file of another kind was left out.").waitFor();
  expect(await axeViolations(page, ".app-import")).toEqual([]);
  const imported = report.getByRole("list", { name: "Imported articles" });
  // What was not kept is looked at first.
  expect(await imported.getByRole("button").allTextContents()).toEqual(["a-page.html", "b-plain.txt", "c-notes.md", "e-story.docx"]);
  await report.getByText("One thing of “a-page.html” could not be kept as it was").click();
  await report.getByText("A table (1×2) became paragraphs: left | right").waitFor();
  await imported.getByRole("button", { name: "c-notes.md" }).focus();
  await page.keyboard.press("Enter");
  await sara.sees("From Markdown");
  await expect.poll(() => sara.text(), { timeout: SEEN_WITHIN }).toContain("one\ntwo");
  await report.getByRole("button", { name: "Close" }).click();
});

test("EX36 EX40: all articles leave as one file, in which each is as it is in the window", async () => {
  const { page } = sara;
  await more().focus();
  await page.keyboard.press("Enter");
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Markdown" }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("Articles.zip");
  const files = unzipSync(readFileSync(await saved.path()));
  const manifest = JSON.parse(strFromU8(files["manifest.json"]!)) as Manifest;
  expect(manifest.failed).toEqual([]);
  const texts = new Map(manifest.articles.map(({ headline, file }) => [headline, strFromU8(files[file]!)]));
  expect(texts.get("From Markdown")).toBe("# From Markdown\n\n- one\n- two\n");
  expect(texts.get("From a page")).toBe("# From a page\n\nText\n\nleft | right\n");
  expect(texts.get("From a document")).toBe("# From a document\n\nText\n");
  await page.getByText(`${manifest.articles.length} articles saved in one file.`).waitFor();
  expect(await axeViolations(page, ".app-reports")).toEqual([]);
  await page.locator(".app-reports").getByRole("button", { name: "Close" }).click();
});

test("EX40: chosen articles leave alone", async () => {
  const { page } = sara;
  const list = page.getByRole("listbox", { name: "Articles on this computer" });
  for (const headline of ["From a page", "From plain text"])
    await list
      .getByRole("option")
      .filter({ hasText: headline })
      .click({ modifiers: ["ControlOrMeta"] });
  await page.getByRole("button", { name: "Export (zip)" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Plain text" }).click();
  const files = unzipSync(readFileSync(await (await download).path()));
  expect(Object.keys(files).toSorted()).toEqual(["From a page.txt", "From plain text.txt", "manifest.json"]);
});

/** Drops files on the article, behind the words. */
async function drop(
  words: string,
  files: readonly { readonly name: string; readonly text: string }[],
  types: readonly string[] = ["dragover", "drop"],
): Promise<void> {
  const target = sara.article.getByText(words).first();
  const box = (await target.boundingBox())!;
  const data = await sara.page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, text } of files) transfer.items.add(new File([text], name));
    return transfer;
  }, files);
  for (const type of types)
    await target.dispatchEvent(type, {
      dataTransfer: data,
      clientX: box.x + box.width - 2,
      clientY: box.y + box.height / 2,
      bubbles: true,
      cancelable: true,
    });
}

test("DX21: files that are dropped in an article are inserted there, after a hint, and taken back in one step", async () => {
  const { page } = sara;
  await sara.createArticle("Desk");
  await sara.insert("First line");
  await sara.press("Enter");
  await sara.insert("Last line");
  await drop("First line", [{ name: "a.md", text: "# x" }], ["dragover"]);
  await page.getByText("The text of the file is inserted here").waitFor();
  await drop("First line", [
    { name: "a.md", text: "# Dropped headline\n\n- one\n- two" },
    { name: "b.html", text: "<h1>Page</h1><p>Its text</p>" },
    { name: "c.docx", text: "PK" },
  ]);
  await page.getByText("“c.docx” was not imported: it is no Word document").waitFor();
  const before = "Desk\nFirst line\nLast line";
  await expect
    .poll(() => sara.text(), { timeout: SEEN_WITHIN })
    .toBe("Desk\nFirst line\nDropped headline\none\ntwo\nPage\nIts text\nLast line");
  await sara.article.focus();
  await sara.press("Control+KeyZ");
  await expect.poll(() => sara.text(), { timeout: SEEN_WITHIN }).toBe(before);
  await page.getByText("The text of the file is inserted here").waitFor({ state: "hidden" });
});
