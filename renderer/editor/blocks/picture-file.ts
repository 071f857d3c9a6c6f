/** Picture files, which become part of the article, so that they are there offline and at every desk. */

/** Why a picture was not taken. */
export type PictureRefusal = "image-too-large" | "image-type" | "image-unreadable";

/** In megabytes of 2²⁰ bytes. A picture in an article travels to every desk with it. */
export const LARGEST_PICTURE = 2;
/** What `safeImage` lets an article hold. */
const TYPES = /^image\/(png|jpeg|gif|webp|avif)$/;

export const isTooLarge = (bytes: number): boolean => bytes > LARGEST_PICTURE * 2 ** 20;

/** Why this file cannot become a figure; null when it can. */
export function refusalOf(file: File): PictureRefusal | null {
  if (!TYPES.test(file.type)) return "image-type";
  return isTooLarge(file.size) ? "image-too-large" : null;
}

/** A file as a `data:` address. @throws DOMException when it cannot be read, as one that was moved away */
export async function dataUrl(file: File): Promise<string> {
  const reader = new FileReader();
  const read = new Promise<void>((resolve, reject) => {
    reader.addEventListener("load", () => resolve());
    reader.addEventListener("error", () => reject(reader.error!));
  });
  reader.readAsDataURL(file);
  await read;
  return reader.result as string;
}
