/** What is said of blocks and characters goes by their identity, whatever people do at once. */
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { anchorOf } from "../../shared/notes/anchor.ts";
import { resolveAnchors } from "../../shared/notes/resolve-anchors.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { deleteSelection, moveBlockDown, setDirection, setKind } from "../../shared/article/commands/commands.ts";
import { flatOf } from "../../shared/article/model/flat.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { CLIENTS, twoEditors, meet, shown, select, caret, type, dispatch, cutAndPaste, pasteSlice, note } from "./two-editors.ts";

describe.each(CLIENTS)("blocks, with client IDs %i and %i", (first, second) => {
  const open = (...lines: string[]) => twoEditors(lines, [first, second]);

  test("BA1: a paragraph put before one that becomes a heading stays a paragraph", () => {
    const [sara, omid] = open("تیتر", "یک", "دو");
    select(sara, "دو").run(setKind("heading", { level: 1 }));
    caret(omid, "دو");
    dispatch(omid, (tr) => tr.insert(omid.state.selection.$from.before(1), schema.node("paragraph", null, [schema.text("نو")])));
    meet(sara, omid);
    expect(shown(sara)).toEqual(["تیتر", "یک", "نو", "heading: دو"]);
  });

  test("BA1: text deleted over the start of a heading that becomes a quote changes nothing behind it", () => {
    const [sara, omid] = open("تیتر", "ABHIJ", "# KLM", "untouched");
    select(sara, "HIJ", "K").run(deleteSelection);
    select(omid, "KLM").run(setKind("quote"));
    meet(sara, omid);
    expect(shown(sara)).toEqual(["تیتر", "ABLM", "untouched"]);
  });

  test("BA1: an empty heading reset beside a new item changes no third block", () => {
    const [sara, omid] = open("تیتر", "# ", "untouched");
    dispatch(sara, (tr) => tr.setSelection(TextSelection.create(tr.doc, 7)));
    sara.run(setKind("paragraph"));
    dispatch(omid, (tr) =>
      tr.insert(tr.doc.child(0).nodeSize + tr.doc.child(1).nodeSize, schema.node("item", { list: "bullet" }, [schema.text("نو")])),
    );
    meet(sara, omid);
    expect(shown(sara)).toEqual(["تیتر", "", "item: نو", "untouched"]);
  });

  test("BA1: a deletion undone after a colleague changed the kind changes no third block", () => {
    const [sara, omid] = open("تیتر", "یک", "# دو", "سه");
    select(sara, "یک", "دو");
    dispatch(sara, (tr) => tr.delete(sara.state.selection.$from.before(1), sara.state.selection.to));
    meet(sara, omid);
    select(omid, "سه").run(setKind("quote"));
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(shown(sara)).toEqual(["تیتر", "یک", "heading: دو", "quote: سه"]);
  });

  test("BA3: what a colleague makes of a block that is moved meanwhile, or brought back later, it becomes", () => {
    const [sara, omid] = open("تیتر", "یک", "دو که درازتر است");
    caret(sara, "یک").run(moveBlockDown);
    select(omid, "یک").run(setKind("quote"));
    meet(sara, omid);
    expect(shown(sara)).toEqual(["تیتر", "دو که درازتر است", "quote: یک"]);
    select(sara, "یک");
    dispatch(sara, (tr) => tr.delete(tr.selection.$from.before(1), tr.selection.$from.after(1)));
    select(omid, "یک").run(setKind("heading", { level: 2 }));
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(shown(omid)).toEqual(["تیتر", "دو که درازتر است", "heading: یک"]);
  });

  test("BA1: the direction of a block and an isolated run have nothing to do with one another", () => {
    const [sara, omid] = open("تیتر", "یک", "دو");
    select(sara, "دو").run(setDirection("ltr"));
    type(caret(omid, "دو"), "نو ");
    meet(sara, omid);
    expect(shown(sara)).toEqual(["تیتر", "یک", "(ltr) نو دو"]);
    expect(sara.state.doc.child(2).firstChild!.marks).toEqual([]);
  });
});

describe("blocks", () => {
  test("BA2: a \\n of another program is a paragraph, whatever formats it has", () => {
    const [sara] = twoEditors(["تیتر", "# یک"]);
    sara.body.insert(sara.body.length, "\nدو", { kind: "heading", level: 1, dir: "ltr" });
    expect(shown(sara)).toEqual(["تیتر", "heading: یک", "دو"]);
  });

  test("BA5: entries that say nothing are ignored, and kept", () => {
    const [sara] = twoEditors(["تیتر", "یک"]);
    const map = sara.doc.getMap("blocks");
    const before = shown(sara);
    for (const [key, value] of [
      ["1.3/level", [1]],
      ["x/kind", "quote"],
      ["1.3", "quote"],
      ["99.99/kind", "quote"],
      ["/", 1],
      ["1.3/__proto__", "quote"],
    ] as const)
      map.set(key, value);
    map.set("1.3/nothing", { kind: "heading" });
    expect(shown(sara)).toEqual(before);
    expect(map.get("x/kind")).toBe("quote");
  });

  test("BA4: an article of the older form is read as it was, and moved over by whoever writes first, alike in every editor", () => {
    const old = new Y.Doc();
    old.clientID = 1;
    bodyOf(old).applyDelta([
      { insert: "Title" },
      { insert: "\n", attributes: { kind: "heading", level: 2 } },
      { insert: "one" },
      { insert: "\n", attributes: { dir: "ltr" } },
      { insert: "two " },
      { insert: "three", attributes: { dir: "ltr" } },
      { insert: "\n" },
      { insert: "four" },
    ]);
    bodyOf(old).setAttribute("dir", "ltr");
    const editors = [new HeadlessEditor("Sara", 11), new HeadlessEditor("Omid", 12), new HeadlessEditor("Reza", 13)] as const;
    const [sara, omid, reza] = editors;
    for (const editor of editors) editor.receive(Y.encodeStateAsUpdate(old));
    const before = ["(ltr) Title", "heading: one", "(ltr) two three", "four"];
    expect(shown(sara)).toEqual(before);
    const { doc } = sara.state;
    type(caret(sara, "three"), "and ");
    expect(shown(sara)).toEqual(["(ltr) Title", "heading: one", "(ltr) two and three", "four"]);
    select(omid, "one").run(setKind("quote"));
    meet(sara, omid, reza);
    expect(shown(reza)).toEqual(["(ltr) Title", "quote: one", "(ltr) two and three", "four"]);
    expect(reza.state.doc.child(2).lastChild!.marks.map(({ attrs }) => attrs["value"] as unknown)).toEqual(["ltr"]);
    expect(sara.body.toDelta().filter(({ attributes = {} }: { attributes?: object }) => "kind" in attributes)).toEqual([]);
    // What is typed at a block's start has nothing of its direction.
    type(caret(reza, "two"), "x");
    expect(reza.state.doc.child(2).firstChild!.marks).toEqual([]);
    expect(doc.childCount).toBe(4);
  });
});

describe("lineage", () => {
  test("LN1: a note goes with its words when their block is moved, for everybody, and with a colleague's edits in them", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو سه", "چهار پنج شش هفت"]);
    const words = note(sara, "دو");
    caret(sara, "یک").run(moveBlockDown);
    meet(sara, omid);
    expect([words(sara), words(omid), shown(omid)]).toEqual(["دو", "دو", ["تیتر", "چهار پنج شش هفت", "یک دو سه"]]);
    type(caret(omid, "و سه"), "-");
    meet(sara, omid);
    expect(words(sara)).toBe("د-و");
  });

  test("LN1: a note goes with what is cut and pasted, once, and with nothing that is pasted again or typed", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو سه", "چهار پنج"]);
    const words = note(sara, "دو");
    select(sara, "دو");
    const slice = sara.state.selection.content();
    cutAndPaste(sara, "پنج");
    meet(sara, omid);
    expect([words(omid), shown(omid)]).toEqual(["دو", ["تیتر", "یک  سه", "چهار دوپنج"]]);
    caret(sara, "یک");
    pasteSlice(sara, slice);
    expect(words(sara)).toBe("دو");
    select(sara, "دوپنج");
    dispatch(sara, (tr) => tr.delete(tr.selection.from, tr.selection.to));
    meet(sara, omid);
    expect([words(sara), words(omid)]).toEqual([null, null]);
    type(caret(sara, "سه"), "دو");
    expect(words(sara)).toBeNull();
  });

  test("LN1: words deleted and undone keep their note when the same words are pasted elsewhere", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو سه", "چهار پنج"]);
    const words = note(sara, "دو");
    select(sara, "دو");
    const slice = sara.state.selection.content();
    deleteSelection(sara.state, (tr) => sara.binding.dispatch(tr.setMeta("uiEvent", "cut")));
    expect(words(sara)).toBeNull();
    sara.binding.undo();
    caret(sara, "پنج");
    pasteSlice(sara, slice);
    meet(sara, omid);
    expect(shown(omid)).toEqual(["تیتر", "یک دو سه", "چهار دوپنج"]);
    type(caret(sara, "و سه"), "-");
    expect([words(sara), words(omid)]).toEqual(["د-و", "دو"]);
  });

  test("LN3: a note goes home when the move of its words is undone, and away again when it is redone", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو سه", "چهار پنج شش هفت"]);
    const words = note(sara, "دو");
    caret(sara, "یک").run(moveBlockDown);
    for (const step of ["undo", "redo", "undo"] as const) {
      sara.binding[step]();
      meet(sara, omid);
      expect([step, words(sara), words(omid)]).toEqual([step, "دو", "دو"]);
    }
    expect(shown(omid)).toEqual(["تیتر", "یک دو سه", "چهار پنج شش هفت"]);
  });

  test("LN3: a note over two blocks of which one is moved stays where most of its characters are", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو", "سه چهار پنج", "شش هفت هشت نه ده"]);
    select(sara, "دو", "سه چهار");
    const {
      doc,
      selection: { from, to },
    } = sara.state;
    const anchor = anchorOf(sara.body, flatOf(doc, from), flatOf(doc, to));
    caret(sara, "سه").run(moveBlockDown);
    meet(sara, omid);
    const [place] = resolveAnchors(omid.body, [anchor]);
    expect(place).toMatchObject({ state: "found" });
    expect(place?.state === "found" && omid.body.toJSON().slice(place.from, place.to)).toBe("\nسه چهار");
  });

  test("LN2: nobody says of another's characters what they are copies of, and bytes that say nothing are ignored", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو", "سه"]);
    const words = note(sara, "دو");
    caret(sara, "یک").run(moveBlockDown);
    meet(sara, omid);
    const [key] = [...sara.doc.getMap("lineage").keys()];
    const forged = new Uint8Array(sara.doc.getMap("lineage").get(key!) as Uint8Array);
    omid.doc.getMap("lineage").set("1.2", forged);
    for (const [i, bytes] of [[], [9], [0, 1], [0, 255, 255, 255, 255, 255, 255, 255, 255, 255], [0, 1, 0, 0]].entries())
      omid.doc.getMap("lineage").set(`12.${i}`, new Uint8Array(bytes));
    omid.doc.getMap("lineage").set("12.9", "text");
    omid.doc.getMap("lineage").set("nobody", forged);
    meet(sara, omid);
    expect([words(sara), words(omid)]).toEqual(["دو", "دو"]);
  });

  test("LN4: what is said of characters that are gone is dropped by the next who writes, and nothing is lost by it", () => {
    const [sara, omid] = twoEditors(["تیتر", "یک دو", "سه چهار پنج"]);
    const words = note(sara, "دو");
    caret(sara, "یک").run(moveBlockDown);
    for (let i = 0; i < 6; i++) sara.binding[i % 2 === 0 ? "undo" : "redo"]();
    meet(sara, omid);
    const before = omid.doc.getMap("lineage").size;
    omid.start(99);
    type(caret(omid, "سه"), "x");
    expect(omid.doc.getMap("lineage").size).toBeLessThan(before);
    meet(sara, omid);
    expect([words(sara), words(omid)]).toEqual(["دو", "دو"]);
  });
});

test("BA3: a block that is pasted twice is what it was, and each is changed alone", () => {
  const [sara, omid] = twoEditors(["تیتر", "# یک", "دو"]);
  const slice = new Slice(Fragment.from([sara.state.doc.child(1), sara.state.doc.child(2)]), 0, 0);
  caret(sara, "دو");
  pasteSlice(sara, slice);
  select(sara, "یک").run(setKind("quote"));
  meet(sara, omid);
  expect(shown(omid).filter((line) => line.endsWith("یک"))).toEqual(["quote: یک", "heading: یک"]);
  expect(articleOf(omid.doc).blocks.isFormer).toBe(false);
});
