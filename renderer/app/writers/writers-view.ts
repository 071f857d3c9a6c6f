import type { Node } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { flatLength, flatOf, posOf } from "../../../shared/article/model/flat.ts";
import { articleOf } from "../../../shared/article/identity/article.ts";
import { writersOf } from "../../../shared/article/identity/writers.ts";
import type * as Y from "yjs";
import type { EditorHandle } from "../../editor/index.ts";
import { Store, type Readable } from "../../store/store.ts";
import { bringIntoSight } from "../article/bring-into-sight.ts";
import { contributionsOf, isSince, keyOfWriter, passagesOf, UNKNOWN, walk, type Contribution, type Passage } from "./passages.ts";
import { WritersLayer, type DrawnBlock, type DrawnRange } from "./writers-layer.ts";
import type { Writing, WritingRecord } from "./writing-record.ts";

/** The whole article is counted when nothing has changed for so long, in milliseconds. */
const REST = 400;
/** A passage that one walks to is brought to the middle when it is in this part of the height at either edge. */
const EDGE = 0.2;
/** So many characters of a passage are read out. */
const READ_OUT = 60;

/** What the bar shows. */
export interface WritersState {
  readonly isOn: boolean;
  /** Who wrote it; null before it is known. */
  readonly contributions: readonly Contribution[] | null;
  /** Whose passages are looked at; null for everybody's. */
  readonly writer: string | null;
  /** What is older is left out: milliseconds since 1970; null for nothing. */
  readonly since: number | null;
}

/** A passage that one walked to. */
export interface Walked {
  readonly passage: Passage;
  readonly number: number;
  readonly count: number;
  readonly words: string;
}

const OFF: WritersState = { isOn: false, contributions: null, writer: null, since: null };

/**
 * The open article shows who wrote what, as long as this is on (AU11–AU14): nothing is computed before. Blocks near the screen are
 * looked at once a frame, and drawn anew where their text or its writers changed; the whole article is counted after a rest.
 */
export class WritersView {
  /** For the view of the open article. */
  readonly plugin: Plugin;
  readonly #body: Y.Doc;
  readonly #state = new Store<WritersState>(OFF);
  readonly state: Readable<WritersState> = this.#state;
  #handle: EditorHandle | null = null;
  #record: WritingRecord | null = null;
  #onUnknown: () => void = () => undefined;
  /** Characters without a writer when it was last counted. */
  #unknown = 0;
  #layer: WritersLayer | null = null;
  /** What was found of blocks that did not change. */
  #known = new WeakMap<Node, readonly Writing[]>();
  #passages: readonly Passage[] = [];
  #current: Passage | null = null;
  #frame = 0;
  #timer: number | undefined;
  readonly #sizes = new ResizeObserver(() => this.#schedule());

  constructor(body: Y.Doc) {
    this.#body = body;
    this.plugin = new Plugin({
      view: () => ({
        update: (view, before) => {
          if (!this.#layer || before.doc === view.state.doc) return;
          this.#current = null;
          this.#schedule();
          this.#countLater();
        },
      }),
    });
  }

  /** The view of the article, or null when it is gone. */
  attach(handle: EditorHandle | null): void {
    if (this.#handle && !handle) this.#stop();
    this.#handle = handle;
    if (handle && this.#state.get().isOn) this.#start();
  }

  show(isOn: boolean): void {
    if (isOn === this.#state.get().isOn) return;
    this.#state.set({ ...OFF, isOn });
    if (isOn) this.#start();
    else this.#stop();
  }

  /** What the core knows, anew. @param onUnknown called when something has no writer that is known */
  setRecord(record: WritingRecord | null, onUnknown: () => void): void {
    this.#record = record;
    this.#onUnknown = onUnknown;
    this.#known = new WeakMap();
    if (!this.#layer) return;
    this.#count();
    this.#schedule();
  }

  /** @param writer whose passages are looked at; null for everybody's */
  choose(writer: string | null): void {
    this.#current = null;
    this.#state.set({ ...this.#state.get(), writer });
    this.#schedule();
  }

  /** @param since milliseconds since 1970, from which on something was written that is shown; null for all */
  setSince(since: number | null): void {
    this.#current = null;
    this.#state.set({ ...this.#state.get(), since, writer: null });
    this.#count();
    this.#schedule();
  }

  /** Goes to the next or the previous passage, from the last one or from the caret. @returns null where there is none */
  walk(direction: 1 | -1): Walked | null {
    const { view } = this.#handle ?? {};
    if (!view) return null;
    this.#count();
    const caret = flatOf(view.state.doc, view.state.selection.head);
    const found = walk(this.#passages, this.#state.get().writer, this.#current ?? { from: caret, to: caret }, direction);
    if (!found) return null;
    this.#current = found.passage;
    const { doc } = view.state;
    const [from, to] = [posOf(doc, found.passage.from), posOf(doc, Math.min(found.passage.to, found.passage.from + READ_OUT))];
    bringIntoSight(view, from, EDGE);
    this.#schedule();
    const words = doc.textBetween(from, to, " ", " ").toWellFormed();
    return { ...found, words: found.passage.to - found.passage.from > READ_OUT ? `${words}…` : words };
  }

  #start(): void {
    if (!this.#handle || this.#layer) return;
    const { view } = this.#handle;
    this.#layer = new WritersLayer(view);
    this.#sizes.observe(view.dom);
    document.addEventListener("scroll", this.#onScroll, { capture: true, passive: true });
    this.#count();
    this.#schedule();
  }

  #stop(): void {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    window.clearTimeout(this.#timer);
    document.removeEventListener("scroll", this.#onScroll, { capture: true });
    this.#sizes.disconnect();
    this.#layer?.destroy();
    this.#layer = null;
    this.#current = null;
    this.#passages = [];
    this.#unknown = 0;
    this.#known = new WeakMap();
  }

  readonly #onScroll = (): void => this.#schedule();

  #schedule(): void {
    if (!this.#layer) return;
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#handle && !this.#handle.view.isDestroyed && this.#record) this.#layer?.draw((block) => this.#rangesOf(block));
    });
  }

  #countLater(): void {
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      this.#count();
      this.#schedule();
    }, REST);
  }

  /** Counts the whole article. */
  #count(): void {
    if (!this.#handle || !this.#record || !this.#state.get().isOn) return;
    const writings = this.#writings(0, flatLength(this.#handle.view.state.doc));
    this.#passages = passagesOf(writings, this.#state.get().since);
    this.#state.set({ ...this.#state.get(), contributions: contributionsOf(writings, this.#passages) });
    const unknown = writings.reduce((sum, { from, to, writer }) => sum + (writer === null ? to - from : 0), 0);
    // Of what stays unknown the core is asked once.
    if (unknown > 0 && unknown !== this.#unknown) this.#onUnknown();
    this.#unknown = unknown;
  }

  #writings(from: number, to: number): Writing[] {
    const characters = from < to ? this.#handle!.binding.charactersIn(from, to) : [];
    return this.#record!.writings(writersOf(articleOf(this.#body), from, characters));
  }

  #rangesOf({ node, start }: DrawnBlock): DrawnRange[] {
    const { doc } = this.#handle!.view.state;
    const first = flatOf(doc, start);
    let writings = this.#known.get(node);
    if (!writings) {
      const found = this.#writings(first, first + node.content.size);
      this.#known.set(node, (writings = found.map((one) => ({ ...one, from: one.from - first, to: one.to - first }))));
    }
    const { contributions, writer, since } = this.#state.get();
    const patterns = new Map(contributions?.map((one) => [one.writer, one.pattern]));
    const current = this.#current;
    const ranges: DrawnRange[] = [];
    for (const writing of writings) {
      if (!isSince(writing, since)) continue;
      const key = keyOfWriter(writing.writer);
      const { from, to } = writing;
      const isCurrent = current !== null && current.writer === key && first + from >= current.from && first + to <= current.to;
      const range: DrawnRange = {
        from,
        to,
        color: key === UNKNOWN ? "var(--muted)" : writing.writer!.color,
        pattern: patterns.get(key) ?? 0,
        isFaint: writer !== null && writer !== key,
        isCurrent,
      };
      const last = ranges.at(-1);
      const goesOn = last?.to === from && last.color === range.color && last.pattern === range.pattern && last.isCurrent === isCurrent;
      if (goesOn) ranges[ranges.length - 1] = { ...last, to };
      else ranges.push(range);
    }
    return ranges;
  }
}
