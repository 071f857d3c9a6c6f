/** Runs in Chromium: pictures stored in the page, as the core stores them. */
import { digest } from "lib0/hash/sha256";
import { pictureOf } from "../../shared/pictures/picture.ts";
import { writeReference } from "../../shared/pictures/reference.ts";
import type { PictureSource } from "../../renderer/pictures/picture-source.ts";

export class MemoryPictures implements PictureSource {
  readonly stored = new Map<string, Uint8Array>();
  /** What was asked for, in order. */
  readonly asked: string[] = [];
  readonly #handlers = new Set<(sha256: string) => void>();

  read(sha256: string): Promise<Uint8Array | null> {
    this.asked.push(sha256);
    return Promise.resolve(this.recent(sha256));
  }

  recent(sha256: string): Uint8Array | null {
    return this.stored.get(sha256) ?? null;
  }

  store(bytes: Uint8Array): Promise<string> {
    const picture = pictureOf(bytes);
    if (!picture) return Promise.reject(new Error("no picture"));
    // Not the page's own: that is not there on pages without an address.
    const sha256 = Array.from(digest(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
    this.stored.set(sha256, bytes);
    return Promise.resolve(writeReference({ ...picture, sha256 }));
  }

  onCame(handler: (sha256: string) => void): () => void {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  /** It comes from elsewhere. */
  come(sha256: string, bytes: Uint8Array): void {
    this.stored.set(sha256, bytes);
    for (const handler of this.#handlers) handler(sha256);
  }
}
