import type { Drawing } from "../../shared/pictures/drawing.ts";
import { PictureRefused } from "./picture-file.ts";

/** The longer side of the picture that is made of a drawing, in pixels, and the one below which it is not worth it. */
const SIDE = 2048;
const SMALLEST = 1024;
/** Longer sides of pictures by which it is seen how long one takes. */
const TRIALS = [64, 256] as const;
/** How long the window may be busy with it, in milliseconds, and how long with a hard one. */
const MOMENT = 40;
const LONGEST = 400;

/**
 * Draws a drawing on white, as it would be on paper. An `img` runs no script and asks nobody for anything; browsers draw what it shows
 * in the window's own thread alone, so that it is as large as can be drawn within a moment (PI26).
 * @throws PictureRefused
 */
export async function drawDrawing({ svg, ratio }: Drawing): Promise<ImageBitmap> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode().catch((cause: unknown) => {
    throw new PictureRefused("image-unreadable", { cause });
  });
  const [small, large] = TRIALS;
  // The first time it is laid out.
  draw(image, ratio, small);
  const atSmall = timeOf(() => draw(image, ratio, small));
  if (atSmall > LONGEST) throw new PictureRefused("image-too-large");
  const atLarge = timeOf(() => draw(image, ratio, large));
  // One part of it grows with the area.
  const perPixel = Math.max(0, atLarge - atSmall) / (large ** 2 - small ** 2);
  const timeAt = (side: number): number => atSmall + perPixel * (side ** 2 - small ** 2);
  const side = perPixel === 0 ? SIDE : Math.min(SIDE, Math.floor(Math.sqrt(Math.max(0, MOMENT - atSmall) / perPixel)));
  if (side < SMALLEST && timeAt(SMALLEST) > LONGEST) throw new PictureRefused("image-too-large");
  return draw(image, ratio, Math.max(side, SMALLEST)).transferToImageBitmap();
}

function timeOf(run: () => unknown): number {
  const begun = performance.now();
  run();
  return performance.now() - begun;
}

function draw(image: HTMLImageElement, ratio: number, side: number): OffscreenCanvas {
  const width = Math.max(1, Math.round(ratio >= 1 ? side : side * ratio));
  const height = Math.max(1, Math.round(ratio >= 1 ? side / ratio : side));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.fillStyle = "#fff";
  context.fillRect(0, 0, width, height);
  context.drawImage(image, 0, 0, width, height);
  // Drawn now, and not when somebody looks.
  context.getImageData(0, 0, 1, 1);
  return canvas;
}
