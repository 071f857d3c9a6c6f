import { EditorState, TextSelection } from "prosemirror-state";
import { expect, test } from "vitest";
import { insertFootnote, splitBlock } from "../../shared/article/commands/commands.ts";
import { footnotesOf, referenceTo } from "../../shared/article/model/footnotes.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { footnotes } from "./footnotes.ts";

const DOC = schema.node("doc", null, [
  schema.node("headline", null, schema.text("پل")),
  schema.node("paragraph", null, [schema.text("باز"), referenceTo("a"), schema.text(" شد"), referenceTo("b")]),
  schema.node("footnote", { footnote: "a" }, schema.text("یکم")),
  schema.node("footnote", { footnote: "a" }),
  schema.node("footnote", { footnote: "x" }),
]);

test("FN2, FN3, FN10: numbers are in the article's digits, what is missing is said, and only what changes either draws them anew", () => {
  let draws = 0;
  const plugin = footnotes({
    language: () => "fa",
    words: () => (draws++, { named: (number) => `F${number}`, missing: (number) => `M${number}`, unreferred: "U" }),
  });
  let state = EditorState.create({ doc: DOC, plugins: [plugin] });
  const drawn = () =>
    plugin
      .getState(state)!
      .set.find()
      .sort((a, b) => a.from - b.from)
      .map((one) =>
        Object.entries((one as unknown as { type: { attrs: Record<string, string> } }).type.attrs)
          .flat()
          .join(" "),
      );
  const before = [
    "data-number ۱ aria-label F1",
    "data-number ۲ aria-label M2 data-missing M2",
    "data-number ۱ aria-label F1",
    "data-unreferred U",
  ];
  expect([drawn(), draws]).toEqual([before, 1]);

  const footnote = footnotesOf(state.doc).blocks.get("a")![0]!.pos;
  for (const pos of [1, 5, 7, footnote + 1]) state = state.apply(state.tr.insertText("و", pos));
  state = state.apply(state.tr.setNodeMarkup(state.doc.child(0).nodeSize, schema.nodes["quote"]));
  splitBlock(state.apply(state.tr.setSelection(TextSelection.create(state.doc, 6))), (tr) => (state = state.apply(tr)));
  expect([drawn(), draws]).toEqual([before, 1]);

  const { pos } = footnotesOf(state.doc).references[0]!;
  state = state.apply(state.tr.delete(pos, pos + 1));
  expect([drawn(), draws]).toEqual([["data-number ۱ aria-label M1 data-missing M1", "data-unreferred U", "data-unreferred U"], 2]);
  insertFootnote(state.apply(state.tr.setSelection(TextSelection.create(state.doc, 6))), (tr) => (state = state.apply(tr)));
  expect(draws).toBe(3);
});
