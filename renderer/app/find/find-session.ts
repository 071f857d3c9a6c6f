import { TextSelection, type EditorState } from "prosemirror-state";
import type { Replacement } from "../../../shared/article/sync/replace.ts";
import { finderOf, type Finder, type FindQuery } from "../../../shared/text/find.ts";
import { FOLD_ALL } from "../../../shared/text/fold.ts";
import { PatternError } from "../../../shared/text/pattern.ts";
import type { EditorHandle } from "../../editor/index.ts";
import { nextFrame } from "../../layout/next-frame.ts";
import { isInputPending } from "../../layout/input-pending.ts";
import { Store, type Readable } from "../../store/store.ts";
import { sameFields } from "../../store/use-store.ts";
import { isShownAlike, type Range } from "../../suggestions/index.ts";
import { bringIntoSight } from "../article/bring-into-sight.ts";
import { findPlaces, findPlugin, setFindPlaces, type FindPlaces } from "./find-plugin.ts";
import { CLOSED, type FindState } from "./find-state.ts";
import { FoldAhead } from "./fold-ahead.ts";
import { HitHighlights } from "./hit-highlights.ts";
import { HitMap } from "./hit-map.ts";
import { Hits } from "./hits.ts";
import { PatternRunner } from "./pattern-runner.ts";
import { replacementOf } from "./replacements.ts";
import { Scan, textOf, type Unread } from "./scan.ts";

/** Longer selections are no words to look for, in positions. */
const LONGEST_SELECTION = 200;
/** Part of the height at both edges in which a hit counts as out of sight: bars stand there. */
const EDGE = 0.2;
/** Milliseconds of a task after which no more of the text is looked into, besides what one sees; and where a key waits. */
const SLICE = 36;
const SLICE_BEFORE_KEY = 8;
/** After more replacements the article is not read at once. */
const MANY = 100;
/** More take so long that they are announced first. */
const MANY_TO_SEE = 1_000;
/** An expression is run once more for what changed meanwhile, so often. */
const MOST_TRIES = 5;

const NOTHING = new Hits([], []);
const NO_READING = { hits: NOTHING, unread: [], gaps: [] };

/** Finding in the open article, and writing other words there: what the bar shows, and what its buttons and keys do (FR). */
export class FindSession {
  readonly #state = new Store<FindState>(CLOSED);
  readonly state: Readable<FindState> = this.#state;
  readonly plugin = findPlugin((before) => this.#onUpdate(before));
  readonly #runner = new PatternRunner();
  readonly #foldAhead = new FoldAhead();
  #handle: EditorHandle | null = null;
  #mayReplace = false;
  #isReplacing = false;
  #scan = new Scan();
  /** Null for an expression, which runs elsewhere, and for one that cannot be read. */
  #finder: Finder | null = null;
  /** What an expression runs for, and when it has. */
  #asked: Scan | null = null;
  #answered: Promise<void> = Promise.resolve();
  /** In the whole article, and in the part that is looked at. */
  #all = NOTHING;
  #hits = NOTHING;
  #highlights: HitHighlights | null = null;
  #map: HitMap | null = null;
  #frame = 0;
  /** Goes on with looking into the text. */
  #timer = 0;
  readonly #onScroll = (): void => {
    if (this.#highlights?.covers() === false) this.#schedule();
  };
  readonly #sizes = new ResizeObserver(() => this.#schedule());

  /** The editor was opened, or closed (null). */
  attach(handle: EditorHandle | null): void {
    this.#stop();
    this.#handle = handle;
    if (!handle || !this.#state.get().isOpen) return;
    this.#set({ isInSelection: false, report: null });
    this.#start();
    // The view is not in the page yet.
    this.#schedule();
  }

  /** Whether this person may write in the text, as it is shown. */
  allow(mayReplace: boolean): void {
    this.#mayReplace = mayReplace;
    if (!mayReplace) this.#set({ isReplacing: false });
  }

  /** Opens the bar, with the words that are selected in the text. */
  open(isReplacing: boolean): void {
    const { view } = this.#handle ?? {};
    if (!view) return;
    const { isOpen, isReplacing: was, query, asked } = this.#state.get();
    // What is to be found comes first.
    const field = isReplacing && this.#mayReplace && isOpen && query.words !== "" ? "template" : "words";
    this.#set({
      isOpen: true,
      isReplacing: (isReplacing || (was && isOpen)) && this.#mayReplace,
      asked: { field, count: asked.count + 1 },
      report: null,
    });
    const { selection, doc } = view.state;
    const isWords = !selection.empty && selection.$from.sameParent(selection.$to) && selection.to - selection.from <= LONGEST_SELECTION;
    if (!isOpen) this.#start();
    if (isWords && view.hasFocus() && !query.isPattern) this.change({ words: textOf(doc, [selection]) });
    else this.change({});
  }

  /** What F3 looks for from now on: what was searched for in all articles. @param isOpen whether the bar is to be open (FR23) */
  lookFor(words: string, isOpen: boolean): void {
    if (isOpen) {
      const wasOpen = this.#state.get().isOpen;
      // The focus goes to the text, also where the bar had it.
      this.#set({ isOpen, asked: CLOSED.asked, ...(!wasOpen && { isReplacing: false }) });
      if (!wasOpen) this.#start();
    }
    this.change({ words, isPattern: false, wholeWord: false, folding: FOLD_ALL });
  }

  /** Goes on from a hit that was just shown in the text. */
  startAt(from: number): void {
    if (!this.#handle || !this.#state.get().isOpen) return;
    this.#setPlaces({ current: null, seek: from });
    this.#refresh();
  }

  /** Closes the bar. The caret, and the focus, are where one was. */
  close(): void {
    if (!this.#state.get().isOpen) return;
    const { view } = this.#handle ?? {};
    const current = view && findPlaces(view.state).current;
    this.#stop();
    this.#set({ isOpen: false, isInSelection: false, asked: CLOSED.asked, report: null });
    if (!view) return;
    const tr = setFindPlaces(view.state.tr, { current: null, scope: null, seek: null });
    view.dispatch(current ? tr.setSelection(TextSelection.create(tr.doc, current.from, current.to)) : tr);
    view.focus();
  }

  /** Looks for something else, from the hit or the caret on. */
  change(change: Partial<FindQuery>): void {
    const query = { ...this.#state.get().query, ...change };
    this.#scan = new Scan();
    this.#finder = null;
    this.#asked = null;
    this.#runner.interrupt();
    this.#set({ query, fault: null, report: null });
    try {
      const finder = finderOf(query);
      if (!query.isPattern || query.words === "") this.#finder = finder;
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      this.#set({ fault: error.fault });
    }
    const { view } = this.#handle ?? {};
    if (!view || !this.#state.get().isOpen) return;
    // A search folds what it reads itself, and an expression what its worker reads.
    if (query.words === "" && !query.isPattern) this.#foldAhead.start(view.state.doc, query.folding);
    else this.#foldAhead.stop();
    const { current } = findPlaces(view.state);
    this.#setPlaces({ current: null, seek: current?.from ?? view.state.selection.from });
    this.#refresh();
  }

  showReplacing(isReplacing: boolean): void {
    this.#set({ isReplacing: isReplacing && this.#mayReplace });
  }

  setTemplate(template: string): void {
    this.#set({ template, report: null });
  }

  /** Looks only at what is selected in the text, or at all of it. */
  searchInSelection(isInSelection: boolean): void {
    const { view } = this.#handle ?? {};
    if (!view) return;
    const { from, to, empty } = view.state.selection;
    const scope = isInSelection && !empty ? { from, to } : null;
    this.#set({ isInSelection: scope !== null, report: null });
    this.#setPlaces({ scope, current: null, seek: from });
    this.#refresh();
  }

  /** Goes to the next hit or the one before: from the selection in the text when that has the focus. Opens the bar where it is closed. */
  step(direction: 1 | -1): void {
    const { view } = this.#handle ?? {};
    if (!view) return;
    if (!this.#state.get().isOpen) {
      this.#set({ isOpen: true });
      this.#start();
      this.#setPlaces({ current: null, seek: null });
    }
    this.#refresh(true);
    const { count } = this.#hits;
    if (count === 0) return;
    const { selection } = view.state;
    const { current } = findPlaces(view.state);
    const from = !view.hasFocus() && current ? current : selection;
    const index = this.#hits.indexOf(from);
    const next = index >= 0 ? index + direction : this.#hits.firstFrom(direction > 0 ? from.to : from.from) - (direction > 0 ? 0 : 1);
    this.#show((next + count) % count);
    this.#set({ report: next >= count ? { type: "wrapped" } : next < 0 ? { type: "wrappedBack" } : null });
    this.#refresh();
  }

  /** Replaces the hit that one is at, and goes to the next. */
  async replaceOne(): Promise<void> {
    const { view } = this.#handle ?? {};
    const { current } = (view && findPlaces(view.state)) ?? {};
    if (!view || !current || this.#hits.indexOf(current) < 0) return this.step(1);
    await this.#replace((hit) => hit.from === current.from && hit.to === current.to, { current: null, seek: current.to });
  }

  /** Replaces all hits in the part that is looked at, as one step of undo. */
  async replaceAll(): Promise<void> {
    const { view } = this.#handle ?? {};
    if (!view) return;
    const { scope } = findPlaces(view.state);
    await this.#replace((hit) => !scope || (hit.from >= scope.from && hit.to <= scope.to), { current: null });
  }

  /** One at a time: what is asked for while it waits is not done. */
  async #replace(isWanted: (hit: Range) => boolean, places: Partial<FindPlaces>): Promise<void> {
    if (!this.#mayReplace || this.#isReplacing) return;
    this.#isReplacing = true;
    try {
      for (let tries = 0; tries < MOST_TRIES; tries++) if (await this.#tryToReplace(isWanted, places)) return;
    } finally {
      this.#isReplacing = false;
      if (this.#state.get().report?.type === "replacing") this.#set({ report: null });
    }
  }

  /** @returns false where something was written meanwhile, and it is to be tried again */
  async #tryToReplace(isWanted: (hit: Range) => boolean, places: Partial<FindPlaces>): Promise<boolean> {
    const handle = this.#handle;
    if (!handle || !this.#state.get().isOpen) return true;
    this.#refresh(true);
    if (this.#state.get().isSearching) {
      await this.#answered;
      return false;
    }
    const { state } = handle.view;
    const isAsItWas = (): boolean => handle === this.#handle && isShownAlike(state, handle.view.state);
    const replacements = await this.#replacements(state, isWanted);
    // Written while an expression ran, or another article was opened.
    if (replacements === null || !isAsItWas()) return false;
    if (replacements.length === 0) {
      this.#set({ report: { type: "unchanged" } });
      if (places.seek !== undefined) this.step(1);
      return true;
    }
    if (replacements.length > MANY_TO_SEE) {
      this.#set({ report: { type: "replacing", count: replacements.length } });
      await nextFrame();
      if (!isAsItWas()) return false;
    }
    this.#setPlaces(places);
    const count = handle.binding.replace(replacements);
    const report = { type: "replaced", count } as const;
    // Of many, the article is drawn and read anew in tasks of their own.
    if (count > MANY) this.#set({ report, isSearching: true });
    else {
      this.#refresh();
      this.#set({ report });
    }
    return true;
  }

  /** @returns null when an expression took too long, or something else was looked for meanwhile */
  async #replacements(state: EditorState, isWanted: (hit: Range) => boolean): Promise<Replacement[] | null> {
    const { query, template } = this.#state.get();
    const lines = this.#all.replaceable.flatMap((one) => {
      const wanted = one.hits.flatMap((hit, number) => {
        const range = { from: one.start + hit.from, to: one.start + hit.to };
        return isWanted(range) ? [{ range, number }] : [];
      });
      return wanted.length > 0 ? [{ one, wanted }] : [];
    });
    const texts = query.isPattern ? lines.map(({ one }) => textOf(state.doc, one.line.pieces)) : [];
    const answer = query.isPattern ? await this.#runner.run(query, texts, template) : null;
    if (typeof answer === "string") {
      if (answer === "slow") this.#set({ fault: answer });
      return null;
    }
    return lines.flatMap(({ one, wanted }, i) =>
      wanted.flatMap(({ range, number }) => replacementOf(state.doc, one, range, answer?.replacements[i]?.[number] ?? template) ?? []),
    );
  }

  #start(): void {
    if (!this.#handle) return;
    const { view } = this.#handle;
    this.#highlights = new HitHighlights(view);
    this.#map = new HitMap(view, (pos) => bringIntoSight(view, pos, EDGE, "auto"));
    this.#sizes.observe(view.dom);
    document.addEventListener("scroll", this.#onScroll, { capture: true, passive: true });
  }

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    window.clearTimeout(this.#timer);
    this.#frame = this.#timer = 0;
    document.removeEventListener("scroll", this.#onScroll, { capture: true });
    this.#sizes.disconnect();
    this.#highlights?.destroy();
    this.#map?.destroy();
    this.#highlights = this.#map = null;
    this.#runner.end();
    this.#foldAhead.stop();
    this.#asked = null;
    this.#all = this.#hits = NOTHING;
  }

  #onUpdate(before: EditorState): void {
    const { view } = this.#handle ?? {};
    if (view && this.#highlights && !isShownAlike(before, view.state)) this.#schedule();
  }

  #schedule(): void {
    if (!this.#highlights) return;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#refresh();
    });
  }

  /** @param isWhole looks into all of the text, and not into what one sees and as much as there is time for; what is left follows soon */
  #refresh(isWhole = false): void {
    const { view } = this.#handle ?? {};
    if (!view || view.isDestroyed || !this.#highlights) return;
    const goesOn = isWhole ? () => true : oneSlice();
    window.clearTimeout(this.#timer);
    this.#timer = 0;
    const { fault, query } = this.#state.get();
    const finder = this.#finder;
    const { scope, seek } = findPlaces(view.state);
    const first = this.#highlights.near();
    const extent = { first, from: seek ?? first?.from ?? 0, goesOn };
    const find = finder && ((...of: Parameters<Finder["find"]>) => finder.find(...of));
    const { hits, unread, gaps } = fault === null ? this.#scan.read(view.state, find, extent) : NO_READING;
    if (unread.length > 0) this.#ask(query, unread);
    else if (gaps.length > 0) this.#timer = window.setTimeout(() => this.#refresh());
    this.#all = hits;
    this.#hits = scope ? hits.clippedTo(scope) : hits;
    const { count, formerCount } = this.#hits;
    if (seek !== null) {
      const next = this.#hits.firstFrom(seek);
      const isNext = next < count && !gaps.some(({ from, to }) => to >= seek && from <= this.#hits.at(next).from);
      if (isNext || (gaps.length === 0 && count > 0)) this.#show(next % count);
      else if (gaps.length === 0) this.#setPlaces({ seek: null });
    }
    const { current } = findPlaces(view.state);
    const index = current ? this.#hits.indexOf(current) : -1;
    this.#set({
      count,
      formerCount,
      index,
      isSearching: gaps.length > 0,
      ...(this.#state.get().isInSelection && !scope && { isInSelection: false }),
    });
    const shown = { hits: this.#hits, current, scope };
    this.#highlights.draw(shown);
    if (gaps.length === 0) this.#map?.draw(shown);
  }

  /** Runs the expression on what was not looked into, one after the other. */
  #ask(query: FindQuery, unread: readonly Unread[]): void {
    const scan = this.#scan;
    if (this.#asked === scan) return;
    this.#asked = scan;
    const run = async () => {
      const answer = await this.#runner.run(
        query,
        unread.map(({ text }) => text),
      );
      if (this.#scan !== scan) return;
      this.#asked = null;
      if (typeof answer === "object") unread.forEach(({ keep }, i) => keep(answer.offsets[i] ?? []));
      else if (answer === "slow") this.#set({ fault: answer });
      this.#refresh();
    };
    this.#answered = run();
  }

  /** Goes to a hit: where the text has the focus, it is selected. */
  #show(index: number): void {
    const { view } = this.#handle!;
    const { from, to } = this.#hits.at(index);
    const tr = setFindPlaces(view.state.tr, { current: { from, to }, seek: null });
    view.dispatch(view.hasFocus() ? tr.setSelection(TextSelection.create(tr.doc, from, to)) : tr);
    bringIntoSight(view, from, EDGE, "auto");
  }

  #setPlaces(change: Partial<FindPlaces>): void {
    const { view } = this.#handle ?? {};
    if (view) view.dispatch(setFindPlaces(view.state.tr, change));
  }

  #set(change: Partial<FindState>): void {
    const next = { ...this.#state.get(), ...change };
    if (!sameFields<FindState>(this.#state.get(), next)) this.#state.set(next);
  }
}

/** @returns whether there is time left of a slice that begins now */
function oneSlice(): () => boolean {
  const begun = performance.now();
  return () => {
    const taken = performance.now() - begun;
    return taken < SLICE_BEFORE_KEY || (taken < SLICE && !isInputPending());
  };
}
