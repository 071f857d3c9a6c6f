/** Two editors of one article without a relay, and what a person does in one, for tests of identity. */
import { Slice } from "prosemirror-model";
import { TextSelection, type Transaction } from "prosemirror-state";
import { expect } from "vitest";
import * as Y from "yjs";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { meet as meetAll, SimulatedNewsroom } from "../newsroom/simulated-newsroom.ts";
import { cut } from "../newsroom/weather.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { resolveAnchors } from "../../shared/notes/resolve-anchors.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { deleteSelection, insertSlice } from "../../shared/article/commands/commands.ts";
import { fillBody } from "../../shared/article/projection/fill.ts";
import { flatOf } from "../../shared/article/model/flat.ts";
import { schema } from "../../shared/article/model/schema.ts";

export const CLIENTS = [
  [11, 12],
  [12, 11],
] as const;

const text = (line: string) => (line === "" ? [] : [schema.text(line)]);

/** Two editors with the same article: the first line is its headline, `# ` makes a heading. */
export function twoEditors(
  lines: readonly string[],
  [first, second]: readonly [number, number] = CLIENTS[0],
): [HeadlessEditor, HeadlessEditor] {
  const seed = new Y.Doc();
  seed.clientID = 1;
  const blocks = lines.map((line, i) =>
    i === 0
      ? schema.node("headline", null, text(line))
      : line.startsWith("# ")
        ? schema.node("heading", { level: 1 }, text(line.slice(2)))
        : schema.node("paragraph", null, text(line)),
  );
  fillBody(bodyOf(seed), schema.node("doc", null, blocks));
  const editors: [HeadlessEditor, HeadlessEditor] = [new HeadlessEditor("Sara", first), new HeadlessEditor("Omid", second)];
  new SimulatedNewsroom(editors, cut).begin(seed);
  return editors;
}

/** All of them get what the others hold, and show the same. */
export function meet(...editors: readonly HeadlessEditor[]): void {
  meetAll(editors);
  for (const editor of editors) expect(shown(editor)).toEqual(shown(editors[0]!));
}

/** The blocks as they are shown: kinds other than a paragraph's before the text. */
export function shown({ state: { doc } }: HeadlessEditor): string[] {
  const lines: string[] = [];
  doc.forEach((block, _pos, i) => {
    const name = i === 0 || block.type.name === "paragraph" ? "" : `${block.type.name}: `;
    const dir: unknown = block.attrs["dir"];
    lines.push(`${name}${typeof dir === "string" ? `(${dir}) ` : ""}${block.textContent}`);
  });
  return lines;
}

export function select(editor: HeadlessEditor, from: string, to = from): HeadlessEditor {
  const { doc } = editor.state;
  const find = (phrase: string): number => {
    let found = -1;
    doc.forEach((block, pos) => {
      const at = block.textContent.indexOf(phrase);
      if (found < 0 && at >= 0) found = pos + 1 + at;
    });
    if (found < 0) throw new Error(`no ${phrase} in ${doc.toString()}`);
    return found;
  };
  editor.binding.dispatch(editor.state.tr.setSelection(TextSelection.create(doc, find(from), find(to) + to.length)));
  return editor;
}

export const caret = (editor: HeadlessEditor, before: string): HeadlessEditor => {
  select(editor, before);
  editor.binding.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, editor.state.selection.from)));
  return editor;
};

export const type = (editor: HeadlessEditor, text: string): void => editor.binding.dispatch(editor.state.tr.insertText(text));
export const dispatch = (editor: HeadlessEditor, make: (tr: Transaction) => Transaction): void =>
  editor.binding.dispatch(make(editor.state.tr));

/** Cuts what is selected, and pastes it before `phrase`. */
export function cutAndPaste(editor: HeadlessEditor, phrase: string): void {
  const slice = editor.state.selection.content();
  deleteSelection(editor.state, (tr) => editor.binding.dispatch(tr.setMeta("uiEvent", "cut")));
  caret(editor, phrase);
  pasteSlice(editor, slice);
}

export const pasteSlice = (editor: HeadlessEditor, slice: Slice): boolean =>
  insertSlice(slice)(editor.state, (tr) => editor.binding.dispatch(tr.setMeta("uiEvent", "paste")));

/** A note on a phrase, and the words that it stands on in an editor. */
export function note(editor: HeadlessEditor, phrase: string): (at: HeadlessEditor) => string | null {
  select(editor, phrase);
  const {
    doc,
    selection: { from, to },
  } = editor.state;
  const anchor = anchorOf(editor.body, flatOf(doc, from), flatOf(doc, to));
  return (at) => {
    const [place] = resolveAnchors(at.body, [anchor]);
    return place?.state === "found" ? at.body.toJSON().slice(place.from, place.to) : null;
  };
}
