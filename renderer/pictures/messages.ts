import type { Drawing } from "../../shared/pictures/drawing.ts";

/** Why a picture was not taken. */
export type PictureRefusal = "image-too-large" | "image-type" | "image-unreadable";

/** A picture as an article may hold it. */
export interface PreparedPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its file said where it was taken, which it does not any more. */
  readonly hadPlace: boolean;
  /** Something of a drawing is not in it (PI25). */
  readonly isReduced: boolean;
}

/** From the worker. */
export type PrepareAnswer =
  /** A drawing, of which the window is to make a picture: a worker cannot. */
  { readonly drawing: Drawing } | { readonly prepared: PreparedPicture } | { readonly refused: PictureRefusal };

/** To the worker: a picture's file, or the picture that the window drew of a drawing. */
export type PrepareRequest = Blob | { readonly drawn: ImageBitmap };
