/** Who wrote what a colleague moved, pasted or brought back: two editors that hear of one another at once. */
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection, type Command } from "prosemirror-state";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { moveBlockDown, splitBlock } from "../../shared/article/commands/commands.ts";
import { LINEAGE } from "../../shared/article/model/names.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { writersOf } from "../../shared/article/identity/writers.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { SimulatedNewsroom } from "../newsroom/simulated-newsroom.ts";
import { live } from "../newsroom/weather.ts";

const SARA = 1;
const OMID = 2;

/** Two editors that hear of one another at once. */
function two(text: string): { readonly sara: HeadlessEditor; readonly omid: HeadlessEditor } {
  const [sara, omid] = [new HeadlessEditor("sara", SARA), new HeadlessEditor("omid", OMID)];
  new SimulatedNewsroom([sara, omid], live).begin();
  for (const [i, block] of text.split("\n").entries()) {
    if (i > 0) sara.run(splitBlock);
    sara.run((state, dispatch) => (dispatch?.(state.tr.insertText(block)), true));
  }
  return { sara, omid };
}

/** Who wrote each part, as an editor knows it: the client that typed it, and the one that put a copy there. */
function written(editor: HeadlessEditor, phrase = editor.body.toString()): unknown[] {
  const text = editor.body.toString();
  const from = text.indexOf(phrase);
  const runs = writersOf(articleOf(editor.doc), from, editor.binding.charactersIn(from, from + phrase.length));
  return runs.map((run) => [text.slice(run.from, run.to), run.client, run.copy?.client ?? null]);
}

const at = (editor: HeadlessEditor, phrase: string): number => {
  let found = -1;
  editor.state.doc.descendants((node, pos) => {
    if (node.isTextblock && node.textContent.includes(phrase)) found = pos + 1 + node.textContent.indexOf(phrase);
    return found === -1;
  });
  return found;
};
const run = (editor: HeadlessEditor, phrase: string, command: Command): void => {
  editor.binding.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, at(editor, phrase))));
  editor.run(command);
};
const insert = (editor: HeadlessEditor, pos: number, text: string, event?: string): void => {
  const tr = editor.state.tr.replace(pos, pos, new Slice(Fragment.from(schema.text(text)), 0, 0));
  editor.binding.dispatch(event ? tr.setMeta("uiEvent", event) : tr);
};
const remove = (editor: HeadlessEditor, phrase: string, event?: string): void => {
  const tr = editor.state.tr.delete(at(editor, phrase), at(editor, phrase) + phrase.length);
  editor.binding.dispatch(event ? tr.setMeta("uiEvent", event) : tr);
};
const same = ({ sara, omid }: ReturnType<typeof two>): unknown[] => {
  expect(written(sara)).toEqual(written(omid));
  return written(sara);
};

test("AU8: what nobody copied is whoever's typed it, part by part", () => {
  const both = two("head\nabc");
  insert(both.omid, at(both.omid, "c"), "x");
  expect(same(both)).toEqual([
    ["head\nab", SARA, null],
    ["x", OMID, null],
    ["c", SARA, null],
  ]);
  expect(written(both.omid, "bxc")).toEqual([
    ["b", SARA, null],
    ["x", OMID, null],
    ["c", SARA, null],
  ]);
  expect(writersOf(articleOf(both.sara.doc), 0, [])).toEqual([]);
});

test("AU8: what a colleague deleted and brought back is still the first writer's", () => {
  const both = two("head\nabc def");
  remove(both.omid, "abc");
  both.omid.binding.undo();
  expect(same(both)).toEqual([
    ["head\n", SARA, null],
    ["abc", SARA, OMID],
    [" def", SARA, null],
  ]);
});

test("AU8: what a colleague moved is still the first writer's", () => {
  const both = two("head\na\nlong enough");
  run(both.omid, "a", moveBlockDown);
  expect(both.sara.text).toBe("head\nlong enough\na");
  const clients = same(both).map((part) => (part as unknown[])[1]);
  expect(new Set(clients)).toEqual(new Set([SARA]));
});

test("AU8: what a colleague cut and pasted is still the first writer's, and so it is when that is moved and brought back", () => {
  const both = two("head\nabc\nlong enough");
  remove(both.omid, "bc", "cut");
  insert(both.omid, at(both.omid, "long"), "bc", "paste");
  expect(written(both.sara, "bclong")).toEqual([
    ["bc", SARA, OMID],
    ["long", SARA, null],
  ]);
  run(both.omid, "bclong", (state, dispatch) => (dispatch?.(state.tr.delete(at(both.omid, "bc"), at(both.omid, "bc") + 2)), true));
  both.omid.binding.undo();
  expect(written(both.sara, "bclong")).toEqual([
    ["bc", SARA, OMID],
    ["long", SARA, null],
  ]);
});

test("AU8: a copy of what stayed is the copier's, also when it is moved", () => {
  const both = two("head\nabc\nlong enough");
  remove(both.omid, "bc", "cut");
  both.omid.binding.undo();
  insert(both.omid, at(both.omid, "long"), "bc", "paste");
  expect(written(both.sara, "bclong")).toEqual([
    ["bc", OMID, null],
    ["long", SARA, null],
  ]);
  remove(both.omid, "bclong");
  both.omid.binding.undo();
  expect(written(both.sara, "bclong")).toEqual([
    ["bc", OMID, OMID],
    ["long", SARA, OMID],
  ]);
});

test("AU8: nobody's words are said to be a copy of ones that never were", () => {
  const { sara, omid } = two("head\nabc");
  insert(omid, at(omid, "c"), "x");
  const before = written(sara);
  const [run] = writersOf(articleOf(omid.doc), 0, omid.binding.charactersIn(7, 8));
  articleOf(omid.doc).lineage.record(
    [{ client: run!.client, clock: run!.clock, length: 1, ancestors: [{ client: SARA, clock: 5000 }] }],
    "rewritten",
  );
  expect(omid.doc.getMap(LINEAGE).size).toBe(1);
  expect(Y.encodeStateAsUpdate(omid.doc)).toEqual(Y.encodeStateAsUpdate(sara.doc));
  expect(written(sara)).toEqual(before);
});
