/** Why a picture was not taken. */
export type PictureRefusal = "image-too-large" | "image-type" | "image-unreadable";

/** A picture as an article may hold it. */
export interface PreparedPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its file said where it was taken, which it does not any more. */
  readonly hadPlace: boolean;
}

/** From the worker. */
export type PrepareAnswer = { readonly prepared: PreparedPicture } | { readonly refused: PictureRefusal };
