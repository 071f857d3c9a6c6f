/** Two people edit an article apart for long: what comes at once is shown in one step, and everything maps through it by identity. */
import * as prng from "lib0/prng";
import { AllSelection, Plugin, TextSelection, type Transaction } from "prosemirror-state";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { applyPlaces, NOWHERE, placesKey, type Range } from "../../renderer/margin/text/places.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { idAfter, keyOf } from "../../shared/article/model/character-id.ts";
import { moveBlockDown, setKind } from "../../shared/article/commands/commands.ts";
import { fillBody } from "../../shared/article/projection/fill.ts";
import { flatOf, positionsOf } from "../../shared/article/model/flat.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { RenewStep } from "../../shared/article/sync/renew.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { applyUpdate } from "../../shared/sync/cut-ahead.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { chooseEdit } from "./edits.ts";
import { seed } from "../seed.ts";

const EDITS = 700;

const paragraph = (text: string) => schema.node("paragraph", null, schema.text(text));
const articleOf = (paragraphs: number) => {
  const texts = ["untouched one", ...Array.from({ length: paragraphs }, (_, i) => `paragraph ${i} of many words`), "untouched other"];
  return schema.node("doc", null, [schema.node("headline", null, schema.text("headline")), ...texts.map(paragraph)]);
};

/** Two editors with the same article, and all transactions that one of them shows. */
function apart(paragraphs = 60) {
  const base = new Y.Doc();
  fillBody(bodyOf(base), articleOf(paragraphs));
  const seen: Transaction[] = [];
  const watching = new Plugin({ state: { init: () => null, apply: (tr) => (seen.push(tr), null) } });
  const margin = new Plugin({ key: placesKey, state: { init: () => NOWHERE, apply: applyPlaces } });
  const [sara, omid] = [new HeadlessEditor("Sara", 1, [watching, margin]), new HeadlessEditor("Omid", 2)] as const;
  for (const editor of [sara, omid]) editor.receive(Y.encodeStateAsUpdate(base));
  seen.length = 0;
  return { sara, omid, seen };
}

/** Where each character of an editor's page starts, by its ID. */
function placesOf({ body, state }: HeadlessEditor): Map<string, number> {
  const ids: string[] = [];
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    for (let i = 0; i < item.length; i++) ids.push(keyOf(idAfter(item.id, i)));
  }
  const positions = positionsOf(
    state.doc,
    ids.map((_, i) => i),
  );
  return new Map(ids.map((id, i) => [id, positions[i]!]));
}

/** Edits at random. */
function editMuch(editor: HeadlessEditor, gen: prng.PRNG, name: string): void {
  let count = 0;
  for (let i = 0; i < EDITS; i++) chooseEdit(gen).run(editor, gen, (length) => `${name}${count++}`.slice(0, length));
}

/** Types in every paragraph between the first and the last: more than is shown step by step. */
function typeMuch(editor: HeadlessEditor, letters = "ab"): void {
  for (let i = 2; i < editor.state.doc.childCount - 1; i++) {
    for (let n = 0; n < 12; n++) {
      const start = startOf(editor, i);
      editor.binding.dispatch(editor.state.tr.insertText(letters, start + 2 * n));
      editor.binding.dispatch(editor.state.tr.delete(start + 2 * n + 2, start + 2 * n + 3));
    }
  }
}

/** The position in which the text of a block starts. */
const startOf = ({ state: { doc } }: HeadlessEditor, block: number): number =>
  doc.children.slice(0, block).reduce((pos, { nodeSize }) => pos + nodeSize, 1);

const rangeOf = (editor: HeadlessEditor, block: number, from: number, to: number): Range => ({
  from: startOf(editor, block) + from,
  to: startOf(editor, block) + to,
});

function note(editor: HeadlessEditor, range: Range): void {
  const [from, to] = [flatOf(editor.state.doc, range.from), flatOf(editor.state.doc, range.to)];
  editor.binding.dispatch(editor.state.tr.setMeta(placesKey, { resolved: new Map([["note", { state: "found", from, to }]]) }));
}

const noted = ({ state }: HeadlessEditor): string | null => {
  const range = placesKey.getState(state)!.found.get("note");
  return range ? state.doc.textBetween(range.from, range.to, "|") : null;
};

const placeCaret = (editor: HeadlessEditor, pos: number): void =>
  editor.binding.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, pos)));

/** What stands around the caret. */
const aroundCaret = ({ state: { doc, selection } }: HeadlessEditor): string =>
  `${doc.textBetween(selection.from - 4, selection.from, "|")}^${doc.textBetween(selection.from, selection.from + 4, "|")}`;

test(`AM9 AM12 AM18: hundreds of edits at random come in one step, through which each character that is left keeps its place (seed ${seed})`, () => {
  const gen = prng.create(seed);
  const { sara, omid, seen } = apart(300);
  editMuch(sara, gen, "s");
  editMuch(omid, gen, "o");
  const before = placesOf(sara);
  seen.length = 0;
  sara.receive(Y.encodeStateAsUpdate(omid.doc));
  expect(seen.map(({ steps }) => steps.map((step) => step instanceof RenewStep))).toEqual([[true]]);
  expect(sara.state.doc.eq(projectBody(sara.body))).toBe(true);
  const after = placesOf(sara);
  const { mapping } = seen[0]!;
  const wrong = [...before].filter(([id, pos]) => {
    const [start, end] = [mapping.map(pos, 1), mapping.map(pos + 1, -1)];
    const now = after.get(id);
    return now === undefined
      ? start < end
      : mapping.map(pos, 1) !== now ||
          (end !== now + 1 && sara.state.doc.resolve(now).parentOffset < sara.state.doc.resolve(now).parent.content.size);
  });
  expect(wrong).toEqual([]);
});

test("AM18: a note and a caret in a paragraph that nobody touched stay on their letters through what comes at once, and so do chosen marks and undo", () => {
  const { sara, omid, seen } = apart();
  const last = sara.state.doc.childCount - 1;
  sara.binding.dispatch(sara.state.tr.insertText("!", startOf(sara, 1)));
  note(sara, rangeOf(sara, last, 0, 9));
  placeCaret(sara, startOf(sara, last) + 4);
  sara.binding.dispatch(sara.state.tr.setStoredMarks([schema.mark("bold")]));
  typeMuch(omid);
  seen.length = 0;
  sara.receive(Y.encodeStateAsUpdate(omid.doc));
  expect(seen[0]!.steps[0]).toBeInstanceOf(RenewStep);
  expect([noted(sara), aroundCaret(sara), sara.state.storedMarks?.map(({ type }) => type.name)]).toEqual([
    "untouched",
    "unto^uche",
    ["bold"],
  ]);
  sara.binding.undo();
  expect(sara.text).toContain("\nuntouched one\n");
});

test("AM18: a note and a caret stay on their letters in a paragraph that was written into all around them", () => {
  const { sara, omid } = apart();
  // "paragraph 0 of many words"
  note(sara, rangeOf(sara, 2, 15, 19));
  placeCaret(sara, startOf(sara, 2) + 17);
  typeMuch(omid, "paragraph of many ");
  sara.receive(Y.encodeStateAsUpdate(omid.doc));
  const { from } = placesKey.getState(sara.state)!.found.get("note")!;
  expect([noted(sara), aroundCaret(sara)]).toEqual(["many", expect.stringMatching(/ma\^ny/)]);
  expect(sara.state.selection.from).toBe(from + 2);
});

test("AM18: a note whose letters are gone stands on no others that look alike", () => {
  const { sara, omid } = apart();
  note(sara, rangeOf(sara, 2, 15, 19));
  const { from, to } = rangeOf(omid, 2, 15, 19);
  omid.binding.dispatch(omid.state.tr.delete(from, to));
  omid.binding.dispatch(omid.state.tr.insertText("many", from));
  typeMuch(omid);
  sara.receive(Y.encodeStateAsUpdate(omid.doc));
  expect(sara.text).toContain("many words");
  expect([noted(sara), [...placesKey.getState(sara.state)!.orphans]]).toEqual([null, ["note"]]);
});

test("AM9 AM18: hundreds of blocks that become others at once keep note and caret", () => {
  const { sara, omid, seen } = apart(320);
  note(sara, rangeOf(sara, 2, 15, 19));
  placeCaret(sara, startOf(sara, 2) + 17);
  omid.binding.dispatch(omid.state.tr.setSelection(new AllSelection(omid.state.doc)));
  omid.run(setKind("quote"));
  seen.length = 0;
  sara.receive(Y.encodeStateAsUpdate(omid.doc));
  expect(seen.map(({ steps }) => steps.map((step) => step instanceof RenewStep))).toEqual([[true]]);
  expect(sara.state.doc.children.slice(1).every(({ type }) => type.name === "quote")).toBe(true);
  expect([noted(sara), aroundCaret(sara)]).toEqual(["many", "f ma^ny w"]);
});

test(
  `AM12 AM13: of a large change that comes in pieces, in any order, none takes a letter away that is typed between them (seed ${seed})`,
  { tags: "long" },
  () => {
    const gen = prng.create(seed);
    const { sara, omid } = apart(200);
    const updates: Uint8Array[] = [];
    omid.onUpdate = (update) => void updates.push(update);
    typeMuch(omid, "letters of omid");
    typeMuch(sara);
    // A piece that comes before what it stands on waits. Items are cut ahead of those that are large enough.
    const size = Math.ceil(updates.length / 3);
    const pieces = Array.from({ length: 3 }, (_, i) => Y.mergeUpdates(updates.slice(i * size, (i + 1) * size)));
    expect(pieces.every(({ length }) => length > 20_000)).toBe(true);
    const order = pieces.map((piece) => ({ piece, place: prng.real53(gen) })).sort((a, b) => a.place - b.place);
    const typed: string[] = [];
    const type = (): void => {
      for (let i = 0; i < 5; i++) {
        typed.push(String.fromCodePoint(0x4e00 + typed.length));
        sara.binding.dispatch(sara.state.tr.insertText(typed.at(-1)!, startOf(sara, prng.int31(gen, 1, 200)) + prng.int31(gen, 0, 9)));
      }
    };
    type();
    for (const { piece } of order) {
      applyUpdate(sara.doc, piece, "network");
      expect(sara.state.doc.eq(projectBody(sara.body))).toBe(true);
      expect(typed.filter((letter) => sara.text.split(letter).length !== 2)).toEqual([]);
      type();
    }
    expect(sara.doc.store.pendingStructs).toBeNull();
    applyUpdate(omid.doc, Y.encodeStateAsUpdate(sara.doc, Y.encodeStateVector(omid.doc)), "network");
    const late = new HeadlessEditor("Late", 3);
    late.receive(Y.encodeStateAsUpdate(sara.doc));
    for (const editor of [omid, late]) expect(editor.state.doc.eq(sara.state.doc)).toBe(true);
  },
);

test.for([
  ["alone", 0],
  ["among much else", 1],
] as const)("AM19: a caret goes along with its paragraph that a colleague moved, %s", ([, much]) => {
  const { sara, omid, seen } = apart();
  placeCaret(sara, startOf(sara, 2) + 18);
  // The longer of the two stays: the caret's is written anew.
  const other = startOf(omid, 3);
  omid.binding.dispatch(omid.state.tr.insertText("a long beginning of ", other));
  placeCaret(omid, startOf(omid, 2));
  omid.run(moveBlockDown);
  if (much > 0) typeMuch(omid);
  seen.length = 0;
  sara.receive(Y.encodeStateAsUpdate(omid.doc));
  expect(seen[0]!.steps[0] instanceof RenewStep).toBe(much > 0);
  expect(sara.state.selection.$head.index(0)).toBe(3);
  expect(aroundCaret(sara)).toBe(" man^y wo");
});
