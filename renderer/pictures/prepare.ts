import { drawDrawing } from "./draw-drawing.ts";
import type { PictureRefusal, PreparedPicture, PrepareAnswer, PrepareRequest } from "./messages.ts";
import { PictureRefused } from "./picture-file.ts";

/** Megabytes of the largest file that is read. */
const LARGEST_FILE = 100;

/**
 * Makes of a picture's file what an article may hold, in a worker: scaled down where it is large, upright, without what the file says
 * of it (PI20, PI21). Of a drawing a picture is made (PI25).
 * @throws PictureRefused
 */
export async function preparePicture(file: Blob): Promise<PreparedPicture> {
  if (file.size > LARGEST_FILE * 2 ** 20) throw new PictureRefused("image-too-large");
  const worker = new Worker(new URL("./prepare-worker.ts", import.meta.url), { type: "module" });
  try {
    const said = await ask(worker, file);
    if (!("drawing" in said)) return said.prepared;
    const drawn = await drawDrawing(said.drawing);
    const picture = await ask(worker, { drawn }, [drawn]);
    if ("drawing" in picture) throw new Error("a picture of a drawing is a drawing");
    return { ...picture.prepared, isReduced: said.drawing.isReduced };
  } finally {
    worker.terminate();
  }
}

/** @throws PictureRefused */
async function ask(
  worker: Worker,
  request: PrepareRequest,
  moved: Transferable[] = [],
): Promise<Exclude<PrepareAnswer, { readonly refused: PictureRefusal }>> {
  const said = await new Promise<PrepareAnswer>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<PrepareAnswer>) => resolve(data), { once: true });
    // It ran out of memory, or a decoder broke.
    worker.addEventListener("error", ({ message }) => reject(new PictureRefused("image-unreadable", { cause: message })), { once: true });
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- A worker has no origin of its own.
    worker.postMessage(request, moved);
  });
  if ("refused" in said) throw new PictureRefused(said.refused);
  return said;
}
