import type { Node } from "prosemirror-model";
import { keydownHandler } from "prosemirror-keymap";
import { Plugin, type Command, type EditorState } from "prosemirror-state";
import { DecorationSet, type EditorView } from "prosemirror-view";
import { saidLanguageOf } from "../../shared/article/model/block-direction.ts";
import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import { ignoredKey } from "../../shared/lists/entries.ts";
import { NO_LISTS, type NewsroomLists } from "../../shared/lists/newsroom-lists.ts";
import { isAddedLanguage, type AddedLanguage } from "../../shared/spelling/added-dictionary.ts";
import type { Finding, FindingKind, Note } from "../../shared/style/finding.ts";
import type { ProfileName } from "../../shared/style/profile.ts";
import { Store, type Readable } from "../store/store.ts";
import { isShownAlike, linesWithout, partsOf, posInLine, type Line } from "../suggestions/index.ts";
import { acceptFindings } from "./accept.ts";
import { checkedText } from "./block-text.ts";
import type { StyleChecker } from "./checker.ts";
import type { SpellingChecker } from "./spelling-checker.ts";
import type { IgnoredFindings, IgnoredWhere } from "./ignored.ts";
import { placeFinding, type PlacedFinding } from "./placed-finding.ts";
import { applyStyle, findingOf, styleKey, underline, underlined, type StyleMeta } from "./style-state.ts";

/** Checking waits until the typist rests, so that it never stands between a key and its letter; in milliseconds. */
const REST = 350;
/** The page is drawn first; in milliseconds. */
const FIRST = 50;
/** While an input method composes, it is looked again after so many milliseconds whether it has ended. */
const LOOK_AGAIN = 300;
/** Characters that are sent to the worker at once: drawing what comes back is a short task each, and what is in sight comes first. */
const MOST_AT_ONCE = 3000;
/** Milliseconds between two times at which the list is told, while findings come from the worker. */
const LIST_EVERY = 300;

/** What is known of a block that has not changed since. */
interface Checked {
  readonly text: string;
  readonly mode: Mode;
  /** Which parts of the block the text is, where something in it is struck out. */
  readonly pieces: string;
  /** Of the dictionary that a person added and that it is checked by; null for what the program ships. */
  readonly language: AddedLanguage | null;
  /** Null until the worker has answered. */
  findings: readonly Note[] | null;
  isDrawn: boolean;
}

/** What is checked: house style by a profile, which is null where the article is in a language that has none, and spelling. */
interface Mode {
  readonly profile: ProfileName | null;
  readonly isSpelling: boolean;
  /** Of the article. */
  readonly language: ArticleLanguage;
  /** Languages for which a person added a dictionary. */
  readonly added: readonly AddedLanguage[];
}

interface Options {
  readonly checker: StyleChecker;
  readonly speller: SpellingChecker;
  readonly ignored: IgnoredFindings;
  /** Told when the checker broke. */
  readonly onError: (error: unknown) => void;
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
  readonly #onError: (error: unknown) => void;
  #checked = new WeakMap<Node, Checked>();
  #view: EditorView | null = null;
  #mode: Mode | null = null;
  #timer = 0;
  #listTimer = 0;
  /** When the list was told, in milliseconds of `performance.now()`. */
  #toldAt = -LIST_EVERY;

  constructor({ checker, speller, ignored, onError }: Options) {
    this.#checker = checker;
    this.#speller = speller;
    this.#ignored = ignored;
    this.#onError = onError;
    this.ignoredCount = this.#ignoredCount = new Store(ignored.size);
    this.plugin = new Plugin<DecorationSet>({
      key: styleKey,
      state: { init: () => DecorationSet.empty, apply: applyStyle },
      props: {
        decorations: (state) => styleKey.getState(state),
        handleDOMEvents: { contextmenu: (view, event) => this.#onContextMenu(view, event) },
        handleKeyDown: keydownHandler({ "Mod-.": this.openMenu }),
      },
      view: (view) => {
        this.#view = view;
        this.#leaveSpellingToUs();
        this.#lookIn(FIRST);
        return {
          update: (_view, before) => {
            if (!isShownAlike(before, view.state)) this.#lookIn(REST);
          },
          destroy: () => {
            window.clearTimeout(this.#timer);
            window.clearTimeout(this.#listTimer);
            this.#listTimer = 0;
            this.#view = null;
            this.#checked = new WeakMap();
          },
        };
      },
    });
  }

  /** @param mode what is checked from now on; null for nothing */
  follow(mode: Mode | null): void {
    this.#mode = mode;
    if (!this.#mode?.isSpelling) this.#speller.stop();
    this.#checked = new WeakMap();
    this.#leaveSpellingToUs();
    if (this.#mode) this.#lookIn(0);
    else this.#drawAll();
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
      this.#checked = new WeakMap();
      this.#lookIn(0);
    } else if (lists.ignored !== before.ignored) this.#drawAll();
  }

  /** @param replacement what a person chose for a misspelt word. @returns false when its text has changed since */
  accept(finding: PlacedFinding, replacement = finding.replacement): boolean {
    return this.#run((one) => (one === finding ? replacement : null));
  }

  acceptAll(kind: FindingKind): boolean {
    return this.#run((one) => (one.kind === kind ? one.replacement : null));
  }

  /** What may be meant by a misspelt word. */
  suggest(finding: PlacedFinding): Promise<readonly string[]> {
    const range = this.rangeOf(finding);
    const block = range && this.#view?.state.doc.resolve(range.from).parent;
    return this.#speller.suggest(finding.words, (block && this.#checked.get(block)?.language) ?? null);
  }

  /** Shows the menu of the finding at the caret. @returns false where there is none */
  readonly openMenu: Command = (state, dispatch) => {
    const { from, to } = state.selection;
    const found = underlined(state).find((one) => one.from <= from && one.to >= to);
    if (!found) return false;
    if (dispatch) this.showMenu(findingOf(found));
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
    this.#drawAll();
  }

  /** Tells again what was ignored. */
  clearIgnored(): void {
    this.#ignored.clear();
    this.#ignoredCount.set(0);
    this.#drawAll();
  }

  /** The range of a finding in the text; null when it is gone. */
  rangeOf(finding: PlacedFinding): { readonly from: number; readonly to: number } | null {
    const found = this.#view && underlined(this.#view.state).find((one) => findingOf(one) === finding);
    return found ? { from: found.from, to: found.to } : null;
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
    const { state } = this.#view;
    const all = underlined(state);
    const { from, to } = state.selection;
    const found =
      by > 0 ? all.find((one) => one.from > from || (one.from === from && one.to > to)) : all.findLast((one) => one.from < from);
    const decoration = found ?? (by > 0 ? all[0] : all.at(-1));
    return decoration ? findingOf(decoration) : null;
  }

  #isIgnored(finding: PlacedFinding): boolean {
    return this.#ignored.has(finding) || this.#lists.ignored.has(ignoredKey(finding));
  }

  #run(replacementOf: (finding: PlacedFinding) => string | null): boolean {
    const view = this.#view;
    if (!view || !acceptFindings(replacementOf)(view.state, (tr) => view.dispatch(tr))) return false;
    // What was written is underlined until it is checked again.
    this.#tellList((finding) => replacementOf(finding) === null);
    return true;
  }

  /** The browser's own menu stays where there is nothing to say. */
  #onContextMenu(view: EditorView, event: MouseEvent): boolean {
    if (this.#mode === null) return false;
    const pos = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
    const found = underlined(view.state).find((one) => pos !== undefined && one.from <= pos && one.to >= pos);
    if (!found) return false;
    event.preventDefault();
    this.showMenu(findingOf(found));
    return true;
  }

  #tellList(isListed: (finding: PlacedFinding) => boolean = () => true): void {
    window.clearTimeout(this.#listTimer);
    this.#listTimer = 0;
    this.#toldAt = performance.now();
    if (this.#view) this.#list.set(underlined(this.#view.state).map(findingOf).filter(isListed));
  }

  /** The browser underlines nothing where this does. */
  #leaveSpellingToUs(): void {
    if (this.#view?.dom) this.#view.dom.spellcheck = !this.#mode?.isSpelling;
  }

  #lookIn(delay: number): void {
    window.clearTimeout(this.#timer);
    if (this.#mode !== null) this.#timer = window.setTimeout(() => this.#look(), delay);
  }

  /** Sends what changed to the worker, and draws what is known. */
  #look(): void {
    const view = this.#view;
    const mode = this.#mode;
    if (!view || mode === null) return;
    if (view.composing) {
      this.#lookIn(LOOK_AGAIN);
      return;
    }
    const waiting = new Map<AddedLanguage | null, { readonly asked: readonly Checked[]; readonly size: number }>();
    const ask = (language: AddedLanguage | null): void => {
      void this.#ask(waiting.get(language)!.asked, language, mode);
      waiting.delete(language);
    };
    for (const line of wholeLines(view.state)) {
      const [block] = line.blocks as [Node];
      const known = this.#checked.get(block);
      const pieces = piecesOf(line);
      if (known?.pieces === pieces && known.mode === mode) continue;
      const text = checkedText(view.state.doc, line);
      const language = checkedLanguage(block, mode);
      const isChecked = text.trim() !== "" && language !== undefined;
      const checked: Checked = { text, mode, pieces, language: language ?? null, findings: isChecked ? null : [], isDrawn: false };
      this.#checked.set(block, checked);
      if (checked.findings) continue;
      const { asked, size } = waiting.get(checked.language) ?? { asked: [], size: 0 };
      const all = [...asked, checked];
      waiting.set(checked.language, { asked: all, size: size + text.length });
      if (size + text.length > MOST_AT_ONCE) ask(checked.language);
    }
    for (const language of waiting.keys()) ask(language);
    this.#draw(false);
  }

  async #ask(asked: readonly Checked[], language: AddedLanguage | null, mode: Mode): Promise<void> {
    const texts = asked.map(({ text }) => text);
    try {
      const [findings, misspelt] = await Promise.all([
        mode.profile === null || language !== null ? [] : this.#checker.check(texts, mode.profile),
        this.#misspelt(texts, language, mode),
      ]);
      for (const [index, one] of asked.entries()) one.findings = together(findings[index] ?? [], misspelt[index] ?? []);
      this.#draw(false);
    } catch (error) {
      // A view that is gone has ended the worker itself.
      if (this.#view) this.#onError(error);
    }
  }

  /** A speller that breaks says so, and house style is shown as before. */
  async #misspelt(texts: readonly string[], language: AddedLanguage | null, mode: Mode): Promise<readonly (readonly Note[])[]> {
    if (!mode.isSpelling) return [];
    try {
      return await this.#speller.check(texts, language);
    } catch (error) {
      // Else it was switched off meanwhile.
      if (this.#view && this.#mode === mode) this.#onError(error);
      return [];
    }
  }

  #drawAll(): void {
    this.#draw(true);
  }

  /** Draws the blocks whose findings came since, or all of them. */
  #draw(isWhole: boolean): void {
    const view = this.#view;
    if (!view) return;
    if (view.composing) {
      this.#lookIn(LOOK_AGAIN);
      return;
    }
    const blocks: { from: number; to: number }[] = [];
    const added: StyleMeta["added"][number][] = [];
    for (const line of this.#mode === null ? [] : wholeLines(view.state)) {
      const [block] = line.blocks as [Node];
      const checked = this.#checked.get(block);
      if (!checked?.findings || (checked.isDrawn && !isWhole)) continue;
      // What has changed since it was sent is checked again when the typist rests.
      if (!isWhole && checked.pieces !== piecesOf(line)) continue;
      checked.isDrawn = true;
      const start = line.pieces[0]?.from;
      if (start === undefined) continue;
      blocks.push({ from: start, to: line.pieces.at(-1)!.to });
      for (const finding of checked.findings) {
        const drawn = placeFinding(checked.text, finding);
        const [from, to] = [posInLine(line, drawn.from), posInLine(line, drawn.to - 1) + 1];
        // Within what is struck out there is no place to write at.
        if (to - from === drawn.to - drawn.from && !this.#isIgnored(drawn.placed)) added.push(underline(drawn, from - drawn.from));
      }
    }
    if (!isWhole && blocks.length === 0) return;
    const meta: StyleMeta = { blocks: isWhole ? null : blocks, added };
    view.dispatch(view.state.tr.setMeta(styleKey, meta).setMeta("addToHistory", false));
    const due = this.#toldAt + LIST_EVERY - performance.now();
    if (isWhole || due <= 0) this.#tellList();
    else this.#listTimer ||= window.setTimeout(() => this.#tellList(), due);
  }
}

/** The added dictionary that a block is checked by, null for what the program ships; undefined for a language without either (BD42, SP16). */
function checkedLanguage(block: Node, { language, added, isSpelling }: Mode): AddedLanguage | null | undefined {
  const spoken = saidLanguageOf(block) ?? language;
  if (!isAddedLanguage(spoken)) return null;
  return isSpelling && added.includes(spoken) ? spoken : undefined;
}

/** The pieces of a line, from where its block begins: the same while nothing in it is struck out or back. */
function piecesOf({ blocks, pieces }: Line): string {
  const [block] = blocks as [Node];
  if (pieces.length === 1 && pieces[0]!.to - pieces[0]!.from === block.content.size) return "whole";
  const start = pieces[0]?.from ?? 0;
  return pieces.map(({ from, to }) => `${from - start} ${to - start}`).join();
}

/** Lines of one block each, without what is struck out. Where a boundary is struck out, nothing is checked until that is decided. */
function* wholeLines(state: EditorState): Generator<Line> {
  for (const line of linesWithout(state.doc, partsOf(state, "struck"))) if (line.blocks.length === 1) yield line;
}

/** What house style finds, and the misspelt words that it says nothing of: where it does, it knows what is meant. */
function together(findings: readonly Finding[], misspelt: readonly Note[]): readonly Note[] {
  const others = misspelt.filter(({ start, end }) => !findings.some((one) => one.start <= end && one.end >= start));
  return others.length === 0 ? findings : [...findings, ...others].sort((a, b) => a.start - b.start || a.end - b.end);
}
