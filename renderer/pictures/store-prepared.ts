import { RpcError } from "../../shared/rpc/error.ts";
import type { PictureSource } from "./picture-source.ts";
import { PictureRefused } from "./picture-file.ts";
import { preparePicture } from "./prepare.ts";

/** Stores a picture of a file that is imported, as `preparePicture` makes it. @returns null for one that is refused */
export async function storePrepared(source: PictureSource, file: Uint8Array): Promise<string | null> {
  try {
    return await source.store((await preparePicture(new Blob([new Uint8Array(file)]))).bytes);
  } catch (error) {
    if (error instanceof PictureRefused || error instanceof RpcError) return null;
    throw error;
  }
}
