/** What every `PictureStore` does. Run it on each store, fresh for every test. */
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { PictureNotStored, type PictureStore } from "../../shared/picture-store/picture-store.ts";
import { LARGEST_STORED } from "../../shared/pictures/picture.ts";
import { gif, hashOf, jpeg, png } from "../picture-samples.ts";

export interface StoreUnderTest {
  readonly store: PictureStore;
  /** A second store on the same storage, as after a restart. */
  readonly reopen: () => PictureStore;
  readonly dispose: () => void;
}

const reasonOf = (run: () => unknown): unknown => {
  try {
    run();
    return "stored";
  } catch (error) {
    if (error instanceof PictureNotStored) return error.reason;
    throw error;
  }
};

/** @param open makes an empty store that takes so many bytes in all */
export function pictureStoreContract(name: string, open: (most: number) => StoreUnderTest): void {
  describe(`picture store: ${name}`, () => {
    let subject: StoreUnderTest;
    let store: PictureStore;
    const fresh = (most: number): void => {
      subject?.dispose();
      subject = open(most);
      store = subject.store;
    };
    beforeEach(() => fresh(10 * LARGEST_STORED));
    afterEach(() => subject.dispose());

    test("PI3: a picture is found by the SHA-256 of its bytes, as it was, with its type and size, also after a restart", () => {
      const bytes = png(30, 20);
      const reference = store.put(bytes);
      expect(reference).toEqual({ sha256: hashOf(bytes), type: "image/png", width: 30, height: 20 });
      for (const one of [store, subject.reopen()]) {
        const found = one.get(reference.sha256)!;
        expect([found.reference, Buffer.from(found.bytes).equals(bytes), one.has(reference.sha256), one.size]).toEqual([
          reference,
          true,
          true,
          bytes.length,
        ]);
      }
      expect([store.get(hashOf(jpeg(3, 2))), store.has("")]).toEqual([null, false]);
    });

    test("PI3: the same bytes twice are one picture", () => {
      expect(store.put(gif(3, 2))).toEqual(store.put(gif(3, 2), hashOf(gif(3, 2))));
      expect(store.size).toBe(gif(3, 2).length);
    });

    test("PI4: what is no picture, other than it is said to be, too large, or more than there is room for is not stored", () => {
      const reasons = [
        reasonOf(() => store.put(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"))),
        reasonOf(() => store.put(new Uint8Array())),
        reasonOf(() => store.put(png(3, 2), hashOf(png(2, 3)))),
        reasonOf(() => store.put(png(65_000, 65_000))),
        reasonOf(() => store.put(png(1_000_000, 1))),
        reasonOf(() => store.put(Buffer.concat([png(3, 2), Buffer.alloc(LARGEST_STORED)]))),
      ];
      expect(reasons).toEqual(["picture-type", "picture-type", "other", "picture-too-large", "picture-too-large", "picture-too-large"]);
      expect(store.size).toBe(0);
      fresh(100);
      store.put(gif(3, 2));
      expect(reasonOf(() => store.put(Buffer.concat([png(3, 2), Buffer.alloc(100)])))).toBe("full");
      // What is there needs no more room.
      expect(reasonOf(() => store.put(gif(3, 2)))).toBe("stored");
    });

    test("PI4: what is removed makes room", () => {
      fresh(150);
      const { sha256 } = store.put(Buffer.concat([png(3, 2), Buffer.alloc(30)]));
      store.remove(sha256);
      store.remove(sha256);
      expect([store.size, store.get(sha256)]).toEqual([0, null]);
      store.put(Buffer.concat([png(4, 2), Buffer.alloc(30)]));
    });
  });
}
