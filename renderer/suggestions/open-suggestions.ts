import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import type { Decoration, EditorView } from "prosemirror-view";
import type * as Y from "yjs";
import type { KnowsStruck } from "../../shared/article/commands/commands.ts";
import { articleOf, type Article } from "../../shared/article/identity/article.ts";
import { idOfKey } from "../../shared/article/model/character-id.ts";
import { flatLength } from "../../shared/article/model/flat.ts";
import { LOCAL, REPLACE, REVERT, SUGGEST } from "../../shared/article/model/names.ts";
import type { ArticleBinding } from "../../shared/article/sync/binding.ts";
import { BodyItems } from "../../shared/article/yjs-internals/body-items.ts";
import { placesFrom } from "../../shared/article/yjs-internals/items.ts";
import { Landmarks } from "../../shared/article/yjs-internals/landmarks.ts";
import { afterFirstFrame } from "../layout/after-first-frame.ts";
import { NearScreen } from "../layout/near-screen.ts";
import type { Ranges } from "../layout/ranges.ts";
import { Store, type Readable } from "../store/store.ts";
import { BlockIndex } from "./block-index.ts";
import { decorationsOf, type DecorationSpec } from "./decorations.ts";
import { changedIn, isRewritten } from "./dirty.ts";
import { partsOf } from "./parts.ts";
import { place, type Placed, type Places, type Range } from "./placed.ts";
import { SuggesterColors } from "./suggester-colors.ts";
import { hiddenIn, textViewOf } from "./text-view.ts";
import {
  applySuggestions,
  begin,
  NOTHING_SUGGESTED,
  suggestionKey,
  type Renewed,
  type SuggestionMeta,
  type SuggestionState,
} from "./suggestion-state.ts";

/** An open editor, as suggestions use it. */
interface SuggestionEditor {
  readonly view: EditorView;
  readonly binding: ArticleBinding;
  /** The state that is in step with the body; the view's own is behind it while an input method composes. */
  readonly host: { readonly state: EditorView["state"] };
}

interface SuggestionsOptions {
  readonly doc: Y.Doc;
  /** Something stands elsewhere, or is no more. */
  readonly onMoved: () => void;
}

/** What is typed into a suggestion is said of it after this long, in milliseconds: a card shows no single letters. */
const TELL_AFTER = 120;
/** After text was written anew all are placed once, when nothing was for this long, in milliseconds. */
const LOOK_AT_ALL_AFTER = 200;
/** While an input method composes, decorations wait this long before they look again, in milliseconds. */
const LOOK_AGAIN = 100;
/** Suggestions are drawn within so many screens from the screen. */
const BEYOND = 1.5;
/** What was drawn stays so while it is beside that, and no more than this, in ProseMirror's positions. */
const MOST_DRAWN = 30_000;
const NONE: ReadonlyMap<string, Renewed> = new Map();

/**
 * The open suggestions of one article, and where they are. What changed is placed anew once a frame, before it is drawn; of what an
 * own suggestion grows by, the editor's state says so at once.
 */
export class OpenSuggestions {
  readonly plugin: Plugin<SuggestionState>;
  readonly #all = new Store<ReadonlyMap<string, Placed>>(new Map());
  /** By ID. The positions are those of when it was placed: see `ranges`. */
  readonly all: Readable<ReadonlyMap<string, Placed>> = this.#all;
  readonly #article: Article;
  readonly #onMoved: () => void;
  #editor: SuggestionEditor | null = null;
  readonly #colors = new SuggesterColors();
  #isOwn: (client: number) => boolean = () => false;
  #isSuggesting = false;
  #dirty: Set<string> | "all" = "all";
  /** Decisions made here since this person wrote anything. */
  #decided = 0;
  /** Placed since the store was told; null for one that is gone. */
  readonly #untold = new Map<string, Placed | null>();
  /** The touched suggestions that were found to be drawn as they are. */
  #looked: ReadonlySet<string> | null = null;
  #frame = 0;
  #near: NearScreen | null = null;
  /** Calls off what waits for the first frame of the view; null when that is on screen. */
  #opening: (() => void) | null = null;
  #tell: ReturnType<typeof setTimeout> | undefined;
  #again: ReturnType<typeof setTimeout> | undefined;
  #againNear: ReturnType<typeof setTimeout> | undefined;
  #rewritten: ReturnType<typeof setTimeout> | undefined;
  readonly #observer = (transaction: Y.Transaction): void => {
    const { origin } = transaction;
    if (origin === LOCAL || origin === SUGGEST || origin === REPLACE) this.#decided = 0;
    else if (origin === REVERT) this.#decided = Math.max(0, this.#decided - 1);
    this.#mark(changedIn(transaction, this.#article));
    if (this.#article.suggestions.isEmpty || !isRewritten(transaction, this.#article)) return;
    clearTimeout(this.#rewritten);
    this.#rewritten = setTimeout(() => this.#mark("all"), LOOK_AT_ALL_AFTER);
  };

  constructor({ doc, onMoved }: SuggestionsOptions) {
    this.#article = articleOf(doc);
    this.#onMoved = onMoved;
    this.plugin = new Plugin<SuggestionState>({
      key: suggestionKey,
      ...({ struckIn: (state, from, to) => partsOf(state, "struck", from, to) } satisfies KnowsStruck),
      state: { init: (_config, { doc }) => this.#begin(doc), apply: applySuggestions },
      props: {
        decorations: (state) => {
          const { decorations, drawn } = suggestionKey.getState(state)!;
          // Where something is hidden, all is, so that what is far stands where it will.
          return hiddenIn(textViewOf(state)) === null ? drawn : decorations;
        },
      },
      view: (view) => ({
        destroy: this.#follow(view),
        update: (view, before) => {
          const { touched } = suggestionKey.getState(view.state)!;
          if (touched.size > 0 && touched !== this.#looked) this.#schedule();
          if (before.doc !== view.state.doc && this.#all.get().size > 0) this.#onMoved();
        },
      }),
    });
    doc.on("afterTransaction", this.#observer);
  }

  /** Where each open suggestion is now. */
  get ranges(): Ranges {
    const view = this.#editor?.view;
    return view ? suggestionKey.getState(view.state)!.ranges : NOTHING_SUGGESTED.ranges;
  }

  /** The editor was opened, or closed (null). */
  attach(editor: SuggestionEditor | null): void {
    this.#editor = editor;
    this.#opening?.();
    this.#opening = null;
    if (!editor) return;
    editor.binding.isOwn = this.#isOwn;
    editor.binding.isSuggesting = this.#isSuggesting;
    this.#opening = afterFirstFrame(() => {
      this.#opening = null;
      this.#renew();
    });
  }

  /** While true, what is edited is suggested. */
  suggest(isSuggesting: boolean): void {
    if (this.#editor) this.#editor.binding.isSuggesting = isSuggesting;
    if (this.#isSuggesting === isSuggesting) return;
    this.#isSuggesting = isSuggesting;
    this.#mark(this.#those((client) => this.#isOwn(client)));
  }

  /**
   * @param isOwn whether a Yjs client is one of this person's, who may write
   * @param colorOf the colour of whoever wrote a struct; what is no colour is drawn as nobody's
   */
  setPeople(isOwn: (client: number) => boolean, colorOf: (client: number, clock: number) => string): void {
    const before = this.#isOwn;
    this.#isOwn = isOwn;
    if (this.#editor) this.#editor.binding.isOwn = isOwn;
    this.#mark(this.#colors.setPeople(colorOf));
    if (this.#isSuggesting) this.#mark(this.#those((client) => isOwn(client) !== before(client)));
  }

  /** The suggestions of some Yjs clients. */
  #those(isMeant: (client: number) => boolean): Set<string> {
    return new Set([...this.#all.get().keys()].filter((id) => isMeant(idOfKey(id)!.client)));
  }

  /** Accepts or refuses suggestions. @returns false when there is nothing to decide */
  decide(verdict: "accepted" | "refused", what: readonly string[] | { readonly from: number; readonly to: number }): boolean {
    const done = this.#editor?.binding.decide(verdict, what) ?? false;
    if (!done) return false;
    this.#decided++;
    this.#renew();
    this.#tellNow();
    return true;
  }

  /** Takes back the decision that was this person's last step. @returns false when something else was */
  undoDecision(): boolean {
    return this.#decided > 0 && (this.#editor?.binding.undo() ?? false);
  }

  destroy(): void {
    this.#article.doc.off("afterTransaction", this.#observer);
    cancelAnimationFrame(this.#frame);
    this.#opening?.();
    clearTimeout(this.#tell);
    clearTimeout(this.#again);
    clearTimeout(this.#againNear);
    clearTimeout(this.#rewritten);
  }

  #mark(ids: ReadonlySet<string> | "all"): void {
    if (ids !== "all" && ids.size === 0) return;
    if (ids === "all") this.#dirty = "all";
    else if (this.#dirty !== "all") for (const id of ids) this.#dirty.add(id);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#opening) return;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#renew();
    });
  }

  /** Places what a window can show of the document at its beginning, which a new view is about to draw; the rest follows in the next frame. */
  #begin(doc: Node): SuggestionState {
    const { body, suggestions } = this.#article;
    this.#dirty = "all";
    if (suggestions.isEmpty || flatLength(doc) !== body.length) return NOTHING_SUGGESTED;
    const items = new BodyItems(body, new Landmarks(body));
    const blocks = new BlockIndex(doc);
    const end = Math.min(charactersOnScreen(), body.length);
    const seen = items.runsIn(0, end).flatMap((run) => suggestions.statusOf(run));
    const ids = new Set(seen.flatMap(({ insertedBy, struckBy }) => (insertedBy === null ? struckBy : [insertedBy, ...struckBy])));
    const placed = this.#place(ids, { suggestions, blocks, placesOf: (run) => items.placesOf(run) });
    const first = { from: 0, to: end + blocks.blockAt(end) + 1 };
    return begin(doc, first, new Map([...placed].map(([id, one]): [string, Renewed] => [id, this.#draw(one, blocks)])));
  }

  /** Those that are there. @param only the suggestions to look at; all by default */
  #place(only: ReadonlySet<string> | undefined, places: Places): Map<string, Placed> {
    return new Map(
      places.suggestions.open(only).flatMap((one): [string, Placed][] => {
        const placed = place(one, places);
        return placed ? [[one.id, placed]] : [];
      }),
    );
  }

  /** Places anew what changed. */
  #renew(): void {
    const editor = this.#editor;
    if (!editor || editor.view.isDestroyed) return;
    const { view, host, binding } = editor;
    const { body, suggestions } = this.#article;
    const { doc } = view.state;
    // Text that is composed is not drawn anew.
    if (view.composing || host.state !== view.state || flatLength(doc) !== body.length) {
      clearTimeout(this.#again);
      this.#again = setTimeout(() => this.#schedule(), LOOK_AGAIN);
      return;
    }
    const before = suggestionKey.getState(view.state)!;
    const touched = before.touched === this.#looked ? [] : before.touched;
    const isAll = this.#dirty === "all";
    const ids = this.#dirty === "all" ? undefined : new Set([...this.#dirty, ...touched]);
    this.#dirty = new Set();
    if (ids?.size === 0) return;
    const blocks = new BlockIndex(doc);
    const known = ids ?? [...before.ranges.keys(), ...this.#all.get().keys()];
    const placesOf = ids ? binding.placesOf.bind(binding) : placesFrom(body);
    const placed = this.#place(ids, { suggestions, blocks, placesOf });
    const renewed = new Map<string, Renewed>([...known].map((id) => [id, null]));
    for (const [id, one] of placed) renewed.set(id, this.#draw(one, blocks));
    for (const id of renewed.keys()) this.#untold.set(id, placed.get(id) ?? null);
    // A suggestion that grew as it was mapped is drawn already.
    const news = notDrawn(before, renewed);
    if (news.size > 0 || before.touched.size > MOST_LOOKED) this.#dispatch(view, { renewed: news, ...this.#nearWith(view, news) });
    else this.#looked = before.touched;
    if (isAll) this.#tellNow();
    else this.#tell ??= setTimeout(() => this.#tellNow(), TELL_AFTER);
  }

  #draw(placed: Placed, blocks: BlockIndex): NonNullable<Renewed> {
    const grows = this.#isSuggesting && this.#isOwn(idOfKey(placed.id)!.client);
    return { range: placed.range, decorations: decorationsOf(placed, blocks, this.#colors.of(placed.id), grows) };
  }

  /** Shows the authors' colours, and draws what comes near the screen. @returns a function that ends this */
  #follow(view: EditorView): () => void {
    // Before anything asks for the layout, or all of the text is styled twice.
    this.#colors.showIn(view.dom.parentElement);
    const near = new NearScreen(view, BEYOND);
    this.#near = near;
    // The browser tells of scrolling before it draws.
    const onScroll = (): void => {
      if (!near.covers()) this.#drawNear();
    };
    let frame = 0;
    // Blocks came, went or are drawn higher.
    const sizes = new ResizeObserver(() => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        this.#drawNear();
      });
    });
    sizes.observe(view.dom);
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    return () => {
      cancelAnimationFrame(frame);
      sizes.disconnect();
      document.removeEventListener("scroll", onScroll, { capture: true });
      if (this.#near !== near) return;
      this.#near = null;
      this.#colors.showIn(null);
    };
  }

  #drawNear(): void {
    const view = this.#editor?.view;
    if (!view || view.isDestroyed || this.#opening) return;
    if (suggestionKey.getState(view.state)!.ranges.size === 0) return;
    if (view.composing) {
      clearTimeout(this.#againNear);
      this.#againNear = setTimeout(() => this.#drawNear(), LOOK_AGAIN);
      return;
    }
    const near = this.#nearNow(view);
    if (near) this.#dispatch(view, { renewed: NONE, near });
  }

  /** Of many that come at once those far away are not drawn. */
  #nearWith(view: EditorView, { size }: ReadonlyMap<string, Renewed>): Pick<SuggestionMeta, "near"> {
    const near = size > MOST_LOOKED && !this.#near?.covers() ? this.#nearNow(view) : undefined;
    return near ? { near } : {};
  }

  /** What is near the screen, with what is drawn beside it; undefined where that is drawn already. */
  #nearNow(view: EditorView): Range | undefined {
    const near = this.#near?.measure();
    const before = suggestionKey.getState(view.state)!.near;
    if (!near || (before.from <= near.from && near.to <= before.to && before.to - before.from <= MOST_DRAWN)) return undefined;
    const both = { from: Math.min(near.from, before.from), to: Math.max(near.to, before.to) };
    const isBeside = near.from <= before.to && before.from <= near.to;
    return isBeside && both.to - both.from <= MOST_DRAWN ? both : near;
  }

  #dispatch(view: EditorView, meta: SuggestionMeta): void {
    view.dispatch(view.state.tr.setMeta(suggestionKey, meta).setMeta("addToHistory", false));
  }

  #tellNow(): void {
    clearTimeout(this.#tell);
    this.#tell = undefined;
    if (this.#untold.size === 0) return;
    const all = new Map(this.#all.get());
    for (const [id, placed] of this.#untold) {
      if (placed) all.set(id, placed);
      else all.delete(id);
    }
    this.#untold.clear();
    this.#all.set(all);
    this.#onMoved();
  }
}

/** Of a person who set neither the size of letters nor lines otherwise (WS1): lines of text are at least so tall, in pixels. */
const LEAST_LINE = 30;
/** A line has no more characters for each rem that it is long. */
const MOST_IN_REM = 100 / 48;

/** No window shows more of a text that has just been opened. */
function charactersOnScreen(): number {
  const set = getComputedStyle(document.documentElement);
  const valueOf = (name: string, otherwise: number): number => Number.parseFloat(set.getPropertyValue(name)) || otherwise;
  const lines = innerHeight / (LEAST_LINE * Math.min(1, valueOf("--text-scale", 1)) * Math.min(1, valueOf("--line-scale", 1)));
  return Math.ceil(lines) * Math.ceil(MOST_IN_REM * valueOf("--measure", WIDEST));
}

/** The longest lines, in rem. */
const WIDEST = 48;

/** With more that were touched, the state is told that they were looked at. */
const MOST_LOOKED = 8;
/** What can be told of a decoration. */
function keyOf({ from, to, spec }: Decoration): string {
  const { look, inclusiveEnd } = spec as DecorationSpec;
  return `${from} ${to} ${look} ${String(inclusiveEnd)}`;
}

/** Those of `renewed` that the state draws otherwise. */
function notDrawn(state: SuggestionState, renewed: ReadonlyMap<string, Renewed>): Map<string, Renewed> {
  const drawn = Map.groupBy(
    state.decorations.find(undefined, undefined, (spec) => renewed.has((spec as DecorationSpec).suggestion)),
    ({ spec }) => (spec as DecorationSpec).suggestion,
  );
  return new Map([...renewed].filter(([id, one]) => !isDrawn(drawn.get(id) ?? [], state.ranges.get(id), one)));
}

function isDrawn(drawn: readonly Decoration[], range: Range | undefined, renewed: Renewed): boolean {
  if (renewed === null) return drawn.length === 0 && !range;
  const keys = new Set(drawn.map(keyOf));
  return (
    range?.from === renewed.range.from &&
    range.to === renewed.range.to &&
    drawn.length === renewed.decorations.length &&
    renewed.decorations.every((one) => keys.has(keyOf(one)))
  );
}
