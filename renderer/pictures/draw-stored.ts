import type { PictureReference } from "../../shared/pictures/reference.ts";
import type { PictureSource } from "./picture-source.ts";

/** How far beyond the edges of what is seen a picture is read, in CSS pixels. */
const NEAR = "1500px";

/** An empty picture of the same size, so that nothing moves when the picture comes. */
const placeholder = ({ width, height }: PictureReference): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"/>`)}`;

/**
 * Draws a stored picture in an image element, once that is near what is seen; until then an empty one of its size (PI5).
 * @param onMissing told whether the picture is not on this computer; again when it has come
 * @returns a function that ends it and lets go of the bytes
 */
export function drawStored(
  image: HTMLImageElement,
  reference: PictureReference,
  source: PictureSource,
  onMissing: (isMissing: boolean) => void,
): () => void {
  let url: string | null = null;
  let hasEnded = false;
  let isNear = false;
  let isMissing = false;
  image.src = placeholder(reference);
  const draw = async (): Promise<void> => {
    let bytes: Uint8Array | null = null;
    try {
      bytes = await source.read(reference.sha256);
    } catch {
      // The window has hung up.
    }
    if (hasEnded || url !== null) return;
    isMissing = bytes === null;
    onMissing(isMissing);
    if (bytes === null) return;
    url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: reference.type }));
    image.src = url;
  };
  const watcher = new IntersectionObserver(
    (entries) => {
      isNear = entries.at(-1)!.isIntersecting;
      if (isNear && url === null) void draw();
    },
    // The text scrolls in an element of the page.
    { rootMargin: NEAR, scrollMargin: NEAR },
  );
  watcher.observe(image);
  const off = source.onCame((sha256) => {
    // One that is missing is hidden, and so near nothing.
    if (sha256 === reference.sha256 && url === null && (isNear || isMissing)) void draw();
  });
  return () => {
    hasEnded = true;
    watcher.disconnect();
    off();
    if (url !== null) URL.revokeObjectURL(url);
  };
}
