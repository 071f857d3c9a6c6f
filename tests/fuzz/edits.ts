/** The random edits of the fuzz: what an editor does all day, by the commands the keys run. */
import { Fragment, Slice, type Node } from "prosemirror-model";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import * as prng from "lib0/prng";
import type * as Y from "yjs";
import {
  deleteBackward,
  deleteForward,
  deleteSelection,
  indent,
  insertDivider,
  insertFigure,
  insertFootnote,
  insertLineBreak,
  insertSlice,
  insertZwnj,
  toggleIsolate,
  joinBackward,
  joinForward,
  moveBlockDown,
  moveBlockUp,
  outdent,
  removeLink,
  setDirection,
  setKind,
  setLink,
  setRunLanguage,
  splitBlock,
  toggleList,
  toggleMark,
} from "../../shared/article/commands/commands.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { readBody } from "../../shared/article/yjs-internals/read.ts";
import type { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { deleteForeign, insertForeign } from "./foreign.ts";

export interface Edit {
  readonly name: string;
  readonly weight: number;
  /** It writes some text anew, as a move does. */
  readonly rewrites?: boolean;
  /** It takes back or does again what this editor did before. */
  readonly reverts?: boolean;
  /** It is one step to undo, whatever went before. */
  readonly step?: boolean;
  /** @returns the text that it may take away */
  run(editor: HeadlessEditor, gen: prng.PRNG, fresh: (length: number) => string): string;
}

const int = (gen: prng.PRNG, min: number, max: number): number => prng.int31(gen, min, max);

/** A position in text; mostly a caret, sometimes a range. */
function select(editor: HeadlessEditor, gen: prng.PRNG, range: boolean): void {
  const { state } = editor;
  const size = state.doc.content.size;
  const anchor = int(gen, 0, size);
  const head = range ? Math.min(size, anchor + int(gen, 0, prng.bool(gen) ? 6 : 40)) : anchor;
  const at = (pos: number) => state.doc.resolve(pos);
  editor.binding.dispatch(state.tr.setSelection(TextSelection.between(at(anchor), at(head))));
}

/** The text in a range of positions, with the other half of each pair that it cuts. */
function textIn({ state: { doc } }: HeadlessEditor, from: number, to: number): string {
  const between = (start: number, end: number) => doc.textBetween(Math.max(0, start), Math.min(doc.content.size, end), "\n", () => "");
  return between(from, to).isWellFormed() ? between(from, to) : between(from - 1, to + 1);
}

const selected = (editor: HeadlessEditor): string => textIn(editor, editor.state.selection.from, editor.state.selection.to);

/** A command at a caret, where it may join two blocks, or on a range, which it cuts or keeps. */
const command = (
  does: "stands" | "joins" | "cuts" | "keeps",
  name: string,
  weight: number,
  make: (gen: prng.PRNG, state: EditorState) => Command,
  { step = true, rewrites = false } = {},
): Edit => ({
  name,
  weight,
  step,
  rewrites,
  run(editor, gen) {
    select(editor, gen, does === "cuts" || does === "keeps");
    const may = does === "cuts" ? selected(editor) : does === "joins" ? "\n" : "";
    editor.run(make(gen, editor.state));
    return may;
  },
});

const KINDS = ["paragraph", "lead", "heading", "quote", "item", "figure", "divider", "footnote"];

/** Several blocks of fresh text, some marked. */
function blocks(gen: prng.PRNG, fresh: (length: number) => string): Node[] {
  return Array.from({ length: int(gen, 1, 4) }, () => {
    const kind = prng.oneOf(gen, KINDS);
    const attrs = kind === "item" ? { list: prng.oneOf(gen, ["bullet", "number"]), indent: int(gen, 0, 3) } : {};
    const text = schema.text(fresh(int(gen, 1, 5)), prng.bool(gen) ? [schema.mark("bold")] : []);
    return schema.node(kind, attrs, prng.bool(gen) ? [text] : [text, schema.node("line_break"), schema.text(fresh(2))]);
  });
}

/** Separators and signs that none of our commands writes into text. */
const STRANGE = ["\n", "\r", "\u2029", "\n\n", "\u2028", ""];

/** Attributes in the wrong place, of wrong values, and of names that this version does not know. */
function strangeAttributes(gen: prng.PRNG): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  if (prng.bool(gen)) attributes["kind"] = prng.oneOf(gen, [...KINDS, "ticker", 7]);
  if (prng.bool(gen)) attributes["level"] = prng.oneOf(gen, [-1, 99, "two"]);
  if (prng.bool(gen)) attributes["bold"] = prng.oneOf(gen, [true, "very", { much: true }]);
  if (prng.bool(gen)) attributes["lang"] = prng.oneOf(gen, ["ar", "fr-CA", "no tag", { ar: 1 }]);
  if (prng.bool(gen)) attributes["ins:1"] = true;
  return attributes;
}

export const undo: Edit = { name: "undo", weight: 6, reverts: true, run: (editor) => (editor.binding.undo(), "") };
export const redo: Edit = { name: "redo", weight: 4, reverts: true, run: (editor) => (editor.binding.redo(), "") };

const edits: readonly Edit[] = [
  {
    name: "type",
    weight: 30,
    run(editor, gen, fresh) {
      if (prng.bool(gen)) select(editor, gen, int(gen, 0, 4) === 0);
      const may = selected(editor);
      editor.binding.dispatch(editor.state.tr.insertText(fresh(int(gen, 1, 4))));
      return may;
    },
  },
  {
    name: "paste",
    weight: 4,
    step: true,
    run(editor, gen, fresh) {
      select(editor, gen, prng.bool(gen));
      const may = selected(editor);
      const open = int(gen, 0, 1);
      editor.run(insertSlice(new Slice(Fragment.fromArray(blocks(gen, fresh)), open, open)));
      return may;
    },
  },
  command("cuts", "split", 10, () => splitBlock),
  {
    name: "join",
    weight: 8,
    run(editor, gen) {
      const { doc } = editor.state;
      const block = int(gen, 0, doc.childCount - 1);
      let pos = 1;
      for (let i = 0; i < block; i++) pos += doc.child(i).nodeSize;
      const back = prng.bool(gen);
      const place = doc.resolve(back ? pos : pos + doc.child(block).content.size);
      editor.binding.dispatch(editor.state.tr.setSelection(TextSelection.between(place, place)));
      editor.run(back ? joinBackward : joinForward);
      return "\n";
    },
  },
  {
    name: "erase",
    weight: 8,
    run(editor, gen) {
      select(editor, gen, false);
      const may = textIn(editor, editor.state.selection.from - 2, editor.state.selection.to + 2);
      editor.run(prng.oneOf(gen, [deleteBackward, deleteForward]));
      return may;
    },
  },
  command("cuts", "cut", 6, () => deleteSelection),
  command("keeps", "kind", 8, (gen) => setKind(prng.oneOf(gen, KINDS) as "paragraph", { level: int(gen, 1, 3) })),
  command("keeps", "list", 4, (gen) => toggleList(prng.oneOf(gen, ["bullet", "number"]))),
  command("keeps", "indent", 4, (gen) => prng.oneOf(gen, [indent, outdent])),
  command("keeps", "move block", 6, (gen) => prng.oneOf(gen, [moveBlockUp, moveBlockDown]), { rewrites: true }),
  command("keeps", "direction", 3, (gen) => setDirection(prng.oneOf(gen, ["rtl", "ltr", null]))),
  command(
    "cuts",
    "insert",
    4,
    (gen) =>
      prng.oneOf(gen, [insertLineBreak, insertZwnj, insertDivider, insertFootnote, insertFigure({ src: "https://a.example/1.png" })]),
    { step: false },
  ),
  command(
    "keeps",
    "toggle",
    8,
    (gen) =>
      prng.oneOf(gen, [
        toggleMark("bold"),
        toggleMark("italic"),
        setLink("https://c.example"),
        removeLink,
        toggleIsolate,
        setRunLanguage("ar"),
        setRunLanguage("he"),
        setRunLanguage(null),
      ]),
    { step: false },
  ),
  command("keeps", "mark raw", 4, (gen) => {
    const name = prng.oneOf(gen, ["bold", "italic", "link", "code", "dir", "lang"]);
    const add = prng.bool(gen);
    const value = name === "link" ? prng.oneOf(gen, ["https://a.example", "https://b.example"]) : name === "dir" ? "ltr" : true;
    return (state, dispatch) => {
      const { from, to } = state.selection;
      const tr = state.tr;
      if (add) tr.addMark(from, to, schema.mark(name, { value }));
      else tr.removeMark(from, to, schema.marks[name]);
      dispatch?.(tr);
      return true;
    };
  }),
  undo,
  redo,
  command("stands", "split raw", 3, (gen) => (state, dispatch) => {
    dispatch?.(state.tr.split(state.selection.from, 1, [{ type: schema.nodes[prng.oneOf(gen, KINDS)]! }]));
    return true;
  }),
  command("joins", "join raw", 3, () => (state, dispatch) => {
    const index = state.selection.$from.index(0);
    if (index > 0) dispatch?.(state.tr.join(state.selection.$from.before(1)));
    return true;
  }),
  command("stands", "retype raw", 3, (gen) => (state, dispatch) => {
    const { $from } = state.selection;
    if ($from.index(0) > 0)
      dispatch?.(
        state.tr.setNodeMarkup($from.before(1), schema.nodes[prng.oneOf(gen, KINDS)], {
          dir: prng.bool(gen) ? "ltr" : null,
          level: int(gen, 1, 3),
        }),
      );
    return true;
  }),
  command("stands", "direction raw", 3, (gen) => (state, dispatch) => {
    dispatch?.(state.tr.setNodeAttribute(state.selection.$from.before(1), "dir", prng.oneOf(gen, ["rtl", "ltr", null])));
    return true;
  }),
  {
    name: "another program",
    weight: 4,
    run({ body, doc }, gen, fresh) {
      const units = unitsOf(body);
      const isHalf = (index: number): boolean => /[\uDC00-\uDFFF]/.test(units.charAt(index));
      const place = int(gen, 0, body.length);
      const at = isHalf(place) ? place - 1 : place;
      doc.transact(() => {
        if (prng.bool(gen)) body.insert(at, prng.oneOf(gen, STRANGE) + fresh(2), strangeAttributes(gen));
        else if (at < body.length) body.format(at, isHalf(at + 1) ? 2 : 1, strangeAttributes(gen));
        if (int(gen, 0, 4) === 0) body.insertEmbed(0, { strange: at });
      }, "another program");
      return "";
    },
  },
  {
    name: "another program embeds",
    weight: 6,
    run({ body }, gen) {
      const units = unitsOf(body);
      const index = int(gen, 0, body.length);
      insertForeign(body, gen, index);
      return pairAt(units, index);
    },
  },
  {
    name: "another program deletes",
    weight: 2,
    run({ body }, gen) {
      const units = unitsOf(body);
      const index = int(gen, 0, body.length);
      const length = Math.min(body.length - index, int(gen, 1, 4));
      deleteForeign(body, gen, index, length);
      return pairAt(units, index) + units.slice(index, index + length) + pairAt(units, index + length);
    },
  },
];

/** The body's text, with a sign for each embedded value. */
export const unitsOf = (body: Y.Text): string =>
  readBody(body)
    .map(({ insert }) => (typeof insert === "string" ? insert : "\uFFFC"))
    .join("");

/** The surrogate pair that is cut at an index. */
const pairAt = (units: string, index: number): string => {
  const pair = units.slice(Math.max(0, index - 1), index + 1);
  return pair.length === 2 && pair.isWellFormed() && /^[\uD800-\uDBFF]/.test(pair) ? pair : "";
};

const totalWeight = edits.reduce((sum, edit) => sum + edit.weight, 0);

/** @returns an edit at random, each as often as its weight says */
export function chooseEdit(gen: prng.PRNG): Edit {
  let ticket = prng.int31(gen, 1, totalWeight);
  return edits.find((edit) => (ticket -= edit.weight) <= 0)!;
}
