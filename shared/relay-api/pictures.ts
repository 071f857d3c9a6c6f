/** How pictures go to a relay and come from it: as bytes, and so not by `RELAY_API`. Errors are answered as there. */
import * as z from "zod";
import { sha256Schema } from "./values.ts";

/** `PUT` with `?article=` and `GET`. @param sha256 of the picture's bytes, in hexadecimal */
export const picturePath = (sha256: string): string => `/api/blobs/${sha256}`;

/**
 * Bytes of a piece, by `Content-Range`, of a picture that has more: it comes within the time of one request at 5 kB/s (PI27). The answer
 * to each says how many bytes are at the relay, `{received}`, and once it is whole `{sha256}`.
 */
export const PICTURE_PIECE = 128 * 1024;

/** What a relay answers to a picture, or to a piece of one. */
export const storedPictureSchema = z.union([z.object({ sha256: sha256Schema }), z.object({ received: z.int().min(0) })]);

/** Pictures that are asked about at a time. */
export const MOST_ASKED_PICTURES = 500;
