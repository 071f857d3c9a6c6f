import type { Plugin } from "prosemirror-state";
import type * as Y from "yjs";
import { bodyOf } from "../../shared/article/model/body.ts";
import type { SameAuthor } from "../../shared/notes/thread.ts";
import { ProposalDecisions } from "../../shared/notes/proposal-decisions.ts";
import type { ProposalState } from "../../shared/notes/proposal-state.ts";
import type { Readable } from "../store/store.ts";
import { OpenSuggestions } from "../suggestions/index.ts";
import { Credited } from "./credited.ts";
import { LayoutFrames } from "./layout/layout-frames.ts";
import { MarginStore, type MarginState } from "./margin-store.ts";
import { ProposalCommands } from "./proposals/proposal-commands.ts";
import { ProposalMarks } from "./proposals/proposal-marks.ts";
import { ProposalStates } from "./proposals/proposal-states.ts";
import { SuggestionThreads } from "./suggestions/suggestion-threads.ts";
import { SuggestionCommands } from "./suggestions/suggestion-commands.ts";
import { suggestionKeys } from "./suggestions/suggestion-keys.ts";
import { AllPlaces } from "./suggestions/all-places.ts";
import { suggestionOfNote } from "../../shared/notes/suggestion-note.ts";
import { ArticleText } from "./text/article-text.ts";
import { noteInput } from "./text/note-input.ts";
import { PlacePlugin } from "./text/place-plugin.ts";
import type { Places } from "./text/places.ts";
import { ActiveNote } from "./threads/active-note.ts";
import type { DraftStore } from "./threads/drafts.ts";
import { ThreadCommands } from "./threads/thread-commands.ts";

export interface MarginOptions {
  readonly body: Y.Doc;
  readonly notes: Y.Doc;
  /** Where what is not posted is kept; without it, nowhere. */
  readonly drafts?: DraftStore;
}

/** The margin of one open article: puts its parts together. React reads `state`; ProseMirror feeds it through `plugins`. */
export class MarginModel {
  readonly plugins: readonly Plugin[];
  readonly state: Readable<MarginState>;
  readonly commands: ThreadCommands;
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
  readonly #store: MarginStore;
  readonly #placePlugin: PlacePlugin;
  readonly #allPlaces = new AllPlaces();
  readonly #decisions: ProposalDecisions;
  readonly #marks: ProposalMarks;
  readonly #credited: Credited;

  constructor({ body, notes, drafts }: MarginOptions) {
    this.#decisions = new ProposalDecisions(body);
    const store = new MarginStore({ notes, drafts, onThreads: () => placePlugin.follow() });
    const onMoved = () => {
      layout.schedule();
      proposals.schedule();
    };
    const text = new ArticleText(bodyOf(body), onMoved);
    const placePlugin = new PlacePlugin(bodyOf(body), {
      threads: () => proposals.placed(),
      draft: () => store.get().composer?.anchor ?? null,
      onMoved,
    });
    const suggestions = new OpenSuggestions({ doc: body, onMoved });
    const places = () => this.places;
    const layout = new LayoutFrames(store, text, places);
    store.state.subscribe(onMoved);
    this.#store = store;
    this.#placePlugin = placePlugin;
    this.suggestions = suggestions;
    const proposals = new ProposalStates({ body, decisions: this.#decisions, store, text, places });
    this.state = store.state;
    this.text = text;
    this.layout = layout;
    this.suggestionThreads = new SuggestionThreads(body, store, suggestions, text);
    proposals.all.subscribe(() => placePlugin.follow());
    this.#credited = new Credited({ suggestions: suggestions.all, proposals: proposals.all, decided: this.suggestionThreads.decided });
    this.credited = this.#credited.all;
    const suggestedWords = this.suggestionThreads.wordsOf.bind(this.suggestionThreads);
    const commands = new ThreadCommands({ notes, store, text, placePlugin, suggestedWords });
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
      onCompose: () => commands.compose(),
      onPropose: (inComposer) => (inComposer || commands.compose()) && commands.propose(),
      onStep: (step) => this.activeNote.step(step),
    });
    const keys = suggestionKeys({
      onDecide: (verdict) => this.suggestionCommands.decideActive(verdict) || this.proposalCommands.decideActive(verdict),
      onStep: (step) => activeNote.step(step, isToDecide),
    });
    const marks = new ProposalMarks();
    this.#marks = marks;
    this.plugins = [placePlugin.plugin, text.plugin, input, suggestions.plugin, marks.plugin, keys];
  }

  /** Where the texts of threads and suggestions are now. Nobody is told when it only moved: see `layout`. */
  get places(): Places {
    return this.#allPlaces.of(this.#placePlugin.places, this.suggestions.ranges);
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

/** Creates the margin of an open article; its owner calls `destroy` in the end. */
export const createMargin = (options: MarginOptions): MarginModel => new MarginModel(options);
