import { fromBase64, toBase64 } from "lib0/buffer";

/** A group that repeats would not end for a large one. */
const HELD = /^data:image\/(\w+);base64,([A-Za-z0-9+/]+={0,2})$/i;

/** An address that holds a picture: its type behind `image/`, and its bytes; null for any other. */
export function readDataAddress(address: string): { readonly type: string; readonly bytes: Uint8Array } | null {
  const [, type, data] = HELD.exec(address) ?? [];
  return type === undefined || data === undefined || data.length % 4 !== 0 ? null : { type: type.toLowerCase(), bytes: fromBase64(data) };
}

/** @param type such as `image/png` */
export const writeDataAddress = (type: string, bytes: Uint8Array): string => `data:${type};base64,${toBase64(bytes)}`;
