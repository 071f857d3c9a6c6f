/**
 * What the margin knows: the threads of the notes' `Y.Doc`, where their texts are, which one is active, and what is being
 * written. React reads it as an external store; ProseMirror feeds it through a plugin.
 */
import type { Plugin } from "prosemirror-state";
import { flushSync } from "react-dom";
import { bodyOf } from "../../shared/article/body.ts";
import type * as Y from "yjs";
import type { Anchor } from "../../shared/notes/anchor.ts";
import { sameClient, type SameAuthor, type Thread } from "../../shared/notes/thread.ts";
import { ThreadLog } from "../../shared/notes/thread-log.ts";
import { addThread, deleteMessage, editMessage, reattach, reply, restoreMessage, setResolved } from "../../shared/notes/threads.ts";
import { Store, type Readable } from "../store/store.ts";
import { arrange, NOTHING, type Arrangement } from "./layout/arrangement.ts";
import { noDrafts, type DraftStore } from "./threads/drafts.ts";
import { Page } from "./text/page.ts";
import { NOWHERE, type Places, type Range } from "./text/places.ts";

export interface Composer {
  readonly text: string;
  /** The words it is about, as last seen. */
  readonly quote: string;
  readonly anchor: Anchor | null;
  /** Left for later: it stands there, and asks for nothing. */
  readonly left: boolean;
}

/** A message that its author just deleted, and may put back. */
export interface Removed {
  readonly thread: string;
  readonly message: string;
}

export interface MarginState {
  /** In the order in which they were begun. */
  readonly threads: readonly Thread[];
  readonly arrangement: Arrangement;
  readonly active: string | null;
  readonly composer: Composer | null;
  /** Answers and new wordings being written, by `replyTo` and `wordingOf`. */
  readonly fields: ReadonlyMap<string, string>;
  readonly removed: Removed | null;
}

export const replyTo = (thread: string): string => `reply ${thread}`;
export const wordingOf = (message: string): string => `wording ${message}`;

/** What others wrote is shown after this long, all of it at once, in milliseconds. */
const GATHER = 50;
/** A deleted message can be put back for this long, in milliseconds. */
const UNDO_WITHIN = 20_000;
/** So many characters of a stretch are enough for a person to recognise it by. */
const RECOGNISED = 80;

export interface MarginOptions {
  readonly body: Y.Doc;
  readonly notes: Y.Doc;
  /** Where what is not posted is kept; without it, nowhere. */
  readonly drafts?: DraftStore;
}

export class MarginModel {
  readonly notes: Y.Doc;
  readonly page: Page;
  #mayComment = false;
  /** The notes that the column shows, in its order. */
  #shown: readonly string[] = [];
  readonly #log: ThreadLog;
  readonly #drafts: DraftStore;
  readonly #layoutHandlers = new Set<() => void>();
  #same: SameAuthor = sameClient;
  readonly #state: Store<MarginState>;
  readonly state: Readable<MarginState>;
  #gather: ReturnType<typeof setTimeout> | undefined;
  #forget: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  /** What was active when the mouse was pressed. */
  #pressed: string | null = null;

  constructor({ body, notes, drafts = noDrafts }: MarginOptions) {
    this.notes = notes;
    this.#drafts = drafts;
    const { composer, fields } = drafts.read();
    this.#state = new Store<MarginState>({ threads: [], arrangement: NOTHING, active: null, composer: composer && { ...composer, left: true }, fields, removed: null });
    this.state = this.#state;
    this.page = new Page(bodyOf(body), {
      threads: () => this.#state.get().threads,
      draft: () => this.#state.get().composer?.anchor ?? null,
      onMoved: () => this.#layOut(),
      onPressed: () => void (this.#pressed = this.#state.get().active),
      onSelected: (range, clicked) => this.#activateAt(range, clicked),
      onCompose: () => this.compose(),
      onStep: (step) => this.step(step),
    });
    this.#log = new ThreadLog(notes);
    this.#log.onChange((local) => {
      clearTimeout(this.#gather);
      if (local) this.#read();
      else this.#gather = setTimeout(() => this.#read(), GATHER);
    });
    this.#read();
  }

  get plugin(): Plugin<Places> {
    return this.page.plugin;
  }

  /** Where everything is just now. Nobody is told when it only moved: see `onLayout`. */
  get places(): Places {
    return this.page.places ?? NOWHERE;
  }

  /** Called, once a frame at most, when the notes may have to stand elsewhere. @returns a function that takes the handler off */
  readonly onLayout = (handler: () => void): (() => void) => {
    this.#layoutHandlers.add(handler);
    return () => void this.#layoutHandlers.delete(handler);
  };

  destroy(): void {
    this.#log.destroy();
    this.page.destroy();
    clearTimeout(this.#gather);
    clearTimeout(this.#forget);
    cancelAnimationFrame(this.#frame);
  }

  /** @param mayComment whether this person may write notes, from now on */
  allow(mayComment: boolean): void {
    this.#mayComment = mayComment;
  }

  /** @param ids what the column shows, in the order in which it stands there */
  show(ids: readonly string[]): void {
    this.#shown = ids;
  }

  /** Whose entries are whose, as far as anybody knows now. */
  setAuthors(same: SameAuthor): void {
    this.#same = same;
    this.#read();
  }

  /** Opens the composer on the selection, or on the word at the caret; it has the focus before the next key is read (NO22). @returns false where there is nothing to note */
  compose(): boolean {
    const range = this.#mayComment ? this.page.selection() : null;
    if (!range) return false;
    const { anchor, quote } = this.page.fasten(range);
    this.page.draw(range);
    const composer = { text: this.#state.get().composer?.text ?? "", quote: quote.text.slice(0, RECOGNISED), anchor, left: false };
    flushSync(() => this.#set({ active: null, composer }));
    this.page.reveal(range);
    this.#keep();
    return true;
  }

  /** What is typed into the composer. */
  write(text: string): void {
    const { composer } = this.#state.get();
    if (!composer) return;
    this.#set({ composer: { ...composer, text, left: false } });
    this.#keep();
  }

  /** Posts what was composed; on the selection where the words are gone that it was about. @returns false when it has no words to stand at */
  post(): boolean {
    const { composer } = this.#state.get();
    if (!composer || composer.text.trim() === "") return true;
    const range = this.places.draft ?? this.page.selection();
    if (!range) return false;
    const { anchor, quote } = this.page.fasten(range);
    const id = addThread(this.notes, anchor, quote, composer.text, Date.now());
    this.page.draw(null);
    this.#set({ active: id, composer: null });
    this.#keep();
    this.focusText();
    return true;
  }

  discard(): void {
    this.page.draw(null);
    this.#set({ composer: null });
    this.#keep();
    this.focusText();
  }

  /** Goes back to the text; what was written stays. */
  leave(): void {
    const { composer } = this.#state.get();
    if (composer) this.#set({ composer: { ...composer, left: true } });
    this.focusText();
  }

  /** @param text null to close the field and forget what stood in it */
  writeField(field: string, text: string | null): void {
    const fields = new Map(this.#state.get().fields);
    if (text === null) fields.delete(field);
    else fields.set(field, text);
    this.#set({ fields });
    this.#keep();
  }

  reply(thread: string): void {
    const text = this.#state.get().fields.get(replyTo(thread)) ?? "";
    if (text.trim() === "") return;
    reply(this.notes, thread, text, Date.now());
    this.writeField(replyTo(thread), null);
  }

  edit(thread: string, message: string): void {
    const text = this.#state.get().fields.get(wordingOf(message)) ?? "";
    if (text.trim() === "") return;
    editMessage(this.notes, thread, message, text, Date.now());
    this.writeField(wordingOf(message), null);
  }

  /** Deletes a message; for a while it can be put back. */
  remove(thread: string, message: string): void {
    this.#set({ removed: { thread, message }, active: thread });
    deleteMessage(this.notes, thread, message, Date.now());
    clearTimeout(this.#forget);
    this.#forget = setTimeout(() => {
      this.#set({ removed: null });
      this.#read();
    }, UNDO_WITHIN);
  }

  /** @returns false when there is nothing to put back */
  undoRemove(): boolean {
    const { removed } = this.#state.get();
    if (!removed) return false;
    clearTimeout(this.#forget);
    this.#set({ removed: null });
    restoreMessage(this.notes, removed.thread, removed.message, Date.now());
    return true;
  }

  resolve(thread: string, resolved: boolean): void {
    setResolved(this.notes, thread, resolved, Date.now());
    if (resolved) this.activate(null);
  }

  /** Fastens a thread to the selection. @returns false when nothing is selected */
  reattach(thread: string): boolean {
    const range = this.page.selection();
    if (!range) return false;
    const { anchor, quote } = this.page.fasten(range);
    reattach(this.notes, thread, anchor, quote, Date.now());
    this.activate(thread);
    return true;
  }

  activate(thread: string | null): void {
    if (thread !== this.#state.get().active) this.#set({ active: thread });
  }

  /** Brings the thread's text on screen, and its note level with it. */
  reveal(thread: string): void {
    const range = this.places.found.get(thread);
    this.activate(thread);
    if (range) this.page.reveal(range);
  }

  /** Goes to the next note of the column, or to the one before: from the active one, else from the caret. */
  step(step: 1 | -1): void {
    const { active } = this.#state.get();
    const at = active === null ? -1 : this.#shown.indexOf(active);
    const caret = this.page.caret();
    const next = at !== -1 ? this.#shown[at + step]
      : step === 1 ? this.#shown.find((id) => (this.places.found.get(id)?.from ?? 0) >= caret.from)
      : this.#shown.findLast((id) => (this.places.found.get(id)?.to ?? 0) <= caret.to);
    if (next !== undefined) this.reveal(next);
  }

  focusText(): void {
    this.page.focus();
  }

  #read(): void {
    const { removed } = this.#state.get();
    const threads = this.#log.threads(this.#same).filter((thread) => !thread.deleted || thread.id === removed?.thread);
    const before = this.#state.get().threads;
    if (threads.length === before.length && threads.every((thread, i) => thread === before[i])) return;
    this.#set({ threads });
    this.page.follow();
  }

  /** Of several notes that stand there, clicks take one after the other, the shortest first; the caret stays with the active one. */
  #activateAt(range: Range, clicked: boolean): void {
    const open = new Set(this.#state.get().threads.flatMap(({ id, resolved }) => (resolved ? [] : [id])));
    const around = [...this.places.found]
      .filter(([id, { from, to }]) => open.has(id) && from <= range.from && range.to <= to)
      .sort(([, a], [, b]) => a.to - a.from - (b.to - b.from))
      .map(([id]) => id);
    const last = clicked ? this.#pressed : this.#state.get().active;
    const at = last === null ? -1 : around.indexOf(last);
    this.activate(around[clicked ? (at + 1) % around.length : Math.max(0, at)] ?? null);
  }

  #keep(): void {
    const { composer, fields } = this.#state.get();
    const written = composer && composer.text.trim() !== "" ? { text: composer.text, anchor: composer.anchor, quote: composer.quote } : null;
    this.#drafts.write({ composer: written, fields });
  }

  #set(change: Partial<MarginState>): void {
    this.#state.set({ ...this.#state.get(), ...change });
    this.#layOut();
  }

  #layOut(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#arrange();
      for (const handler of this.#layoutHandlers) handler();
      this.#colour();
    });
  }

  #arrange(): void {
    const arrangement = arrange(this.places, (range) => this.page.words(range, RECOGNISED), this.#state.get().arrangement);
    if (arrangement !== this.#state.get().arrangement) this.#state.set({ ...this.#state.get(), arrangement });
  }

  #colour(): void {
    const { threads, active } = this.#state.get();
    const { found, draft } = this.places;
    const notes = threads.flatMap(({ id, resolved }) => (resolved || id === active ? [] : (found.get(id) ?? [])));
    this.page.colour({ notes, active: (active !== null && found.get(active)) || null, draft });
  }
}

export const createMargin = (options: MarginOptions): MarginModel => new MarginModel(options);
