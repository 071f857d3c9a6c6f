import type { EditorState, Selection, Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import * as Y from "yjs";
import { articleOf, type Article } from "../../shared/article/identity/article.ts";
import { REMOTE, type Host } from "../../shared/article/sync/binding.ts";
import type { CharacterRun } from "../../shared/article/model/character-id.ts";
import { placesIn } from "../../shared/article/yjs-internals/items.ts";
import { positionsOf } from "../../shared/article/model/flat.ts";
import { HeldChanges, type Range } from "./held-changes.ts";
import { unreadSelection } from "./unread-selection.ts";

/** An input method that is silent for this long, in milliseconds, holds nothing back any more: it may be gone. */
const LONGEST_SILENCE = 60_000;
/** On Android ProseMirror reads some changes of the DOM this much later, in milliseconds, and some not at all. */
const READ_WITHIN = 100;

/**
 * Keeps a view from being redrawn where an input method composes (AM17). A remote edit of the composed block would redraw its text:
 * the input method, which lost its place, would write what it has once more, and what the browser did and ProseMirror has not
 * read yet would be lost. So the view stays at the state that it shows. The state in step with the body, which the binding holds,
 * runs ahead of it and is shown when the composition has ended.
 */
export class ComposingHost implements Host {
  readonly #view: EditorView;
  readonly #article: Article;
  readonly #write: (tr: Transaction) => void;
  /** Null while the view shows what is in step with the body. */
  #held: HeldChanges | null = null;
  /** The text that is composed, in the view, while nothing is held back; null before its first letter. */
  #composed: Range | null = null;
  /** Characters that were written since the composition began. */
  #runs: CharacterRun[] = [];
  /** The one that is being written for the view. */
  #own: Transaction | null = null;
  /** The input method has been silent or without the focus: what it does next shows whether it is there. */
  #isSilent = false;
  /** When the browser last changed the page, until ProseMirror has read it. */
  #changedAt = Number.NEGATIVE_INFINITY;
  #ending = 0;
  #silence = 0;
  readonly #listeners = new AbortController();

  /** @param write the binding's `dispatch` */
  constructor(view: EditorView, doc: Y.Doc, write: (tr: Transaction) => void) {
    this.#view = view;
    this.#article = articleOf(doc);
    this.#write = write;
    const { signal } = this.#listeners;
    const page = view.dom.ownerDocument;
    view.dom.addEventListener("compositionstart", () => this.#start(), { signal });
    view.dom.addEventListener("compositionupdate", () => this.#hear(), { signal });
    view.dom.addEventListener("compositionend", () => this.#endSoon(false), { signal });
    // Before any listener, since ProseMirror may read it between two: React listens above the text.
    page.defaultView!.addEventListener(
      "input",
      ({ target }) => view.dom.contains(target as Node | null) && (this.#changedAt = performance.now()),
      { signal, capture: true },
    );
    view.dom.addEventListener("keydown", ({ isComposing, keyCode }) => !isComposing && keyCode !== 229 && this.#endSoon(true), { signal });
    view.dom.addEventListener("blur", () => (this.#readSelection(), this.#endSoon(true)), { signal });
    // Before any command is looked up: the browser tells of a selection once in a frame, in which several keys may come.
    page.defaultView!.addEventListener("keydown", () => this.readSelection(), { signal, capture: true });
    page.defaultView!.addEventListener("blur", () => this.#endSoon(true), { signal });
    page.addEventListener("visibilitychange", () => page.hidden && this.#endSoon(true), { signal });
  }

  get state(): EditorState {
    return this.#held?.state ?? this.#view.state;
  }

  readSelection(): void {
    if (this.#hasSelection) this.#readSelection();
  }

  updateState(state: EditorState, transactions: readonly Transaction[]): void {
    if (this.#held === null && !this.#disturbs(state, transactions)) {
      for (const tr of transactions) this.#composed = tr === this.#own ? changedBy(tr, this.#composed) : mapped(tr, this.#composed);
      if (!this.#view.composing) this.#composed = null;
      return this.#view.updateState(state);
    }
    if (this.#held === null) {
      this.#held = new HeldChanges(this.#view.state, this.#composed, () => this.#find());
      if (this.#view.composing) this.#hear();
      else this.#endSoon(false, READ_WITHIN);
    }
    // A person who deletes what they compose does not get it back.
    if (transactions[0] !== this.#own && !transactions[0]!.getMeta(REMOTE)) this.#held.restart();
    for (const tr of transactions) if (tr !== this.#own) this.#held.follow(tr.mapping);
    this.#held.state = state;
    // Some compositions end without an event.
    if (!this.#view.composing && this.#ending === 0) this.#endSoon(false);
  }

  /** Writes what the view, or somebody who knows the state that is in step, did. */
  dispatch(tr: Transaction): void {
    const held = this.#held;
    if (!tr.docChanged && !tr.selectionSet && this.#hasSelection) {
      const selection = this.#unreadSelection();
      if (selection) tr.setSelection(selection);
    }
    if (!held || !tr.before.eq(this.#view.state.doc)) return this.#writeOwn(tr);
    const rebased = held.composed(tr);
    if (rebased) {
      // What plugins are told about the body is for the state that is in step with it.
      const { state } = this.#view;
      if (tr.docChanged) this.#view.updateState(state.apply(tr));
      else if (tr.selectionSet) this.#view.updateState(state.apply(state.tr.setSelection(tr.selection)));
      return this.#writeOwn(rebased);
    }
    // ProseMirror itself redraws the block.
    const elsewhere = held.rebase(tr);
    this.#show();
    if (elsewhere) this.#writeOwn(elsewhere);
  }

  destroy(): void {
    window.clearTimeout(this.#ending);
    window.clearTimeout(this.#silence);
    this.#listeners.abort();
  }

  #writeOwn(tr: Transaction): void {
    if (tr.docChanged) this.#changedAt = Number.NEGATIVE_INFINITY;
    const { doc } = this.#article;
    const { clientID: client } = doc;
    const clock = Y.getState(doc.store, client);
    const before = this.#own;
    this.#own = tr;
    try {
      this.#write(tr);
    } finally {
      this.#own = before;
    }
    const length = Y.getState(doc.store, client) - clock;
    if (length > 0 && (this.#view.composing || this.#held)) this.#runs.push({ client, clock, length });
  }

  #start(): void {
    if (this.#held) {
      this.#complete();
      this.#held.restart();
    }
    this.#runs = [];
    this.#composed = null;
    this.#hear();
  }

  #hear(): void {
    this.#isSilent = false;
    window.clearTimeout(this.#silence);
    this.#silence = window.setTimeout(() => this.#endSoon(true), LONGEST_SILENCE);
  }

  /** @param isForced also when the input method has not said that it ended @param delay in milliseconds */
  #endSoon(isForced: boolean, delay = 0): void {
    if (isForced && !this.#held && !this.#view.composing) return;
    window.clearTimeout(this.#ending);
    // ProseMirror reads the last of it before the next task.
    this.#ending = window.setTimeout(() => {
      this.#ending = 0;
      if (this.#isUnread) return this.#endSoon(isForced, READ_WITHIN);
      if (this.#view.composing && !isForced) return;
      this.#isSilent = this.#view.composing;
      window.clearTimeout(this.#silence);
      this.#complete();
      this.#show();
    }, delay);
  }

  /** Writes what is missing of the composed text, also where a colleague deleted the block around it. */
  #complete(): void {
    if (!this.#view.editable || this.#view.composing) return;
    const tr = this.#held?.completed(this.#view.state.doc);
    if (tr) this.#writeOwn(tr);
  }

  #show(): void {
    const state = this.#held?.state;
    this.#held = null;
    this.#composed = null;
    if (state && !this.#view.isDestroyed) this.#view.updateState(state);
  }

  #readSelection(): void {
    const selection = this.#unreadSelection();
    if (selection) this.#writeOwn(this.state.tr.setSelection(selection));
  }

  /** Of a text without the focus, what is selected in the page is of no account. */
  get #hasSelection(): boolean {
    return !this.#view.editable || this.#view.hasFocus();
  }

  /** @returns null where ProseMirror knows what is selected, and while the text in the page is another one than in its state */
  #unreadSelection(): Selection | null {
    return this.#held || this.#view.composing || this.#isUnread ? null : unreadSelection(this.#view);
  }

  /** The browser changed the page, which ProseMirror has yet to read: drawn anew, it would be lost. */
  get #isUnread(): boolean {
    return performance.now() - this.#changedAt < READ_WITHIN;
  }

  /** True for a change from elsewhere of the block that is written in. */
  #disturbs({ doc }: EditorState, transactions: readonly Transaction[]): boolean {
    const isWriting = this.#isUnread || (this.#view.composing && !this.#isSilent);
    if (!isWriting || !transactions.some((tr) => tr.docChanged && tr.getMeta(REMOTE))) return false;
    const { $from } = this.#view.state.selection;
    const pos = transactions.reduce((at, tr) => tr.mapping.map(at), $from.before(1));
    return doc.nodeAt(pos) !== $from.parent;
  }

  /** The letters that were written since the composition began, or those that took their place, in the state that is in step. */
  #find(): Range[] {
    const { body, lineage } = this.#article;
    const own = placesIn(body, this.#runs);
    const places =
      own.length > 0
        ? own
        : placesIn(
            body,
            this.#runs.flatMap((run) => lineage.descendantsOf(run).map((descendant) => descendant.run)),
          );
    const { doc } = this.#held!.state;
    const starts = positionsOf(
      doc,
      places.map(({ index }) => index),
    );
    return places.map(({ length }, i) => ({ from: starts[i]!, to: starts[i]! + length }));
  }
}

/** The text that is composed when `tr` has changed it, or begun with it. */
function changedBy(tr: Transaction, composed: Range | null): Range | null {
  let range = composed;
  for (const map of tr.mapping.maps) {
    map.forEach((start, end, newStart, newEnd) => {
      const isBeside = range !== null && start <= range.to && end >= range.from;
      range = isBeside
        ? { from: Math.min(range!.from, start), to: Math.max(range!.to, end) + newEnd - newStart - (end - start) }
        : { from: newStart, to: newEnd };
    });
  }
  return range && tr.doc.resolve(range.from).sameParent(tr.doc.resolve(range.to)) ? range : null;
}

const mapped = ({ mapping }: Transaction, range: Range | null): Range | null =>
  range && { from: mapping.map(range.from, 1), to: mapping.map(range.to, -1) };
