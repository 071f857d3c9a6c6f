import { EditorState, Plugin, type Transaction } from "prosemirror-state";
import { expect, test } from "vitest";
import { schema } from "../../../shared/article/model/schema.ts";
import { applyPlaces, NOWHERE, placesKey } from "./places.ts";

const p = (text: string) => schema.node("paragraph", null, text ? schema.text(text) : undefined);
const article = (...blocks: string[]) => schema.node("doc", null, [schema.node("headline", null, schema.text("تیتر")), ...blocks.map(p)]);

function desk(doc = article("یک دو سه", "چهار پنج")) {
  const plugin = new Plugin({
    key: placesKey,
    state: { init: () => NOWHERE, apply: applyPlaces },
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

test("NO1: edits around and inside a note's text move and extend its range as they do its anchor", () => {
  const one = noted();
  const { from, to } = one.places.found.get("t")!;
  one.edit((tr) => tr.insertText("‌م", to));
  one.edit((tr) => tr.insertText("نو", from));
  expect(one.shown).toBe("دو");
  one.edit((tr) => tr.insertText("-", one.places.found.get("t")!.from + 1));
  expect(one.shown).toBe("د-و");
});

test("NO2: a note whose text is gone is an orphan, until its anchor is found", () => {
  const one = noted();
  const { from, to } = one.places.found.get("t")!;
  one.edit((tr) => tr.delete(from, to));
  expect([one.shown, one.places.orphans.has("t")]).toEqual([null, true]);
  one.edit((tr) => tr.insertText("دو", 6));
  expect([one.shown, one.places.orphans.has("t")]).toEqual([null, true]);
  one.edit((tr) => tr.setMeta(placesKey, { resolved: new Map([["t", { state: "found", from: 5, to: 7 }]]) }));
  expect([one.shown, one.places.orphans.has("t")]).toEqual(["دو", false]);
});
