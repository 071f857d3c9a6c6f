import { createContext, use } from "react";
import type { RpcClient } from "../../shared/rpc/client.ts";
import { readReference } from "../../shared/pictures/reference.ts";
import { CORE_GONE, RpcError } from "../../shared/rpc/error.ts";

/** Where a window has its pictures from: the core, which stores them on this computer and fetches them from the relay. */
export interface PictureSource {
  /** @returns null for one that is not on this computer yet: `onCame` tells when it is */
  read(sha256: string): Promise<Uint8Array | null>;
  /** The bytes of one that was read not long ago; null for any other. */
  recent(sha256: string): Uint8Array | null;
  /** @returns the `src` of a figure that shows it. @throws RpcError picture-type, picture-too-large, pictures-full */
  store(bytes: Uint8Array): Promise<string>;
  /** @returns a function that takes the handler off */
  onCame(handler: (sha256: string) => void): () => void;
}

/** Bytes of pictures that `recent` remembers. */
const REMEMBERED = 64 * 1024 * 1024;

/** The pictures of one window that were read or stored not long ago. */
class RecentPictures {
  /** The one that was read last stands last. */
  readonly #known = new Map<string, Uint8Array>();
  #size = 0;

  get(sha256: string): Uint8Array | null {
    return this.#known.get(sha256) ?? null;
  }

  add(sha256: string, bytes: Uint8Array): void {
    this.#forget(sha256);
    this.#known.set(sha256, bytes);
    this.#size += bytes.length;
    for (const oldest of this.#known.keys()) {
      if (this.#size <= REMEMBERED) break;
      this.#forget(oldest);
    }
  }

  #forget(sha256: string): void {
    this.#size -= this.#known.get(sha256)?.length ?? 0;
    this.#known.delete(sha256);
  }
}

/** By the client of the window: the article, its draft and the menu above it show the same. */
const recentOf = new WeakMap<RpcClient, RecentPictures>();

export class CorePictures implements PictureSource {
  readonly #client: RpcClient;
  readonly #article: string | null;
  readonly #recent: RecentPictures;
  /** What was stored here and not shown yet. Later the core is asked for it as for any other, which tells it who shows it (PI6). */
  readonly #stored = new Set<string>();

  /** @param article whose pictures these are; null for those of drafts and versions */
  constructor(client: RpcClient, article: string | null) {
    this.#client = client;
    this.#article = article;
    this.#recent = recentOf.get(client) ?? new RecentPictures();
    recentOf.set(client, this.#recent);
  }

  async read(sha256: string): Promise<Uint8Array | null> {
    const stored = this.#stored.delete(sha256) ? this.recent(sha256) : null;
    const bytes = stored ?? (await this.#ask(sha256));
    if (bytes) this.#recent.add(sha256, bytes);
    return bytes;
  }

  async #ask(sha256: string): Promise<Uint8Array | null> {
    for (;;) {
      try {
        return (await this.#client.calls.picture({ sha256, article: this.#article })).bytes;
      } catch (error) {
        if (!(error instanceof RpcError && error.code === CORE_GONE)) throw error;
        await new Promise<void>((resolve) => {
          const off = this.#client.onLink((isUp) => {
            if (!isUp) return;
            off();
            resolve();
          });
        });
      }
    }
  }

  recent(sha256: string): Uint8Array | null {
    return this.#recent.get(sha256);
  }

  async store(bytes: Uint8Array): Promise<string> {
    const { src } = await this.#client.calls.storePicture({ bytes });
    // It is shown next: it need not come back from where it was sent.
    const reference = readReference(src);
    if (reference) {
      this.#recent.add(reference.sha256, bytes);
      this.#stored.add(reference.sha256);
    }
    return src;
  }

  onCame(handler: (sha256: string) => void): () => void {
    return this.#client.on("picture", ({ sha256 }) => handler(sha256));
  }
}

/** A source that has nothing: for views that nobody gave one. */
export const NO_PICTURES: PictureSource = {
  read: () => Promise.resolve(null),
  recent: () => null,
  store: () => Promise.reject(new Error("there is nowhere to store a picture")),
  onCame: () => () => undefined,
};

const Source = createContext<PictureSource>(NO_PICTURES);
/** The pictures of versions, comparisons and the like, for whatever stands in it. */
export const PictureSourceProvider = Source.Provider;
/** The source of the nearest `PictureSourceProvider`; `NO_PICTURES` without one. */
export const usePictureSource = (): PictureSource => use(Source);
