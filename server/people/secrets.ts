import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";

/**
 * A new code, token or ticket: 192 random bits, safe in a URL. Only its hash is stored, so that a stolen database opens nothing.
 */
export function newSecret(): string {
  return randomBytes(24).toString("base64url");
}

/** SHA-256. Secrets are random and long, so that a fast hash is as good as a slow one. */
export function hashOf(secret: string): Uint8Array {
  return createHash("sha256").update(secret).digest();
}

/** A new ID of a member, device, invitation, article or run. */
export function newId(): string {
  return randomUUID();
}

/** Compares two secrets in a time that does not depend on how much of `given` is right. */
export function sameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(hashOf(given), hashOf(secret));
}
