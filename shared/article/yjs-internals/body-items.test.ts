import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../model/body.ts";
import { BodyItems } from "./body-items.ts";
import { Landmarks } from "./landmarks.ts";

const readElsewhere = (doc: Y.Doc): string => {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  return bodyOf(other).toJSON();
};

test.each([
  ["both halves of a surrogate pair", [0, 2, 3], "a😀b"],
  ["one half of a surrogate pair", [2, 3], "\uFFFDb"],
])("AM11 AM12: what is put back in parts, %s of them, is on other replicas what it is here", (_what, starts, expected) => {
  const doc = new Y.Doc();
  doc.clientID = 7;
  const body = bodyOf(doc);
  const text = "a😀b";
  body.insert(0, text);
  body.delete(0, text.length);
  const parts = starts.map((from, i) => {
    const to = starts[i + 1] ?? text.length;
    return { client: 7, clock: from, length: to - from, content: text.slice(from, to), attributes: {} };
  });
  new BodyItems(body, new Landmarks(body)).restore(parts);
  expect([body.toJSON(), readElsewhere(doc)]).toEqual([expected, expected]);
});
