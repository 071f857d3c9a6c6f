/** What one takes back goes by the identity of characters, whatever others do to them before and after. */
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection, type Transaction } from "prosemirror-state";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../../shared/article/body.ts";
import {
  deleteForward,
  deleteSelection,
  insertSlice,
  moveBlockDown,
  moveBlockUp,
  setKind,
  toggleMark,
} from "../../shared/article/commands.ts";
import { fillBody } from "../../shared/article/fill.ts";
import { schema } from "../../shared/article/schema.ts";
import { Desk } from "../fuzz/desk.ts";

/** Sara and Omid, who see at once what the other does. The first line is the headline. */
class Newsroom {
  readonly sara = new Desk("Sara", 11);
  readonly omid = new Desk("Omid", 12);

  constructor(...lines: readonly string[]) {
    const start = new Y.Doc();
    start.clientID = 1;
    fillBody(
      bodyOf(start),
      schema.node(
        "doc",
        null,
        lines.map((line, i) => schema.node(i === 0 ? "headline" : "paragraph", null, [schema.text(line)])),
      ),
    );
    const state = Y.encodeStateAsUpdate(start);
    for (const [desk, other] of [
      [this.sara, this.omid],
      [this.omid, this.sara],
    ] as const) {
      desk.receive(state);
      desk.onUpdate = (update) => other.receive(update);
    }
  }
}

/** What both do in `act` comes to the other when it is done. */
function apart({ sara, omid }: Newsroom, act: () => void): void {
  const [hers, his] = [sara.onUpdate, omid.onUpdate];
  sara.onUpdate = omid.onUpdate = () => {};
  act();
  [sara.onUpdate, omid.onUpdate] = [hers, his];
  const states = [sara, omid].map(({ doc }) => Y.encodeStateAsUpdate(doc));
  for (const desk of [sara, omid]) for (const state of states) desk.receive(state);
}

/** Each block's kind where it is no paragraph, and its text, with `*` around what is bold. */
function shown({ state: { doc } }: Desk): string[] {
  const lines: string[] = [];
  doc.forEach((block, _pos, i) => {
    let text = i === 0 || block.type.name === "paragraph" ? "" : `${block.type.name}: `;
    block.forEach((node) => (text += node.marks.some(({ type }) => type.name === "bold") ? `*${node.text}*` : node.text));
    lines.push(text);
  });
  return lines;
}

function select(desk: Desk, phrase: string): Desk {
  let from = -1;
  desk.state.doc.forEach((block, pos) => {
    const at = block.textContent.indexOf(phrase);
    if (at !== -1) from = pos + 1 + at;
  });
  desk.binding.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, from, from + phrase.length)));
  return desk;
}

function caret(desk: Desk, before: string): Desk {
  select(desk, before);
  desk.binding.dispatch(desk.state.tr.setSelection(TextSelection.create(desk.state.doc, desk.state.selection.from)));
  return desk;
}

const edit = (desk: Desk, make: (tr: Transaction) => Transaction): void => desk.binding.dispatch(make(desk.state.tr));
const type = (desk: Desk, text: string): void => edit(desk, (tr) => tr.insertText(text));
const before = (desk: Desk): string => desk.state.selection.$head.parent.textBetween(0, desk.state.selection.$head.parentOffset);

test("UN4: a block that was moved, and then deleted by a colleague, does not come back when the move is undone", () => {
  const { sara, omid } = new Newsroom("تیتر", "یک", "دو که درازتر است", "سه");
  caret(sara, "یک").run(moveBlockDown);
  select(omid, "یک");
  edit(omid, (tr) => tr.delete(tr.selection.$from.before(1), tr.selection.$from.after(1)));
  sara.binding.undo();
  expect(shown(sara)).toEqual(["تیتر", "دو که درازتر است", "سه"]);
});

test("UN4: what was cut and pasted comes back where it was cut when both are undone, also when the paste was moved on", () => {
  const { sara, omid } = new Newsroom("تیتر", "یک دو که درازتر است", "سه");
  select(sara, "دو ");
  const slice = sara.state.selection.content();
  deleteSelection(sara.state, (tr) => sara.binding.dispatch(tr.setMeta("uiEvent", "cut")));
  caret(sara, "سه");
  insertSlice(slice)(sara.state, (tr) => sara.binding.dispatch(tr.setMeta("uiEvent", "paste")));
  caret(omid, "سه").run(moveBlockUp);
  sara.binding.undo();
  sara.binding.undo();
  expect(shown(sara)).toEqual(["تیتر", "سه", "یک دو که درازتر است"]);
});

test("UN2: a move that is undone keeps what a colleague formatted meanwhile", () => {
  const { sara, omid } = new Newsroom("تیتر", "یک", "دو که درازتر است");
  caret(sara, "یک").run(moveBlockDown);
  select(omid, "یک").run(toggleMark("bold"));
  sara.binding.undo();
  expect(shown(sara)).toEqual(["تیتر", "*یک*", "دو که درازتر است"]);
});

test("UN2: bold text that is pasted, undone and redone is bold, although Yjs tidied the place at the colleague's", () => {
  const { sara } = new Newsroom("تیتر", "یک دو");
  caret(sara, "دو");
  sara.run(insertSlice(new Slice(Fragment.from(schema.text("نو", [schema.mark("bold")])), 0, 0)));
  const after = shown(sara);
  expect(after).toEqual(["تیتر", "یک *نو*دو"]);
  sara.binding.undo();
  sara.binding.redo();
  expect(shown(sara)).toEqual(after);
});

test("UN2: bold that is redone makes nothing bold that came back beside it", () => {
  const { sara, omid } = new Newsroom("تیتر", "یک دو سه");
  select(sara, "دو").run(toggleMark("bold"));
  sara.binding.undo();
  select(omid, "یک دو سه").run(deleteSelection);
  omid.binding.undo();
  select(omid, "دو").run(deleteSelection);
  sara.binding.redo();
  expect(shown(sara)).toEqual(["تیتر", "یک  سه"]);
});

test("UN2: a pasted block that a colleague deleted comes back as what it was, also when the paste is undone before", () => {
  const { sara, omid } = new Newsroom("تیتر", "یک");
  caret(sara, "یک");
  sara.run(
    insertSlice(
      new Slice(
        Fragment.from([schema.node("quote", null, [schema.text("نو")]), schema.node("paragraph", null, [schema.text("پایان")])]),
        0,
        0,
      ),
    ),
  );
  select(omid, "نو");
  edit(omid, (tr) => tr.delete(tr.selection.$from.before(1), tr.selection.$from.after(1)));
  sara.binding.undo();
  omid.binding.undo();
  expect(shown(sara).filter((line) => line.startsWith("quote"))).toHaveLength(1);
});

test("UN5: one press takes back what can be seen, and passes over the kind of a block that a colleague deleted", () => {
  const { sara, omid } = new Newsroom("تیتر", "یک", "دو");
  type(caret(sara, "دو"), "نو ");
  select(sara, "یک").run(setKind("quote"));
  select(omid, "یک");
  edit(omid, (tr) => tr.delete(tr.selection.$from.before(1), tr.selection.$from.after(1)));
  expect(sara.binding.undo()).toBe(true);
  expect(shown(sara)).toEqual(["تیتر", "دو"]);
  omid.binding.undo();
  expect(shown(sara)).toEqual(["تیتر", "یک", "دو"]);
});

test("UN6: the caret that is restored stands behind the character that it stood behind, wherever a colleague moved it", () => {
  const { sara, omid } = new Newsroom("تیتر", "abc", "دو که درازتر است");
  type(caret(sara, "bc"), "x");
  select(sara, "درازتر").run(deleteSelection);
  caret(omid, "axbc").run(moveBlockDown);
  sara.binding.undo();
  sara.binding.undo();
  expect([sara.state.selection.$head.parent.textContent, before(sara)]).toEqual(["abc", "a"]);
});

test("LN4: a block keeps what was said of its ancestors when its lineage was dropped between a deletion and its undo", () => {
  const { sara, omid } = new Newsroom("تیتر", "یک", "دو که درازتر است");
  caret(sara, "یک").run(setKind("quote"));
  caret(sara, "یک").run(moveBlockDown);
  select(sara, "یک");
  edit(sara, (tr) => tr.delete(tr.selection.$from.before(1), tr.selection.$from.after(1)));
  // Who writes for the first time drops what is said of characters that are gone.
  type(caret(omid, "دو"), "x");
  expect(omid.doc.getMap("lineage").size).toBe(0);
  sara.binding.undo();
  expect(shown(omid)).toEqual(["تیتر", "xدو که درازتر است", "quote: یک"]);
});

test("AM10: letters erased in one go are one step, before the caret or behind it", () => {
  const { sara } = new Newsroom("تیتر", "یک دو سه");
  caret(sara, "دو");
  for (let i = 0; i < 3; i++) sara.run(deleteForward);
  expect(shown(sara)).toEqual(["تیتر", "یک سه"]);
  sara.binding.undo();
  expect(shown(sara)).toEqual(["تیتر", "یک دو سه"]);
});

test("AM10: what is erased behind another place than where one typed is a step of its own", () => {
  const { sara } = new Newsroom("تیتر", "یک دو سه");
  type(caret(sara, "سه"), "a");
  caret(sara, "a").run(deleteForward);
  sara.binding.undo();
  expect(shown(sara)).toEqual(["تیتر", "یک دو aسه"]);
});

test("AM10: one does not go on with a step where a colleague took away the letter before the caret", () => {
  const { sara, omid } = new Newsroom("تیتر", "یک دو");
  type(caret(sara, "دو"), "ab");
  select(omid, "b").run(deleteSelection);
  type(sara, "c");
  sara.binding.undo();
  expect(shown(sara)).toEqual(["تیتر", "یک aدو"]);
});

test("UN1 BA3: a move that is undone takes nothing from another copy that was gone before", () => {
  const { sara, omid } = new Newsroom("تیتر", "یک", "دو که درازتر است");
  const updates: Uint8Array[] = [];
  omid.onUpdate = (update) => updates.push(update);
  select(omid, "یک");
  edit(omid, (tr) => tr.delete(tr.selection.$from.before(1), tr.selection.$from.after(1)));
  omid.binding.undo();
  caret(omid, "یک").run(setKind("quote"));
  edit(omid, (tr) => tr.delete(tr.selection.$from.before(1), tr.selection.$from.after(1)));
  // What is known of copies that are gone is dropped with the first letter of a window.
  type(caret(sara, "تیتر"), " ");
  // That he deleted the first of them comes last.
  const [first, ...rest] = updates;
  for (const update of rest) sara.receive(update);
  expect(shown(sara)).toEqual([" تیتر", "یک", "دو که درازتر است"]);
  caret(sara, "یک").run(moveBlockDown);
  sara.binding.undo();
  expect(shown(sara)).toEqual([" تیتر", "یک", "دو که درازتر است"]);
  sara.receive(first!);
});

test.each(["دو", "تیتر"])("UN2: what was deleted while a colleague formatted it (%s) comes back with that form", (phrase) => {
  const newsroom = new Newsroom("تیتر", "یک دو سه");
  const { sara, omid } = newsroom;
  apart(newsroom, () => {
    select(sara, phrase).run(deleteSelection);
    select(omid, phrase).run(toggleMark("bold"));
  });
  expect(shown(sara).join("")).not.toContain(phrase);
  sara.binding.undo();
  expect(shown(sara).join("|")).toBe(`تیتر|یک دو سه`.replace(phrase, `*${phrase}*`));
  expect(shown(omid)).toEqual(shown(sara));
});

test("UN2: a block that was moved while a colleague formatted it has that form where it stood, when the move is undone", () => {
  const newsroom = new Newsroom("تیتر", "یک", "دو که درازتر است", "سه");
  const { sara, omid } = newsroom;
  apart(newsroom, () => {
    caret(sara, "یک").run(moveBlockDown);
    for (const phrase of ["یک", "دو", "تیتر"]) select(omid, phrase).run(toggleMark("bold"));
  });
  sara.binding.undo();
  expect(shown(sara)).toEqual(["*تیتر*", "*یک*", "*دو* که درازتر است", "سه"]);
  expect(shown(omid)).toEqual(shown(sara));
});

test("UN2: what stood at the edge of what a colleague formatted after it was deleted comes back as it was", () => {
  const newsroom = new Newsroom("تیتر", "یک", "دو که درازتر است", "سه");
  const { sara, omid } = newsroom;
  caret(sara, "یک").run(moveBlockDown);
  select(omid, "دو").run(toggleMark("bold"));
  select(omid, "تیتر").run(toggleMark("bold"));
  sara.binding.undo();
  expect(shown(sara)).toEqual(["*تیتر*", "یک", "*دو* که درازتر است", "سه"]);
});

test("UN2: undo of a format leaves what a colleague wrote in place of all that had it", () => {
  const { sara, omid } = new Newsroom("تیتر", "یک دو سه");
  select(omid, "یک دو").run(toggleMark("bold"));
  select(sara, " دو").run(toggleMark("bold"));
  type(select(omid, " دو"), "نو");
  sara.binding.undo();
  expect(shown(sara)).toEqual(["تیتر", "*یک*نو سه"]);
  expect(shown(omid)).toEqual(shown(sara));
});
