import { TextSelection } from "prosemirror-state";
import { flatOf, posOf } from "../../../shared/article/model/flat.ts";
import type { CharacterRun } from "../../../shared/article/model/character-id.ts";
import type { EditorHandle } from "../../editor/index.ts";

/** How far back from the caret a character is looked for that both documents have. */
const FURTHEST = 2000;

/** Keeps a person where they are in the text when they go from an article to their draft of it, and back (DR8). */
export class KeptPlace {
  #left: { readonly article: string; readonly isDraft: boolean; readonly before: readonly CharacterRun[] } | null = null;

  /** An editor of an article, or of its draft, is about to be closed. */
  leave({ view, binding }: EditorHandle, article: string, isDraft: boolean): void {
    const end = flatOf(view.state.doc, view.state.selection.head);
    this.#left = { article, isDraft, before: binding.charactersIn(Math.max(0, end - FURTHEST), end) };
  }

  /** An editor was opened: where it is the other one of the same article, its caret goes to where it was, and the text has the focus. */
  enter({ view, binding }: EditorHandle, article: string, isDraft: boolean): void {
    const left = this.#left;
    this.#left = null;
    if (left?.article !== article || left.isDraft === isDraft) return;
    const [found] = left.before.toReversed().flatMap((run) => binding.placesOf(run).slice(-1));
    const { doc, tr } = view.state;
    if (found) tr.setSelection(TextSelection.near(doc.resolve(posOf(doc, found.index + found.run.length)), -1));
    view.dispatch(tr.scrollIntoView());
    view.focus();
  }
}
