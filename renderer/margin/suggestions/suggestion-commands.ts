import type { Verdict } from "../../../shared/article/identity/suggestion-records.ts";
import { flatOf } from "../../../shared/article/model/flat.ts";
import type { OpenSuggestions } from "../../suggestions/index.ts";
import type { MarginStore } from "../margin-store.ts";
import type { ArticleText } from "../text/article-text.ts";
import type { ActiveNote } from "../threads/active-note.ts";
import { noteOfSuggestion, suggestionOfNote } from "../../../shared/notes/suggestion-note.ts";

export interface SuggestionCommandsDeps {
  readonly store: MarginStore;
  readonly suggestions: OpenSuggestions;
  readonly text: ArticleText;
  readonly activeNote: ActiveNote;
  /** Whether there is something to decide on a note, so that one goes on to it. */
  readonly isToDecide: (note: string) => boolean;
}

/** What a person decides on suggestions. */
export class SuggestionCommands {
  readonly #deps: SuggestionCommandsDeps;
  #mayDecide = false;

  constructor(deps: SuggestionCommandsDeps) {
    this.#deps = deps;
  }

  /** @param mayDecide whether this person may write the text, from now on */
  allow(mayDecide: boolean): void {
    this.#mayDecide = mayDecide;
  }

  /** Decides on one, and goes on to the next. */
  decide(verdict: Verdict, suggestion: string): void {
    const { store, activeNote, isToDecide } = this.#deps;
    const next = activeNote.beside(noteOfSuggestion(suggestion), isToDecide);
    if (!this.#decide(verdict, [suggestion])) return;
    if (next === null) store.activate(null);
    else activeNote.reveal(next);
  }

  /** Decides on the active suggestion. @returns false when none is active */
  decideActive(verdict: Verdict): boolean {
    const { active } = this.#deps.store.get();
    const suggestion = active === null ? null : suggestionOfNote(active);
    if (suggestion === null || !this.#mayDecide) return false;
    this.decide(verdict, suggestion);
    return true;
  }

  /** Decides on many at once, as one step to undo. */
  decideMany(verdict: Verdict, suggestions: readonly string[]): void {
    if (this.#decide(verdict, suggestions)) this.#deps.store.activate(null);
  }

  /** Decides on what is selected. @returns false when nothing is selected, or nothing suggested there */
  decideSelected(verdict: Verdict): boolean {
    const { text } = this.#deps;
    const range = text.selected();
    return range !== null && this.#decide(verdict, { from: flatOf(range.doc, range.from), to: flatOf(range.doc, range.to) });
  }

  /** Takes back the decision that was this person's last step. @returns false when something else was */
  undo(): boolean {
    return this.#mayDecide && this.#deps.suggestions.undoDecision();
  }

  #decide(verdict: Verdict, what: Parameters<OpenSuggestions["decide"]>[1]): boolean {
    return this.#mayDecide && this.#deps.suggestions.decide(verdict, what);
  }
}
