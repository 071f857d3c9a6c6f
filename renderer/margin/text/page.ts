/** The margin's end of the article: where the notes' texts are in the editor, and what the reader does there. */
import { Plugin, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type * as Y from "yjs";
import { flatOf, posOf } from "../../../shared/article/flat.ts";
import { anchorOf, resolveAnchors, type Anchor, type Place } from "../../../shared/notes/anchor.ts";
import { quoteOf, type Quote } from "../../../shared/notes/quote.ts";
import type { Thread } from "../../../shared/notes/thread.ts";
import { Levels, type Band } from "./levels.ts";
import { applyPlaces, NOWHERE, placesKey, type Places, type PlacesMeta, type Range } from "./places.ts";
import { scrollerOf } from "./scroller.ts";
import { TintLayer, type Coloured } from "./tint-layer.ts";
import { wordAt } from "./word.ts";

export interface PageOptions {
  readonly threads: () => readonly Thread[];
  /** What the composer was about when it was kept. */
  readonly draft: () => Anchor | null;
  /** Something may stand elsewhere. */
  readonly onMoved: () => void;
  /** The mouse is pressed in the text. */
  readonly onPressed: () => void;
  /** The caret or a click came to this stretch. */
  readonly onSelected: (range: Range, clicked: boolean) => void;
  readonly onCompose: () => boolean;
  /** To the next note, or the one before. */
  readonly onStep: (step: 1 | -1) => void;
}

/** After this long without a change the anchors of texts that are not there are looked for, in milliseconds. */
const LOOK_AFTER = 200;
/** And after this long all are, since mapping may have been less exact than the anchors are. */
const CHECK_AFTER = 2000;

export class Page {
  readonly plugin: Plugin<Places>;
  readonly #body: Y.Text;
  readonly #options: PageOptions;
  /** Anchor of each thread, as last resolved. */
  readonly #anchors = new Map<string, Anchor | null>();
  #view: EditorView | null = null;
  #levels: Levels | null = null;
  #tints: TintLayer | null = null;
  #coloured: Coloured = { notes: [], active: null, draft: null };
  #look: ReturnType<typeof setTimeout> | undefined;
  #check: ReturnType<typeof setTimeout> | undefined;

  constructor(body: Y.Text, options: PageOptions) {
    this.#body = body;
    this.#options = options;
    this.plugin = this.#makePlugin();
  }

  /** Null while there is no view. */
  get places(): Places | null {
    return this.#view && placesKey.getState(this.#view.state)!;
  }

  destroy(): void {
    clearTimeout(this.#look);
    clearTimeout(this.#check);
    this.#tints?.destroy();
    this.#tints = null;
  }

  /** What is selected, or the word at the caret; null where there is none. */
  selection(): Range | null {
    if (!this.#view) return null;
    // The browser tells of a selection a task after it was made, and may deliver a press before that.
    document.dispatchEvent(new Event("selectionchange"));
    const { doc, selection: { from, to, empty } } = this.#view.state;
    return empty ? wordAt(doc, from) : { from, to };
  }

  /** What is selected, or where the caret is. */
  caret(): Range {
    return this.#view?.state.selection ?? { from: 0, to: 0 };
  }

  /** @throws Error while there is no view */
  fasten({ from, to }: Range): { readonly anchor: Anchor; readonly quote: Quote } {
    const { doc } = this.#view!.state;
    const [start, end] = [flatOf(doc, from), flatOf(doc, to)];
    return { anchor: anchorOf(this.#body, start, end), quote: quoteOf(this.#body.toJSON(), start, end) };
  }

  words({ from, to }: Range, longest: number): string {
    return this.#view?.state.doc.textBetween(from, Math.min(to, from + longest), " ", " ") ?? "";
  }

  /** Shows what the composer is about. */
  draw(draft: Range | null): void {
    this.#dispatch({ draft });
  }

  /** Brings a stretch on screen when it is out of sight. */
  reveal({ from }: Range): void {
    const view = this.#view;
    if (!view) return;
    const { node } = view.domAtPos(from);
    const element = node instanceof Element ? node : node.parentElement;
    const { top, bottom } = view.coordsAtPos(from);
    const scroller = scrollerOf(view.dom);
    const toolbar = document.querySelector("[data-region=article] [role=toolbar]")?.getBoundingClientRect().bottom ?? 0;
    if (top >= toolbar && bottom <= Math.min(innerHeight, scroller.getBoundingClientRect().bottom) - SIGHT) return;
    const line = bottom - top;
    const tall = element !== null && element.getBoundingClientRect().height > innerHeight / 2;
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";
    if (!tall) element?.scrollIntoView({ block: "center", behavior });
    else scroller.scrollBy({ top: top - innerHeight / 2 + line, behavior });
  }

  focus(): void {
    const view = this.#view;
    if (!view) return;
    // ProseMirror gives the focus to a text that can be written in, and to no other.
    if (view.editable) view.focus();
    else view.dom.focus({ preventScroll: true });
  }

  /** @see Levels.of */
  levels(positions: readonly number[], near: Band): number[] {
    return this.#levels?.of(positions, near) ?? positions.map(() => 0);
  }

  /** Height and top of the text on screen, in pixels. */
  bounds(): DOMRect | null {
    return this.#view?.dom.getBoundingClientRect() ?? null;
  }

  colour(coloured: Coloured): void {
    this.#coloured = coloured;
    if (!this.#view?.isDestroyed) this.#tints?.draw(coloured);
  }

  /** Resolves the anchors of threads that are new or were fastened elsewhere, and forgets those that are no more. */
  follow(): void {
    if (!this.#view) return;
    const threads = this.#options.threads();
    const there = new Set(threads.map(({ id }) => id));
    const gone = [...this.#anchors.keys()].filter((id) => !there.has(id));
    for (const id of gone) this.#anchors.delete(id);
    this.#resolve(threads.filter(({ id, anchor }) => !this.#anchors.has(id) || !isSame(this.#anchors.get(id)!, anchor)), gone);
  }

  /** Looks for the texts that are not there: they may have arrived, or been brought back. */
  #lookForLost(): void {
    const { found } = this.places!;
    this.#resolve(this.#options.threads().filter(({ id }) => !found.has(id)), []);
  }

  #resolve(threads: readonly Thread[], gone: readonly string[]): void {
    if (threads.length === 0 && gone.length === 0) return;
    const anchored = threads.flatMap(({ id, anchor }) => (anchor ? [{ id, anchor }] : []));
    const places = anchored.length > 0 ? resolveAnchors(this.#body, anchored.map(({ anchor }) => anchor)) : [];
    const resolved = new Map<string, Place | null>(anchored.map(({ id }, i) => [id, places[i]!]));
    for (const { id, anchor } of threads) {
      this.#anchors.set(id, anchor);
      // A thread without a readable anchor has its quote alone.
      if (!anchor) resolved.set(id, { state: "orphan", at: 0 });
    }
    for (const id of gone) resolved.set(id, null);
    this.#dispatch({ resolved });
  }

  #begin(): void {
    this.#anchors.clear();
    this.follow();
    const draft = this.#options.draft();
    const [place] = draft ? resolveAnchors(this.#body, [draft]) : [];
    if (place?.state !== "found") return;
    const { doc } = this.#view!.state;
    const [from, to] = [place.from, place.to].map((flat) => posOf(doc, flat)) as [number, number];
    this.draw({ from, to });
  }

  #makePlugin(): Plugin<Places> {
    return new Plugin<Places>({
      key: placesKey,
      state: { init: () => NOWHERE, apply: applyPlaces },
      props: {
        handleDOMEvents: {
          mousedown: () => {
            this.#options.onPressed();
            return false;
          },
        },
        handleClick: (_view, pos) => {
          this.#options.onSelected({ from: pos, to: pos }, true);
          return false;
        },
      },
      view: (view) => this.#open(view),
    });
  }

  #open(view: EditorView) {
    this.#view = view;
    const levels = new Levels(view);
    this.#levels = levels;
    const tints = new TintLayer(view, levels);
    this.#tints = tints;
    // The view is not complete until it is constructed.
    this.#look = setTimeout(() => this.#begin());
    // Pictures arrive, the window is made narrower: the text moves without a key.
    const sizes = new ResizeObserver(() => this.#options.onMoved());
    sizes.observe(view.dom);
    const onScroll = () => {
      // As a frame is drawn the browser scrolls first: there is one such event in it.
      if (!tints.covers()) this.colour(this.#coloured);
    };
    const onKey = (event: KeyboardEvent) => this.#onKey(event);
    document.addEventListener("scroll", onScroll, { capture: true, passive: true });
    document.addEventListener("keydown", onKey, { capture: true });
    // Letters change their widths when the font arrives.
    const onFonts = () => {
      levels.forget();
      tints.forget();
      this.#options.onMoved();
    };
    document.fonts.addEventListener("loadingdone", onFonts);
    return {
      update: (_view: EditorView, before: EditorState) => this.#updated(view, before),
      destroy: () => {
        this.#view = null;
        sizes.disconnect();
        document.fonts.removeEventListener("loadingdone", onFonts);
        document.removeEventListener("scroll", onScroll, { capture: true });
        document.removeEventListener("keydown", onKey, { capture: true });
        this.destroy();
      },
    };
  }

  /** Works wherever the focus is: a text that may only be commented on is told no keys by ProseMirror. */
  #onKey(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing || event.getModifierState("AltGraph")) return;
    const command = event.ctrlKey || event.metaKey;
    const step = event.altKey && event.shiftKey && !command ? STEPS[event.key] : undefined;
    const composes = command && event.altKey && event.code === "KeyM";
    if (!composes && step === undefined) return;
    if (step !== undefined) this.#options.onStep(step);
    else if (!this.#options.onCompose()) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #updated(view: EditorView, before: EditorState): void {
    const { state } = view;
    const [places, earlier] = [placesKey.getState(state)!, placesKey.getState(before)!];
    const changed = before.doc !== state.doc;
    if (changed) {
      clearTimeout(this.#look);
      clearTimeout(this.#check);
      const { found } = places;
      // Of what is just gone, something else may have taken the place.
      const lost = places.orphans.size > earlier.orphans.size;
      if (this.#options.threads().length > found.size) this.#look = setTimeout(() => this.#lookForLost(), lost ? 0 : LOOK_AFTER);
      if (found.size > 0) this.#check = setTimeout(() => this.#resolve(this.#options.threads(), []), CHECK_AFTER);
    }
    if (!before.selection.eq(state.selection) && view.hasFocus()) this.#options.onSelected(state.selection, false);
    if (changed || places !== earlier) this.#options.onMoved();
  }

  #dispatch(meta: PlacesMeta): void {
    const view = this.#view;
    if (view) view.dispatch(view.state.tr.setMeta(placesKey, meta).setMeta("addToHistory", false));
  }
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowUp: -1 };
/** What stands lower than this above the window's end counts as out of sight, in pixels. */
const SIGHT = 48;

function isSame(a: Anchor | null, b: Anchor | null): boolean {
  if (a === null || b === null) return a === b;
  return (["first", "last"] as const).every((end) => a[end].client === b[end].client && a[end].clock === b[end].clock);
}
