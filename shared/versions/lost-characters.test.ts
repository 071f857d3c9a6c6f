import { expect, test } from "vitest";
import * as Y from "yjs";
import { articleOf } from "../article/identity/article.ts";
import { bodyOf } from "../article/model/body.ts";
import { lostCharacters } from "./lost-characters.ts";

test("VE39: what was moved is not lost, what was deleted or replaced is", () => {
  const doc = new Y.Doc();
  const body = bodyOf(doc);
  body.insert(0, "تیتر\nنخست دوم سوم");
  const before = [Y.encodeStateAsUpdate(doc)];
  const lost = () => lostCharacters(before, [Y.encodeStateAsUpdate(doc)]);
  expect(lost()).toEqual({ count: 0, of: 17 });
  doc.transact(() => {
    body.delete(5, 4);
    body.insert(body.length, "نخست");
    articleOf(doc).lineage.record(
      [{ client: doc.clientID, clock: 17, length: 4, ancestors: [{ client: doc.clientID, clock: 5 }] }],
      "rewritten",
    );
  });
  expect(lost()).toEqual({ count: 0, of: 17 });
  doc.transact(() => {
    body.delete(0, 4);
    body.insert(0, "نام دیگر");
  });
  expect(lost()).toEqual({ count: 4, of: 17 });
});
