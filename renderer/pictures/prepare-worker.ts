/** The worker that reads, scales and encodes one picture, so that typing goes on; it ends with it. */
import type { PrepareAnswer } from "./messages.ts";
import { PictureRefused, readPicture } from "./picture-file.ts";

addEventListener("message", ({ data }: MessageEvent<Blob>) => void answer(data));

async function answer(file: Blob): Promise<void> {
  let said: PrepareAnswer;
  try {
    said = { prepared: await readPicture(file) };
  } catch (error) {
    if (!(error instanceof PictureRefused)) throw error;
    said = { refused: error.reason };
  }
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- It answers the window that started it.
  self.postMessage(said);
}
