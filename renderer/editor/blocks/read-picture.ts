/** A picture file as an address that the article itself holds, so that it is there offline and at every desk. */
import { safeImage } from "../../../shared/article/schema.ts";

/** Megabytes (of 1,000,000 bytes): every desk keeps every picture, and every newcomer is sent it. */
export const LARGEST_PICTURE = 2;

export class PictureError extends Error {
  override readonly name = "PictureError";
  readonly code: "large" | "kind" | "unreadable";

  constructor(code: PictureError["code"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** @returns a `data:` URL. @throws PictureError for a file that no article can hold */
export async function readPicture(file: File): Promise<string> {
  if (file.size > LARGEST_PICTURE * 1_000_000) throw new PictureError("large", `${file.name} has ${file.size} bytes`);
  const url = await read(file);
  if (safeImage(url) === null) throw new PictureError("kind", `${file.name} is ${file.type || "of no known kind"}`);
  return url;
}

function read(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(reader.result as string));
    reader.addEventListener("error", () => reject(new PictureError("unreadable", `${file.name} could not be read`, { cause: reader.error })));
    reader.readAsDataURL(file);
  });
}
