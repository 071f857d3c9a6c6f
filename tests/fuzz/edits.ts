/** The random edits of the fuzz: what an editor does all day, by the commands the keys run. */
import { Fragment, Slice, type Node } from "prosemirror-model";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";
import * as prng from "lib0/prng";
import {
  deleteBackward, deleteForward, deleteSelection, indent, insertDivider, insertFigure, insertLineBreak, insertSlice, insertZwnj, isolate,
  joinBackward, joinForward, moveBlockDown, moveBlockUp, outdent, setDirection, setKind, setLink, splitBlock, toggleList, toggleMark,
} from "../../shared/article/commands.ts";
import { schema } from "../../shared/article/schema.ts";
import type { Desk } from "./desk.ts";

export interface Edit {
  readonly name: string;
  readonly weight: number;
  run(desk: Desk, gen: prng.PRNG, fresh: (length: number) => string): void;
}

const int = (gen: prng.PRNG, min: number, max: number): number => prng.int31(gen, min, max);

/** A position in text; mostly a caret, sometimes a range. */
function select(desk: Desk, gen: prng.PRNG, range: boolean): void {
  const { state } = desk;
  const size = state.doc.content.size;
  const anchor = int(gen, 0, size);
  const head = range ? Math.min(size, anchor + int(gen, 0, prng.bool(gen) ? 6 : 40)) : anchor;
  const at = (pos: number) => state.doc.resolve(pos);
  desk.binding.dispatch(state.tr.setSelection(TextSelection.between(at(anchor), at(head))));
}

const command = (name: string, weight: number, make: (gen: prng.PRNG, state: EditorState) => Command, range = false): Edit => ({
  name,
  weight,
  run(desk, gen) {
    select(desk, gen, range);
    desk.run(make(gen, desk.state));
  },
});

const KINDS = ["paragraph", "lead", "heading", "quote", "item", "figure", "divider"];

/** Several blocks of fresh text, some marked. */
function blocks(gen: prng.PRNG, fresh: (length: number) => string): Node[] {
  return Array.from({ length: int(gen, 1, 4) }, () => {
    const kind = prng.oneOf(gen, KINDS);
    const attrs = kind === "item" ? { list: prng.oneOf(gen, ["bullet", "number"]), indent: int(gen, 0, 3) } : {};
    const text = schema.text(fresh(int(gen, 1, 5)), prng.bool(gen) ? [schema.mark("bold")] : []);
    return schema.node(kind, attrs, prng.bool(gen) ? [text] : [text, schema.node("line_break"), schema.text(fresh(2))]);
  });
}

export const edits: readonly Edit[] = [
  {
    name: "type",
    weight: 30,
    run(desk, gen, fresh) {
      if (prng.bool(gen)) select(desk, gen, int(gen, 0, 4) === 0);
      desk.binding.dispatch(desk.state.tr.insertText(fresh(int(gen, 1, 4))));
    },
  },
  {
    name: "paste",
    weight: 4,
    run(desk, gen, fresh) {
      select(desk, gen, prng.bool(gen));
      const open = int(gen, 0, 1);
      desk.run(insertSlice(new Slice(Fragment.fromArray(blocks(gen, fresh)), open, open)));
    },
  },
  command("split", 10, () => splitBlock),
  {
    name: "join",
    weight: 8,
    run(desk, gen) {
      const { doc } = desk.state;
      const block = int(gen, 0, doc.childCount - 1);
      let pos = 1;
      for (let i = 0; i < block; i++) pos += doc.child(i).nodeSize;
      const back = prng.bool(gen);
      const place = doc.resolve(back ? pos : pos + doc.child(block).content.size);
      desk.binding.dispatch(desk.state.tr.setSelection(TextSelection.between(place, place)));
      desk.run(back ? joinBackward : joinForward);
    },
  },
  command("erase", 8, (gen) => prng.oneOf(gen, [deleteBackward, deleteForward])),
  command("cut", 6, () => deleteSelection, true),
  command("kind", 8, (gen) => setKind(prng.oneOf(gen, KINDS) as "paragraph", { level: int(gen, 1, 3) }), true),
  command("list", 4, (gen) => toggleList(prng.oneOf(gen, ["bullet", "number"])), true),
  command("indent", 4, (gen) => prng.oneOf(gen, [indent, outdent]), true),
  command("move block", 6, (gen) => prng.oneOf(gen, [moveBlockUp, moveBlockDown]), true),
  command("direction", 3, (gen) => setDirection(prng.oneOf(gen, ["rtl", "ltr", null])), true),
  command("insert", 4, (gen) => prng.oneOf(gen, [insertLineBreak, insertZwnj, insertDivider, insertFigure({ src: "https://a.example/1.png" })])),
  command("toggle", 8, (gen) => prng.oneOf(gen, [toggleMark("bold"), toggleMark("italic"), setLink("https://c.example"), isolate("ltr")]), true),
  command("mark raw", 4, (gen) => {
    const name = prng.oneOf(gen, ["bold", "italic", "link", "code", "dir"]);
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
  }, true),
  {
    name: "undo",
    weight: 6,
    run: (desk) => void desk.binding.undo(),
  },
  {
    name: "redo",
    weight: 4,
    run: (desk) => void desk.binding.redo(),
  },
  command("split raw", 3, (gen) => (state, dispatch) => {
    dispatch?.(state.tr.split(state.selection.from, 1, [{ type: schema.nodes[prng.oneOf(gen, KINDS)]! }]));
    return true;
  }),
  command("join raw", 3, () => (state, dispatch) => {
    const index = state.selection.$from.index(0);
    if (index > 0) dispatch?.(state.tr.join(state.selection.$from.before(1)));
    return true;
  }),
  command("retype raw", 3, (gen) => (state, dispatch) => {
    const { $from } = state.selection;
    if ($from.index(0) > 0) dispatch?.(state.tr.setNodeMarkup($from.before(1), schema.nodes[prng.oneOf(gen, KINDS)], { dir: prng.bool(gen) ? "ltr" : null, level: int(gen, 1, 3) }));
    return true;
  }),
  command("direction raw", 3, (gen) => (state, dispatch) => {
    dispatch?.(state.tr.setNodeAttribute(state.selection.$from.before(1), "dir", prng.oneOf(gen, ["rtl", "ltr", null])));
    return true;
  }),
];
