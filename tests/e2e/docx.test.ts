/** A document of a word processor comes into a real window, and leaves it again. */
import { readFileSync } from "node:fs";
import type { Locator } from "playwright-core";
import { expect, test } from "vitest";
import { readDocx } from "../../shared/import/docx/docx.ts";
import { axeViolations, hasFocus } from "../browser/components/open-component.ts";
import { docxOf, paragraph, text } from "../docx-package.ts";
import { onePerson } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";

const [sara] = await onePerson();

const BY = 'w:author="Ali" w:date="2026-01-02T03:04:05Z"';
const DOCUMENT = docxOf({
  comments: `<w:comment w:id="1" ${BY}><w:p><w:r><w:t>Since when?</w:t></w:r></w:p></w:comment>`,
  body:
    paragraph("", "The bridge is open") +
    paragraph(
      "",
      "It took ",
      `<w:ins w:id="2" ${BY}>${text("ten ")}</w:ins>`,
      `<w:commentRangeStart w:id="1"/>`,
      "years",
      `<w:commentRangeEnd w:id="1"/>`,
    ) +
    `<w:tbl><w:tr><w:tc>${paragraph("", "left")}</w:tc><w:tc>${paragraph("", "right")}</w:tc></w:tr></w:tbl>`,
});

const file = (name: string, buffer: Uint8Array) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(buffer) });

async function choose(...files: ReturnType<typeof file>[]): Promise<void> {
  const chooser = sara.page.waitForEvent("filechooser");
  await sara.page.getByRole("button", { name: "Import" }).first().click();
  await (await chooser).setFiles(files);
}

test("DX12 DX9: a document becomes an article with suggestions and notes, and the report lists what could not be kept, and where", async () => {
  await choose(file("story.docx", DOCUMENT), file("broken.docx", new Uint8Array([0x50, 0x4b, 5, 6])));
  await sara.sees("The bridge is open");
  await expect.poll(() => sara.text(), { timeout: SEEN_WITHIN }).toContain("It took ten years\nleft | right");
  await sara.page.getByText("Since when?").first().waitFor();
  await sara.page.getByText("By “Ali” according to the file, not verified:").first().waitFor();
  const report = sara.page.locator(".app-import");
  await report.getByText("it is no Word document").waitFor();
  await report.getByText("One thing of “story.docx” could not be kept as it was").click();
  await report.getByText("A table (1×2) became paragraphs: left | right").waitFor();
  expect(await axeViolations(sara.page, ".app-import")).toEqual([]);
});

test("EX20: a version leaves as DOCX, with suggestions and notes", { tags: "long" }, async () => {
  const { page } = sara;
  await sara.article.focus();
  await sara.press("Control+Alt+Shift+KeyH");
  const screen: Locator = page.getByRole("dialog", { name: "Versions" });
  await screen.getByRole("textbox", { name: "Name of the version" }).fill("First");
  await page.keyboard.press("Enter");
  await screen.getByRole("option").filter({ hasText: "First" }).click();
  await screen.getByRole("button", { name: "Export", exact: true }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: /DOCX/ }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe("First.docx");
  const { article, losses } = readDocx(readFileSync(await saved.path()));
  expect(article.doc.children.map(({ textContent }) => textContent)).toEqual(["The bridge is open", "It took ten years", "left | right"]);
  expect(article.suggestions).toMatchObject([{ inserted: [{ from: 27, to: 31 }] }]);
  expect(article.threads.map(({ messages }) => messages[0].text.split("\n").at(-1))).toContain("Since when?");
  expect(losses).toEqual([]);
});

test("EX20: the article as it is now leaves by the menu in the header, under its headline", async () => {
  const { page } = sara;
  await page.keyboard.press("Escape");
  await page.getByRole("dialog", { name: "Versions" }).waitFor({ state: "detached" });
  const button = page.getByRole("button", { name: "Export", exact: true });
  for (const [format, ending] of [
    [/DOCX/, "docx"],
    ["Plain text", "txt"],
  ] as const) {
    await button.focus();
    await page.keyboard.press("Enter");
    const download = page.waitForEvent("download");
    await page.getByRole("group", { name: "As a file" }).getByRole("menuitem", { name: format }).click();
    const saved = await download;
    expect(saved.suggestedFilename()).toBe(`The bridge is open.${ending}`);
    const bytes = readFileSync(await saved.path());
    if (ending === "txt") expect(bytes.toString()).toBe("The bridge is open\n\nIt took years\n\nleft | right\n");
    else expect(readDocx(bytes).article.suggestions).toHaveLength(1);
    await expect.poll(() => hasFocus(button)).toBe(true);
  }
});
