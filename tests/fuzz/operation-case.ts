/** One operation on one small article that holds every kind of block: what must be true after it, its undo and its redo. */
import type { Node } from "prosemirror-model";
import { NodeSelection, TextSelection, type Selection } from "prosemirror-state";
import * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import { keyOf, type CharacterId } from "../../shared/article/model/character-id.ts";
import { contentsOf } from "../../shared/article/yjs-internals/contents.ts";
import { fillBody } from "../../shared/article/projection/fill.ts";
import { referenceTo } from "../../shared/article/model/footnotes.ts";
import { flatOf } from "../../shared/article/model/flat.ts";
import { projectBody } from "../../shared/article/projection/project.ts";
import { readBody } from "../../shared/article/yjs-internals/read.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { footnoteRemoval } from "../../shared/article/sync/footnote-removal.ts";
import { anchorOf, type Anchor } from "../../shared/notes/anchor.ts";
import { resolveAnchors } from "../../shared/notes/resolve-anchors.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import type { Operation } from "./operations.ts";

const text = (said: string, ...marks: readonly string[]): Node =>
  schema.text(
    said,
    marks.map((name) => schema.mark(name, { value: name === "link" ? "https://a.example" : name === "dir" ? "ltr" : true })),
  );
const block = (kind: string, attrs: Readonly<Record<string, unknown>> | null, ...content: readonly Node[]): Node =>
  schema.node(kind, attrs, content);

/** Every kind of block, empty ones too; no letter stands twice. */
const PAGE = block(
  "doc",
  null,
  block("headline", null, text("ab")),
  block("paragraph", null, text("cd "), text("ef", "bold")),
  block("paragraph", { dir: "ltr" }),
  block("lead", null, text("gh", "italic", "link")),
  block("heading", { level: 1 }, text("ij")),
  block("heading", { level: 2, dir: "ltr" }),
  block("quote", null, text("k\u{20000}l")),
  block("quote", null),
  block("item", { list: "bullet" }, text("mn")),
  block("item", { list: "number", indent: 1 }),
  block("figure", { src: "https://a.example/1.png", alt: "o" }, text("pq")),
  block("figure", { src: "https://a.example/2.png" }),
  block("divider", null),
  block("divider", null, text("r")),
  block(
    "paragraph",
    null,
    text("s\u200Ct"),
    schema.node("line_break"),
    schema.node("atom", { value: { a: 1 } }),
    text("u", "dir"),
    referenceTo("1"),
  ),
  block("paragraph", { kind: "ticker" }, text("vw")),
  block("lead", null),
  block("footnote", { footnote: "1" }, text("xy")),
  block("footnote", { footnote: "1" }),
  block("footnote", { footnote: "3" }, text("z")),
);

/** A word of the article, with a note on it. */
interface Word {
  readonly text: string;
  readonly ids: readonly CharacterId[];
  readonly anchor: Anchor;
}

interface Start {
  readonly update: Uint8Array;
  readonly doc: Node;
  readonly said: string;
  readonly words: readonly Word[];
}

/** The article as it stands before each operation: written by two clients, with a format of which this version knows nothing. */
export const START: Start = start();

function start(): Start {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const body = bodyOf(doc);
  fillBody(body, PAGE);
  doc.clientID = 2;
  body.insert(1, "?");
  body.delete(1, 1);
  body.format(body.length - 4, 2, { colour: "red" });
  const chars = charactersOf(body);
  const all = chars.map(({ unit }) => unit).join("");
  const words = [...all.matchAll(/[a-z\u{20000}\u200C]+/gu)].map(({ 0: said, index }) => ({
    text: said,
    ids: chars.slice(index, index + said.length).map(({ id }) => id),
    anchor: anchorOf(body, index, index + said.length),
  }));
  return { update: Y.encodeStateAsUpdate(doc), doc: projectBody(body), said: saidIn(body), words };
}

/** All that counts in the body, with a sign for what is no text. */
function charactersOf(body: Y.Text): { readonly unit: string; readonly id: CharacterId }[] {
  const characters: { readonly unit: string; readonly id: CharacterId }[] = [];
  for (let item = body._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const [first] = contentsOf(item);
    for (let i = 0; i < item.length; i++)
      characters.push({
        unit: typeof first === "string" ? first.charAt(i) : "\uFFFC",
        id: { client: item.id.client, clock: item.id.clock + i },
      });
  }
  return characters;
}

/** What a body says character by character, formats of which this version knows nothing included; of a `\n` they say nothing. */
export function saidIn(body: Y.Text): string {
  const runs: [said: unknown, formats: string][] = [];
  for (const { insert, attributes } of readBody(body)) {
    const formats =
      insert === "\n" ? "" : JSON.stringify(Object.entries(attributes ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)));
    const last = runs.at(-1);
    if (typeof insert === "string" && typeof last?.[0] === "string" && last[1] === formats) last[0] += insert;
    else runs.push([insert, formats]);
  }
  return JSON.stringify(runs);
}

/** Two positions that an operation is done at. */
export interface Pair {
  readonly from: number;
  readonly to: number;
}

/** Every pair of positions for an operation: of those in text and around a block for one on the selection. */
export function pairsFor({ on }: Operation): Pair[] {
  const { doc } = START;
  const positions = Array.from({ length: doc.content.size + 1 }, (_, pos) => pos);
  const isInText = (pos: number): boolean => doc.resolve(pos).depth > 0;
  const pairs = positions.flatMap((from) => positions.filter((to) => to >= from).map((to) => ({ from, to })));
  return on === "positions" ? pairs : pairs.filter(({ from, to }) => (isInText(from) && isInText(to)) || isAround(from, to));
}

/** Whether a block that can be selected stands between two positions. */
function isAround(from: number, to: number): boolean {
  const $from = START.doc.resolve(from);
  return $from.depth === 0 && from > 0 && $from.nodeAfter !== null && from + $from.nodeAfter.nodeSize === to;
}

export const selectionAt = (doc: Node, { from, to }: Pair): Selection =>
  isAround(from, to) ? NodeSelection.create(doc, from) : TextSelection.between(doc.resolve(from), doc.resolve(to));

/** @throws Error when the operation at these positions, its undo or its redo breaks a promise @returns notes that were looked at */
export function checkOperation(operation: Operation, pair: Pair): number {
  const [editor, other] = [
    new HeadlessEditor("the editor", 3, [footnoteRemoval()], [START.update]),
    new HeadlessEditor("the other editor", 4, [footnoteRemoval()], [START.update]),
  ];
  let last: string = operation.name;
  let notes = 0;
  try {
    let isWritten = false;
    editor.onUpdate = (update) => {
      isWritten = true;
      other.receive(update);
    };
    const look = (): void => {
      notes += lookAt(editor);
      agree(editor, other);
    };
    const selection = selectionAt(editor.state.doc, pair);
    editor.binding.dispatch(editor.state.tr.setSelection(selection));
    operation.run(editor, pair.from, pair.to);
    look();
    if (!isWritten) {
      if (editor.state.doc.eq(START.doc)) return notes;
      throw new Error("shows what it did not write");
    }
    const [after, said] = [editor.state.doc, saidIn(editor.body)];

    let count = 0;
    for (; editor.binding.canUndo; count++) {
      last = `undo ${count + 1} of ${operation.name}`;
      editor.binding.undo();
      checkPage(editor);
    }
    if (!operation.isSeveral && count > 1) throw new Error(`is ${count} steps`);
    look();
    same(editor, START.doc, START.said);
    if (!operation.isSeveral && count > 0 && operation.on === "selection" && selection instanceof TextSelection)
      checkSelection(editor, selection);
    for (let i = 0; i < count; i++) {
      last = `redo ${i + 1} of ${operation.name}`;
      editor.binding.redo();
      checkPage(editor);
    }
    look();
    same(editor, after, said);
    return notes;
  } catch (error) {
    throw new Error(`${last} at ${pair.from}–${pair.to}: ${(error as Error).message}`, { cause: error });
  } finally {
    for (const each of [editor, other]) {
      each.binding.destroy();
      each.doc.destroy();
    }
  }
}

function same(editor: HeadlessEditor, doc: Node, said: string): void {
  if (!editor.state.doc.eq(doc))
    throw new Error(`shows\n  ${editor.state.doc.toString()}\ninstead of\n  ${doc.toString()}${differenceOf(editor.state.doc, doc)}`);
  if (saidIn(editor.body) !== said) throw new Error(`holds\n  ${saidIn(editor.body)}\ninstead of\n  ${said}`);
}

/** What two documents say of a block, where only that is not alike. */
function differenceOf(one: Node, other: Node): string {
  const at = one.content.findDiffStart(other.content);
  const [a, b] = [one, other].map((doc) => (at === null ? null : doc.nodeAt(at)));
  return `\nat ${at}: ${JSON.stringify(a?.attrs)} instead of ${JSON.stringify(b?.attrs)}`;
}

function checkSelection({ state: { selection, doc } }: HeadlessEditor, { anchor, head }: Selection): void {
  const [now, was] = [
    [selection.anchor, selection.head],
    [anchor, head],
  ].map((ends) => ends.map((pos) => flatOf(doc, pos)).join("–"));
  if (now !== was) throw new Error(`has the selection at ${now} instead of ${was}`);
}

function checkPage(editor: HeadlessEditor): void {
  const page = projectBody(editor.body);
  if (!editor.state.doc.eq(page)) throw new Error(`shows\n  ${editor.state.doc.toString()}\nbut its body says\n  ${page.toString()}`);
}

/** What the editor shows is valid and what its body says, and each note stands where its word is. @returns how many of them were looked at */
function lookAt(editor: HeadlessEditor): number {
  editor.state.doc.check();
  checkPage(editor);
  const chars = charactersOf(editor.body);
  const places = new Map(chars.map(({ id }, index) => [keyOf(id), index]));
  const units = chars.map(({ unit }) => unit).join("");
  const found = resolveAnchors(
    editor.body,
    START.words.map(({ anchor }) => anchor),
  );
  let looked = 0;
  START.words.forEach((word, i) => {
    const expected = placeOf(word, places, units);
    if (!expected) return;
    looked++;
    const is = found[i]!;
    const isRight =
      is.state === "found" &&
      (expected.isWhole ? is.from === expected.from && is.to === expected.to : is.from <= expected.from && is.to >= expected.to);
    if (!isRight)
      throw new Error(
        `has the note on ${word.text} at ${JSON.stringify(is)}, and not at ${JSON.stringify(expected)}, of ${JSON.stringify(units)}`,
      );
  });
  return looked;
}

/** Where a note stands: on its characters, or on their copies where its word is there once; null where nothing is certain. */
function placeOf(
  { text: said, ids }: Word,
  places: ReadonlyMap<string, number>,
  units: string,
): { readonly from: number; readonly to: number; readonly isWhole: boolean } | null {
  const own = ids.flatMap((id) => places.get(keyOf(id)) ?? []);
  const at = units.indexOf(said);
  const isOnce = at !== -1 && said.match(/./gu)!.every((letter) => units.split(letter).length === 2);
  const isThere = own.length === ids.length;
  if (!isThere && isOnce) return { from: at, to: at + said.length, isWhole: true };
  // Where a part of it was moved elsewhere, it is a matter of most.
  const isElsewhere = ids.some((id, i) => !places.has(keyOf(id)) && units.includes(said.charAt(i)));
  return own.length === 0 || isElsewhere || own.some((place, i) => i > 0 && place < own[i - 1]!)
    ? null
    : { from: own[0]!, to: own.at(-1)! + 1, isWhole: isThere };
}

const notesAt = ({ body }: HeadlessEditor): string =>
  JSON.stringify(
    resolveAnchors(
      body,
      START.words.map(({ anchor }) => anchor),
    ),
  );

function agree(editor: HeadlessEditor, other: HeadlessEditor): void {
  if (!other.state.doc.eq(editor.state.doc))
    throw new Error(`the other editor shows\n  ${other.state.doc.toString()}\ninstead of\n  ${editor.state.doc.toString()}`);
  if (saidIn(other.body) !== saidIn(editor.body)) throw new Error("the other editor holds something else");
  if (notesAt(other) !== notesAt(editor)) throw new Error("the other editor has notes elsewhere");
}
