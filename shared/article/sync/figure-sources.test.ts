import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readDataAddress, writeDataAddress } from "../../pictures/data-address.ts";
import { pictureOf } from "../../pictures/picture.ts";
import { readReference, writeReference } from "../../pictures/reference.ts";
import { figureArticle } from "../../../tests/figure-article.ts";
import { png } from "../../../tests/picture-samples.ts";
import { projectBody } from "../projection/project.ts";
import { bodyOf } from "../model/body.ts";
import { embedPictures, holdsPictures, movedPictures, movePictures, referencesOf } from "./figure-sources.ts";

const PICTURES = [png(30, 20), png(20, 30)].map((bytes) => Buffer.concat([bytes, Buffer.alloc(40_000, 7)]));
const ADDRESSES = PICTURES.map((bytes) => writeDataAddress("image/png", bytes));

/** A store of one desk. */
class Store {
  readonly pictures = new Map<string, Uint8Array>();
  readonly put = (bytes: Uint8Array): Promise<string | null> => {
    const picture = pictureOf(bytes);
    if (!picture) return Promise.resolve(null);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    this.pictures.set(sha256, bytes);
    return Promise.resolve(writeReference({ ...picture, sha256 }));
  };
}

const docOf = (update: Uint8Array): Y.Doc => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
};
const sources = (doc: Y.Doc): unknown[] =>
  projectBody(bodyOf(doc)).children.flatMap((block) => (block.type.name === "figure" ? [block.attrs["src"] as unknown] : []));
const older = (): Uint8Array => figureArticle("عنوان", ["متن"], [ADDRESSES[0]!, ADDRESSES[1]!, ADDRESSES[0]!, "https://a.example/1.png"]);

test("PI24: two who move an article's pictures at once write the same, and nothing of them is left in it", async () => {
  const [one, two] = [docOf(older()), docOf(older())];
  const [here, there] = [new Store(), new Store()];
  await Promise.all([movePictures(one, here.put), movePictures(two, there.put)]);
  expect(sources(one)).toEqual(sources(two));
  Y.applyUpdate(one, Y.encodeStateAsUpdate(two));
  Y.applyUpdate(two, Y.encodeStateAsUpdate(one));
  expect(sources(one)).toEqual(sources(two));
  const [first, second, third, remote] = sources(one);
  expect([readReference(first)?.width, readReference(second)?.width, third, remote]).toEqual([30, 20, first, "https://a.example/1.png"]);
  expect([...here.pictures.values()].map((bytes) => Buffer.from(bytes))).toEqual(PICTURES);
  expect(Y.encodeStateAsUpdate(one).length).toBeLessThan(3000);
  expect(holdsPictures(one)).toBe(false);
});

test("PI24: a picture that somebody put in another's place meanwhile stays, and so does one that cannot be stored", async () => {
  const broken = "data:image/png;base64,AAAA";
  const doc = docOf(figureArticle("عنوان", [], [ADDRESSES[0]!, broken, "data:image/png;base64,!!"]));
  const blocks = doc.getMap("blocks");
  const key = [...blocks.keys()].find((name) => blocks.get(name) === ADDRESSES[0])!;
  let isFirst = true;
  const store = new Store();
  await movePictures(doc, (bytes) => {
    if (isFirst) blocks.set(key, "https://a.example/2.png");
    isFirst = false;
    return store.put(bytes);
  });
  expect(sources(doc)).toEqual(["https://a.example/2.png", broken, "data:image/png;base64,!!"]);
});

test("PI22 PI23: what is imported is stored, and leaves with the pictures in it; those that are not there stay references", async () => {
  const store = new Store();
  const update = await movedPictures(older(), store.put);
  expect(update.length).toBeLessThan(3000);
  const doc = docOf(update);
  expect(referencesOf(doc).map(({ width }) => width)).toEqual([30, 20]);
  const whole = embedPictures(doc, store.pictures);
  expect(sources(whole)).toEqual([ADDRESSES[0], ADDRESSES[1], ADDRESSES[0], "https://a.example/1.png"]);
  // The article itself is as it was.
  expect(readReference(sources(doc)[0])).not.toBeNull();
  store.pictures.delete(referencesOf(doc)[1]!.sha256);
  expect(readReference(sources(embedPictures(doc, store.pictures))[1])).not.toBeNull();
  const plain = docOf(figureArticle("عنوان", ["متن"], []));
  expect(embedPictures(plain, store.pictures)).toBe(plain);
  const same = figureArticle("عنوان", ["متن"], []);
  expect(await movedPictures(same, store.put)).toBe(same);
});

test("PI24: a data address is read back as it was written, and what is none is none", () => {
  expect(readDataAddress(ADDRESSES[0]!)?.type).toBe("png");
  for (const address of ["", "data:image/png;base64,", "data:image/png;base64,A", "data:text/html;base64,AAAA", "x".repeat(1e6)])
    expect(readDataAddress(address)).toBeNull();
});
