/** Edits of a text of which a view hides a part, written by the real binding. */
import { NodeSelection, TextSelection, type Command } from "prosemirror-state";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { drawSuggestions, shownWithout, suggestionsPlugin } from "../newsroom/drawn-suggestions.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { deleteBackward, deleteSelection, moveBlockDown, splitBlock } from "../../shared/article/commands/commands.ts";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { posOf } from "../../shared/article/model/flat.ts";
import { keepHidden } from "../../renderer/suggestions/keep-hidden.ts";
import { textViewPlugin } from "../../renderer/suggestions/text-view-plugin.ts";
import { textViewKey, type TextView } from "../../renderer/suggestions/text-view.ts";

const TEXT = ["Headline", "The river rose last night.", "Nobody slept.", "The end"].join("\n");

class Page {
  readonly desk: HeadlessEditor;

  /** Strikes phrases out, and shows the text in a view. */
  constructor(textView: TextView, ...struck: readonly string[]) {
    const doc = new Y.Doc();
    bodyOf(doc).insert(0, TEXT);
    this.desk = new HeadlessEditor("Sara", 7, [suggestionsPlugin(), textViewPlugin()], [Y.encodeStateAsUpdate(doc)]);
    this.desk.binding.isSuggesting = true;
    for (const phrase of struck) {
      this.select(phrase);
      deleteSelection(this.desk.state, (tr) => this.desk.binding.dispatch(tr));
    }
    this.desk.binding.isSuggesting = false;
    this.desk.binding.dispatch(this.desk.state.tr.setMeta(textViewKey, textView));
    drawSuggestions(this.desk);
  }

  get body(): string {
    return this.desk.body.toJSON();
  }

  /** What the view shows. */
  get shown(): string {
    return shownWithout(drawSuggestions(this.desk), "struck");
  }

  select(from: string, to = from): void {
    const { state, body, binding } = this.desk;
    const text = body.toJSON();
    const [start, end] = [posOf(state.doc, text.indexOf(from)), posOf(state.doc, text.indexOf(to) + to.length)];
    binding.dispatch(state.tr.setSelection(TextSelection.create(state.doc, start, end)));
  }

  run(command: Command): void {
    command(this.desk.state, (tr) => this.desk.binding.dispatch(keepHidden(this.desk.state, tr)));
  }

  type(text: string): void {
    this.run((state, dispatch) => {
      dispatch?.(state.tr.insertText(text));
      return true;
    });
  }
}

test("SU42: what is erased around hidden text leaves that in the article, struck out", () => {
  const page = new Page("final", "rose last ");
  page.select("river", "night");
  expect(page.shown).toContain("The river night.");
  page.run(deleteSelection);
  expect(page.body).toContain("The rose last .");
  expect(page.shown).toContain("The .");
  expect(articleOf(page.desk.doc).suggestions.open()).toHaveLength(1);
  page.desk.binding.undo();
  expect(page.body).toBe(TEXT);
});

test("SU42: what replaces a text with hidden text in it stands behind that", () => {
  const page = new Page("simple", "rose last ");
  page.select("river", "night");
  page.type("sea");
  expect(page.body).toContain("The rose last sea.");
  expect(page.shown).toContain("The sea.");
  page.select("sea", "Nobody");
  page.run(splitBlock);
  expect(page.shown).toBe("Headline\nThe \n slept.\nThe end");
  expect(page.body).toContain("The rose last ");
});

test("SU42: over several blocks each hidden text stays", () => {
  const page = new Page("final", "last night", "Nobody ");
  page.select("river", "slept");
  page.run(deleteSelection);
  expect(page.shown).toBe("Headline\nThe .\nThe end");
  expect(page.body).toBe("Headline\nThe last nightNobody .\nThe end");
});

test("SU42: a key that would erase hidden text alone erases nothing", () => {
  const page = new Page("final", "rose ");
  const at = posOf(page.desk.state.doc, page.body.indexOf("rose ") + 3);
  page.run((state, dispatch) => {
    dispatch?.(state.tr.delete(at - 1, at));
    return true;
  });
  expect(page.body).toBe(TEXT);
});

test("SU42: an edit that cuts a surrogate pair around hidden text is not made", () => {
  const page = new Page("final", "rose ");
  page.select("river");
  page.type("🌊");
  const { state } = page.desk;
  const [start, end] = [page.body.indexOf("🌊") + 1, page.body.indexOf("last")].map((index) => posOf(state.doc, index));
  page.run(({ tr }, dispatch) => {
    dispatch?.(tr.insertText("sea", start, end));
    return true;
  });
  expect(page.body).toContain("The 🌊 rose last night.");
  expect(page.shown).toContain("The 🌊 last night.");
});

test("SU42: a block that is moved, and one that is deleted whole, takes its hidden text along", () => {
  const page = new Page("final", "rose ");
  page.select("river");
  page.run(moveBlockDown);
  expect(page.body).toBe("Headline\nNobody slept.\nThe river rose last night.\nThe end");
  expect(page.shown).toContain("The river last night.");
  const { state, binding } = page.desk;
  const pos = state.doc.child(0).nodeSize + state.doc.child(1).nodeSize;
  binding.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, pos)));
  page.desk.binding.dispatch(keepHidden(page.desk.state, page.desk.state.tr.delete(pos, pos + state.doc.child(2).nodeSize)));
  expect(page.body).toBe("Headline\nNobody slept.\nThe end");
});

test("SU42: where all marks are shown, all that is selected is erased", () => {
  const page = new Page("marks", "rose last ");
  page.select("river", "night");
  page.run(deleteSelection);
  expect(page.body).toContain("The .");
});

test("SU42: the caret does not stand in hidden text", () => {
  const page = new Page("final", "rose ");
  const { state, binding } = page.desk;
  const at = posOf(state.doc, page.body.indexOf("rose "));
  binding.dispatch(state.tr.setSelection(TextSelection.create(state.doc, at + 2)));
  expect(page.desk.state.selection.from).toBe(at);
  page.run(deleteBackward);
  expect(page.body).toContain("The riverrose last");
});

test("SU42: two edits in one are both made around what stays", () => {
  const page = new Page("final", "rose last ");
  const { state } = page.desk;
  const from = posOf(state.doc, page.body.indexOf("river"));
  const to = posOf(state.doc, page.body.indexOf(" night"));
  const end = posOf(state.doc, page.body.length);
  const tr = state.tr.delete(from, to).insertText("!", end - (to - from));
  page.desk.binding.dispatch(keepHidden(state, tr));
  expect(page.body).toBe("Headline\nThe rose last night.\nNobody slept.\nThe end!");
});
