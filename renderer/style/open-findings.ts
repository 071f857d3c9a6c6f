import type { Node } from "prosemirror-model";
import { Plugin, type EditorState } from "prosemirror-state";
import { DecorationSet, type EditorView } from "prosemirror-view";
import { ignoredKey } from "../../shared/lists/entries.ts";
import { NO_LISTS, type NewsroomLists } from "../../shared/lists/newsroom-lists.ts";
import type { Finding, FindingKind } from "../../shared/style/finding.ts";
import type { ProfileName } from "../../shared/style/profile.ts";
import { Store, type Readable } from "../store/store.ts";
import { isShownAlike, linesWithout, partsOf, posInLine, type Line } from "../suggestions/index.ts";
import { acceptFindings } from "./accept.ts";
import { checkedText } from "./block-text.ts";
import type { StyleChecker } from "./checker.ts";
import type { IgnoredFindings, IgnoredWhere } from "./ignored.ts";
import { placeFinding, type PlacedFinding } from "./placed-finding.ts";
import { applyStyle, findingOf, styleKey, underline, underlined, type StyleMeta } from "./style-state.ts";

/** Checking waits until the typist rests, so that it never stands between a key and its letter; in milliseconds. */
const REST = 350;
/** The page is drawn first; in milliseconds. */
const FIRST = 50;
/** While an input method composes, it is looked again after so many milliseconds whether it has ended. */
const LOOK_AGAIN = 300;
/** Characters that are sent to the worker at once: what is in sight comes back before the end of a long article. */
const MOST_AT_ONCE = 40_000;

/** What is known of a block that has not changed since. */
interface Checked {
  readonly text: string;
  readonly profile: ProfileName;
  /** Which parts of the block the text is, where something in it is struck out. */
  readonly pieces: string;
  /** Null until the worker has answered. */
  findings: readonly Finding[] | null;
  isDrawn: boolean;
}

interface Options {
  readonly checker: StyleChecker;
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
  readonly #ignoredCount: Store<number>;
  readonly ignoredCount: Readable<number>;
  readonly #checker: StyleChecker;
  readonly #ignored: IgnoredFindings;
  readonly #onError: (error: unknown) => void;
  #checked = new WeakMap<Node, Checked>();
  #view: EditorView | null = null;
  #profile: ProfileName | null = null;
  #timer = 0;

  constructor({ checker, ignored, onError }: Options) {
    this.#checker = checker;
    this.#ignored = ignored;
    this.#onError = onError;
    this.ignoredCount = this.#ignoredCount = new Store(ignored.size);
    this.plugin = new Plugin<DecorationSet>({
      key: styleKey,
      state: { init: () => DecorationSet.empty, apply: applyStyle },
      props: { decorations: (state) => styleKey.getState(state) },
      view: (view) => {
        this.#view = view;
        this.#lookIn(FIRST);
        return {
          update: (_view, before) => {
            if (!isShownAlike(before, view.state)) this.#lookIn(REST);
          },
          destroy: () => {
            window.clearTimeout(this.#timer);
            this.#view = null;
            this.#checked = new WeakMap();
          },
        };
      },
    });
  }

  /** @param profile by which is checked; null for not at all */
  follow(profile: ProfileName | null): void {
    if (profile === this.#profile) return;
    this.#profile = profile;
    this.#checked = new WeakMap();
    if (profile === null) this.#drawAll();
    else this.#lookIn(0);
  }

  /** @param lists what the newsroom has decided, from now on (HS31) */
  setLists(lists: NewsroomLists): void {
    const before = this.#lists;
    this.#lists = lists;
    if (lists.off !== before.off || lists.words !== before.words) {
      this.#checker.use({ off: [...lists.off], words: lists.words });
      this.#checked = new WeakMap();
      this.#lookIn(0);
    } else if (lists.ignored !== before.ignored) this.#drawAll();
  }

  /** @returns false when its text has changed since */
  accept(finding: PlacedFinding): boolean {
    return this.#run((one) => one === finding);
  }

  acceptAll(kind: FindingKind): boolean {
    return this.#run((one) => one.kind === kind);
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

  destroy(): void {
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

  #run(isAccepted: (finding: PlacedFinding) => boolean): boolean {
    const view = this.#view;
    if (!view || !acceptFindings(isAccepted)(view.state, (tr) => view.dispatch(tr))) return false;
    this.#list.set(this.#list.get().filter((finding) => !isAccepted(finding)));
    return true;
  }

  #lookIn(delay: number): void {
    window.clearTimeout(this.#timer);
    if (this.#profile !== null) this.#timer = window.setTimeout(() => this.#look(), delay);
  }

  /** Sends what changed to the worker, and draws what is known. */
  #look(): void {
    const view = this.#view;
    const profile = this.#profile;
    if (!view || profile === null) return;
    if (view.composing) {
      this.#lookIn(LOOK_AGAIN);
      return;
    }
    let asked: Checked[] = [];
    let size = 0;
    const ask = (): void => {
      if (asked.length > 0) void this.#ask(asked, profile);
      [asked, size] = [[], 0];
    };
    for (const line of wholeLines(view.state)) {
      const [block] = line.blocks as [Node];
      const known = this.#checked.get(block);
      const pieces = piecesOf(line);
      if (known?.pieces === pieces && known.profile === profile) continue;
      const text = checkedText(view.state.doc, line);
      const checked: Checked = { text, profile, pieces, findings: text.trim() === "" ? [] : null, isDrawn: false };
      this.#checked.set(block, checked);
      if (checked.findings) continue;
      asked.push(checked);
      size += text.length;
      if (size > MOST_AT_ONCE) ask();
    }
    ask();
    this.#draw(false);
  }

  async #ask(asked: readonly Checked[], profile: ProfileName): Promise<void> {
    const texts = asked.map(({ text }) => text);
    try {
      const findings = await this.#checker.check(texts, profile);
      for (const [index, one] of asked.entries()) one.findings = findings[index] ?? [];
      this.#draw(false);
    } catch (error) {
      // A view that is gone has ended the worker itself.
      if (this.#view) this.#onError(error);
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
    for (const line of this.#profile === null ? [] : wholeLines(view.state)) {
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
    this.#list.set(underlined(view.state).map(findingOf));
  }
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
