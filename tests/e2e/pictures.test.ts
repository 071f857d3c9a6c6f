/**
 * Pictures of two people in one article: how they come in, where they are kept, and how the other sees them.
 *
 * @module-tag long
 */
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { figureArticle } from "../figure-article.ts";
import { png } from "../picture-samples.ts";
import { agree, newsroom, share } from "./started-newsroom.ts";
import { SEEN_WITHIN, type Person } from "./person.ts";

const [sara, omid, room] = await newsroom();

/** Pastes a photograph that was taken sideways, at a place that its file tells. @returns bytes of the file */
const pastePhoto = (person: Person, width: number, height: number, quality = 0.8): Promise<number> =>
  person.article.evaluate(
    async (article, { width, height, quality }) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d")!;
      const noise = context.createImageData(width, height);
      for (let at = 0; at < noise.data.length; at += 65_536) crypto.getRandomValues(noise.data.subarray(at, at + 65_536));
      for (let at = 3; at < noise.data.length; at += 4) noise.data[at] = 255;
      context.putImageData(noise, 0, 0);
      const jpeg = await (await canvas.convertToBlob({ type: "image/jpeg", quality })).arrayBuffer();
      // Exif, little-endian: orientation 6, and a directory of the place.
      const orientation = [0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0];
      const place = [0x25, 0x88, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0];
      const tiff = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 2, 0, ...orientation, ...place, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
      const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
      const segment = [0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 255, ...exif];
      const file = new File([jpeg.slice(0, 2), new Uint8Array(segment), jpeg.slice(2)], "photo.jpg", { type: "image/jpeg" });
      const clipboardData = new DataTransfer();
      clipboardData.items.add(file);
      (window as unknown as { pastedAt: number }).pastedAt = performance.now();
      article.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
      return file.size;
    },
    { width, height, quality },
  );

/** Size of the picture that is drawn, once it is. */
const drawn = (person: Person, nth = 0): Promise<unknown> =>
  person.article
    .locator("figure img")
    .nth(nth)
    .evaluate((image: HTMLImageElement) =>
      image.src.startsWith("blob:") && image.complete ? [image.naturalWidth, image.naturalHeight] : image.src.slice(0, 20),
    );
const sees = (person: Person, size: unknown, nth = 0): Promise<void> =>
  expect.poll(() => drawn(person, nth), { timeout: SEEN_WITHIN, message: `${person.name} sees the picture` }).toEqual(size);

const stored = (): Buffer[] => {
  const db = new Database(join(room.program.data, "relay", "relay.sqlite"), { readonly: true });
  try {
    return db.prepare("SELECT data FROM pictures ORDER BY stored_at").pluck().all() as Buffer[];
  } finally {
    db.close();
  }
};

test("PI20 PI21: a photograph is upright and smaller in the page, without its place, which is said, and the other sees it", async () => {
  await share(sara, omid, "A photo");
  await pastePhoto(sara, 3000, 1500);
  await sara.type("Typing goes on.");
  await sees(sara, [1280, 2560]);
  await sees(omid, [1280, 2560]);
  await sara.page.getByText("said where it was taken").first().waitFor();
  await expect.poll(() => stored().length, { timeout: SEEN_WITHIN }).toBe(1);
  expect(stored()[0]!.includes("Exif")).toBe(false);
  // No word was split, and none went into the caption.
  await agree(sara, omid, "Typing goes on.");
});

test("PI5: a picture that is far from what is read is not loaded, takes its place, and comes when one scrolls there", async () => {
  const id = await room.program.create(
    0,
    figureArticle(
      "Far away",
      Array.from({ length: 120 }, (_, i) => `Paragraph ${i}.`),
      [],
    ),
  );
  await omid.openArticle("Far away");
  await sara.openArticle("Far away");
  expect(id).toBeTruthy();
  await sara.caretAfter("Paragraph 119.");
  await sara.press("Enter");
  await pastePhoto(sara, 300, 200);
  await sees(sara, [200, 300]);
  const image = omid.article.locator("figure img");
  await image.waitFor();
  const before = await image.evaluate((one: HTMLImageElement) => [one.src.slice(0, 18), one.naturalWidth, one.naturalHeight]);
  expect(before).toEqual(["data:image/svg+xml", 200, 300]);
  await image.evaluate((one) => one.scrollIntoView());
  await sees(omid, [200, 300]);
});

test("PI5: whoever pastes a picture at the end of a long page is taken to where it ends", async () => {
  await sara.openArticle("Far away");
  await sara.caretAfter("Paragraph 90.");
  // The caret stands in the last line that is in sight.
  await sara.article.getByText("Paragraph 90.").evaluate((line) => line.scrollIntoView({ block: "end" }));
  const before = await sara.article.locator("figure").count();
  await pastePhoto(sara, 700, 1100);
  await expect.poll(() => sara.article.locator("figure").count(), { timeout: SEEN_WITHIN }).toBe(before + 1);
  const seen = () =>
    sara.page.evaluate(() => {
      const caption = document.getSelection()!.anchorNode!;
      const image = (caption instanceof Element ? caption : caption.parentElement!).closest("figure")?.querySelector("img");
      const desk = document.querySelector(".app-desk")!.getBoundingClientRect();
      const box = image?.getBoundingClientRect();
      return box ? [image!.src.startsWith("blob:"), box.height > 300, box.bottom <= desk.bottom && box.bottom > desk.top] : "no figure";
    });
  await expect.poll(seen, { timeout: SEEN_WITHIN }).toEqual([true, true, true]);
});

test("PI22 EX33: a picture goes along where a part of an article is copied into another, and where all of it into a message", async () => {
  await sara.createArticle("From here");
  await sara.insert("Above the picture.");
  await sara.press("Enter");
  await pastePhoto(sara, 320, 200);
  await sees(sara, [200, 320]);
  await sara.article.focus();
  await sara.press("ControlOrMeta+KeyA");
  await sara.press("ControlOrMeta+KeyC");
  await sara.button("Export").press("Enter");
  await sara.page.context().grantPermissions(["clipboard-read"]);
  const html = async (): Promise<string> =>
    sara.page.evaluate(async () => (await (await navigator.clipboard.read())[0]!.getType("text/html")).text());
  await sara.press("Escape");
  expect(await html()).toMatch(/<img[^>]+src="data:image\/jpeg;base64,/);
  await sara.createArticle("To there");
  await sara.press("ControlOrMeta+KeyV");
  await sees(sara, [200, 320]);
  await sara.sees("Above the picture.");
  await sara.button("Export").press("Enter");
  await sara.page.getByRole("group", { name: "Copy to the clipboard" }).getByRole("menuitem", { name: "For an e-mail" }).press("Enter");
  await sara.page.getByText("Copied.", { exact: true }).waitFor();
  const message = await html();
  expect(message).toMatch(/<img[^>]+src="data:image\/jpeg;base64,/);
  expect(message).not.toContain("picture:");
});

test("PI2 PI5: what names no picture, and a picture that nobody has, are said in words, in place of the picture", async () => {
  await room.program.create(
    0,
    figureArticle("Missing pictures", [], [`picture:image/png;300x200;sha256-${"a".repeat(64)}`, "picture:nonsense", "blob:http://a/b"]),
  );
  await sara.openArticle("Missing pictures");
  const words = () => sara.article.locator("figure .figure-absent > p").allTextContents();
  await expect
    .poll(words, { timeout: SEEN_WITHIN })
    .toEqual([
      "This picture has not arrived on this computer yet.",
      "The picture that stood here cannot be read.",
      "The picture that stood here cannot be read.",
    ]);
  const box = (await sara.article.locator("figure .figure-absent").first().boundingBox())!;
  expect(box.width / box.height).toBeCloseTo(1.5, 1);
});

test("PI24: an article of the older form, which both open at once, holds its picture no more, and both see it", async () => {
  const bytes = Buffer.concat([png(1, 1), Buffer.alloc(50_000)]);
  await room.program.create(0, figureArticle("An older article", ["Text."], [`data:image/png;base64,${bytes.toString("base64")}`]));
  await omid.page.getByRole("navigation").getByText("An older article", { exact: true }).waitFor();
  await Promise.all([sara.openArticle("An older article"), omid.openArticle("An older article")]);
  await sees(sara, [1, 1]);
  await sees(omid, [1, 1]);
  await agree(sara, omid, "Text.");
  expect(stored().filter((one) => one.equals(bytes))).toHaveLength(1);
});
