/**
 * What the margin knows: the threads of the notes' `Y.Doc`, where their texts are, which one is active. React reads it as
 * an external store; ProseMirror feeds it through a plugin.
 */
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type * as Y from "yjs";
import { bodyOf } from "../../shared/article/body.ts";
import { flatOf } from "../../shared/article/flat.ts";
import { anchorOf, resolveAnchors, restoredHere, type Place } from "../../shared/notes/anchor.ts";
import { quoteOf } from "../../shared/notes/quote.ts";
import { addThread, deleteMessage, editMessage, readThreads, reattach, reply, setResolved, type Thread } from "../../shared/notes/threads.ts";
import { arrange, NOTHING, type Arrangement } from "./arrangement.ts";
import { Highlights } from "./highlights.ts";
import { applyPlaces, NOWHERE, placesKey, type Places, type PlacesMeta, type Range } from "./places.ts";
import { wordAt } from "./word.ts";

export interface MarginState {
  /** Oldest first. */
  readonly threads: readonly Thread[];
  readonly arrangement: Arrangement;
  readonly active: string | null;
  /** What stands in the composer. */
  readonly draftText: string;
}

/** After this long without a change the mapped places are checked against the anchors, in milliseconds. */
const CHECK_AFTER = 200;
/** So many characters of a stretch are enough for a person to recognise it by. */
const RECOGNISED = 80;

export class MarginModel {
  readonly plugin: Plugin<Places>;
  readonly notes: Y.Doc;
  /** May this person write notes? Set by the window. */
  mayComment = false;
  readonly #body: Y.Text;
  readonly #handlers = new Set<() => void>();
  readonly #layoutHandlers = new Set<() => void>();
  readonly #highlights = new Highlights();
  #state: MarginState;
  #places = NOWHERE;
  #view: EditorView | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #onNotes = () => {
    this.#set({ threads: readThreads(this.notes) });
    this.check();
  };

  constructor(body: Y.Doc, notes: Y.Doc) {
    this.#body = bodyOf(body);
    this.notes = notes;
    this.#state = { threads: readThreads(notes), arrangement: NOTHING, active: null, draftText: "" };
    this.plugin = this.#makePlugin();
    notes.on("update", this.#onNotes);
  }

  readonly subscribe = (handler: () => void): (() => void) => {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  };

  readonly state = (): MarginState => this.#state;

  /** Where everything is just now. Nobody is told when it only moved: see `onLayout`. */
  get places(): Places {
    return this.#places;
  }

  /** Called when the notes may have to stand elsewhere. @returns a function that takes the handler off */
  readonly onLayout = (handler: () => void): (() => void) => {
    this.#layoutHandlers.add(handler);
    return () => void this.#layoutHandlers.delete(handler);
  };

  destroy(): void {
    this.notes.off("update", this.#onNotes);
    clearTimeout(this.#timer);
    this.#highlights.destroy();
  }

  /** Opens the composer on the selection, or on the word at the caret. @returns false where there is nothing to note */
  compose(): boolean {
    if (!this.#view || !this.mayComment) return false;
    const range = this.#selection(this.#view.state);
    if (!range) return false;
    this.#dispatch({ draft: range });
    this.activate(null);
    return true;
  }

  /** What is typed into the composer. */
  write(draftText: string): void {
    this.#set({ draftText });
  }

  /** Posts what was composed; nothing happens while that is nothing. */
  post(): void {
    const { draftText } = this.#state;
    const { draft } = this.#places;
    if (!draft || !this.#view || draftText.trim() === "") return;
    const { anchor, quote } = this.#fasten(draft);
    const id = addThread(this.notes, anchor, quote, draftText, Date.now());
    this.#dispatch({ draft: null });
    this.#set({ active: id, draftText: "" });
    this.check();
  }

  discard(): void {
    this.#dispatch({ draft: null });
    this.#set({ draftText: "" });
    this.#view?.focus();
  }

  reply(thread: string, text: string): void {
    if (text.trim() !== "") reply(this.notes, thread, text, Date.now());
  }

  edit(thread: string, message: string, text: string): void {
    if (text.trim() !== "") editMessage(this.notes, thread, message, text);
  }

  remove(thread: string, message: string): void {
    deleteMessage(this.notes, thread, message);
  }

  resolve(thread: string, resolved: boolean): void {
    setResolved(this.notes, thread, resolved);
    if (resolved) this.activate(null);
  }

  /** Fastens an orphan to the selection. @returns false when nothing is selected */
  reattach(thread: string): boolean {
    const range = this.#view && this.#selection(this.#view.state);
    if (!range) return false;
    const { anchor, quote } = this.#fasten(range);
    reattach(this.notes, thread, anchor, quote);
    this.activate(thread);
    return true;
  }

  activate(thread: string | null): void {
    if (thread !== this.#state.active) this.#set({ active: thread });
  }

  /** Brings the thread's text on screen. */
  reveal(thread: string): void {
    const range = this.#places.found.get(thread);
    const view = this.#view;
    this.activate(thread);
    if (!range || !view) return;
    const { node } = view.domAtPos(range.from);
    const element = node instanceof Element ? node : node.parentElement;
    element?.scrollIntoView({ block: "nearest", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  }

  focusText(): void {
    this.#view?.focus();
  }

  /** Distance of a position's line from the top of the window, in pixels; null while there is no such line. */
  levelOf(range: Range): number | null {
    const view = this.#view;
    return view && range.from <= view.state.doc.content.size ? view.coordsAtPos(range.from).top : null;
  }

  /** Resolves every anchor anew, in one walk. */
  check(): void {
    clearTimeout(this.#timer);
    if (!this.#view) return;
    const threads = this.#state.threads.flatMap(({ id, anchor }) => (anchor ? [{ id, anchor }] : []));
    const places = resolveAnchors(this.#body, threads.map(({ anchor }) => anchor));
    const resolved = new Map<string, Place>(threads.map(({ id }, i) => [id, places[i]!]));
    // A thread without a readable anchor has its quote alone.
    for (const { id, anchor } of this.#state.threads) if (!anchor) resolved.set(id, { state: "orphan", at: 0 });
    this.#dispatch({ resolved });
    if (!this.mayComment) return;
    threads.forEach(({ id, anchor }, i) => {
      const place = places[i]!;
      // Only this replica knows where its undo put the words back: it tells the others.
      if (place.state === "found" && restoredHere(this.#body, anchor)) {
        reattach(this.notes, id, anchorOf(this.#body, place.from, place.to), quoteOf(this.#body.toJSON(), place.from, place.to));
      }
    });
  }

  #makePlugin(): Plugin<Places> {
    return new Plugin<Places>({
      key: placesKey,
      state: { init: () => NOWHERE, apply: (tr, places, before) => applyPlaces(tr, places, before.doc) },
      props: {
        handleKeyDown: (_view, event) => (event.ctrlKey || event.metaKey) && event.altKey && event.code === "KeyM" && this.compose(),
      },
      view: (view) => {
        this.#view = view;
        // The view is not complete until it is constructed.
        this.#timer = setTimeout(() => this.check());
        // Pictures and fonts arrive, the window is made narrower: the text moves without a key.
        const sizes = new ResizeObserver(() => this.#layout());
        sizes.observe(view.dom);
        return {
          update: (_view, before) => this.#updated(before),
          destroy: () => {
            this.#view = null;
            sizes.disconnect();
            clearTimeout(this.#timer);
            this.#highlights.destroy();
          },
        };
      },
    });
  }

  #updated(before: EditorState): void {
    const { state } = this.#view!;
    const places = placesKey.getState(state)!;
    const changed = before.doc !== state.doc;
    for (const [id, range] of places.moved) this.#carry(id, range);
    if (places !== this.#places) this.#place(places, state);
    if (changed) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.check(), CHECK_AFTER);
    }
    if (!before.selection.eq(state.selection) && this.#view!.hasFocus()) this.#activateAt(state);
    if (changed) this.#layout();
  }

  #place(places: Places, { doc }: EditorState): void {
    this.#places = places;
    const wordsOf = ({ from, to }: Range) => doc.textBetween(from, Math.min(to, from + RECOGNISED), " ", " ");
    const arrangement = arrange(places, wordsOf, this.#state.arrangement);
    if (arrangement !== this.#state.arrangement) this.#set({ arrangement });
    else this.#layout();
  }

  /** The one who moved a thread's words moves the thread. */
  #carry(id: string, range: Range): void {
    if (!this.mayComment) return;
    const { anchor, quote } = this.#fasten(range);
    reattach(this.notes, id, anchor, quote);
  }

  #activateAt({ selection }: EditorState): void {
    const { threads } = this.#state;
    const open = new Set(threads.filter((thread) => !thread.resolved).map((thread) => thread.id));
    const around = [...this.#places.found]
      .filter(([id, { from, to }]) => open.has(id) && from <= selection.from && selection.to <= to)
      .sort(([, a], [, b]) => a.to - a.from - (b.to - b.from));
    this.activate(around[0]?.[0] ?? null);
  }

  #selection(state: EditorState): Range | null {
    const { from, to, empty } = state.selection;
    return empty ? wordAt(state.doc, from) : { from, to };
  }

  #fasten({ from, to }: Range) {
    const { doc } = this.#view!.state;
    const [start, end] = [flatOf(doc, from), flatOf(doc, to)];
    return { anchor: anchorOf(this.#body, start, end), quote: quoteOf(this.#body.toJSON(), start, end) };
  }

  #dispatch(meta: PlacesMeta): void {
    const view = this.#view;
    if (view) view.dispatch(view.state.tr.setMeta(placesKey, meta).setMeta("addToHistory", false));
  }

  #set(change: Partial<MarginState>): void {
    this.#state = { ...this.#state, ...change };
    for (const handler of this.#handlers) handler();
    this.#layout();
  }

  #layout(): void {
    for (const handler of this.#layoutHandlers) handler();
    if (this.#view) this.#highlights.schedule(this.#view, this);
  }
}

export const createMargin = ({ body, notes }: { readonly body: Y.Doc; readonly notes: Y.Doc }): MarginModel => new MarginModel(body, notes);
