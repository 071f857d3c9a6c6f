import { flushSync } from "react-dom";
import type * as Y from "yjs";
import type { SuggestedWords } from "../../../shared/notes/entry.ts";
import { readReplacement } from "../../../shared/notes/replacement.ts";
import { suggestionOfNote } from "../../../shared/notes/suggestion-note.ts";
import {
  addProposal,
  addThread,
  deleteMessage,
  editMessage,
  reattach,
  reply,
  replyToSuggestion,
  restoreMessage,
  setResolved,
} from "../../../shared/notes/threads.ts";
import { replyTo, wordingOf, type MarginStore } from "../margin-store.ts";
import type { ArticleText } from "../text/article-text.ts";
import type { PlacePlugin } from "../text/place-plugin.ts";

/** A deleted message can be put back for this long, in milliseconds. */
const UNDO_WITHIN = 20_000;
/** Characters of the commented words that are enough for a person to recognise them. */
export const RECOGNISED = 80;

export interface ThreadCommandsDeps {
  readonly notes: Y.Doc;
  readonly store: MarginStore;
  readonly text: ArticleText;
  readonly placePlugin: PlacePlugin;
  /** What a suggestion changes now. */
  readonly suggestedWords: (suggestion: string) => SuggestedWords;
}

/** What a person does in the notes. Each writes to the notes' `Y.Doc`, or to what is not posted yet. */
export class ThreadCommands {
  readonly #notes: Y.Doc;
  readonly #store: MarginStore;
  readonly #text: ArticleText;
  readonly #placePlugin: PlacePlugin;
  readonly #suggestedWords: (suggestion: string) => SuggestedWords;
  #mayComment = false;
  #forget: ReturnType<typeof setTimeout> | undefined;

  constructor({ notes, store, text, placePlugin, suggestedWords }: ThreadCommandsDeps) {
    this.#notes = notes;
    this.#store = store;
    this.#text = text;
    this.#placePlugin = placePlugin;
    this.#suggestedWords = suggestedWords;
  }

  /** @param mayComment whether this person may write notes, from now on */
  allow(mayComment: boolean): void {
    this.#mayComment = mayComment;
  }

  /**
   * Opens the composer on the selection, or on the word at the caret; it has the focus before the next key is read (NO22).
   * @returns false where there is nothing to comment on
   */
  compose(): boolean {
    const range = this.#mayComment ? this.#text.selection() : null;
    if (!range) return false;
    const { anchor, quote } = this.#text.anchor(range);
    this.#placePlugin.setDraft(range);
    const { text = "", replacement = null } = this.#store.get().composer ?? {};
    const composer = { text, replacement, quote: quote.text.slice(0, RECOGNISED), anchor, left: false };
    flushSync(() => this.#store.set({ active: null, composer }));
    this.#text.reveal(range);
    return true;
  }

  /** Makes a proposal of what is composed. @returns false where nothing can be proposed for the words */
  propose(): boolean {
    const { composer } = this.#store.get();
    const { draft } = this.#placePlugin.places;
    const words = draft && this.#text.proposable(draft);
    if (!composer || words === null || !this.#mayComment) return false;
    if (composer.replacement === null || composer.left)
      flushSync(() =>
        this.#store.set({ active: null, composer: { ...composer, replacement: composer.replacement ?? words, left: false } }),
      );
    return true;
  }

  /** What is typed into the composer as other words; null to propose nothing. */
  writeReplacement(replacement: string | null): void {
    const { composer } = this.#store.get();
    if (composer) this.#store.set({ composer: { ...composer, replacement, left: false } });
  }

  /** What is typed into the composer. */
  write(text: string): void {
    const { composer } = this.#store.get();
    if (composer) this.#store.set({ composer: { ...composer, text, left: false } });
  }

  /** Posts what was composed, on the selection where the words that it was about are gone. @returns false when there are neither */
  post(): boolean {
    const { composer } = this.#store.get();
    if (!composer || (composer.text.trim() === "" && composer.replacement === null)) return true;
    const range = this.#placePlugin.places.draft ?? this.#text.selection();
    if (!range) return false;
    const { anchor, quote } = this.#text.anchor(range);
    const replacement = readReplacement(composer.replacement);
    const words = replacement === null ? null : this.#text.proposable(range);
    if (replacement !== null && words === null) return false;
    const proposes = replacement !== null && words !== null && replacement !== words;
    if (!proposes && composer.text.trim() === "") return true;
    const id = proposes
      ? addProposal(this.#notes, anchor, { ...quote, text: words }, replacement, composer.text, Date.now())
      : addThread(this.#notes, anchor, quote, composer.text, Date.now());
    this.#placePlugin.setDraft(null);
    this.#store.set({ active: id, composer: null });
    this.#text.focus();
    return true;
  }

  discard(): void {
    this.#placePlugin.setDraft(null);
    this.#store.set({ composer: null });
    this.#text.focus();
  }

  /** Goes back to the text; what was written stays. */
  leave(): void {
    const { composer } = this.#store.get();
    if (composer) this.#store.set({ composer: { ...composer, left: true } });
    this.#text.focus();
  }

  /** @param text null to close the field and forget what stood in it */
  writeField(field: string, text: string | null): void {
    const fields = new Map(this.#store.get().fields);
    if (text === null) fields.delete(field);
    else fields.set(field, text);
    this.#store.set({ fields });
  }

  /** Posts the answer that stands in the thread's field. */
  reply(thread: string): void {
    const text = this.#store.get().fields.get(replyTo(thread)) ?? "";
    if (text.trim() === "") return;
    const suggestion = suggestionOfNote(thread);
    if (suggestion === null) reply(this.#notes, thread, text, Date.now());
    else replyToSuggestion(this.#notes, suggestion, this.#suggestedWords(suggestion), text, Date.now());
    this.writeField(replyTo(thread), null);
  }

  /** Gives a message the wording that stands in its field. */
  edit(thread: string, message: string): void {
    const text = this.#store.get().fields.get(wordingOf(message)) ?? "";
    if (text.trim() === "") return;
    editMessage(this.#notes, thread, message, text, Date.now());
    this.writeField(wordingOf(message), null);
  }

  /** Deletes a message; for a while it can be put back. */
  remove(thread: string, message: string): void {
    this.#store.set({ removed: { thread, message }, active: thread });
    deleteMessage(this.#notes, thread, message, Date.now());
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => {
      this.#store.set({ removed: null });
      this.#store.readThreads();
    }, UNDO_WITHIN);
  }

  /** @returns false when there is nothing to put back */
  undoRemove(): boolean {
    const { removed } = this.#store.get();
    if (!removed) return false;
    clearTimeout(this.#forget);
    this.#store.set({ removed: null });
    restoreMessage(this.#notes, removed.thread, removed.message, Date.now());
    return true;
  }

  resolve(thread: string, resolved: boolean): void {
    setResolved(this.#notes, thread, resolved, Date.now());
    if (resolved) this.#store.activate(null);
  }

  /** Attaches a thread to the selection. @returns false when nothing is selected */
  reattach(thread: string): boolean {
    const range = this.#text.selection();
    if (!range) return false;
    const { anchor, quote } = this.#text.anchor(range);
    reattach(this.#notes, thread, anchor, quote, Date.now());
    this.#store.activate(thread);
    return true;
  }

  destroy(): void {
    clearTimeout(this.#forget);
  }
}
