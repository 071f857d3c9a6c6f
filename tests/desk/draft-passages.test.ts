/** Which blocks of a draft are one passage, what it says of them, and what it brings back. */
import { TextSelection } from "prosemirror-state";
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { bodyOf } from "../../shared/article/model/body.ts";
import { moveBlockUp } from "../../shared/article/commands/move.ts";
import { posOf } from "../../shared/article/model/flat.ts";
import { fillBody } from "../../shared/article/projection/fill.ts";
import { bringBack } from "../../shared/drafts/bring-back.ts";
import { Draft } from "../../shared/drafts/draft.ts";
import { finalTextOf, passagesOf, type Passage } from "../../shared/drafts/passages.ts";
import { importMarkdown } from "../../shared/import/markdown.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";

const TEXT = "تیتر\nبند نخست\nبند دوم\nبند سوم";
let editor: HeadlessEditor;

function openDraft(): { readonly article: Y.Doc; readonly draft: Draft } {
  const article = new Y.Doc();
  fillBody(bodyOf(article), importMarkdown(`# ${TEXT.replaceAll("\n", "\n\n")}`));
  editor = new HeadlessEditor("the draft", 7, [], [Y.encodeStateAsUpdate(article)]);
  const draft = new Draft(editor.doc, "a secret");
  draft.begin();
  editor.binding.isOwn = (client) => draft.isOwn(client);
  editor.binding.isSuggesting = true;
  return { article, draft };
}

const at = (words: string): number => editor.body.toJSON().indexOf(words);
const behind = (words: string): number => at(words) + words.length;
const type = (text: string, index: number): void =>
  editor.binding.dispatch(editor.state.tr.insertText(text, posOf(editor.state.doc, index)));
const split = (index: number): void => editor.binding.dispatch(editor.state.tr.split(posOf(editor.state.doc, index)));
const erase = (from: number, to: number): void =>
  editor.binding.dispatch(editor.state.tr.delete(posOf(editor.state.doc, from), posOf(editor.state.doc, to)));
const blocksOf = (draft: Draft): (readonly number[])[] => passagesOf(draft).map(({ blocks }) => blocks);

afterEach(() => editor.binding.destroy());

test("DR5: a paragraph is a passage, and so is a new one; one that was split or joined is one with the other half", () => {
  const { draft } = openDraft();
  expect(blocksOf(draft)).toEqual([]);
  type("!", behind("تیتر"));
  split(behind("بند نخست"));
  type("تازه", behind("بند نخست\n"));
  expect(blocksOf(draft)).toEqual([[0], [2]]);
  split(behind("بند د") - 1);
  expect(blocksOf(draft)).toEqual([[0], [2], [3, 4]]);
  erase(behind("وم"), behind("وم") + 1);
  expect(blocksOf(draft)).toEqual([[0], [2], [3, 4, 5]]);
  expect(finalTextOf(draft)).toBe("تیتر!\nبند نخست\nتازه\nبند \nدومبند سوم");
});

test("DR5: a paragraph that was moved goes with the place that it left, and one that is gone is a passage", () => {
  const { draft } = openDraft();
  editor.binding.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, posOf(editor.state.doc, at("بند دوم")))));
  editor.run(moveBlockUp);
  expect(finalTextOf(draft)).toBe("تیتر\nبند دوم\nبند نخست\nبند سوم");
  expect(blocksOf(draft).length).toBe(1);
  editor.binding.undo();
  erase(at("\nبند دوم"), behind("بند دوم"));
  expect(blocksOf(draft)).toEqual([[2]]);
  editor.binding.undo();
  expect(blocksOf(draft)).toEqual([]);
  expect(finalTextOf(draft)).toBe(TEXT);
});

test("DR7: a passage says which words and forms are another", () => {
  const { draft } = openDraft();
  type(" خوب", behind("بند دوم"));
  const { comparison } = passagesOf(draft)[0]!;
  const changed = comparison.blocks.filter(({ type }) => type !== "equal");
  expect(changed.flatMap(({ segments }) => segments.map(({ type, text }) => [type, text]))).toEqual([
    ["kept", "بند دوم"],
    ["added", " خوب"],
  ]);
});

test("DR4: a suggestion that is brought back has the time at which it was begun, and neither client nor words of the draft", () => {
  const { article, draft } = openDraft();
  type("یک", behind("تیتر"));
  const [begun] = articleOf(editor.doc).suggestions.open();
  erase(behind("تیتر"), behind("تیتر") + 2);
  type("دو", behind("تیتر"));
  const time = articleOf(editor.doc).suggestions.open()[0]!.at;
  bringBack(article, draft, new Set(["headline"]));
  const [update] = [...draft.leaving.values()] as [Uint8Array];
  Y.applyUpdate(article, update);
  const [suggestion] = articleOf(article).suggestions.open();
  expect(suggestion).toMatchObject({ at: time });
  expect(begun!.id.split(".")[0]).toBe("7");
  expect(article.store.clients.has(7)).toBe(false);
  expect(Buffer.from(update).includes("یک")).toBe(false);
  expect(bodyOf(article).toJSON()).toBe(`تیتردو${TEXT.slice(4)}`);
});

test("DR16: a paragraph that was written anew in the article since is known as such, and its words stay two", () => {
  const { article, draft } = openDraft();
  erase(at("دوم"), behind("دوم"));
  type("رودخانه", behind("دوم"));
  type(" خوب", behind("بند سوم"));
  const rewritten = () => passagesOf(draft).map(({ isRewritten }) => isRewritten);
  expect(rewritten()).toEqual([false, false]);
  const receive = (edit: (body: Y.Text) => void): void => {
    edit(bodyOf(article));
    Y.applyUpdate(editor.doc, Y.encodeStateAsUpdate(article), "elsewhere");
  };
  // Elsewhere, or beside what stays.
  receive((body) => body.insert(body.toJSON().indexOf("نخست"), "تازهٔ "));
  receive((body) => body.insert(body.length, " دیگر"));
  expect(rewritten()).toEqual([false, false]);
  receive((body) => {
    const from = body.toJSON().indexOf("بند دوم");
    body.delete(from, "بند دوم".length);
    body.insert(from, "این جمله تازه است.");
  });
  expect(rewritten()).toEqual([true, false]);
  const [{ comparison }] = passagesOf(draft) as [Passage, Passage];
  const segments = comparison.blocks.flatMap(({ type, segments }) => (type === "equal" ? [] : segments));
  expect(new Set(segments.map(({ type, text }) => `${type} ${text}`))).toEqual(new Set(["added رودخانه", "kept این جمله تازه است."]));
});

test("DR16: what a draft of an earlier release wrote is not said to stand in a rewritten paragraph", () => {
  const { article, draft } = openDraft();
  editor.doc.getMap("a secret").set("client/7", true);
  type("رودخانه", behind("دوم"));
  bodyOf(article).delete(bodyOf(article).toJSON().indexOf("دوم"), 3);
  bodyOf(article).insert(bodyOf(article).toJSON().indexOf("بند سوم") - 1, "این");
  Y.applyUpdate(editor.doc, Y.encodeStateAsUpdate(article), "elsewhere");
  expect(passagesOf(draft).map(({ isRewritten }) => isRewritten)).toEqual([false]);
});
