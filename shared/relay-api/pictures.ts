/** How pictures go to a relay and come from it: as bytes, and so not by `RELAY_API`. Errors are answered as there. */

/** `PUT` with `?article=` and `GET`. @param sha256 of the picture's bytes, in hexadecimal */
export const picturePath = (sha256: string): string => `/api/blobs/${sha256}`;

/** Pictures that are asked about at a time. */
export const MOST_ASKED_PICTURES = 500;
