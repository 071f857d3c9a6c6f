import { flushSync } from "react-dom";
import type * as Y from "yjs";
import type { SuggestedWords } from "../../../shared/notes/entry.ts";
import type { Mention } from "../../../shared/notes/mention.ts";
import type { ReactionKind } from "../../../shared/notes/reaction-kinds.ts";
import { readReplacement } from "../../../shared/notes/replacement.ts";
import { suggestionOfNote } from "../../../shared/notes/suggestion-note.ts";
import { isWithoutAnchor } from "../../../shared/notes/target.ts";
import {
  addProposal,
  addThread,
  assign,
  deleteMessage,
  editMessage,
  reattach,
  reply,
  replyToSuggestion,
  restoreMessage,
  setReaction,
  setResolved,
} from "../../../shared/notes/threads.ts";
import type { NoteFilter } from "../filters/note-filter.ts";
import { replyTo, wordingOf, type Composer, type MarginStore } from "../margin-store.ts";
import type { People } from "../people/people.ts";
import type { ArticleText, Subject } from "../text/article-text.ts";
import type { Range } from "../text/places.ts";
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
  readonly people: People;
  readonly filter: NoteFilter;
  /** What a suggestion changes now. */
  readonly suggestedWords: (suggestion: string) => SuggestedWords;
}

/** What a person does in the notes. Each writes to the notes' `Y.Doc`, or to what is not posted yet. */
export class ThreadCommands {
  readonly #notes: Y.Doc;
  readonly #store: MarginStore;
  readonly #text: ArticleText;
  readonly #placePlugin: PlacePlugin;
  readonly #people: People;
  readonly #filter: NoteFilter;
  readonly #suggestedWords: (suggestion: string) => SuggestedWords;
  #mayComment = false;
  #forget: ReturnType<typeof setTimeout> | undefined;

  constructor({ notes, store, text, placePlugin, people, filter, suggestedWords }: ThreadCommandsDeps) {
    this.#notes = notes;
    this.#store = store;
    this.#text = text;
    this.#placePlugin = placePlugin;
    this.#people = people;
    this.#filter = filter;
    this.#suggestedWords = suggestedWords;
  }

  /** @param mayComment whether this person may write notes, from now on */
  allow(mayComment: boolean): void {
    this.#mayComment = mayComment;
  }

  /**
   * Opens the composer; it has the focus before the next key is read (NO22).
   * @param about `selection`: on the picture that is selected, what is selected, or the word at the caret; `block`: on the block
   * of the caret, which may be the headline
   * @returns false where there is nothing to comment on
   */
  compose(about: "selection" | "block" | "headline" | "article" = "selection"): boolean {
    const subject = this.#mayComment ? this.#subject(about) : null;
    if (!subject) return false;
    const { target, range } = subject;
    const { anchor, quote } = this.#text.anchor(range, target);
    this.#placePlugin.setDraft(range);
    const { text = "", replacement = null } = this.#store.get().composer ?? {};
    // Other words can be proposed for a range alone.
    const proposed = target === "range" ? replacement : null;
    const composer = { text, replacement: proposed, quote: quote.text.slice(0, RECOGNISED), target, anchor, left: false };
    flushSync(() => this.#store.set({ active: null, composer }));
    this.#text.reveal(range ?? { from: 0, to: 0 });
    return true;
  }

  #subject(about: Parameters<ThreadCommands["compose"]>[0]): Subject | null {
    if (about === "headline" || about === "article") return { target: about, range: null };
    if (about === "block") return this.#text.block();
    const range = this.#text.selection();
    return this.#text.selectedPicture() ?? (range && { target: "range", range });
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
    const range = isWithoutAnchor(composer.target) ? null : this.#placePlugin.places.draft;
    const subject = range || isWithoutAnchor(composer.target) ? { target: composer.target, range } : this.#subject("selection");
    if (!subject) return false;
    const id = composer.replacement === null ? this.#addThread(composer.text, subject) : this.#addProposal(composer, subject.range);
    if (id === null) return false;
    this.#placePlugin.setDraft(null);
    // The new note is to be seen, whatever was looked for.
    this.#filter.search("");
    this.#store.set({ active: id, composer: null });
    this.#text.focus();
    return true;
  }

  #addThread(text: string, { target, range }: Subject): string {
    const { anchor, quote } = this.#text.anchor(range, target);
    return addThread(this.#notes, anchor, quote, text, Date.now(), { mentions: this.#people.mentionsIn(text), target });
  }

  /** @returns null where nothing can be proposed; of words that are the same a comment is left, if there is one */
  #addProposal({ text, replacement: typed }: Composer, range: Range | null): string | null {
    const [words, replacement] = [range && this.#text.proposable(range), readReplacement(typed)];
    if (!range || words === null || replacement === null) return null;
    if (words === replacement) return text.trim() === "" ? null : this.#addThread(text, { target: "range", range });
    const { anchor, quote } = this.#text.anchor(range);
    const mentions = this.#people.mentionsIn(text);
    return addProposal(this.#notes, anchor, { ...quote, text: words }, replacement, text, Date.now(), mentions);
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
    const mentions = this.#people.mentionsIn(text);
    if (suggestion === null) reply(this.#notes, thread, text, Date.now(), mentions);
    else replyToSuggestion(this.#notes, suggestion, this.#suggestedWords(suggestion), text, Date.now(), mentions);
    this.writeField(replyTo(thread), null);
  }

  /** Gives a message the wording that stands in its field. */
  edit(thread: string, message: string): void {
    const text = this.#store.get().fields.get(wordingOf(message)) ?? "";
    if (text.trim() === "") return;
    editMessage(this.#notes, thread, message, text, Date.now(), this.#people.mentionsIn(text));
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

  /** @param to null when nobody is to see to the thread any more */
  assign(thread: string, to: Mention | null): void {
    if (this.#mayComment) assign(this.#notes, thread, to, Date.now());
  }

  /** Reacts to a message, or takes that back. */
  react(thread: string, message: string, reaction: ReactionKind, on: boolean): void {
    if (this.#mayComment) setReaction(this.#notes, thread, message, reaction, on, Date.now());
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
