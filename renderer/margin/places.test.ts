import { EditorState, Plugin, type Transaction } from "prosemirror-state";
import { expect, test } from "vitest";
import { schema } from "../../shared/article/schema.ts";
import { applyPlaces, NOWHERE, placesKey, type Range } from "./places.ts";

const p = (text: string) => schema.node("paragraph", null, text ? schema.text(text) : undefined);
const article = (...blocks: string[]) => schema.node("doc", null, [schema.node("headline", null, schema.text("تیتر")), ...blocks.map(p)]);

function desk(doc = article("یک دو سه", "چهار پنج")) {
  const plugin = new Plugin({
    key: placesKey,
    state: { init: () => NOWHERE, apply: (tr, places, before) => applyPlaces(tr, places, before.doc) },
  });
  let state = EditorState.create({ doc, plugins: [plugin] });
  return {
    edit: (make: (tr: Transaction) => Transaction) => void (state = state.apply(make(state.tr))),
    get places() {
      return placesKey.getState(state)!;
    },
    get shown() {
      const range = this.places.found.get("t");
      return range ? state.doc.textBetween(range.from, range.to, "|") : null;
    },
    get doc() {
      return state.doc;
    },
  };
}

/** A desk with a thread on «دو» (indices 8 to 10 of the body). */
function noted() {
  const one = desk();
  one.edit((tr) => tr.setMeta(placesKey, { resolved: new Map([["t", { state: "found", from: 8, to: 10 }]]) }));
  expect(one.shown).toBe("دو");
  return one;
}

test("NO1: edits around and inside a note's text move and widen its place as its anchor does", () => {
  const one = noted();
  const { from, to } = one.places.found.get("t")!;
  one.edit((tr) => tr.insertText("‌م", to));
  one.edit((tr) => tr.insertText("نو", from));
  expect(one.shown).toBe("دو");
  one.edit((tr) => tr.insertText("-", one.places.found.get("t")!.from + 1));
  expect(one.shown).toBe("د-و");
});

test("NO10: text cut and pasted in this window takes its thread along, once", () => {
  const one = noted();
  const { from, to } = one.places.found.get("t")!;
  const slice = one.doc.slice(from, to);
  one.edit((tr) => tr.delete(from, to));
  expect([one.shown, one.places.orphans.has("t")]).toEqual([null, true]);
  one.edit((tr) => tr.insertText("چیز دیگر", 6));
  expect(one.shown).toBe(null);
  const paste = (tr: Transaction) => tr.replace(tr.doc.content.size - 1, tr.doc.content.size - 1, slice).setMeta("uiEvent", "paste");
  one.edit(paste);
  expect([one.shown, one.places.orphans.has("t"), one.places.moved.size]).toEqual(["دو", false, 1]);
  expect(one.places.found.get("t")!.from).toBe(one.doc.content.size - 3);
  const { from: there } = one.places.found.get("t")!;
  one.edit(paste);
  expect(one.places.found.get("t")!.from).toBe(there);
});

test("NO10: the same words typed later are other words", () => {
  const one = noted();
  const { from, to } = one.places.found.get("t")!;
  one.edit((tr) => tr.delete(from, to));
  one.edit((tr) => tr.insertText("دو", 6));
  expect([one.shown, one.places.orphans.has("t")]).toEqual([null, true]);
});

test("NO10: of a pasted text that holds the words among others, none is taken for them", () => {
  const one = noted();
  one.edit((tr) => tr.delete(6, 12));
  one.edit((tr) => tr.insertText("نه دو نه", 6).setMeta("uiEvent", "paste"));
  expect([one.shown, one.places.orphans.has("t")]).toEqual([null, true]);
});

test("NO10: of what was cut, the last counts", () => {
  const one = desk(article("یک دو سه", "چهار پنج"));
  one.edit((tr) => tr.setMeta(placesKey, { resolved: new Map([["t", { state: "found", from: 8, to: 10 }], ["u", { state: "found", from: 14, to: 18 }]]) }));
  const [two, four] = ["t", "u"].map((id) => one.places.found.get(id)!) as [Range, Range];
  const slice = one.doc.slice(two.from, two.to);
  one.edit((tr) => tr.delete(four.from, four.to).setMeta("uiEvent", "cut"));
  one.edit((tr) => tr.delete(two.from, two.to).setMeta("uiEvent", "cut"));
  one.edit((tr) => tr.insertText("چهار", 6).setMeta("uiEvent", "paste"));
  expect([...one.places.orphans]).toEqual(["u", "t"]);
  one.edit((tr) => tr.replace(6, 6, slice).setMeta("uiEvent", "paste"));
  expect([one.shown, [...one.places.orphans]]).toEqual(["دو", ["u"]]);
});

test("NO10: a block moved in one transaction takes its threads along", () => {
  const one = noted();
  const block = one.doc.child(1);
  one.edit((tr) => tr.delete(6, 6 + block.nodeSize).insert(tr.doc.content.size, block));
  expect([one.shown, one.doc.child(2).textContent]).toEqual(["دو", "یک دو سه"]);
});

test("NO10: several blocks moved keep a note that goes over their border", () => {
  const one = desk(article("یک دو", "سه چهار", "پنج"));
  one.edit((tr) => tr.setMeta(placesKey, { resolved: new Map([["t", { state: "found", from: 8, to: 13 }]]) }));
  expect(one.shown).toBe("دو|سه");
  const slice = one.doc.slice(6, 6 + one.doc.child(1).nodeSize + one.doc.child(2).nodeSize);
  one.edit((tr) => tr.delete(6, 6 + slice.size).replace(tr.doc.content.size, tr.doc.content.size, slice));
  expect(one.shown).toBe("دو|سه");
});

test("NO10: words that come back in two places take nothing along", () => {
  const one = noted();
  const { from, to } = one.places.found.get("t")!;
  one.edit((tr) => tr.delete(from, to));
  one.edit((tr) => tr.insertText("دو دو", 6).setMeta("uiEvent", "paste"));
  expect([one.shown, one.places.orphans.has("t")]).toEqual([null, true]);
});
