/**
 * A view that is not redrawn where an input method composes (AM17). A colleague's edit of the very block would make its text
 * anew, and the input method, which lost its place, write what it has once more. So the view goes on from the state it shows;
 * the state that is in step with the body, which the binding holds, runs ahead, and is shown when the composition has ended.
 */
import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { Mapping } from "prosemirror-transform";
import type { EditorView } from "prosemirror-view";
import { REMOTE, type Host } from "../../shared/article/binding.ts";

export class ComposingHost implements Host {
  readonly #view: EditorView;
  /** In step with the body; null while the view shows it. */
  #ahead: EditorState | null = null;
  /** From what is shown to what is in step. */
  #mapping = new Mapping();
  #rebasing = false;
  #timer = 0;
  readonly #onEnd = (): void => {
    window.clearTimeout(this.#timer);
    // ProseMirror reads the last of it before the next task.
    this.#timer = window.setTimeout(() => {
      if (!this.#view.composing) this.#release();
    });
  };

  constructor(view: EditorView) {
    this.#view = view;
    view.dom.addEventListener("compositionend", this.#onEnd);
  }

  get state(): EditorState {
    return this.#ahead ?? this.#view.state;
  }

  updateState(state: EditorState, transactions: readonly Transaction[]): void {
    if (this.#ahead === null && !this.#disturbs(state, transactions)) return this.#view.updateState(state);
    this.#ahead = state;
    // The first is what the view has shown already.
    for (const tr of this.#rebasing ? transactions.slice(1) : transactions) this.#mapping.appendMapping(tr.mapping);
  }

  /** @param dispatch the binding's */
  dispatch(tr: Transaction, dispatch: (tr: Transaction) => void): void {
    const rebased = this.#ahead && tr.before.eq(this.#view.state.doc) ? this.#rebase(tr, this.#ahead) : tr;
    if (rebased === null) return this.#release();
    if (rebased === tr) return dispatch(tr);
    // What plugins are told about the body is for the state that is in step with it.
    const { state } = this.#view;
    if (tr.docChanged) this.#view.updateState(state.apply(tr));
    else if (tr.selectionSet) this.#view.updateState(state.apply(state.tr.setSelection(tr.selection)));
    this.#rebasing = true;
    try {
      dispatch(rebased);
    } finally {
      this.#rebasing = false;
    }
  }

  destroy(): void {
    window.clearTimeout(this.#timer);
    this.#view.dom.removeEventListener("compositionend", this.#onEnd);
  }

  #release(): void {
    const state = this.#ahead;
    this.#ahead = null;
    this.#mapping = new Mapping();
    if (state && !this.#view.isDestroyed) this.#view.updateState(state);
  }

  /** True for a change from elsewhere of the block that is composed in. */
  #disturbs({ doc }: EditorState, transactions: readonly Transaction[]): boolean {
    if (!this.#view.composing || !transactions.some((tr) => tr.docChanged && tr.getMeta(REMOTE))) return false;
    const { $from } = this.#view.state.selection;
    const pos = transactions.reduce((at, tr) => tr.mapping.map(at), $from.before(1));
    return doc.nodeAt(pos) !== $from.parent;
  }

  /** @returns the same for the state that is in step; null when its place there is gone */
  #rebase(tr: Transaction, ahead: EditorState): Transaction | null {
    const rebased = ahead.tr;
    let mapping = this.#mapping;
    for (const step of tr.steps) {
      const mapped = step.map(mapping);
      if (!mapped || rebased.maybeStep(mapped).failed) return null;
      // Back over the step, over what came meanwhile, and over the step as it is there.
      const next = new Mapping([step.getMap().invert()]);
      next.appendMapping(mapping);
      next.appendMap(mapped.getMap(), 0);
      mapping = next;
    }
    this.#mapping = mapping;
    const { anchor, head } = tr.selection;
    const place = (pos: number) => rebased.doc.resolve(mapping.map(pos, -1));
    rebased.setSelection(TextSelection.between(place(anchor), place(head)));
    for (const [key, value] of Object.entries((tr as unknown as { readonly meta: Readonly<Record<string, unknown>> }).meta)) rebased.setMeta(key, value);
    return rebased;
  }
}
