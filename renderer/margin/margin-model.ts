import type { Plugin } from "prosemirror-state";
import type * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import { idOfKey } from "../../shared/article/model/character-id.ts";
import { isKnown } from "../../shared/article/yjs-internals/items.ts";
import { ProposalDecisions } from "../../shared/notes/proposal-decisions.ts";
import type { ProposalState } from "../../shared/notes/proposal-state.ts";
import { isWithoutAnchor } from "../../shared/notes/target.ts";
import type { SameAuthor } from "../../shared/notes/written.ts";
import type { Readable } from "../store/store.ts";
import { OpenSuggestions } from "../suggestions/index.ts";
import { Credited } from "./credited.ts";
import { NoteFilter } from "./filters/note-filter.ts";
import { LayoutFrames } from "./layout/layout-frames.ts";
import { MarginStore, type MarginState } from "./margin-store.ts";
import { People } from "./people/people.ts";
import { ProposalCommands } from "./proposals/proposal-commands.ts";
import { ProposalMarks } from "./proposals/proposal-marks.ts";
import { ProposalStates, type PlacedThread } from "./proposals/proposal-states.ts";
import { SuggestionThreads } from "./suggestions/suggestion-threads.ts";
import { SuggestionCommands } from "./suggestions/suggestion-commands.ts";
import { suggestionKeys } from "./suggestions/suggestion-keys.ts";
import { AllPlaces } from "./suggestions/all-places.ts";
import { suggestionOfNote } from "../../shared/notes/suggestion-note.ts";
import { ArticleText } from "./text/article-text.ts";
import { noteInput } from "./text/note-input.ts";
import { PlacePlugin } from "./text/place-plugin.ts";
import type { Places } from "./text/places.ts";
import { TargetPlaces } from "./text/target-places.ts";
import { ActiveNote } from "./threads/active-note.ts";
import type { DraftStore } from "./threads/drafts.ts";
import { ThreadCommands } from "./threads/thread-commands.ts";
import type { ReadMarkStore } from "./unread/read-mark-store.ts";
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
  readonly suggestionThreads: SuggestionThreads;
  readonly proposals: ProposalStates;
  /** What cards say that somebody suggested or decided in the text: see `Credited`. */
  readonly credited: Readable<ReadonlyMap<string, unknown>>;
  readonly proposalCommands: ProposalCommands;
  readonly text: ArticleText;
  readonly layout: LayoutFrames;
  readonly #body: Y.Doc;
  readonly #notes: Y.Doc;
  readonly #store: MarginStore;
  readonly #placePlugin: PlacePlugin;
  readonly #targetPlaces = new TargetPlaces();
  readonly #allPlaces = new AllPlaces();
  readonly #decisions: ProposalDecisions;
  readonly #marks: ProposalMarks;
  readonly #credited: Credited;

  constructor({ body, notes, drafts, marks, me = "", linkTo }: MarginOptions) {
    this.#body = body;
    this.#notes = notes;
    this.#decisions = new ProposalDecisions(body);
    const store = new MarginStore({
      notes,
      drafts,
      onThreads: () => {
        placePlugin.follow();
        this.unread.count();
      },
    });
    const onMoved = () => {
      layout.schedule();
      proposals.schedule();
    };
    const anchored = anchoredThreads();
    const text = new ArticleText(bodyOf(body), onMoved);
    const placePlugin = new PlacePlugin(bodyOf(body), {
      threads: () => anchored(proposals.placed()),
      draft: () => store.get().composer?.anchor ?? null,
      onMoved,
    });
    const suggestions = new OpenSuggestions({ doc: body, onMoved });
    const places = () => this.places;
    const layout = new LayoutFrames(store, text, places);
    store.state.subscribe(onMoved);
    this.linkTo = linkTo ?? null;
    this.#store = store;
    this.#placePlugin = placePlugin;
    this.suggestions = suggestions;
    this.state = store.state;
    this.text = text;
    // Asks at once where everything is.
    const proposals = new ProposalStates({ body, decisions: this.#decisions, store, text, places });
    // What is decided is not unread, and neither is what is written of a suggestion that is.
    const unreadable = () => {
      const { threads, suggestionThreads } = store.get();
      return [
        ...threads.filter((thread) => proposals.isOpen(thread)),
        ...this.suggestionThreads.open.get().flatMap((id) => suggestionThreads.get(id) ?? []),
      ];
    };
    const decided = () => {
      const { threads, suggestionThreads } = store.get();
      return [
        ...threads.filter((thread) => thread.resolved === null && !proposals.isOpen(thread)),
        ...[...this.suggestionThreads.decided.get().keys()].flatMap((id) => suggestionThreads.get(id) ?? []),
      ];
    };
    this.unread = new Unread({ threads: unreadable, decided, marks, me });
    this.layout = layout;
    this.suggestionThreads = new SuggestionThreads(body, store, suggestions, text);
    // The suggestion may come after what was written about it.
    for (const { subscribe } of [this.suggestionThreads.decided, this.suggestionThreads.open]) subscribe(() => this.unread.count());
    proposals.all.subscribe(() => {
      placePlugin.follow();
      this.unread.count();
    });
    this.#credited = new Credited({ suggestions: suggestions.all, proposals: proposals.all, decided: this.suggestionThreads.decided });
    this.credited = this.#credited.all;
    const suggestedWords = this.suggestionThreads.wordsOf.bind(this.suggestionThreads);
    const commands = new ThreadCommands({ notes, store, text, placePlugin, people: this.people, filter: this.filter, suggestedWords });
    const activeNote = new ActiveNote(store, text, places, (thread) => proposals.isOpen(thread));
    this.commands = commands;
    this.activeNote = activeNote;
    this.proposals = proposals;
    const isToDecide = (note: string): boolean => suggestionOfNote(note) !== null || proposals.all.get().get(note)?.outcome === "open";
    this.suggestionCommands = new SuggestionCommands({ store, suggestions, text, activeNote, isToDecide });
    this.proposalCommands = new ProposalCommands({
      body,
      notes,
      decisions: this.#decisions,
      states: proposals,
      store,
      commands,
      activeNote,
      places,
      isToDecide,
    });
    const input = noteInput({
      onPressed: () => this.activeNote.press(),
      onSelected: (range, clicked) => this.activeNote.activateAt(range, clicked),
      onCompose: (about) => commands.compose(about),
      onPropose: (inComposer) => (inComposer || commands.compose()) && commands.propose(),
      onStep: (step) => this.activeNote.step(step),
    });
    const keys = suggestionKeys({
      onDecide: (verdict) => this.suggestionCommands.decideActive(verdict) || this.proposalCommands.decideActive(verdict),
      onStep: (step) => activeNote.step(step, isToDecide),
    });
    this.#marks = new ProposalMarks();
    // The colours of suggestions are there before the text's view asks for its layout.
    this.plugins = [placePlugin.plugin, suggestions.plugin, text.plugin, input, this.#marks.plugin, keys];
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
    const suggestion = suggestionOfNote(thread);
    const one = this.state.get().threads.find(({ id }) => id === thread);
    const isOver = suggestion === null ? one && !this.proposals.isOpen(one) : this.suggestionThreads.decided.get().has(suggestion);
    const list = isOver ? "resolved" : orphans.has(thread) ? "orphans" : null;
    if (list === null && !found.has(thread)) return false;
    if (!one && suggestion === null) return false;
    this.filter.clear(list);
    this.activeNote.reveal(thread);
    focusCard(thread);
    return true;
  }

  /** Whether what a link to a note names has been here, and is there no more: a thread that was deleted, a suggestion that was decided. */
  isOver(note: string): boolean {
    const suggestion = suggestionOfNote(note);
    const id = idOfKey(suggestion ?? note);
    if (id === null || !isKnown(suggestion === null ? this.#notes : this.#body, { ...id, length: 1 })) return false;
    return suggestion === null ? !this.state.get().threads.some((thread) => thread.id === note) : !this.places.found.has(note);
  }

  /** The editor was opened, or closed (null). */
  attach(editor: Parameters<OpenSuggestions["attach"]>[0]): void {
    this.suggestions.attach(editor);
    this.proposalCommands.attach(editor);
  }

  /** Draws the open ones of these proposals in the colours of their authors. @param colorOf of whoever wrote an entry of the notes */
  showProposals(states: ReadonlyMap<string, ProposalState>, colorOf: (client: number, clock: number) => string): void {
    const open = this.state.get().threads.filter(({ id }) => states.get(id)?.outcome === "open");
    this.#marks.show(new Map(open.map(({ id, messages: [{ client, clock }] }) => [id, colorOf(client, clock)])));
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
    this.suggestionThreads.destroy();
    this.#credited.destroy();
    this.proposals.destroy();
    this.#decisions.destroy();
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
function anchoredThreads(): (threads: readonly PlacedThread[]) => readonly PlacedThread[] {
  let last: readonly PlacedThread[] = [];
  let anchored: readonly PlacedThread[] = [];
  return (threads) => {
    if (threads !== last) anchored = threads.filter(({ target }) => !isWithoutAnchor(target));
    last = threads;
    return anchored;
  };
}

/** Creates the margin of an open article; its owner calls `destroy` in the end. */
export const createMargin = (options: MarginOptions): MarginModel => new MarginModel(options);
