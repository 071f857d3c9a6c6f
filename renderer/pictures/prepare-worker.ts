/** The worker that reads, scales and encodes one picture, so that typing goes on; it ends with it. */
import { DrawingRefused, isDrawing, LARGEST_DRAWING, readDrawing } from "../../shared/pictures/drawing.ts";
import type { PrepareAnswer, PrepareRequest } from "./messages.ts";
import { encoded, PictureRefused, readPicture } from "./picture-file.ts";

addEventListener("message", ({ data }: MessageEvent<PrepareRequest>) => void answer(data));

async function answer(asked: PrepareRequest): Promise<void> {
  let said: PrepareAnswer;
  try {
    said = await prepared(asked);
  } catch (error) {
    if (!(error instanceof PictureRefused)) throw error;
    said = { refused: error.reason };
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- It answers the window that started it.
  self.postMessage(said);
}

async function prepared(asked: PrepareRequest): Promise<PrepareAnswer> {
  if ("drawn" in asked) return { prepared: { bytes: await encoded(asked.drawn, "image/png"), hadPlace: false, isReduced: false } };
  const start = await asked.slice(0, 4096).text();
  if (!isDrawing(start)) return { prepared: await readPicture(asked) };
  if (asked.size > LARGEST_DRAWING) throw new PictureRefused("image-too-large");
  try {
    return { drawing: readDrawing(await asked.text()) };
  } catch (error) {
    if (!(error instanceof DrawingRefused)) throw error;
    throw new PictureRefused(error.isTooLarge ? "image-too-large" : "image-unreadable", { cause: error });
  }
}
