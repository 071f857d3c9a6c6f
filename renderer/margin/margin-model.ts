import type { Plugin } from "prosemirror-state";
import type * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import { isWithoutAnchor } from "../../shared/notes/target.ts";
import type { SameAuthor, Thread } from "../../shared/notes/thread.ts";
import type { Readable } from "../store/store.ts";
import { OpenSuggestions } from "../suggestions/index.ts";
import { NoteFilter } from "./filters/note-filter.ts";
import { LayoutFrames } from "./layout/layout-frames.ts";
import { MarginStore, type MarginState } from "./margin-store.ts";
import { People } from "./people/people.ts";
import { SuggestionCommands } from "./suggestions/suggestion-commands.ts";
import { suggestionKeys } from "./suggestions/suggestion-keys.ts";
import { AllPlaces, suggestionOfNote } from "./suggestions/suggestion-note.ts";
import { ArticleText } from "./text/article-text.ts";
import { noteInput } from "./text/note-input.ts";
import { PlacePlugin } from "./text/place-plugin.ts";
import type { Places } from "./text/places.ts";
import { TargetPlaces } from "./text/target-places.ts";
import { ActiveNote } from "./threads/active-note.ts";
import type { DraftStore } from "./threads/drafts.ts";
import { ThreadCommands } from "./threads/thread-commands.ts";
import type { ReadMarkStore } from "./unread/read-marks.ts";
import { Unread } from "./unread/unread.ts";

export interface MarginOptions {
  readonly body: Y.Doc;
  readonly notes: Y.Doc;
  /** Where what is not posted is kept; without it, nowhere. */
  readonly drafts?: DraftStore;
  /** Where what was read is kept; without it, nowhere. */
  readonly marks?: ReadMarkStore;
  /** ID of the reader; nobody's without. */
  readonly me?: string;
  /** The address of a thread, to hand on; without it no link is offered. */
  readonly linkTo?: (thread: string) => string;
}

/** The margin of one open article: puts its parts together. React reads `state`; ProseMirror feeds it through `plugins`. */
export class MarginModel {
  readonly plugins: readonly Plugin[];
  readonly state: Readable<MarginState>;
  readonly commands: ThreadCommands;
  readonly people = new People();
  readonly filter = new NoteFilter();
  readonly unread: Unread;
  /** The address of a thread, to hand on; null where there is none. */
  readonly linkTo: ((thread: string) => string) | null;
  readonly activeNote: ActiveNote;
  readonly suggestions: OpenSuggestions;
  readonly suggestionCommands: SuggestionCommands;
  readonly text: ArticleText;
  readonly layout: LayoutFrames;
  readonly #store: MarginStore;
  readonly #placePlugin: PlacePlugin;
  readonly #targetPlaces = new TargetPlaces();
  readonly #allPlaces = new AllPlaces();

  constructor({ body, notes, drafts, marks, me = "", linkTo }: MarginOptions) {
    const store = new MarginStore({
      notes,
      drafts,
      onThreads: () => {
        placePlugin.follow();
        this.unread.count();
      },
    });
    const onMoved = () => layout.schedule();
    const anchored = anchoredThreads();
    const text = new ArticleText(bodyOf(body), onMoved);
    const placePlugin = new PlacePlugin(bodyOf(body), {
      threads: () => anchored(store.get().threads),
      draft: () => store.get().composer?.anchor ?? null,
      onMoved,
    });
    const suggestions = new OpenSuggestions({ doc: body, onMoved });
    const places = () => this.places;
    const layout = new LayoutFrames(store, text, places);
    store.state.subscribe(onMoved);
    this.unread = new Unread({ threads: () => store.get().threads, marks, me });
    this.linkTo = linkTo ?? null;
    this.#store = store;
    this.#placePlugin = placePlugin;
    this.state = store.state;
    this.text = text;
    this.layout = layout;
    this.commands = new ThreadCommands({ notes, store, text, placePlugin, people: this.people, filter: this.filter });
    this.suggestions = suggestions;
    this.activeNote = new ActiveNote(store, text, places);
    this.suggestionCommands = new SuggestionCommands({ store, suggestions, text, activeNote: this.activeNote });
    const input = noteInput({
      onPressed: () => this.activeNote.press(),
      onSelected: (range, clicked) => this.activeNote.activateAt(range, clicked),
      onCompose: (about) => this.commands.compose(about),
      onStep: (step) => this.activeNote.step(step),
    });
    const keys = suggestionKeys({
      onDecide: (verdict) => this.suggestionCommands.decideActive(verdict),
      onStep: (step) => this.activeNote.step(step, (note) => suggestionOfNote(note) !== null),
    });
    this.plugins = [placePlugin.plugin, text.plugin, input, suggestions.plugin, keys];
  }

  /** Where the texts of threads and suggestions are now. Nobody is told when it only moved: see `layout`. */
  get places(): Places {
    const { threads, composer } = this.state.get();
    const places = this.#targetPlaces.of(this.#placePlugin.places, threads, composer?.target ?? "range", this.text.doc);
    return this.#allPlaces.of(places, this.suggestions.ranges);
  }

  /** Shows a thread, wherever it stands, and gives it the focus. @returns false while it is not there */
  showNote(thread: string): boolean {
    const { found, orphans } = this.places;
    const one = this.state.get().threads.find(({ id }) => id === thread);
    const list = one?.resolved ? "resolved" : orphans.has(thread) ? "orphans" : null;
    if (!one || (list === null && !found.has(thread))) return false;
    this.filter.clear(list);
    this.activeNote.reveal(thread);
    focusCard(thread);
    return true;
  }

  /** Which entries are by the same author, as far as anybody knows now. */
  setAuthors(same: SameAuthor): void {
    this.#store.setAuthors(same);
  }

  destroy(): void {
    this.#store.destroy();
    this.#placePlugin.destroy();
    this.unread.destroy();
    this.suggestions.destroy();
    this.text.destroy();
    this.commands.destroy();
    this.layout.destroy();
  }
}

/** Gives a card the focus once it is drawn. */
function focusCard(note: string, frames = 30): void {
  requestAnimationFrame(() => {
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(note)}"]`);
    if (card) card.focus({ preventScroll: true });
    else if (frames > 0) focusCard(note, frames - 1);
  });
}

/** The threads that have an anchor; the same list for the same threads. */
function anchoredThreads(): (threads: readonly Thread[]) => readonly Thread[] {
  let last: readonly Thread[] = [];
  let anchored: readonly Thread[] = [];
  return (threads) => {
    if (threads !== last) anchored = threads.filter(({ target }) => !isWithoutAnchor(target));
    last = threads;
    return anchored;
  };
}

/** Creates the margin of an open article; its owner calls `destroy` in the end. */
export const createMargin = (options: MarginOptions): MarginModel => new MarginModel(options);
