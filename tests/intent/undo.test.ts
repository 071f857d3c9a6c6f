/** Undo by identity: each person's own edits, wherever they are by now. */
import { describe, expect, test } from "vitest";
import { deleteBackward, deleteSelection, moveBlockDown, setKind, splitBlock, toggleMark } from "../../shared/article/commands/commands.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { twoEditors, meet, shown, select, caret, type, dispatch, pasteSlice, note } from "./two-editors.ts";

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

  test("UN2: bold taken back leaves bold that others gave beside it", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو سه"]);
    select(sara, "یک").run(toggleMark("bold"));
    meet(sara, omid);
    select(omid, "دو").run(toggleMark("bold"));
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    const runs: [string, boolean][] = [];
    omid.state.doc.child(1).forEach(({ text, marks }) => runs.push([text!, marks.length > 0]));
    expect(runs).toEqual([
      ["یک ", false],
      ["دو", true],
      [" سه", false],
    ]);
  });

  test("UN3: what two deleted at once comes back when one of them undoes it", () => {
    const [sara, omid] = twoEditors(["تیتر", "ace"]);
    for (const desk of [sara, omid]) select(desk, "c").run(deleteSelection);
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
  test("UN2: form comes back by redo at a colleague's desk too, which has taken the format items away that said nothing meanwhile", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک"]);
    sara.onUpdate = (update) => omid.receive(update);
    select(sara, "یک");
    dispatch(sara, (tr) => tr.replaceSelectionWith(schema.text("دو", [schema.mark("bold")]), false));
    const after = sara.state.doc;
    sara.binding.undo();
    sara.binding.redo();
    for (const desk of [sara, omid]) expect(desk.state.doc.eq(after)).toBe(true);
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
    for (const desk of [sara, omid]) expect(words(desk)).toBe("یXک");
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
    for (const desk of [sara, omid]) expect(words(desk)).toBe("دو");
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
