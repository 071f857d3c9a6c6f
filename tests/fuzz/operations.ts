/** A table of what a person, a browser or a plugin may do to an article: the commands of the keymap, the clipboard, ProseMirror's own. */
import {
  createParagraphNear,
  deleteSelection as deleteSelectionPlain,
  exitCode,
  joinBackward as joinBackwardPlain,
  joinForward as joinForwardPlain,
  joinTextblockBackward,
  joinTextblockForward,
  liftEmptyBlock,
  newlineInCode,
  setBlockType,
  splitBlock as splitBlockPlain,
  splitBlockKeepMarks,
  chainCommands,
} from "prosemirror-commands";
import { Fragment, Slice, type Node } from "prosemirror-model";
import { TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import { canJoin, canSplit } from "prosemirror-transform";
import { dropSlice, moveSelection } from "../../renderer/editor/clipboard/drop.ts";
import {
  deleteBackward,
  deleteForward,
  deleteSelection,
  indent,
  insertDivider,
  insertFigure,
  insertFootnote,
  goToFootnote,
  insertLineBreak,
  insertSlice,
  insertZwnj,
  stripInvisibles,
  convertControls,
  toggleIsolate,
  joinBackward,
  joinForward,
  moveBlockDown,
  moveBlockUp,
  outdent,
  removeLink,
  selectAll,
  setDirection,
  setKind,
  setLink,
  splitBlock,
  toggleDirection,
  toggleKind,
  toggleList,
  toggleMark,
  toggleScript,
  setRunLanguage,
  withFootnotes,
} from "../../shared/article/commands/commands.ts";
import { referenceTo } from "../../shared/article/model/footnotes.ts";
import { INLINE_ATTRIBUTES } from "../../shared/article/model/names.ts";
import { schema } from "../../shared/article/model/schema.ts";
import type { HeadlessEditor } from "../newsroom/headless-editor.ts";

export interface Operation {
  readonly name: string;
  /** Whether it works on the selection, or on any two positions, between blocks too. */
  readonly on: "selection" | "positions";
  /** It is more than one step to undo. */
  readonly isSeveral: boolean;
  run(editor: HeadlessEditor, from: number, to: number): void;
}

const operation = (name: string, run: Operation["run"], { on = "selection", isSeveral = false }: Partial<Operation> = {}): Operation => ({
  name,
  on,
  isSeveral,
  run,
});

const command = (name: string, ...commands: readonly Command[]): Operation =>
  operation(name, (editor) => commands.forEach((one) => editor.run(one)), { isSeveral: commands.length > 1 });

/** Steps on two positions; null where they cannot be made. */
const steps = (name: string, make: (tr: Transaction, from: number, to: number) => Transaction | null): Operation =>
  operation(
    name,
    (editor, from, to) => {
      const tr = make(editor.state.tr, from, to);
      if (tr) editor.binding.dispatch(tr);
    },
    { on: "positions" },
  );

const type = (editor: HeadlessEditor, text: string): void => editor.binding.dispatch(editor.state.tr.insertText(text));
const typing = (name: string, ...texts: readonly string[]): Operation =>
  operation(name, (editor) => texts.forEach((text) => type(editor, text)), { isSeveral: texts.length > 1 });

const paragraph = (text: string, attrs = {}): Node => schema.node("paragraph", attrs, text === "" ? [] : [schema.text(text)]);
const bold = (text: string): Node => schema.text(text, [schema.mark("bold")]);
const item = (text: string, attrs = {}): Node => schema.node("item", { list: "bullet", ...attrs }, [schema.text(text)]);

const paste = (editor: HeadlessEditor, slice: Slice): boolean =>
  insertSlice(slice)(editor.state, (tr) => editor.binding.dispatch(tr.setMeta("uiEvent", "paste")));
const pasting = (name: string, nodes: readonly Node[], open = 0): Operation =>
  operation(`paste ${name}`, (editor) => void paste(editor, new Slice(Fragment.fromArray(nodes), open, open)));

/** @returns what was cut */
function cut(editor: HeadlessEditor): Slice {
  const slice = withFootnotes(editor.state.selection.content(), editor.state.doc);
  deleteSelection(editor.state, (tr) => editor.binding.dispatch(tr.setMeta("uiEvent", "cut")));
  return slice;
}

/** Where in the article something is pasted or dropped, as a part of its size. */
const PLACES: readonly (readonly [string, number])[] = [
  ["at the start", 0],
  ["in the first third", 0.3],
  ["in the middle", 0.5],
  ["in the last third", 0.77],
  ["at the end", 1],
];

function placeCaret(editor: HeadlessEditor, part: number): void {
  const { doc, tr } = editor.state;
  editor.binding.dispatch(tr.setSelection(TextSelection.near(doc.resolve(Math.round(part * doc.content.size)))));
}

const elsewhere = (name: string, run: (editor: HeadlessEditor, part: number) => void, isSeveral = true): Operation[] =>
  PLACES.map(([place, part]) => operation(`${name} ${place}`, (editor) => run(editor, part), { isSeveral }));

/** Drops what is selected, if anything is. */
function drop(editor: HeadlessEditor, part: number, make: (state: EditorState, pos: number) => Transaction | null): void {
  const { state } = editor;
  const tr = state.selection.empty ? null : make(state, Math.round(part * state.doc.content.size));
  if (tr) editor.binding.dispatch(tr.setMeta("uiEvent", "drop"));
}

const undo = (editor: HeadlessEditor): boolean => editor.binding.undo();
const redo = (editor: HeadlessEditor): boolean => editor.binding.redo();

/** Values of marks that are not only there or not. */
const VALUES: Readonly<Record<string, string>> = { link: "https://c.example", dir: "ltr", lang: "fr-CA" };

export const OPERATIONS: readonly Operation[] = [
  typing("type a letter", "Z"),
  typing("type letters in one go", "X", "Y", "Z"),
  typing("type an astral character", "\u{1F600}"),
  typing("type two astral characters", "\u{1F600}", "\u{1F642}"),
  typing("type a line feed", "X\nY"),
  typing("type a separator of lines", "X\u2028Y"),
  typing("type a carriage return", "\r"),
  typing("type half a pair", "\uD83D"),
  typing("type the other half of a pair", "\uDE00Z"),
  typing("type a mark on a letter", "\u064E"),
  operation(
    "type in bold",
    (editor) => {
      editor.run(toggleMark("bold"));
      type(editor, "Z");
    },
    { isSeveral: true },
  ),
  operation(
    "type behind a selection",
    (editor) => {
      editor.binding.dispatch(editor.state.tr.setSelection(TextSelection.near(editor.state.selection.$to)));
      type(editor, "Z");
    },
    { isSeveral: true },
  ),
  command("Backspace", deleteBackward),
  command("Backspace twice", deleteBackward, deleteBackward),
  command("Delete", deleteForward),
  command("Delete twice", deleteForward, deleteForward),
  command("delete the selection", deleteSelection),
  command("Backspace of a word at the start of a block", chainCommands(deleteSelection, joinBackward)),
  command("Delete of a word at the end of a block", chainCommands(deleteSelection, joinForward)),
  command("join backward", joinBackward),
  command("join forward", joinForward),
  command("split", splitBlock),
  command("split twice", splitBlock, splitBlock),
  command("split and join", splitBlock, joinBackward),
  operation(
    "split and type",
    (editor) => {
      editor.run(splitBlock);
      type(editor, "Z");
    },
    { isSeveral: true },
  ),
  command("line break", insertLineBreak),
  command("line break twice", insertLineBreak, insertLineBreak),
  command("half-space", insertZwnj),
  command("half-space twice", insertZwnj, insertZwnj),
  ...(["paragraph", "lead", "quote", "divider", "figure"] as const).map((kind) => command(`make it a ${kind}`, setKind(kind))),
  ...[1, 2, 3].map((level) => command(`make it a heading of level ${level}`, setKind("heading", { level }))),
  command("make it an item", setKind("item", { list: "number", indent: 2 })),
  ...[1, 2, 3].map((level) => command(`toggle a heading of level ${level}`, toggleKind("heading", { level }))),
  command("toggle a lead", toggleKind("lead")),
  command("toggle a quote", toggleKind("quote")),
  command("toggle a quote twice", toggleKind("quote"), toggleKind("quote")),
  command("toggle bullets", toggleList("bullet")),
  command("toggle numbers", toggleList("number")),
  command("toggle bullets, then numbers", toggleList("bullet"), toggleList("number")),
  command("indent", indent),
  command("outdent", outdent),
  command("indent twice and outdent", indent, indent, outdent),
  command("run right to left", setDirection("rtl")),
  command("run left to right", setDirection("ltr")),
  command("run as the article", setDirection(null)),
  command("turn around in a right-to-left article", toggleDirection("rtl")),
  command("turn around in a left-to-right article", toggleDirection("ltr")),
  command("turn around twice", toggleDirection("rtl"), toggleDirection("rtl")),
  command("isolate, or no more", toggleIsolate),
  command("strip what is unseen", stripInvisibles),
  command("convert embeddings", convertControls),
  ...(["bold", "italic", "underline", "strike", "code"] as const).map((name) => command(`toggle ${name}`, toggleMark(name))),
  command("raise", toggleScript("super")),
  command("raise, then lower", toggleScript("super"), toggleScript("sub")),
  command("lower twice", toggleScript("sub"), toggleScript("sub")),
  command("say that it is Arabic", setRunLanguage("ar")),
  command("say that it is Arabic, then Hebrew", setRunLanguage("ar"), setRunLanguage("he")),
  command("say that it is Arabic, and take it back", setRunLanguage("ar"), setRunLanguage(null)),
  command("say no language", setRunLanguage(null)),
  operation(
    "type in Arabic",
    (editor) => {
      editor.run(setRunLanguage("ar"));
      type(editor, "Z");
    },
    { isSeveral: true },
  ),
  command("toggle bold twice", toggleMark("bold"), toggleMark("bold")),
  command("toggle bold, then italic", toggleMark("bold"), toggleMark("italic")),
  command("link", setLink("https://b.example/x")),
  command("link to a mail address", setLink("a@b.example")),
  command("link to what no link may lead to", setLink("javascript:1")),
  command("take links off", removeLink),
  command("divider", insertDivider),
  command("figure", insertFigure({ src: "https://a.example/2.png", alt: "Z", credit: "Y" })),
  command("footnote", insertFootnote),
  command("two footnotes", insertFootnote, goToFootnote, insertFootnote),
  pasting("a footnote with its reference", [
    schema.node("paragraph", null, [schema.text("X"), referenceTo("2")]),
    schema.node("footnote", { footnote: "2" }, schema.text("Y")),
  ]),
  command("figure and divider", insertFigure({ src: "https://a.example/2.png" }), insertDivider),
  command("move up", moveBlockUp),
  command("move down", moveBlockDown),
  command("move up twice", moveBlockUp, moveBlockUp),
  command("move down twice", moveBlockDown, moveBlockDown),
  command("move up and down again", moveBlockUp, moveBlockDown),
  command("select all and delete", selectAll, deleteSelection),
  command("select all and make it a quote", selectAll, setKind("quote")),
  command("select all and make it bold", selectAll, toggleMark("bold")),
  operation(
    "select all and type",
    (editor) => {
      editor.run(selectAll);
      type(editor, "Z");
    },
    { isSeveral: true },
  ),
  pasting("text", [schema.text("XYZ")]),
  pasting("marked text", [schema.text("X"), bold("Y"), schema.text("Z", [schema.mark("link", { value: "https://b.example" })])]),
  pasting("a line break and a value", [schema.text("X"), schema.node("line_break"), schema.node("atom", { value: { a: 1 } })]),
  pasting("an astral character", [bold("\u{1F600}")]),
  pasting("a paragraph", [paragraph("XYZ")]),
  pasting("a part of a paragraph", [paragraph("XYZ")], 1),
  pasting("a paragraph of its own direction", [paragraph("XYZ", { dir: "ltr" })], 1),
  pasting("an empty paragraph", [paragraph("")]),
  pasting("a heading", [schema.node("heading", { level: 3 }, [schema.text("XYZ")])]),
  pasting("a headline and a paragraph", [schema.node("headline", { dir: "ltr" }, [schema.text("X")]), paragraph("Y")]),
  pasting("two paragraphs", [paragraph("X"), paragraph("YZ")], 1),
  pasting("blocks of many kinds", [paragraph("X"), schema.node("quote", null, [bold("Y")]), schema.node("divider"), item("Z")]),
  pasting("a list", [item("X"), item("Y", { list: "number", indent: 3 })], 1),
  pasting("a figure", [schema.node("figure", { src: "https://a.example/3.png" }, [schema.text("X")])]),
  pasting("a divider", [schema.node("divider")]),
  pasting("a block of a kind of which nothing is known", [paragraph("X", { kind: "ticker" })]),
  operation("copy and paste over it", (editor) => void paste(editor, editor.state.selection.content())),
  ...elsewhere("copy and paste", (editor, part) => {
    const slice = editor.state.selection.content();
    placeCaret(editor, part);
    paste(editor, slice);
  }),
  operation("cut", (editor) => void cut(editor)),
  operation("cut and paste back", (editor) => void paste(editor, cut(editor)), { isSeveral: true }),
  ...elsewhere("cut and paste", (editor, part) => {
    const slice = cut(editor);
    placeCaret(editor, part);
    paste(editor, slice);
  }),
  operation(
    "cut and paste twice",
    (editor) => {
      const slice = cut(editor);
      placeCaret(editor, 0.5);
      paste(editor, slice);
      paste(editor, slice);
    },
    { isSeveral: true },
  ),
  operation(
    "cut, undo and paste",
    (editor) => {
      const slice = cut(editor);
      undo(editor);
      placeCaret(editor, 0.77);
      paste(editor, slice);
    },
    { isSeveral: true },
  ),
  ...elsewhere("drag", (editor, part) => drop(editor, part, moveSelection), false),
  ...elsewhere(
    "drag a copy",
    (editor, part) => drop(editor, part, (state, pos) => dropSlice(state.tr, state.selection.content(), pos)),
    false,
  ),
  operation("type and undo", (editor) => {
    type(editor, "Z");
    undo(editor);
  }),
  operation("delete and undo", (editor) => {
    editor.run(deleteSelection);
    undo(editor);
  }),
  operation("split, undo and redo", (editor) => {
    editor.run(splitBlock);
    undo(editor);
    redo(editor);
  }),
  operation("move, undo and redo, twice", (editor) => {
    editor.run(moveBlockUp);
    for (let i = 0; i < 2; i++) {
      undo(editor);
      redo(editor);
    }
  }),
  operation(
    "bold and type, undo one",
    (editor) => {
      editor.run(toggleMark("bold"));
      editor.run(splitBlock);
      undo(editor);
    },
    { isSeveral: true },
  ),
  operation(
    "cut and paste, undo both, redo one",
    (editor) => {
      const slice = cut(editor);
      placeCaret(editor, 0.3);
      paste(editor, slice);
      undo(editor);
      undo(editor);
      redo(editor);
    },
    { isSeveral: true },
  ),
  operation(
    "delete, type, undo both, redo both",
    (editor) => {
      editor.run(deleteSelection);
      type(editor, "Z");
      for (const revert of [undo, undo, redo, redo]) revert(editor);
    },
    { isSeveral: true },
  ),
  command("split, as ProseMirror has it", splitBlockPlain),
  command("split and keep marks, as ProseMirror has it", splitBlockKeepMarks),
  command("join backward, as ProseMirror has it", joinBackwardPlain),
  command("join forward, as ProseMirror has it", joinForwardPlain),
  command("join texts backward, as ProseMirror has it", joinTextblockBackward),
  command("join texts forward, as ProseMirror has it", joinTextblockForward),
  command("delete the selection, as ProseMirror has it", deleteSelectionPlain),
  command("paragraph nearby", createParagraphNear),
  command("lift an empty block", liftEmptyBlock),
  command("leave code", chainCommands(newlineInCode, exitCode)),
  command("set the type of blocks", setBlockType(schema.nodes["heading"], { level: 3 })),
  steps("delete between", (tr, from, to) => tr.delete(from, to)),
  steps("delete a range", (tr, from, to) => tr.deleteRange(from, to)),
  steps("replace by text", (tr, from, to) => tr.insertText("XYZ", from, to)),
  steps("replace by a node", (tr, from, to) => tr.replaceRangeWith(from, to, schema.node("quote", null, [schema.text("X")]))),
  steps("replace by open blocks", (tr, from, to) => tr.replaceRange(from, to, new Slice(Fragment.from([paragraph("X"), item("Y")]), 1, 1))),
  steps("replace by closed blocks", (tr, from, to) => tr.replace(from, to, new Slice(Fragment.from([paragraph("X"), item("Y")]), 0, 0))),
  steps("replace by half a pair", (tr, from, to) => tr.replaceWith(from, to, schema.text("\uD83D"))),
  steps("replace and replace again", (tr, from, to) => {
    tr.insertText("XY", from, to);
    return tr.delete(tr.mapping.map(from, -1), tr.mapping.map(to, 1)).insertText("Z", tr.mapping.map(from, -1));
  }),
  steps("delete at both ends", (tr, from, to) => {
    if (to - from < 2) return null;
    tr.delete(to - 1, to);
    return tr.delete(from, from + 1);
  }),
  steps("insert a block", (tr, from) => tr.insert(from, schema.node("heading", { level: 2 }, [schema.text("X")]))),
  steps("insert a value at both ends", (tr, from, to) =>
    tr.insert(to, schema.node("atom", { value: 7 })).insert(from, schema.node("atom", { value: ["x"] })),
  ),
  steps("part a block", (tr, from, to) =>
    canSplit(tr.doc, from) ? tr.split(from, 1, to === from ? undefined : [{ type: schema.nodes["quote"] }]) : null,
  ),
  steps("join blocks", (tr, from) => (canJoin(tr.doc, from) ? tr.join(from) : null)),
  steps("make blocks another type", (tr, from, to) => tr.setBlockType(from, to, schema.nodes["item"], { list: "number", indent: 1 })),
  steps("mark up a block", (tr, from) => {
    const $from = tr.doc.resolve(from);
    return $from.depth > 0 && $from.index(0) > 0 ? tr.setNodeMarkup($from.before(1), schema.nodes["lead"], { dir: "ltr" }) : null;
  }),
  steps("set an attribute of a block", (tr, from) => {
    const $from = tr.doc.resolve(from);
    return $from.depth > 0 ? tr.setNodeAttribute($from.before(1), "dir", "rtl") : null;
  }),
  ...INLINE_ATTRIBUTES.flatMap((name) => [
    steps(`add ${name}`, (tr, from, to) => tr.addMark(from, to, schema.mark(name, { value: VALUES[name] ?? true }))),
    steps(`remove ${name}`, (tr, from, to) => tr.removeMark(from, to, schema.marks[name])),
  ]),
  steps("remove all marks", (tr, from, to) => tr.removeMark(from, to)),
  steps("drag between", (tr, from, to) => {
    const slice = tr.doc.slice(from, to);
    tr.delete(from, to);
    return tr.replaceRange(tr.mapping.map(1), tr.mapping.map(1), slice);
  }),
];
