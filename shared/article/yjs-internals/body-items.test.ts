import { expect, test } from "vitest";
import * as Y from "yjs";
import type { CharacterRun } from "../model/character-id.ts";
import { bodyOf } from "../model/body.ts";
import { BodyItems } from "./body-items.ts";
import { Landmarks } from "./landmarks.ts";

const TEXT = "a😀b";
const CLIENT = 7;

function open(): { readonly body: Y.Text; readonly items: BodyItems } {
  const doc = new Y.Doc();
  doc.clientID = CLIENT;
  const body = bodyOf(doc);
  body.insert(0, TEXT);
  return { body, items: new BodyItems(body, new Landmarks(body)) };
}

/** @param starts of parts, of which the last goes to the end */
const partsFrom = (starts: readonly number[]): (CharacterRun & { readonly content: string })[] =>
  starts.map((from, i) => {
    const to = starts[i + 1] ?? TEXT.length;
    return { client: CLIENT, clock: from, length: to - from, content: TEXT.slice(from, to) };
  });

function readElsewhere(body: Y.Text): string {
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(body.doc!));
  return bodyOf(other).toJSON();
}

test.each([
  ["both halves of a surrogate pair", [0, 2, 3], TEXT],
  ["one half of a surrogate pair", [2, 3], "\uFFFDb"],
])("AM11 AM12: what is put back in parts, %s of them, is on other replicas what it is here", (_what, starts, expected) => {
  const { body, items } = open();
  body.delete(0, TEXT.length);
  items.restore(partsFrom(starts).map((run) => ({ ...run, attributes: {} })));
  expect([body.toJSON(), readElsewhere(body)]).toEqual([expected, expected]);
});

test("AM11: what is deleted in parts, both halves of a surrogate pair, is kept as it was", () => {
  const { body, items } = open();
  const kept: unknown[] = [];
  items.deleteRuns(partsFrom([1, 2, 3]), ({ content }) => void kept.push(content));
  expect([body.toJSON(), kept]).toEqual(["a", ["😀b"]]);
});

test.each([
  ["first", 1, "ab", "😀"],
  ["second", 2, TEXT, ""],
])("AM11 AM12: a surrogate pair of which the %s half is to be deleted goes with its first", (_which, clock, expected, gone) => {
  const { body, items } = open();
  let kept = "";
  items.deleteRuns([{ client: CLIENT, clock, length: 1 }], ({ content }) => void (kept += String(content)));
  expect([body.toJSON(), readElsewhere(body), kept]).toEqual([expected, expected, gone]);
});

test("AM11 AM12: who looks for half a surrogate pair cuts none", () => {
  const { body, items } = open();
  for (const run of partsFrom([0, 2])) items.itemsOf([run]);
  expect([body.toJSON(), readElsewhere(body)]).toEqual([TEXT, TEXT]);
});
