/** What one person does in a review, the same for both models: all that a `RaceEditor` does, and suggesting and deciding. */
import type * as Y from "yjs";
import type { RaceEditor } from "./race-editor.ts";

export interface Reviewer extends RaceEditor {
  readonly doc: Y.Doc;
  /** Whether what is written is a suggestion. */
  isSuggesting: boolean;
  /** The IDs of the suggestions that are open. */
  open(): string[];
  accept(ids?: readonly string[]): void;
  refuse(ids?: readonly string[]): void;
  /** The text behind the headline with what is suggested: `+inserted+`, `-struck-`, `⏎` for the start of a block. */
  marked(): string;
  kinds(): string[];
  /** All text that is bold. */
  boldText(): string;
  /** Pastes a copy of what is selected before `phrase`. */
  copyBefore(phrase: string): void;
  /** Pastes text at the caret that is bold. */
  pasteBold(text: string): void;
}
