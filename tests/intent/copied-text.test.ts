/** What is copied of a text with suggestions. */
import { AllSelection, NodeSelection, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { drawSuggestions, suggestionsPlugin } from "../newsroom/drawn-suggestions.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { deleteForward, splitBlock } from "../../shared/article/commands/commands.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { posOf } from "../../shared/article/model/flat.ts";
import { copiedText } from "../../renderer/suggestions/copied-text.ts";
import { textViewPlugin } from "../../renderer/suggestions/text-view-plugin.ts";
import { textViewKey, type TextView } from "../../renderer/suggestions/text-view.ts";

const plugin = copiedText();

/** An article in which "night" is replaced by "morning", a paragraph is split and two are joined. */
function desk(): HeadlessEditor {
  const doc = new Y.Doc();
  bodyOf(doc).insert(0, "Headline\nThe river rose last night.\nNobody slept.\nThe end");
  const one = new HeadlessEditor("Sara", 7, [suggestionsPlugin(), textViewPlugin(), plugin], [Y.encodeStateAsUpdate(doc)]);
  one.binding.isSuggesting = true;
  const at = (phrase: string) => posOf(one.state.doc, one.body.toJSON().indexOf(phrase));
  one.binding.dispatch(one.state.tr.insertText("morning", at("night"), at("night") + 5));
  one.binding.dispatch(one.state.tr.setSelection(TextSelection.create(one.state.doc, at("river") + 5)));
  one.run(splitBlock);
  one.binding.dispatch(one.state.tr.setSelection(TextSelection.create(one.state.doc, at("slept.") + 6)));
  one.run(deleteForward);
  drawSuggestions(one);
  return one;
}

function copied(one: HeadlessEditor, textView: TextView): string {
  one.binding.dispatch(one.state.tr.setMeta(textViewKey, textView));
  const { state } = one;
  const slice = plugin.props.transformCopied!.call(plugin, state.selection.content(), { state } as EditorView);
  return slice.content.textBetween(0, slice.content.size, "\n");
}

test("SU16: what is copied is the article without what is only suggested, or what the view shows", () => {
  const one = desk();
  one.binding.dispatch(one.state.tr.setSelection(new AllSelection(one.state.doc)));
  const base = "Headline\nThe river rose last night.\nNobody slept.\nThe end";
  const final = "Headline\nThe river\n rose last morning.\nNobody slept.The end";
  expect(copied(one, "marks")).toBe(base);
  expect(copied(one, "original")).toBe(base);
  expect(copied(one, "final")).toBe(final);
  expect(copied(one, "simple")).toBe(final);
});

test("SU16: of a piece of one block, too; what is suggested to its last letter is copied as it is", () => {
  const one = desk();
  const select = (from: string, to: string) => {
    const text = one.body.toJSON();
    const [start, end] = [posOf(one.state.doc, text.indexOf(from)), posOf(one.state.doc, text.indexOf(to) + to.length)];
    one.binding.dispatch(one.state.tr.setSelection(TextSelection.create(one.state.doc, start, end)));
  };
  select("last", "morning");
  expect(copied(one, "marks")).toBe("last night");
  expect(copied(one, "final")).toBe("last morning");
  select("morning", "morning");
  expect(copied(one, "marks")).toBe("morning");
  one.binding.dispatch(one.state.tr.setSelection(NodeSelection.create(one.state.doc, 0)));
  expect(copied(one, "marks")).toBe("Headline");
});
