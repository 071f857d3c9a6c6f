/** Secrets that the relay hands out. It keeps their hashes alone, so that a stolen database opens nothing. */
import { createHash, randomBytes, randomUUID, timingSafeEqual } from "node:crypto";

/** 192 random bits, safe in a URL. */
export function newSecret(): string {
  return randomBytes(24).toString("base64url");
}

/** Secrets are random and long, so that a plain hash is as good as a slow one. */
export function hashOf(secret: string): Uint8Array {
  return createHash("sha256").update(secret).digest();
}

export function newId(): string {
  return randomUUID();
}

/** Compares in a time that tells nothing of how much of `given` is right. */
export function sameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(hashOf(given), hashOf(secret));
}
