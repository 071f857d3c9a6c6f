import { EditorState } from "prosemirror-state";
import * as Y from "yjs";
import { bodyOf } from "../../../../shared/article/model/body.ts";
import { posOf } from "../../../../shared/article/model/flat.ts";
import { projectBody } from "../../../../shared/article/projection/project.ts";
import { ArticleBinding } from "../../../../shared/article/sync/binding.ts";

/** Lets a colleague replace `count` words all over an article by suggestions, as that one's window does. */
export function suggestIn(article: Y.Doc, count: number): void {
  const doc = new Y.Doc();
  bodyOf(doc);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(article));
  const editor = { state: EditorState.create({ doc: projectBody(bodyOf(doc)) }) };
  const host = {
    get state() {
      return editor.state;
    },
    updateState: (state: EditorState) => void (editor.state = state),
  };
  const binding = new ArticleBinding(doc, host, (error) => {
    throw error;
  });
  binding.isSuggesting = true;
  const text = bodyOf(doc).toJSON();
  const words = [...text.matchAll(/(?<=[ ])[\p{L}\u200c]{3,}(?=[ ])/gu)];
  const step = Math.max(1, Math.floor(words.length / Math.max(1, count)));
  const chosen = words.filter((_, i) => i % step === 0).slice(0, count);
  for (const { index, 0: word } of chosen.toReversed()) {
    const from = posOf(editor.state.doc, index);
    binding.dispatch(editor.state.tr.insertText("دیگر", from, from + word.length));
  }
  binding.destroy();
  Y.applyUpdate(article, Y.encodeStateAsUpdate(doc));
}
