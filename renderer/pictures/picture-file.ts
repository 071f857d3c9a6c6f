import { isBomb, LARGEST_STORED, pictureOf, type PictureType } from "../../shared/pictures/picture.ts";
import { saysPlace } from "../../shared/pictures/place.ts";
import type { PictureRefusal, PreparedPicture } from "./messages.ts";

/** A picture that is not taken, and why. */
export class PictureRefused extends Error {
  override readonly name = "PictureRefused";
  readonly reason: PictureRefusal;

  constructor(reason: PictureRefusal, options?: ErrorOptions) {
    super(reason, options);
    this.reason = reason;
  }
}

/** Longer sides that a picture is scaled down to, in pixels, until it is small enough. */
const SIDES = [2560, 1920, 1440, 1080, 720];
const QUALITY = 0.85;
/** Bytes above which a picture is made smaller, although more could be stored. */
const COMFORTABLE = 2 * 1024 * 1024;

const unreadable = (cause: unknown): never => {
  throw new PictureRefused("image-unreadable", { cause });
};

/**
 * Makes of a picture's file what an article may hold: scaled down where it is large, upright, without what the file says of it.
 * @throws PictureRefused
 */
export async function readPicture(file: Blob): Promise<PreparedPicture> {
  const bytes = new Uint8Array(await file.arrayBuffer().catch(unreadable));
  const picture = pictureOf(bytes);
  if (!picture) throw new PictureRefused("image-type");
  if (isBomb(picture)) throw new PictureRefused("image-too-large");
  // It may move, and has no place of its own to say.
  if (picture.type === "image/gif" && bytes.length <= LARGEST_STORED) return { bytes, hadPlace: false, isReduced: false };
  const bitmap = await createImageBitmap(new Blob([bytes], { type: picture.type }), { imageOrientation: "from-image" }).catch(unreadable);
  try {
    return { bytes: await encoded(bitmap, picture.type), hadPlace: saysPlace(bytes), isReduced: false };
  } finally {
    bitmap.close();
  }
}

/** The picture as drawn, upright and without what its file said of it: letters and drawings without loss, where they are small. */
export async function encoded(bitmap: ImageBitmap, type: PictureType): Promise<Uint8Array<ArrayBuffer>> {
  const types = type === "image/jpeg" ? ["image/jpeg"] : type === "image/png" ? ["image/png", "image/webp"] : ["image/webp"];
  for (const side of SIDES) {
    const canvas = drawn(bitmap, side);
    for (const one of types) {
      const blob = await canvas.convertToBlob({ type: one, quality: QUALITY });
      if (blob.size <= COMFORTABLE) return new Uint8Array(await blob.arrayBuffer());
    }
  }
  throw new PictureRefused("image-too-large");
}

function drawn(bitmap: ImageBitmap, side: number): OffscreenCanvas {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.max(1, Math.round(bitmap.width * scale)), Math.max(1, Math.round(bitmap.height * scale)));
  const context = canvas.getContext("2d")!;
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}
