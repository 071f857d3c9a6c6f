/**
 * Formats that a colleague's program gives to the text, and Tahrir does not know.
 *
 * @module-tag long
 */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import { readBody } from "../../shared/article/yjs-internals/read.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";

const COUNT = 2_000;
const BOLD = { bold: true };

/** Gives as many formats as there are letters, each to all letters behind one, in one update. */
function nest(editor: HeadlessEditor, start: number, length: number): Uint8Array {
  const doc = new Y.Doc();
  for (const update of editor.disk) Y.applyUpdate(doc, update);
  const before = Y.encodeStateVector(doc);
  doc.transact(() => {
    bodyOf(doc).format(start, length, BOLD);
    for (let i = 0; i < length; i++) bodyOf(doc).format(start + i, length - i, { [`format ${i}`]: true });
  });
  return Y.encodeStateAsUpdate(doc, before);
}

function opened(): HeadlessEditor {
  const editor = new HeadlessEditor("سارا", 1);
  editor.binding.dispatch(editor.state.tr.insertText("ا".repeat(COUNT), 1));
  return editor;
}

test("AM14: somebody nests thousands of formats, and no letter carries more than twenty of them beside those that are known", () => {
  const editor = opened();
  editor.receive(nest(editor, 0, COUNT));
  const sizes = readBody(editor.body).map(({ attributes }) => Object.keys(attributes ?? {}).length);
  expect(Math.max(...sizes)).toBe(21);
  expect(editor.state.doc.rangeHasMark(COUNT, COUNT + 1, editor.state.schema.marks["bold"]!)).toBe(true);
  editor.binding.dispatch(editor.state.tr.insertText("ب", COUNT + 1));
  expect(editor.body.toJSON().endsWith("اب")).toBe(true);
});

test("UN2: somebody nests thousands of formats in text that was deleted, and undo brings it back", () => {
  const editor = opened();
  const nested = nest(editor, 0, COUNT);
  editor.binding.dispatch(editor.state.tr.delete(1, COUNT + 1));
  editor.receive(nested);
  editor.binding.undo();
  expect(editor.body.toJSON()).toBe("ا".repeat(COUNT));
});

test("UN2: somebody nests thousands of formats, and the text is deleted and brought back", () => {
  const editor = opened();
  editor.receive(nest(editor, 0, COUNT));
  editor.binding.dispatch(editor.state.tr.delete(1, COUNT + 1));
  editor.binding.undo();
  expect(editor.body.toJSON()).toBe("ا".repeat(COUNT));
});
