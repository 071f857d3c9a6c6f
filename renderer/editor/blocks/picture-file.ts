import { isBomb, pictureOf, PICTURE_TYPES } from "../../../shared/pictures/picture.ts";

/** Why a picture was not taken. */
export type PictureRefusal = "image-too-large" | "image-type" | "image-unreadable";

/** A picture that is not taken, and why. */
export class PictureRefused extends Error {
  override readonly name = "PictureRefused";
  readonly reason: PictureRefusal;

  constructor(reason: PictureRefusal, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

/** In megabytes of 2²⁰ bytes. A picture in an article travels to every desk with it: a larger one is scaled down. */
export const LARGEST_PICTURE = 2;
/** A file that is larger is not even read. */
const LARGEST_FILE = 100 * 2 ** 20;
/** Longer sides that a picture is scaled down to, in pixels, until it is small enough. */
const SIDES = [2560, 1920, 1440, 1080, 720];
const QUALITY = 0.85;

/** Whether a picture of so many bytes must be scaled down. */
export const isTooLarge = (bytes: number): boolean => bytes > LARGEST_PICTURE * 2 ** 20;

/** False for a file that says itself that it is no picture. */
export const isPictureFile = (file: File): boolean => (PICTURE_TYPES as readonly string[]).includes(file.type);

/**
 * Makes the `data:` address that stores a picture in the article, so that it is there offline and at every desk: as it
 * is, or scaled down, upright and without its metadata (TX20).
 * @throws PictureRefused
 */
export async function heldPicture(blob: Blob): Promise<string> {
  if (blob.size > LARGEST_FILE) throw new PictureRefused("image-too-large");
  const picture = pictureOf(new Uint8Array(await blob.arrayBuffer().catch(unreadable)));
  if (!picture) throw new PictureRefused("image-type");
  if (isBomb(picture)) throw new PictureRefused("image-too-large");
  return dataUrl(
    isTooLarge(blob.size)
      ? await scaled(blob, picture.type === "image/jpeg" ? "image/jpeg" : "image/webp")
      : new Blob([blob], { type: picture.type }),
  );
}

const unreadable = (cause: unknown): never => {
  throw new PictureRefused("image-unreadable", { cause });
};

async function scaled(blob: Blob, type: string): Promise<Blob> {
  const bitmap = await createImageBitmap(blob, { imageOrientation: "from-image" }).catch(unreadable);
  try {
    for (const side of SIDES) {
      const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
      const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)));
      const context = canvas.getContext("2d")!;
      context.imageSmoothingQuality = "high";
      context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
      const smaller = await canvas.convertToBlob({ type, quality: QUALITY });
      if (!isTooLarge(smaller.size)) return smaller;
    }
  } finally {
    bitmap.close();
  }
  throw new PictureRefused("image-too-large");
}

async function dataUrl(blob: Blob): Promise<string> {
  const reader = new FileReader();
  const read = new Promise<void>((resolve, reject) => {
    reader.addEventListener("load", () => resolve());
    reader.addEventListener("error", () => reject(new PictureRefused("image-unreadable", { cause: reader.error })));
  });
  reader.readAsDataURL(blob);
  await read;
  return reader.result as string;
}

/** The bytes of a `data:` address. */
export function bytesOf(address: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(address.slice(address.indexOf(",") + 1)), (char) => char.codePointAt(0)!);
}
