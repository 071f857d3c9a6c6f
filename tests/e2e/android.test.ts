/**
 * Writing where ProseMirror reads Enter out of the page, since Android's keyboards tell of no key.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import { InProcessNewsroom } from "./in-process-newsroom.ts";
import { agree, openNewsroom } from "./started-newsroom.ts";
import { SEEN_WITHIN } from "./person.ts";

const ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36";

const room = await openNewsroom(new InProcessNewsroom());
const [sara, omid] = [await room.seat(0, "en", { userAgent: ANDROID }), await room.seat(1)];

test("TX1: Enter parts the block, and what is typed next stands in the new one", async () => {
  await sara.createArticle("تیتر اندروید");
  await omid.openArticle("تیتر اندروید");
  await sara.type("بند یک");
  await sara.press("Enter");
  await sara.type("بند دو");
  await agree(sara, omid, "بند یک", "بند دو");
  const blocks = () => omid.article.locator("> p").allTextContents();
  await expect.poll(blocks, { timeout: SEEN_WITHIN }).toEqual(["بند یک", "بند دو"]);
});
