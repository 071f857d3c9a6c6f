import { digest } from "lib0/hash/sha256";
import { readDataAddress } from "./data-address.ts";
import { readReference } from "./reference.ts";

/** Whether two sources of figures show the same picture: one may hold what the other names (PI24). Takes some 30 ms for such two. */
export function isSamePicture(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const reference = readReference(one) ?? readReference(other);
  const address = readReference(one) ? other : one;
  const held = reference && typeof address === "string" ? readDataAddress(address) : null;
  if (!reference || !held) return false;
  return Array.from(digest(held.bytes), (byte) => byte.toString(16).padStart(2, "0")).join("") === reference.sha256;
}
