/**
 * Writing an article: every kind of block and form of letters, by keys and by buttons, as the other person sees them.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid] = await newsroom();
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

/** What each block is: its kind and list, its level, its direction, its text. */
const outline = (person: Person): Promise<string[]> =>
  person.article.evaluate((article) =>
    [...article.children].map((block) => {
      const { kind, list, indent, level } = (block as HTMLElement).dataset;
      const about = [kind, list, indent, level, (block as HTMLElement).getAttribute("dir")].filter(
        (part) => part !== undefined && part !== null,
      );
      return `${about.join(" ")}: ${block.textContent}`;
    }),
  );

async function bothSee(expected: readonly string[]): Promise<void> {
  for (const person of [sara, omid]) {
    await expect.poll(() => outline(person), { timeout: SEEN_WITHIN, message: `${person.name}'s outline` }).toEqual(expected);
  }
}

/** Opens the form of a picture, with a file in it. */
async function choosePicture(person: Person): Promise<void> {
  await person.button("Picture").click();
  const chooser = person.page.waitForEvent("filechooser");
  await person.button("Choose a file…").click();
  await (await chooser).setFiles({ name: "dot.png", mimeType: "image/png", buffer: Buffer.from(PIXEL, "base64") });
}

test("TX1, TX4: lists and quotes go on, move in and out, and end", async () => {
  await share(sara, omid, "فهرست");
  await sara.press("Control+Shift+7");
  await sara.type("یکم");
  await sara.press("Enter");
  await sara.press("Tab");
  await sara.type("زیر یکم");
  await sara.press("Enter");
  await sara.press("Shift+Tab");
  await sara.type("دوم");
  await sara.press("Enter");
  await sara.press("Enter");
  await sara.press("Control+Shift+9");
  await sara.type("نقل");
  await sara.press("Enter");
  await sara.press("Enter");
  await sara.type("متن");
  await sara.press("Shift+Enter");
  await sara.type("سطر");
  await bothSee([
    "headline: فهرست",
    "item number 0: یکم",
    "item number 1: زیر یکم",
    "item number 0: دوم",
    "quote: نقل",
    "paragraph: متنسطر",
  ]);
  expect(await omid.text()).toContain("متن\u2028سطر");
});

test("TX6: a picture from a file, with its caption, and a divider", async () => {
  await share(sara, omid, "تصویر");
  await sara.insert("پیش از تصویر");
  await choosePicture(sara);
  await sara.page.getByRole("textbox", { name: /^Description/ }).fill("یک نقطه");
  await sara.page.getByRole("textbox", { name: /^Photographer/ }).fill("عکس از آرشیو");
  await sara.button("Apply").click();
  await sara.type("زیرنویس");
  await sara.press("Enter");
  await sara.button("Divider").click();
  await sara.insert("پس از خط");
  await bothSee(["headline: تصویر", "paragraph: پیش از تصویر", "figure: زیرنویسعکس از آرشیو", "divider: ", "paragraph: پس از خط"]);
  const picture = omid.article.locator("figure img");
  expect(await picture.getAttribute("alt")).toBe("یک نقطه");
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
});

test("TX22, UI6: what is said of a picture stays under it, and keeps the focus, while it grows and a colleague writes above", async () => {
  await share(sara, omid, "کارت");
  await sara.insert("پیش از تصویر");
  await choosePicture(sara);
  await sara.button("Apply").click();
  await sara.article.locator("figure img").click();
  await sara.press("Enter");
  const panel = sara.page.getByRole("group", { name: "Picture", exact: true });
  const [description, credit] = [panel.getByRole("textbox").first(), panel.getByRole("textbox").last()];
  await expect.poll(() => description.evaluate((field) => field === document.activeElement), { timeout: SEEN_WITHIN }).toBe(true);
  /** From the figure's lower edge to the panel, in pixels. */
  const gap = async (): Promise<number> => {
    const [figure, fields] = [await sara.article.locator("figure").boundingBox(), await panel.boundingBox()];
    return Math.round(fields!.y - figure!.y - figure!.height);
  };
  expect(await gap()).toBe(6);
  const { height } = (await sara.article.locator("figure").boundingBox())!;
  await credit.fill("عکس از آرشیو");
  await sara.press("Shift+Tab");
  await expect.poll(() => omid.article.locator("figure").textContent(), { timeout: SEEN_WITHIN }).toBe("عکس از آرشیو");
  expect((await sara.article.locator("figure").boundingBox())!.height).toBeGreaterThan(height);
  expect(await gap()).toBe(6);
  await description.fill("نیمه‌کاره");
  await omid.caretAfter("پیش از تصویر");
  for (let line = 0; line < 3; line++) await omid.press("Enter");
  await omid.insert("سطر تازه");
  await agree(sara, omid, "سطر تازه");
  expect(await description.evaluate((field: HTMLInputElement) => [field === document.activeElement, field.value])).toEqual([
    true,
    "نیمه‌کاره",
  ]);
  await expect.poll(gap, { timeout: SEEN_WITHIN }).toBe(6);
});

test("TX3, TX5: a block runs as its first letter does, until somebody chooses", async () => {
  await share(sara, omid, "جهت");
  await sara.type("English first");
  await sara.press("Enter");
  await sara.type("۱۲ فارسی");
  await sara.press("Enter");
  await bothSee(["headline: جهت", "paragraph ltr: English first", "paragraph: ۱۲ فارسی", "paragraph: "]);
  await sara.press("Control+Shift+d");
  await sara.type("فارسی در بند چپ");
  await sara.caretAfter("English");
  await sara.button("Block direction: left to right").click();
  await bothSee(["headline: جهت", "paragraph rtl: English first", "paragraph: ۱۲ فارسی", "paragraph ltr: فارسی در بند چپ"]);
});

test("AM8: a block is moved up and down by its keys", async () => {
  await share(sara, omid, "جابه‌جایی");
  for (const words of ["یک", "دو", "سه"]) {
    await sara.type(words);
    if (words !== "سه") await sara.press("Enter");
  }
  await sara.press("Alt+ArrowUp");
  await agree(sara, omid, "سه\nدو");
  expect(await omid.text()).toBe("جابه‌جایی\nیک\nسه\nدو");
  await sara.press("Alt+ArrowDown");
  await expect.poll(() => omid.text(), { timeout: SEEN_WITHIN }).toBe("جابه‌جایی\nیک\nدو\nسه");
});

test("PR7: a colleague's caret is drawn beside the letters, and the name outside the text", async () => {
  await share(sara, omid, "نشانگر");
  await sara.insert("این سطر باید خوانا بماند و هیچ نامی روی آن ننشیند.");
  await agree(sara, omid, "خوانا");
  await omid.caretAfter("خوا");
  const name = sara.page.locator(".caret-name");
  await expect.poll(() => name.allTextContents(), { timeout: SEEN_WITHIN }).toEqual([omid.name]);
  const covered = await sara.article.evaluate((article) => {
    const label = document.querySelector(".caret-name")!.getBoundingClientRect();
    const range = document.createRange();
    range.selectNodeContents(article);
    return [...range.getClientRects()].some(
      (line) => line.width > 0 && label.left < line.right && line.left < label.right && label.top < line.bottom && line.top < label.bottom,
    );
  });
  expect(covered).toBe(false);
  // The word the caret stands in is one text node still: its letters join.
  expect(await sara.article.locator("p").evaluate((block) => block.childNodes.length)).toBe(1);
  const level = () =>
    sara.page.evaluate(() => {
      const caret = document.querySelector(".caret")!.getBoundingClientRect();
      const line = document.querySelector(".ProseMirror p")!.getBoundingClientRect();
      return caret.top >= line.top - 8 && caret.bottom <= line.bottom + 8;
    });
  await expect.poll(level, { timeout: SEEN_WITHIN }).toBe(true);
});
