import type { Node } from "prosemirror-model";
import { keydownHandler } from "prosemirror-keymap";
import { Plugin, type Command, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { ignoredKey } from "../../shared/lists/entries.ts";
import { NO_LISTS, type NewsroomLists } from "../../shared/lists/newsroom-lists.ts";
import type { Replacement } from "../../shared/article/sync/replace.ts";
import type { FindingKind } from "../../shared/style/finding.ts";
import { Store, type Readable } from "../store/store.ts";
import { isShownAlike, type Range } from "../suggestions/index.ts";
import { replacementsFor } from "./accept.ts";
import { BlockFindings, type BlockUnderlines, type Underline } from "./block-findings.ts";
import { dictionaryOfText } from "./checked-language.ts";
import type { StyleChecker } from "./checker.ts";
import { CheckQueue, type Mode } from "./check-queue.ts";
import type { SpellingChecker } from "./spelling-checker.ts";
import type { IgnoredFindings, IgnoredWhere } from "./ignored.ts";
import type { PlacedFinding } from "./placed-finding.ts";

/** Checking waits until the typist rests, so that it never stands between a key and its letter; in milliseconds. */
const REST = 350;
/** The page is drawn first; in milliseconds. */
const FIRST = 50;
/** While an input method composes, it is looked again after so many milliseconds whether it has ended. */
const LOOK_AGAIN = 300;
/** Milliseconds between two times at which the list is told, while findings come from the worker. */
const LIST_EVERY = 300;

interface Options {
  readonly checker: StyleChecker;
  readonly speller: SpellingChecker;
  readonly ignored: IgnoredFindings;
  /** Told when the checker broke. */
  readonly onError: (error: unknown) => void;
  /** Told of each view of the article. @returns what draws in it */
  readonly drawing: (view: EditorView, blocksIn: (from: number, to: number) => Iterable<BlockUnderlines>) => FindingDrawing;
}

/** What writes accepted findings. */
export interface FindingWriter {
  /** Writes other words in place of stretches of text, as one step of undo. @returns how many were written */
  replace(replacements: readonly Replacement[]): number;
}

/** What underlines findings in a view. */
export interface FindingDrawing {
  /** The part of the document that one sees, to be checked first; null where that is not known. */
  readonly near: () => Range | null;
  /** Draws what is found by now. */
  readonly schedule: () => void;
  readonly destroy: () => void;
}

/**
 * House style in an open article. Blocks that changed are checked when the typist rests, in a worker; their findings are
 * underlined and listed. What an input method composes is neither checked nor drawn over (HS24, HS25).
 */
export class OpenFindings {
  readonly plugin: Plugin;
  readonly #list = new Store<readonly PlacedFinding[]>([]);
  /** What is found and not ignored, in order. */
  readonly list: Readable<readonly PlacedFinding[]> = this.#list;
  #lists: NewsroomLists = NO_LISTS;
  readonly #menu = new Store<PlacedFinding | null>(null);
  /** The finding whose menu is shown. */
  readonly menu: Readable<PlacedFinding | null> = this.#menu;
  readonly #ignoredCount: Store<number>;
  readonly ignoredCount: Readable<number>;
  readonly #checker: StyleChecker;
  readonly #speller: SpellingChecker;
  readonly #ignored: IgnoredFindings;
  readonly #found = new BlockFindings();
  readonly #queue: CheckQueue;
  #drawing: FindingDrawing | null = null;
  #view: EditorView | null = null;
  #writer: FindingWriter | null = null;
  #mode: Mode | null = null;
  #timer = 0;
  #listTimer = 0;
  /** When the list was told, in milliseconds of `performance.now()`. */
  #toldAt = -LIST_EVERY;
  /** Lists without what is ignored, by those with it: the same until something else is ignored. */
  #shown = new WeakMap<readonly Underline[], readonly Underline[]>();

  constructor({ checker, speller, ignored, onError, drawing }: Options) {
    this.#checker = checker;
    this.#speller = speller;
    this.#ignored = ignored;
    this.#queue = new CheckQueue({
      checker,
      speller,
      // A view that is gone has ended the worker itself.
      onError: (error) => this.#view && onError(error),
      onFound: (block, underlines) => this.#onFound(block, underlines),
    });
    this.ignoredCount = this.#ignoredCount = new Store(ignored.size);
    this.plugin = new Plugin({
      state: { init: () => null, apply: (tr) => (tr.docChanged && this.#mode !== null ? this.#follow(tr) : null) },
      props: {
        handleDOMEvents: { contextmenu: (view, event) => this.#onContextMenu(view, event) },
        handleKeyDown: keydownHandler({ "Mod-.": this.openMenu }),
      },
      view: (view) => {
        this.#view = view;
        this.#drawing = drawing(view, (from, to) => this.#shownIn(from, to));
        this.#leaveSpellingToUs();
        this.#lookIn(FIRST);
        return {
          update: (_view, before) => {
            // A caret of a colleague parts the text that it stands in.
            if (this.#mode !== null) this.#drawing?.schedule();
            if (!isShownAlike(before, view.state)) this.#lookIn(REST);
          },
          destroy: () => {
            window.clearTimeout(this.#timer);
            window.clearTimeout(this.#listTimer);
            this.#listTimer = 0;
            this.#drawing?.destroy();
            this.#view = this.#drawing = null;
            this.#forget();
          },
        };
      },
    });
  }

  /** @param writer writes in the article of the view from now on; null when that is closed */
  attach(writer: FindingWriter | null): void {
    this.#writer = writer;
  }

  /** @param mode what is checked from now on; null for nothing */
  follow(mode: Mode | null): void {
    this.#mode = mode;
    if (!this.#mode?.isSpelling) this.#speller.stop();
    this.#queue.forget();
    this.#leaveSpellingToUs();
    if (this.#mode) this.#lookIn(0);
    else {
      this.#found.clear();
      this.#showAnew();
    }
  }

  /** @param lists what the newsroom has decided, from now on (HS31) */
  setLists(lists: NewsroomLists): void {
    const before = this.#lists;
    this.#lists = lists;
    const isOther = lists.off !== before.off || lists.words !== before.words;
    const hasOtherWords = lists.dictionary !== before.dictionary || lists.words !== before.words;
    if (isOther) this.#checker.use({ off: [...lists.off], words: lists.words });
    if (hasOtherWords) this.#speller.use([...lists.dictionary, ...lists.words.flatMap(({ spelling, latin }) => [spelling, latin ?? ""])]);
    if (isOther || (hasOtherWords && this.#mode?.isSpelling)) {
      this.#queue.forget();
      this.#lookIn(0);
    }
    if (lists.ignored !== before.ignored) this.#showAnew();
  }

  /** @param replacement what a person chose for a misspelt word. @returns false when its text has changed since */
  accept(finding: PlacedFinding, replacement = finding.replacement): boolean {
    const found = this.#blockOf(finding);
    return found !== null && this.#run([found], (one) => (one === finding ? replacement : null));
  }

  acceptAll(kind: FindingKind): boolean {
    return this.#run(this.#shownIn(0, Infinity), (one) => (one.kind === kind ? one.replacement : null));
  }

  /** What may be meant by a misspelt word. */
  suggest(finding: PlacedFinding): Promise<readonly string[]> {
    const range = this.rangeOf(finding);
    const $from = range && this.#view?.state.doc.resolve(range.from);
    const language = $from?.nodeAfter && this.#mode ? dictionaryOfText($from.nodeAfter, $from.parent, this.#mode) : null;
    return this.#speller.suggest(finding.words, language ?? null);
  }

  /** Shows the menu of the finding at the caret. @returns false where there is none */
  readonly openMenu: Command = (state, dispatch) => {
    const { from, to } = state.selection;
    const found = this.#findingAt(state, from, to);
    if (!found) return false;
    if (dispatch) this.showMenu(found);
    return true;
  };

  showMenu(finding: PlacedFinding): void {
    this.#menu.set(finding);
  }

  closeMenu(): void {
    this.#menu.set(null);
  }

  ignore(finding: PlacedFinding, where: IgnoredWhere): void {
    this.#ignored.add(finding, where);
    this.#ignoredCount.set(this.#ignored.size);
    this.#showAnew();
  }

  /** Tells again what was ignored. */
  clearIgnored(): void {
    this.#ignored.clear();
    this.#ignoredCount.set(0);
    this.#showAnew();
  }

  /** The range of a finding in the text; null when it is gone. */
  rangeOf(finding: PlacedFinding): Range | null {
    const found = this.#blockOf(finding);
    const underline = found?.underlines.find((one) => one.finding === finding);
    return found && underline ? { from: found.start + underline.from, to: found.start + underline.to } : null;
  }

  /** The block of a finding; of a block that was dragged to a second place, and is the same node in both, the one nearest to the selection. */
  #blockOf(finding: PlacedFinding): BlockUnderlines | null {
    const from = this.#view?.state.selection.from ?? 0;
    let nearest: BlockUnderlines | null = null;
    for (const found of this.#shownIn(0, Infinity)) {
      if (!found.underlines.some((one) => one.finding === finding)) continue;
      if (nearest === null || Math.abs(found.start - from) < Math.abs(nearest.start - from)) nearest = found;
    }
    return nearest;
  }

  /** What is underlined in a part of the article, in order. */
  *underlined(from = 0, to = Infinity): Generator<Underline> {
    if (!this.#view) return;
    for (const one of this.#found.within(this.#view.state.doc, from, to)) if (!this.#isIgnored(one.finding)) yield one;
  }

  /** Where a finding stands in the window; null when it is gone. */
  rectOf(finding: PlacedFinding): DOMRect | null {
    const range = this.rangeOf(finding);
    if (!this.#view || !range) return null;
    const [start, end] = [this.#view.coordsAtPos(range.from, 1), this.#view.coordsAtPos(range.to, -1)];
    const left = Math.min(start.left, end.left);
    return new DOMRect(left, end.top, Math.max(start.right, end.right) - left, end.bottom - end.top);
  }

  destroy(): void {
    this.#speller.stop();
    this.#checker.destroy();
  }

  /** The finding that one comes to from the selection, forwards or backwards, around the ends of the text; null where there is none. */
  next(by: 1 | -1): PlacedFinding | null {
    if (!this.#view) return null;
    const { from, to } = this.#view.state.selection;
    const all = [...this.underlined()];
    const found =
      by > 0 ? all.find((one) => one.from > from || (one.from === from && one.to > to)) : all.findLast((one) => one.from < from);
    return (found ?? (by > 0 ? all[0] : all.at(-1)))?.finding ?? null;
  }

  #isIgnored(finding: PlacedFinding): boolean {
    return this.#ignored.has(finding) || this.#lists.ignored.has(ignoredKey(finding));
  }

  #findingAt({ doc }: EditorState, from: number, to: number): PlacedFinding | null {
    for (const one of this.#found.within(doc, from, to))
      if (one.from <= from && one.to >= to && !this.#isIgnored(one.finding)) return one.finding;
    return null;
  }

  #run(found: Iterable<BlockUnderlines>, replacementOf: (finding: PlacedFinding) => string | null): boolean {
    const replacements = replacementsFor(found, replacementOf);
    if (replacements.length === 0 || !this.#writer?.replace(replacements)) return false;
    // What was written is underlined until it is checked again.
    this.#tellList((finding) => replacementOf(finding) === null);
    return true;
  }

  /** The browser's own menu stays where there is nothing to say. */
  #onContextMenu(view: EditorView, event: MouseEvent): boolean {
    if (this.#mode === null) return false;
    const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
    const found = pos === undefined ? null : this.#findingAt(view.state, pos, pos);
    if (!found) return false;
    event.preventDefault();
    this.showMenu(found);
    return true;
  }

  #tellList(isListed: (finding: PlacedFinding) => boolean = () => true): void {
    window.clearTimeout(this.#listTimer);
    this.#listTimer = 0;
    this.#toldAt = performance.now();
    if (!this.#view) return;
    const findings: PlacedFinding[] = [];
    for (const { underlines } of this.#shownIn(0, Infinity))
      for (const { finding } of underlines) if (isListed(finding)) findings.push(finding);
    const told = this.#list.get();
    // Most keys change nothing of it, and the list has thousands of rows to look through.
    if (findings.length !== told.length || findings.some((one, i) => one !== told[i])) this.#list.set(findings);
  }

  /** The browser underlines nothing where this does. */
  #leaveSpellingToUs(): void {
    if (this.#view?.dom) this.#view.dom.spellcheck = !this.#mode?.isSpelling;
  }

  #lookIn(delay: number): void {
    window.clearTimeout(this.#timer);
    if (this.#mode !== null) this.#timer = window.setTimeout(() => this.#look(), delay);
  }

  /** Has what changed checked, beginning with what one sees. */
  #look(): void {
    const view = this.#view;
    if (!view || this.#mode === null) return;
    if (view.composing) this.#lookIn(LOOK_AGAIN);
    else this.#queue.look(view.state, this.#mode, this.#drawing?.near() ?? null);
  }

  #follow(tr: Transaction): null {
    this.#found.follow(tr);
    return null;
  }

  #onFound(block: Node, underlines: readonly Underline[]): void {
    this.#found.set(block, underlines);
    this.#drawing?.schedule();
    // Not before the other blocks of the same answer are there.
    const due = this.#toldAt + LIST_EVERY - performance.now();
    this.#listTimer ||= window.setTimeout(() => this.#tellList(), Math.max(0, due));
  }

  /** Something else is ignored, or nothing looked for any more. */
  #showAnew(): void {
    this.#shown = new WeakMap();
    this.#drawing?.schedule();
    this.#tellList();
  }

  #forget(): void {
    this.#queue.forget();
    this.#found.clear();
  }

  *#shownIn(from: number, to: number): Generator<BlockUnderlines> {
    if (!this.#view) return;
    for (const found of this.#found.blocksIn(this.#view.state.doc, from, to)) {
      const underlines = this.#withoutIgnored(found.underlines);
      if (underlines.length > 0) yield { ...found, underlines };
    }
  }

  #withoutIgnored(all: readonly Underline[]): readonly Underline[] {
    if (this.#ignored.size === 0 && this.#lists.ignored.size === 0) return all;
    const known = this.#shown.get(all);
    if (known) return known;
    const shown = all.filter(({ finding }) => !this.#isIgnored(finding));
    this.#shown.set(all, shown);
    return shown;
  }
}
