import { RpcError } from "../../../shared/rpc/error.ts";
import type { CoreCalls } from "../../../shared/rpc/contract.ts";
import { Archive } from "./archive.ts";

/** Archives that one window has written at a time. */
const MOST = 2;

/** The archives of one window: they end with it. */
export class WindowArchives {
  readonly #folder: string;
  readonly #archives = new Map<number, Archive>();
  #last = 0;

  readonly calls: Pick<CoreCalls, "beginArchive" | "archivePart" | "endArchive"> = {
    beginArchive: async ({ articles, format }) => {
      if (this.#archives.size >= MOST) throw new RpcError("archives", `a window has ${MOST} archives written at a time`);
      const archive = ++this.#last;
      this.#archives.set(archive, new Archive({ folder: this.#folder, articles, format }));
      return { archive };
    },
    archivePart: async ({ archive }) => {
      const found = this.#archives.get(archive);
      if (!found) throw new RpcError("archives", `there is no archive ${archive}`);
      try {
        const part = await found.next();
        if (part.isEnd) this.#archives.delete(archive);
        if (part.isTooLarge) throw new RpcError("archive-too-large", "the articles are more than a zip holds");
        return { bytes: part.bytes, ...part.count, isEnd: part.isEnd };
      } catch (error) {
        this.#archives.delete(archive);
        throw error;
      }
    },
    endArchive: async ({ archive }) => {
      this.#archives.get(archive)?.end();
      this.#archives.delete(archive);
    },
  };

  /** @param folder the desk's */
  constructor(folder: string) {
    this.#folder = folder;
  }

  close(): void {
    for (const archive of this.#archives.values()) archive.end();
    this.#archives.clear();
  }
}
