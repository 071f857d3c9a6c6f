/** What is said of blocks and characters goes by their identity, whatever people do at once. */
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection, type Transaction } from "prosemirror-state";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { Desk } from "../fuzz/desk.ts";
import { anchorOf, resolveAnchors } from "../../shared/notes/anchor.ts";
import { articleOf } from "../../shared/article/article.ts";
import { bodyOf } from "../../shared/article/body.ts";
import {
  deleteBackward,
  deleteSelection,
  insertSlice,
  moveBlockDown,
  setDirection,
  setKind,
  splitBlock,
  toggleMark,
} from "../../shared/article/commands.ts";
import { fillBody } from "../../shared/article/fill.ts";
import { flatOf } from "../../shared/article/flat.ts";
import { schema } from "../../shared/article/schema.ts";

const CLIENTS = [
  [11, 12],
  [12, 11],
] as const;

const text = (line: string) => (line === "" ? [] : [schema.text(line)]);

/** Two desks with the same article: the first line is its headline, `# ` makes a heading. */
function newsroom(lines: readonly string[], [first, second]: readonly [number, number] = CLIENTS[0]): [Desk, Desk] {
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
  const desks: [Desk, Desk] = [new Desk("Sara", first), new Desk("Omid", second)];
  for (const desk of desks) desk.receive(Y.encodeStateAsUpdate(seed));
  return desks;
}

function meet(...desks: readonly Desk[]): void {
  const states = desks.map(({ doc }) => Y.encodeStateAsUpdate(doc));
  for (const desk of desks) for (const state of states) desk.receive(state);
  for (const desk of desks) expect(shown(desk)).toEqual(shown(desks[0]!));
}

/** The blocks as they are shown: kinds other than a paragraph's before the text. */
function shown({ state: { doc } }: Desk): string[] {
  const lines: string[] = [];
  doc.forEach((block, _pos, i) => {
    const name = i === 0 || block.type.name === "paragraph" ? "" : `${block.type.name}: `;
    const dir: unknown = block.attrs["dir"];
    lines.push(`${name}${typeof dir === "string" ? `(${dir}) ` : ""}${block.textContent}`);
  });
  return lines;
}

function select(desk: Desk, from: string, to = from): Desk {
  const { doc } = desk.state;
  const find = (phrase: string): number => {
    let found = -1;
    doc.forEach((block, pos) => {
      const at = block.textContent.indexOf(phrase);
      if (found < 0 && at >= 0) found = pos + 1 + at;
    });
    if (found < 0) throw new Error(`no ${phrase} in ${doc.toString()}`);
    return found;
  };
  desk.binding.dispatch(desk.state.tr.setSelection(TextSelection.create(doc, find(from), find(to) + to.length)));
  return desk;
}

const caret = (desk: Desk, before: string): Desk => {
  select(desk, before);
  desk.binding.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, desk.state.selection.from)));
  return desk;
};

const type = (desk: Desk, text: string): void => desk.binding.dispatch(desk.state.tr.insertText(text));
const dispatch = (desk: Desk, make: (tr: Transaction) => Transaction): void => desk.binding.dispatch(make(desk.state.tr));

/** Cuts what is selected, and pastes it before `phrase`. */
function cutAndPaste(desk: Desk, phrase: string): void {
  const slice = desk.state.selection.content();
  deleteSelection(desk.state, (tr) => desk.binding.dispatch(tr.setMeta("uiEvent", "cut")));
  caret(desk, phrase);
  pasteSlice(desk, slice);
}

const pasteSlice = (desk: Desk, slice: Slice): boolean =>
  insertSlice(slice)(desk.state, (tr) => desk.binding.dispatch(tr.setMeta("uiEvent", "paste")));

/** A note on a phrase, and the words that it stands on at a desk. */
function note(desk: Desk, phrase: string): (at: Desk) => string | null {
  select(desk, phrase);
  const {
    doc,
    selection: { from, to },
  } = desk.state;
  const anchor = anchorOf(desk.body, flatOf(doc, from), flatOf(doc, to));
  return (at) => {
    const [place] = resolveAnchors(at.body, [anchor]);
    return place?.state === "found" ? at.body.toJSON().slice(place.from, place.to) : null;
  };
}

describe.each(CLIENTS)("blocks, with client IDs %i and %i", (first, second) => {
  const open = (...lines: string[]) => newsroom(lines, [first, second]);

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
    const [sara] = newsroom(["تیتر", "# یک"]);
    sara.body.insert(sara.body.length, "\nدو", { kind: "heading", level: 1, dir: "ltr" });
    expect(shown(sara)).toEqual(["تیتر", "heading: یک", "دو"]);
  });

  test("BA5: entries that say nothing are ignored, and kept", () => {
    const [sara] = newsroom(["تیتر", "یک"]);
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

  test("BA4: an article of the older form is read as it was, and moved over by whoever writes first, alike at every desk", () => {
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
    const desks = [new Desk("Sara", 11), new Desk("Omid", 12), new Desk("Reza", 13)] as const;
    const [sara, omid, reza] = desks;
    for (const desk of desks) desk.receive(Y.encodeStateAsUpdate(old));
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
    const [sara, omid] = newsroom(["تیتر", "یک دو سه", "چهار پنج شش هفت"]);
    const words = note(sara, "دو");
    caret(sara, "یک").run(moveBlockDown);
    meet(sara, omid);
    expect([words(sara), words(omid), shown(omid)]).toEqual(["دو", "دو", ["تیتر", "چهار پنج شش هفت", "یک دو سه"]]);
    type(caret(omid, "و سه"), "-");
    meet(sara, omid);
    expect(words(sara)).toBe("د-و");
  });

  test("LN1: a note goes with what is cut and pasted, once, and with nothing that is pasted again or typed", () => {
    const [sara, omid] = newsroom(["تیتر", "یک دو سه", "چهار پنج"]);
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
    const [sara, omid] = newsroom(["تیتر", "یک دو سه", "چهار پنج"]);
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
    const [sara, omid] = newsroom(["تیتر", "یک دو سه", "چهار پنج شش هفت"]);
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
    const [sara, omid] = newsroom(["تیتر", "یک دو", "سه چهار پنج", "شش هفت هشت نه ده"]);
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
    const [sara, omid] = newsroom(["تیتر", "یک دو", "سه"]);
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
    const [sara, omid] = newsroom(["تیتر", "یک دو", "سه چهار پنج"]);
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

describe("undo", () => {
  test("UN1: what one typed goes wherever it was moved, and what one deleted comes back where it stood", () => {
    const [sara, omid] = newsroom(["تیتر", "یک", "دو که درازتر است"]);
    type(caret(sara, "یک"), "نو ");
    meet(sara, omid);
    caret(omid, "نو").run(moveBlockDown);
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(shown(omid)).toEqual(["تیتر", "دو که درازتر است", "یک"]);
  });

  test("UN1: what a colleague put elsewhere is not put back a second time", () => {
    const [sara, omid] = newsroom(["تیتر", "یک", "دو که درازتر است"]);
    select(sara, "یک");
    dispatch(sara, (tr) => tr.delete(tr.selection.$from.before(1), tr.selection.$from.after(1)));
    caret(omid, "یک").run(moveBlockDown);
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(shown(sara)).toEqual(["تیتر", "دو که درازتر است", "یک"]);
  });

  test("UN2: form that a colleague gave stays, through undo and redo", () => {
    const [sara, omid] = newsroom(["تیتر", "یک", "دو"]);
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
    const [sara, omid] = newsroom(["تیتر", "یک دو سه"]);
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
    const [sara, omid] = newsroom(["تیتر", "ace"]);
    for (const desk of [sara, omid]) select(desk, "c").run(deleteSelection);
    meet(sara, omid);
    sara.binding.undo();
    meet(sara, omid);
    expect(shown(omid)).toEqual(["تیتر", "ace"]);
  });

  test("AM10: letters typed in one go are one step while a colleague types before them", () => {
    const [sara, omid] = newsroom(["تیتر", "یک دو"]);
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
    const [sara] = newsroom(["تیتر", "# یک دو"]);
    const before = shown(sara);
    caret(sara, "دو").run(splitBlock);
    expect(shown(sara)).toEqual(["تیتر", "heading: یک ", "heading: دو"]);
    sara.run(deleteBackward);
    sara.run(deleteBackward);
    for (let i = 0; i < 3; i++) sara.binding.undo();
    expect(shown(sara)).toEqual(before);
  });

  test("AM10: the caret stands where it stood when a move is undone", () => {
    const [sara] = newsroom(["تیتر", "یک دو", "سه چهار پنج"]);
    caret(sara, "دو").run(moveBlockDown);
    sara.binding.undo();
    expect(sara.state.selection.$head.parent.textBetween(0, sara.state.selection.$head.parentOffset)).toBe("یک ");
  });
});

test("BA3: a block that is pasted twice is what it was, and each is changed alone", () => {
  const [sara, omid] = newsroom(["تیتر", "# یک", "دو"]);
  const slice = new Slice(Fragment.from([sara.state.doc.child(1), sara.state.doc.child(2)]), 0, 0);
  caret(sara, "دو");
  pasteSlice(sara, slice);
  select(sara, "یک").run(setKind("quote"));
  meet(sara, omid);
  expect(shown(omid).filter((line) => line.endsWith("یک"))).toEqual(["quote: یک", "heading: یک"]);
  expect(articleOf(omid.doc).blocks.isFormer).toBe(false);
});

describe("what undo and notes count on", () => {
  test("UN2: form comes back by redo at a colleague's desk too, which has taken the format items away that said nothing meanwhile", () => {
    const [sara, omid] = newsroom(["تیتر", "یک"]);
    sara.onUpdate = (update) => omid.receive(update);
    select(sara, "یک");
    dispatch(sara, (tr) => tr.replaceSelectionWith(schema.text("دو", [schema.mark("bold")]), false));
    const after = sara.state.doc;
    sara.binding.undo();
    sara.binding.redo();
    for (const desk of [sara, omid]) expect(desk.state.doc.eq(after)).toBe(true);
  });

  test("UN1: what one transaction inserts and deletes again does not come back by its undo", () => {
    const [sara] = newsroom(["تیتر", "یک"]);
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
    const [sara] = newsroom(["تیتر", "یک دو سه"]);
    select(sara, "دو").run(toggleMark("bold"));
    const before = sara.state.doc;
    select(sara, "یک", "سه").run(toggleMark("bold"));
    select(sara, "یک", "سه").run(deleteSelection);
    sara.binding.undo();
    sara.binding.undo();
    expect(sara.state.doc.eq(before)).toBe(true);
  });

  test("UN2: a deletion beside another is undone with the form of each", () => {
    const [sara] = newsroom(["تیتر", "یک دو سه"]);
    select(sara, "یک").run(toggleMark("bold"));
    const before = sara.state.doc;
    select(sara, "ک", "سه").run(deleteSelection);
    sara.run(deleteBackward);
    sara.binding.undo();
    sara.binding.undo();
    expect(sara.state.doc.eq(before)).toBe(true);
  });

  test("LN3: a note whose text was typed by two stands on it when a deletion beyond its end is undone, and redone, and undone", () => {
    const [sara, omid] = newsroom(["تیتر", "یک", "دو"]);
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
    const [sara, omid] = newsroom(["تیتر", "یک دو", "سه"]);
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
    const [sara] = newsroom(["تیتر", "یک دو", "سه"]);
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
