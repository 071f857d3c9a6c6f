/** Undo by identity: each person's own edits, wherever they are by now. */
import { TextSelection } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import {
  deleteBackward,
  deleteSelection,
  moveBlockDown,
  moveBlockUp,
  setKind,
  splitBlock,
  toggleMark,
} from "../../shared/article/commands/commands.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { readBody } from "../../shared/article/yjs-internals/read.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { CLIENTS, twoEditors, meet, shown, select, caret, type, dispatch, pasteSlice, note } from "./two-editors.ts";

/** A block, the first below the headline, in runs of what is bold and what is not. */
function boldIn({ state: { doc } }: HeadlessEditor, block = 1): [string, boolean][] {
  const runs: [string, boolean][] = [];
  doc.child(block).forEach(({ text, marks }) => runs.push([text!, marks.length > 0]));
  return runs;
}

describe("undo", () => {
  test("UN1: what one typed goes wherever it was moved, and what one deleted comes back where it stood", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک", "دو که درازتر است"]);
    type(caret(sara, "یک"), "نو ");
    meet(sara, omid);
    caret(omid, "نو").run(moveBlockDown);
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(shown(omid)).toEqual(["تیتر", "دو که درازتر است", "یک"]);
  });

  test("UN1: what a colleague put elsewhere is not put back a second time", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک", "دو که درازتر است"]);
    select(sara, "یک");
    dispatch(sara, (tr) => tr.delete(tr.selection.$from.before(1), tr.selection.$from.after(1)));
    caret(omid, "یک").run(moveBlockDown);
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(shown(sara)).toEqual(["تیتر", "دو که درازتر است", "یک"]);
  });

  test("UN2: form that a colleague gave stays, through undo and redo", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک", "دو"]);
    select(sara, "دو").run(setKind("heading", { level: 1 }));
    meet(sara, omid);
    select(omid, "دو").run(setKind("quote"));
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(shown(sara)).toEqual(["تیتر", "یک", "quote: دو"]);
    type(caret(sara, "یک"), "نو");
    meet(sara, omid);
    select(omid, "نو").run(toggleMark("bold"));
    meet(sara, omid);
    sara.binding.undo();
    sara.binding.redo();
    meet(sara, omid);
    expect(omid.state.doc.child(1).firstChild).toMatchObject({ text: "نو", marks: [{ type: { name: "bold" } }] });
  });

  test("UN2: bold that is given again leaves what a colleague went on to write behind it", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو"]);
    select(omid, "یک").run(toggleMark("bold"));
    meet(sara, omid);
    select(sara, "یک دو").run(toggleMark("bold"));
    meet(sara, omid);
    const write = (text: string) => dispatch(omid, (tr) => tr.insert(tr.doc.content.size - 1, schema.text(text)));
    write(" سه");
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    write(" چهار");
    meet(sara, omid);
    sara.binding.redo();
    meet(sara, omid);
    expect(boldIn(omid)).toEqual([
      ["یک دو", true],
      [" سه چهار", false],
    ]);
  });

  test("UN2 AM6: what undo and redo put back within a format that Tahrir does not know has none of it", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو"]);
    const colour = () => readBody(omid.body).map(({ insert, attributes }) => [insert, attributes?.["colour"] ?? null]);
    omid.body.format(omid.body.toJSON().indexOf("\nیک"), 3, { colour: "red" });
    meet(sara, omid);
    type(caret(sara, "یک"), "نو");
    meet(sara, omid);
    const before = colour();
    expect(before.slice(-3)).toEqual([
      ["نو", null],
      ["یک", "red"],
      [" دو", null],
    ]);
    sara.binding.undo();
    sara.binding.redo();
    meet(sara, omid);
    expect(colour()).toEqual(before);
  });

  test("UN2: bold taken back leaves bold that others gave beside it", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو سه"]);
    select(sara, "یک").run(toggleMark("bold"));
    meet(sara, omid);
    select(omid, "دو").run(toggleMark("bold"));
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(boldIn(omid)).toEqual([
      ["یک ", false],
      ["دو", true],
      [" سه", false],
    ]);
  });

  test("UN2: of two steps that change a kind, the first alone gives way to what a colleague set at the same time as both", () => {
    const [sara, omid] = twoEditors(["تیتر", "# یک"], [12, 11]);
    select(omid, "یک").run(setKind("lead"));
    select(sara, "یک").run(setKind("quote"));
    sara.run(setKind("paragraph"));
    meet(sara, omid);
    for (const line of ["quote: یک", "lead: یک"]) {
      sara.binding.undo();
      expect(shown(sara)).toEqual(["تیتر", line]);
    }
    for (const line of ["quote: یک", "یک"]) {
      sara.binding.redo();
      expect(shown(sara)).toEqual(["تیتر", line]);
    }
    meet(sara, omid);
  });

  test("UN2: redo of a kind sets it again, whatever a colleague made of the one that had lost to it", () => {
    const [sara, omid] = twoEditors(["تیتر", "# یک"], [12, 11]);
    const updates: Uint8Array[] = [];
    omid.onUpdate = (update) => updates.push(update);
    select(sara, "یک").run(setKind("quote"));
    select(omid, "یک").run(setKind("lead"));
    omid.binding.undo();
    sara.receive(updates[0]!);
    sara.binding.undo();
    expect(shown(sara)).toEqual(["تیتر", "lead: یک"]);
    sara.receive(updates[1]!);
    sara.binding.redo();
    expect(shown(sara)).toEqual(["تیتر", "quote: یک"]);
    meet(sara, omid);
  });

  test("UN2: what is put back has its own form, beside text that a colleague wrote in the middle of other text that was deleted with it", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو سه"]);
    select(sara, "یک", "دو").run(toggleMark("bold"));
    meet(sara, omid);
    select(sara, "یک", "سه").run(deleteSelection);
    caret(omid, "دو");
    dispatch(omid, (tr) => tr.replaceSelectionWith(schema.text("x"), false));
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(boldIn(omid)).toEqual([
      ["یک ", true],
      ["x", false],
      ["دو", true],
      [" سه", false],
    ]);
  });

  test("UN2: what is put back has its own form, beside text of which a colleague took the form at the same time", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو سه"]);
    select(sara, "یک", "دو").run(toggleMark("bold"));
    meet(sara, omid);
    select(sara, "یک", "سه").run(deleteSelection);
    select(omid, "یک").run(toggleMark("bold"));
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(boldIn(omid).slice(-1)).toEqual([[" سه", false]]);
  });

  test("UN2: what is put back has the form that it had, beside text that a colleague gave the same form at the same time", () => {
    const [sara, omid] = twoEditors(["تیتر", "abcdef"]);
    select(sara, "abcd").run(toggleMark("bold"));
    select(sara, "cd").run(deleteSelection);
    select(omid, "ab").run(toggleMark("bold"));
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(boldIn(omid)).toEqual([
      ["abcd", true],
      ["ef", false],
    ]);
  });

  test("UN2: a move that is undone keeps the form that a colleague, who had not heard of it, gave to what was moved", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک", "دو که درازتر است"]);
    caret(sara, "یک").run(moveBlockDown);
    select(omid, "یک").run(toggleMark("bold"));
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(shown(omid)).toEqual(["تیتر", "یک", "دو که درازتر است"]);
    expect(boldIn(omid)).toEqual([["یک", true]]);
  });

  test("UN10: text that a colleague deleted, and then formatted what stood before it, comes back as if they had formatted both", () => {
    const outcomes = ["deleted first", "formatted first"].map((order) => {
      const [sara, omid] = twoEditors(["تیتر", "ab", "دو که درازتر است"]);
      caret(sara, "ab").run(moveBlockDown);
      if (order === "deleted first") {
        select(omid, "b").run(deleteSelection);
        select(omid, "a").run(toggleMark("bold"));
      } else {
        select(omid, "ab").run(toggleMark("bold"));
        select(omid, "b").run(deleteSelection);
      }
      meet(sara, omid);
      const received = Y.encodeStateAsUpdate(sara.doc);
      sara.binding.undo();
      return { received, undone: boldIn(sara) };
    });
    expect(outcomes[0]).toEqual(outcomes[1]);
    expect(outcomes[0]!.undone).toEqual([["ab", true]]);
  });

  test.each(CLIENTS)(
    "UN2: of what was put back and deleted again, a part alone has form that a colleague gave to it before all that (client IDs %i and %i)",
    (first, second) => {
      const [sara, omid] = twoEditors(["تیتر", "x abcd"], [first, second]);
      select(sara, "abcd").run(deleteSelection);
      sara.binding.undo();
      sara.binding.redo();
      select(omid, "ab").run(toggleMark("bold"));
      meet(sara, omid);
      sara.binding.undo();
      meet(sara, omid);
      expect(boldIn(omid)).toEqual([
        ["x ", false],
        ["ab", true],
        ["cd", false],
      ]);
    },
  );

  test("UN4: what both deleted, and a colleague put back and deleted again, stays away after somebody else has pruned the lineage", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو سه"]);
    for (const editor of [sara, omid]) select(editor, "دو").run(deleteSelection);
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    select(sara, "دو").run(deleteSelection);
    const mina = new HeadlessEditor("Mina", 13);
    meet(sara, omid, mina);
    type(caret(mina, "سه"), "و ");
    expect(articleOf(mina.doc).lineage.map.size).toBe(0);
    meet(sara, omid, mina);
    omid.binding.undo();
    expect(shown(omid)).toEqual(["تیتر", "یک  و سه"]);
  });

  test("UN2: a move that is undone keeps each of two formats that a colleague gave at the old place, one after the other", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک", "دو که درازتر است"]);
    caret(sara, "یک").run(moveBlockDown);
    omid.onUpdate = (update) => sara.receive(update);
    for (const mark of ["bold", "italic"] as const) select(omid, "یک").run(toggleMark(mark));
    sara.binding.undo();
    expect(
      sara.state.doc
        .child(1)
        .firstChild!.marks.map(({ type }) => type.name)
        .sort(),
    ).toEqual(["bold", "italic"]);
  });

  test("UN4: of two copies that two people put back at the same time, one that its writer deletes again comes back, although the other is gone", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو سه"]);
    for (const editor of [sara, omid]) select(editor, "دو").run(deleteSelection);
    meet(sara, omid);
    for (const editor of [sara, omid]) editor.binding.undo();
    const [, second] = [sara, omid].map((editor) => Y.encodeStateAsUpdate(editor.doc));
    select(sara, "دو").run(deleteSelection);
    sara.receive(second!);
    omid.binding.redo();
    meet(sara, omid);
    expect(shown(sara)).toEqual(["تیتر", "یک  سه"]);
    sara.binding.undo();
    expect(shown(sara)).toEqual(["تیتر", "یک دو سه"]);
  });

  test("UN6: the caret stands where the character was that it stood behind, and not before the next, which a colleague put elsewhere", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک", "دو"]);
    select(sara, "یک");
    dispatch(sara, (tr) => tr.setSelection(TextSelection.create(tr.doc, tr.selection.to)));
    sara.run(setKind("quote"));
    meet(sara, omid);
    select(omid, "یک");
    dispatch(omid, (tr) => tr.setSelection(TextSelection.create(tr.doc, tr.selection.from, tr.selection.to + 2)));
    omid.run(splitBlock);
    meet(sara, omid);
    sara.binding.undo();
    const { $head } = sara.state.selection;
    expect([shown(sara), $head.index(0), $head.parentOffset]).toEqual([["تیتر", "quote: ", "دو"], 2, 0]);
  });

  test("UN2: bold taken back, of what was moved and moved back, leaves bold that a colleague wrote where it stood in between", () => {
    const [sara, omid] = twoEditors(["تیتر", "دو که درازتر است", "یک"]);
    select(sara, "یک").run(toggleMark("bold"));
    sara.run(moveBlockUp);
    meet(sara, omid);
    select(omid, "یک");
    dispatch(omid, (tr) => tr.replaceSelectionWith(schema.text("نو", [schema.mark("bold")]), false));
    sara.binding.undo();
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(shown(omid)).toEqual(["تیترنو", "دو که درازتر است", "یک"]);
    expect(boldIn(omid, 0)).toEqual([
      ["تیتر", false],
      ["نو", true],
    ]);
    expect(boldIn(omid, 2)).toEqual([["یک", false]]);
  });

  test("UN3: what two deleted at once comes back when one of them undoes it", () => {
    const [sara, omid] = twoEditors(["تیتر", "ace"]);
    for (const editor of [sara, omid]) select(editor, "c").run(deleteSelection);
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(shown(omid)).toEqual(["تیتر", "ace"]);
  });

  test("AM10: letters typed in one go are one step while a colleague types before them", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو"]);
    caret(sara, "دو");
    for (const letter of "نوشته") {
      type(sara, letter);
      type(caret(omid, "یک"), "x");
      meet(sara, omid);
    }
    sara.binding.undo();
    expect(shown(sara)).toEqual(["تیتر", "xxxxxیک دو"]);
    expect(sara.binding.canUndo).toBe(false);
  });

  test("AM10: a split, a join and a Backspace are steps of their own, and undo gives each back", () => {
    const [sara] = twoEditors(["تیتر", "# یک دو"]);
    const before = shown(sara);
    caret(sara, "دو").run(splitBlock);
    expect(shown(sara)).toEqual(["تیتر", "heading: یک ", "heading: دو"]);
    sara.run(deleteBackward);
    sara.run(deleteBackward);
    for (let i = 0; i < 3; i++) sara.binding.undo();
    expect(shown(sara)).toEqual(before);
  });

  test("AM10: the caret stands where it stood when a move is undone", () => {
    const [sara] = twoEditors(["تیتر", "یک دو", "سه چهار پنج"]);
    caret(sara, "دو").run(moveBlockDown);
    sara.binding.undo();
    expect(sara.state.selection.$head.parent.textBetween(0, sara.state.selection.$head.parentOffset)).toBe("یک ");
  });
});

describe("what undo and notes count on", () => {
  test("UN2: form comes back by redo in a colleague's editor too, which has taken the format items away that said nothing meanwhile", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک"]);
    sara.onUpdate = (update) => omid.receive(update);
    select(sara, "یک");
    dispatch(sara, (tr) => tr.replaceSelectionWith(schema.text("دو", [schema.mark("bold")]), false));
    const after = sara.state.doc;
    sara.binding.undo();
    sara.binding.redo();
    for (const editor of [sara, omid]) expect(editor.state.doc.eq(after)).toBe(true);
  });

  test("UN1: what one transaction inserts and deletes again does not come back by its undo", () => {
    const [sara] = twoEditors(["تیتر", "یک"]);
    caret(sara, "یک");
    const { from } = sara.state.selection;
    dispatch(sara, (tr) =>
      tr
        .insertText("موقت", from)
        .delete(from, from + 4)
        .insertText("دو", from),
    );
    expect(shown(sara)).toEqual(["تیتر", "دویک"]);
    sara.binding.undo();
    expect(shown(sara)).toEqual(["تیتر", "یک"]);
  });

  test("UN2: bold taken back leaves what was bold before, which was deleted and put back in between", () => {
    const [sara] = twoEditors(["تیتر", "یک دو سه"]);
    select(sara, "دو").run(toggleMark("bold"));
    const before = sara.state.doc;
    select(sara, "یک", "سه").run(toggleMark("bold"));
    select(sara, "یک", "سه").run(deleteSelection);
    sara.binding.undo();
    sara.binding.undo();
    expect(sara.state.doc.eq(before)).toBe(true);
  });

  test("UN2: a deletion beside another is undone with the form of each", () => {
    const [sara] = twoEditors(["تیتر", "یک دو سه"]);
    select(sara, "یک").run(toggleMark("bold"));
    const before = sara.state.doc;
    select(sara, "ک", "سه").run(deleteSelection);
    sara.run(deleteBackward);
    sara.binding.undo();
    sara.binding.undo();
    expect(sara.state.doc.eq(before)).toBe(true);
  });

  test("LN3: a note whose text was typed by two stands on it when a deletion beyond its end is undone, and redone, and undone", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک", "دو"]);
    caret(omid, "ک");
    type(omid, "X");
    meet(sara, omid);
    const words = note(sara, "یXک");
    select(sara, "یXک", "دو").run(deleteSelection);
    for (const revert of ["undo", "redo", "undo"] as const) sara.binding[revert]();
    meet(sara, omid);
    for (const editor of [sara, omid]) expect(words(editor)).toBe("یXک");
  });

  test("LN1 LN3: of what was cut, and partly brought back by a colleague, the rest takes its note along when it is pasted", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو", "سه"]);
    const words = note(sara, "دو");
    caret(omid, "یک");
    select(omid, "یک").run(deleteSelection);
    select(sara, "یک دو");
    const slice = sara.state.selection.content();
    deleteSelection(sara.state, (tr) => sara.binding.dispatch(tr.setMeta("uiEvent", "cut")));
    meet(sara, omid);
    omid.binding.undo();
    meet(sara, omid);
    expect(shown(sara)).toEqual(["تیتر", "یک", "سه"]);
    caret(sara, "سه");
    pasteSlice(sara, slice);
    meet(sara, omid);
    for (const editor of [sara, omid]) expect(words(editor)).toBe("دو");
  });

  test("LN1: a copy that is taken back and done again takes no note along, as before", () => {
    const [sara] = twoEditors(["تیتر", "یک دو", "سه"]);
    const words = note(sara, "یک دو");
    select(sara, "یک دو");
    const slice = sara.state.selection.content();
    deleteSelection(sara.state, (tr) => sara.binding.dispatch(tr.setMeta("uiEvent", "cut")));
    sara.binding.undo();
    caret(sara, "سه");
    pasteSlice(sara, slice);
    sara.binding.undo();
    sara.binding.redo();
    select(sara, "یک دو").run(deleteSelection);
    expect(shown(sara)).toEqual(["تیتر", "", "یک دوسه"]);
    expect(words(sara)).toBeNull();
  });
});
