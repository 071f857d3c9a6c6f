import { Slice, Fragment } from "prosemirror-model";
import { EditorState, TextSelection, type Transaction } from "prosemirror-state";
import { AddNodeMarkStep } from "prosemirror-transform";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { ArticleBinding, REMOTE } from "./binding.ts";
import { bodyOf } from "../model/body.ts";
import { fillBody } from "../projection/fill.ts";
import { flatLength, flatOf, posOf } from "../model/flat.ts";
import { projectBody } from "../projection/project.ts";
import { schema } from "../model/schema.ts";

const p = (text: string, attrs = {}) => schema.node("paragraph", attrs, text ? schema.text(text) : undefined);
const article = (headline: string, ...blocks: ReturnType<typeof p>[]) =>
  schema.node("doc", null, [schema.node("headline", null, headline ? schema.text(headline) : undefined), ...blocks]);

/** One editor without a screen. */
function open(doc: Y.Doc) {
  const desk = {
    doc,
    body: bodyOf(doc),
    state: EditorState.create({ doc: projectBody(bodyOf(doc)) }),
    transactions: [] as Transaction[],
    updateState: (state: EditorState) => void (desk.state = state),
    edit: (make: (tr: Transaction) => Transaction) => desk.binding.dispatch(make(desk.state.tr)),
    binding: undefined as unknown as ArticleBinding,
  };
  desk.binding = new ArticleBinding(doc, desk, (error) => {
    throw error;
  });
  return desk;
}

/** Two editors of one article that see each other's edits at once, until `apart` is called. */
function pair(content = article("تیتر", p("یک"), p("دو"))) {
  const a = new Y.Doc();
  fillBody(bodyOf(a), content);
  const b = new Y.Doc();
  Y.applyUpdate(b, Y.encodeStateAsUpdate(a));
  return { sara: open(a), omid: open(b), sync: () => exchange(a, b) };
}

function exchange(a: Y.Doc, b: Y.Doc): void {
  for (let i = 0; i < 2; i++) {
    Y.applyUpdate(a, Y.encodeStateAsUpdate(b, Y.encodeStateVector(a)));
    Y.applyUpdate(b, Y.encodeStateAsUpdate(a, Y.encodeStateVector(b)));
  }
}

const says = (desk: { state: EditorState; body: Y.Text }) => {
  expect(desk.state.doc.toString()).toBe(projectBody(desk.body).toString());
  expect(desk.state.doc.eq(projectBody(desk.body))).toBe(true);
  return desk.state.doc.toString();
};

describe("projection", () => {
  test("AM1 AM3 AM5 AM6 AM7: every state of the body is a valid article that keeps everything", () => {
    const body = bodyOf(new Y.Doc());
    body.insert(0, "س\u2029ط", { kind: "heading", bold: true });
    body.insert(3, "\n", { kind: "ticker", bold: true, speed: 3 });
    body.insert(4, "متن\r", { link: "javascript:alert(1)", colour: "red" });
    body.insert(8, "\n", { kind: "divider" });
    body.insert(9, "زیر خط", {});
    body.insertEmbed(15, { image: 1 }, {});
    const doc = projectBody(body);
    doc.check();
    expect(doc.childCount).toBe(3);
    expect(doc.child(0).type.name).toBe("headline");
    expect(doc.child(0).textContent).toBe("س\nط");
    expect(doc.child(1).type.name).toBe("paragraph");
    expect(doc.child(1).attrs["kind"]).toBe("ticker");
    expect(doc.child(1).firstChild!.marks.map((mark) => mark.type.name)).toEqual(["link"]);
    expect(doc.child(1).lastChild!.attrs["char"]).toBe("\r");
    expect(doc.child(2).type.name).toBe("divider");
    expect(doc.child(2).textContent).toBe("زیر خط");
    expect(doc.child(2).lastChild!.attrs["value"]).toEqual({ image: 1 });
    expect(flatLength(doc)).toBe(body.length);
  });

  test("AM4: positions and indices are one to one", () => {
    const doc = article("تیتر", p(""), p("یک"), schema.node("divider"));
    for (let flat = 0; flat <= flatLength(doc); flat++) expect(flatOf(doc, posOf(doc, flat))).toBe(flat);
    expect(() => posOf(doc, flatLength(doc) + 1)).toThrow(/outside a body of/);
  });

  test("AM1: filling a body that holds something is refused and changes nothing", () => {
    const body = bodyOf(new Y.Doc());
    body.insert(0, "هست");
    expect(() => fillBody(body, article("نو"))).toThrow(/holds 3 characters/);
    expect(body.toString()).toBe("هست");
  });
});

describe("local steps", () => {
  test("AM8: split, join and change of kind keep the text's identity", () => {
    const { sara } = pair(article("تیتر", p("یک دو")));
    const before = sara.doc.store.clients.size;
    const deleted = new Set<string>();
    sara.doc.on("afterTransaction", (tr: Y.Transaction) => {
      for (const ranges of tr.deleteSet.clients.values()) deleted.add(JSON.stringify(ranges));
    });
    sara.edit((tr) => tr.split(posOf(tr.doc, 7)));
    sara.edit((tr) => tr.setNodeMarkup(posOf(tr.doc, 8) - 1, schema.nodes["heading"], { level: 2 }));
    expect(says(sara)).toBe('doc(headline("تیتر"), paragraph("یک"), heading(" دو"))');
    sara.edit((tr) => tr.addMark(posOf(tr.doc, 5), posOf(tr.doc, 10), schema.mark("bold")));
    says(sara);
    expect(deleted.size).toBe(0);
    sara.edit((tr) => tr.join(posOf(tr.doc, 8) - 1));
    expect(says(sara)).toBe('doc(headline("تیتر"), paragraph(bold("یک د"), "و"))');
    expect(before).toBe(1);
  });

  test("AM3: a mark on several blocks leaves the boundaries between them as they are", () => {
    const { sara } = pair();
    sara.edit((tr) => tr.addMark(1, tr.doc.content.size - 1, schema.mark("bold")));
    expect(sara.body.toDelta()).toEqual(
      ["تیتر", "\n", "یک", "\n", "دو"].map((insert) => (insert === "\n" ? { insert } : { insert, attributes: { bold: true } })),
    );
    sara.edit((tr) => tr.removeMark(1, tr.doc.content.size - 1, schema.marks["bold"]));
    expect(sara.body.toDelta()).toEqual([{ insert: "تیتر\nیک\nدو" }]);
  });

  test("AM8: a letter typed or erased among its like is the very one at the caret", () => {
    const { sara } = pair(article("تیتر", p("اااا")));
    const third = Y.createRelativePositionFromTypeIndex(sara.body, 7, 0);
    const index = () => Y.createAbsolutePositionFromRelativePosition(third, sara.doc)!.index;
    sara.edit((tr) => tr.insertText("ا", posOf(tr.doc, 6)));
    expect(index()).toBe(8);
    sara.edit((tr) => tr.delete(posOf(tr.doc, 5), posOf(tr.doc, 6)));
    expect(index()).toBe(7);
  });

  test("AM8: a step without a rule of its own is written as a difference", () => {
    const { sara } = pair();
    sara.edit((tr) => tr.insert(posOf(tr.doc, 6), schema.node("line_break")));
    sara.edit((tr) => tr.step(new AddNodeMarkStep(posOf(tr.doc, 6), schema.mark("bold"))));
    expect(says(sara)).toBe('doc(headline("تیتر"), paragraph("ی", bold(line_break), "ک"), paragraph("دو"))');
  });

  test("AM2: the headline's direction is written and read", () => {
    const { sara, omid, sync } = pair();
    sara.edit((tr) => tr.setNodeAttribute(0, "dir", "ltr"));
    sync();
    expect(omid.state.doc.firstChild!.attrs["dir"]).toBe("ltr");
    sara.edit((tr) => tr.setNodeAttribute(0, "dir", null));
    sync();
    expect(omid.state.doc.firstChild!.attrs["dir"]).toBe(null);
  });

  test("AM7: text with separators becomes blocks and line breaks at once", () => {
    const { sara } = pair(article("تیتر", p("")));
    sara.edit((tr) => tr.insertText("یک\nدو\u2028سه\rچهار", posOf(tr.doc, 5)));
    expect(says(sara)).toBe('doc(headline("تیتر"), paragraph("یک"), paragraph("دو", line_break, "سه", line_break, "چهار"))');
  });

  test("AM11: whatever range a step names, a surrogate pair stays whole", () => {
    const text = "الف😀ب";
    for (let from = 5; from <= 5 + text.length; from++) {
      for (let to = from; to <= 5 + text.length; to++) {
        for (const slice of [Slice.empty, new Slice(Fragment.from(schema.text("x")), 0, 0)]) {
          const { sara } = pair(article("تیتر", p(text)));
          sara.edit((tr) => tr.replace(posOf(tr.doc, from), posOf(tr.doc, to), slice));
          expect(sara.body.toString()).not.toContain("\uFFFD");
          expect(sara.body.toString().isWellFormed()).toBe(true);
          says(sara);
        }
        const { sara } = pair(article("تیتر", p(text)));
        sara.edit((tr) => tr.addMark(posOf(tr.doc, from), posOf(tr.doc, to), schema.mark("bold")));
        expect(says(sara)).toContain("😀");
      }
    }
    const { sara } = pair(article("تیتر", p(text)));
    sara.edit((tr) => tr.insertText("😁".slice(1), posOf(tr.doc, 9), posOf(tr.doc, 10)));
    expect(sara.body.toString()).toContain("الف😁ب");
  });

  test("AM6 AM8: typing goes on with attributes that this version does not know", () => {
    const doc = new Y.Doc();
    bodyOf(doc).insert(0, "واژه", { "ins:1": true });
    const desk = open(doc);
    desk.edit((tr) => tr.insertText("ها", posOf(tr.doc, 4)));
    expect(desk.body.toDelta()).toEqual([{ insert: "واژهها", attributes: { "ins:1": true } }]);
  });
});

describe("changes from elsewhere", () => {
  test("AM9: one transaction that touches what changed, and leaves the caret before it", () => {
    const { sara, omid, sync } = pair(article("تیتر", p("یک"), p("دو"), p("سه")));
    const seen: Transaction[] = [];
    omid.updateState = (state) => void (omid.state = state);
    const dispatch = omid.binding.dispatch.bind(omid.binding);
    omid.binding.dispatch = (tr) => (seen.push(tr), dispatch(tr));
    omid.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, posOf(tr.doc, 7))));
    seen.length = 0;
    sara.edit((tr) => tr.insertText("!", posOf(tr.doc, 7)));
    sync();
    expect(seen).toHaveLength(1);
    expect(seen[0]!.getMeta(REMOTE)).toBe(true);
    expect(seen[0]!.steps).toHaveLength(1);
    expect(omid.state.selection.from).toBe(posOf(omid.state.doc, 7));
    expect(says(omid)).toContain("یک!");
  });

  test("AM9: a letter's marks chosen before a colleague's edit stay chosen", () => {
    const { sara, omid, sync } = pair();
    omid.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, posOf(tr.doc, 7))).setStoredMarks([schema.mark("bold")]));
    sara.edit((tr) => tr.insertText("نو", posOf(tr.doc, 0)));
    sync();
    omid.edit((tr) => tr.insertText("ب"));
    expect(says(omid)).toContain('bold("ب")');
  });

  test("AM12: a body first asked for after it was loaded keeps its formats apart", () => {
    const { sara } = pair(article("تیتر", schema.node("heading", { level: 1 }, schema.text("پررنگ", [schema.mark("bold")])), p("بعد")));
    const late = new Y.Doc();
    Y.applyUpdate(late, Y.encodeStateAsUpdate(sara.doc));
    const desk = open(late);
    desk.edit((tr) => tr.insertText("‌تر", posOf(tr.doc, 10)));
    desk.edit((tr) => tr.delete(posOf(tr.doc, 9), posOf(tr.doc, 10)));
    expect(says(desk)).toBe('doc(headline("تیتر"), heading(bold("پررن‌تر")), paragraph("بعد"))');
  });
});

describe("undo", () => {
  test("AM10: takes back one's own step only, with the selection that stood before", () => {
    const { sara, omid, sync } = pair();
    sara.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, posOf(tr.doc, 5), posOf(tr.doc, 7))));
    sara.edit((tr) => tr.deleteSelection());
    sync();
    omid.edit((tr) => tr.insertText("تازه ", posOf(tr.doc, 0)));
    sync();
    expect(sara.binding.canUndo).toBe(true);
    expect(sara.binding.undo()).toBe(true);
    expect(says(sara)).toBe('doc(headline("تازه تیتر"), paragraph("یک"), paragraph("دو"))');
    const { from, to } = sara.state.selection;
    expect(sara.state.doc.textBetween(from, to)).toBe("یک");
    expect(sara.binding.undo()).toBe(false);
    expect(sara.binding.redo()).toBe(true);
    expect(says(sara)).toBe('doc(headline("تازه تیتر"), paragraph, paragraph("دو"))');
    sync();
    expect(omid.state.doc.eq(sara.state.doc)).toBe(true);
  });

  test("AM10: letters typed in one go are one step, a move of the caret starts another", () => {
    const { sara } = pair(article("", p("")));
    for (const letter of "سلام") sara.edit((tr) => tr.insertText(letter));
    sara.edit((tr) => tr.setSelection(TextSelection.atEnd(tr.doc)));
    for (const letter of "دنیا") sara.edit((tr) => tr.insertText(letter));
    expect(says(sara)).toBe('doc(headline("سلام"), paragraph("دنیا"))');
    sara.binding.undo();
    expect(says(sara)).toBe('doc(headline("سلام"), paragraph)');
    sara.binding.undo();
    expect(says(sara)).toBe("doc(headline, paragraph)");
  });

  test("AM10: a selection deleted right behind what was typed is a step of its own", () => {
    const { sara } = pair(article("", p("")));
    for (const letter of "سلام") sara.edit((tr) => tr.insertText(letter));
    sara.edit((tr) => tr.setSelection(TextSelection.create(tr.doc, 3, 5)));
    sara.edit((tr) => tr.deleteSelection());
    expect(says(sara)).toBe('doc(headline("سل"), paragraph)');
    sara.binding.undo();
    expect(says(sara)).toBe('doc(headline("سلام"), paragraph)');
  });

  test("AM10: a join right behind what was erased is a step of its own", () => {
    const { sara } = pair(article("تیتر", p("یک")));
    sara.edit((tr) => tr.setSelection(TextSelection.atEnd(tr.doc)));
    for (const at of [6, 5]) sara.edit((tr) => tr.delete(posOf(tr.doc, at), posOf(tr.doc, at + 1)));
    sara.edit((tr) => tr.join(posOf(tr.doc, 5) - 1));
    expect(says(sara)).toBe('doc(headline("تیتر"))');
    sara.binding.undo();
    expect(says(sara)).toBe('doc(headline("تیتر"), paragraph)');
    sara.binding.undo();
    expect(says(sara)).toBe('doc(headline("تیتر"), paragraph("یک"))');
  });

  test("AM10: undoing one's own paragraph leaves what a colleague typed in it", () => {
    const { sara, omid, sync } = pair();
    sara.edit((tr) => tr.insert(tr.doc.content.size, p("از سارا")));
    sync();
    omid.edit((tr) => tr.insertText(" و امید", tr.doc.content.size - 1));
    sync();
    sara.binding.undo();
    sync();
    expect(says(sara)).toBe('doc(headline("تیتر"), paragraph("یک"), paragraph("دو و امید"))');
  });
});
