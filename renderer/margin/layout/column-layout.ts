import { stack } from "../../layout/stack.ts";
import { Store, type Readable } from "../../store/store.ts";
import type { Band } from "../text/levels.ts";
import { KnownLevels, nearScreen } from "./known-levels.ts";
import type { MarginModel } from "../margin-model.ts";
import { scrollerOf } from "../text/scroller.ts";

/** Key of the composer among the notes of the column. */
export const COMPOSER = "composer";

/** Gap between two notes, in pixels. */
const GAP = 8;
/** Height assumed for a note that was never drawn, in pixels. */
const ESTIMATED_HEIGHT = 84;
/** Notes within this distance from the screen are drawn, so that they are there when one scrolls, in pixels. */
const BEYOND = 800;
/** Others are drawn when the screen comes this near to the end of those that are, in pixels. */
const AHEAD = 250;
const MOST_DRAWN = 40;
/** Between the composer and the edges of the screen, in pixels. */
const EDGE = 12;

/** Where the notes stand, and which of them to draw. */
interface Plan {
  readonly tops: ReadonlyMap<string, number>;
  /** In the order of their texts. */
  readonly drawn: readonly string[];
  /** The part of the column in which all notes are drawn, in pixels from its top. */
  readonly band: Band;
  readonly height: number;
}

/** What a plan was made from; while it is the same, so is the plan. */
interface PlanInput {
  readonly ids: readonly string[];
  readonly levels: readonly number[];
  readonly pinned: string | null;
  readonly writing: boolean;
  readonly sizes: number;
  /** End of the text, in pixels from the top of the column. */
  readonly end: number;
}

/**
 * Where each note of the column stands, and which are near enough to the screen to be drawn: of thousands, some dozens are
 * (NO11, NO17, NO18).
 */
export class ColumnLayout {
  readonly #model: MarginModel;
  readonly #drawn = new Store<readonly string[]>([]);
  /** The notes to draw, in the order of their texts. */
  readonly drawn: Readable<readonly string[]> = this.#drawn;
  readonly #heights = new Map<string, number>();
  /** Elements that were measured since they are drawn; the column reports when they grow. */
  readonly #measured = new WeakSet<Element>();
  /** How far above its text a note stands that would not be on screen level with it, and the sizes this was computed for. */
  #lift = { of: "", height: 0, room: 0, by: 0 };

  #band: Band = { top: 0, bottom: 0 };
  /** Counts the notes whose height changed. */
  #sizes = 0;
  #planned: PlanInput | null = null;
  readonly #known: KnownLevels;
  #scroller: Element | null = null;

  constructor(model: MarginModel) {
    this.#model = model;
    this.#known = new KnownLevels(model);
  }

  /**
   * Moves what is drawn to its place, and changes `drawn` when other notes are to be drawn.
   * @param ids all notes of the column in the order of their texts, and the composer
   */
  place(column: HTMLElement, ids: readonly string[]): void {
    const plan = this.#plan(column, ids);
    if (!plan) return;
    const { tops, drawn, band, height } = plan;
    this.#band = band;
    for (const child of column.children) {
      if (!(child instanceof HTMLElement)) continue;
      // It moves with a transition from where it was shown.
      if (child.style.transform !== "") child.dataset["placed"] = "true";
      const transform = `translateY(${tops.get(child.dataset["note"]!) ?? 0}px)`;
      if (child.style.transform !== transform) child.style.transform = transform;
    }
    const minBlockSize = `${height}px`;
    if (column.style.minBlockSize !== minBlockSize) column.style.minBlockSize = minBlockSize;
    const before = this.#drawn.get();
    if (drawn.length !== before.length || drawn.some((id, i) => id !== before[i])) this.#drawn.set(drawn);
  }

  /** As `place`, after scrolling: nothing happens while all that is near the screen is drawn. */
  follow(column: HTMLElement, ids: readonly string[]): void {
    // A composer whose words are gone scrolls with the screen.
    const goesAlong = ids.includes(COMPOSER) && !this.#model.places.draft;
    if (goesAlong || !this.#reaches(this.#screen(column))) this.place(column, ids);
  }

  /** Whether all is drawn that stands on the screen or near to it. */
  #reaches({ top, bottom }: Band): boolean {
    return top >= this.#band.top + AHEAD && bottom <= this.#band.bottom - AHEAD;
  }

  /** @returns null when nothing has changed */
  #plan(column: HTMLElement, ids: readonly string[]): Plan | null {
    for (const element of column.children) {
      if (element instanceof HTMLElement && !this.#measured.has(element)) this.measure(element);
    }
    const { top } = column.getBoundingClientRect();
    const screen = this.#screen(column);
    const text = this.#model.text.bounds();
    // The composer goes with the screen where its words are gone.
    const known = ids.includes(COMPOSER) ? null : this.#known.of(ids, text, top);
    const levels = known ?? this.#known.keep(ids, text, top, this.#levels(ids, top));
    const { pinned, writing } = this.#pinned(ids, column);
    const input = { ids, levels, pinned, writing, sizes: this.#sizes, end: text ? text.bottom - top : 0 };
    // While one writes, the note is held on the screen.
    if (!writing && this.#planned && isSame(this.#planned, input) && this.#reaches(screen)) return null;
    this.#planned = input;
    const notes = ids.map((id, i) => ({
      id,
      wanted: levels[i]! - (id === pinned && writing ? this.#liftOf(id, levels[i]!, screen) : 0),
      height: this.#height(id),
    }));
    if (!writing) this.#lift = { of: "", height: 0, room: 0, by: 0 };
    const tops = stack(
      notes,
      notes.findIndex(({ id }) => id === pinned),
      GAP,
      input.end,
    );
    const always = new Set([
      pinned,
      this.#model.state.get().active,
      document.activeElement?.closest<HTMLElement>("[data-note]")?.dataset["note"],
    ]);
    const middle = (screen.top + screen.bottom) / 2;
    const away = (i: number) => Math.abs(tops[i]! + notes[i]!.height / 2 - middle);
    const beyond = { top: screen.top - BEYOND, bottom: screen.bottom + BEYOND };
    const within = notes
      .flatMap(({ height }, i) => (tops[i]! + height > beyond.top && tops[i]! < beyond.bottom ? [i] : []))
      .sort((a, b) => away(a) - away(b));
    const near = within.slice(0, MOST_DRAWN);
    const reach = Math.max(0, ...near.map(away));
    const drawn = new Set(near.map((i) => ids[i]!));
    const last = notes.length - 1;
    return {
      tops: new Map(ids.map((id, i) => [id, Math.round(tops[i]!)])),
      drawn: ids.filter((id) => drawn.has(id) || always.has(id)),
      band: near.length === within.length ? beyond : { top: middle - reach, bottom: middle + reach },
      height: last < 0 ? 0 : Math.max(0, tops[last]! + notes[last]!.height + GAP),
    };
  }

  /** Called for a note whose height may have changed. @returns whether it has another than was known */
  measure(element: HTMLElement): boolean {
    // An element that was removed is reported, too; its note keeps the height it had.
    if (!element.isConnected) return false;
    const [id, height] = [element.dataset["note"]!, element.offsetHeight];
    const isNews = !this.#measured.has(element) || this.#heights.get(id) !== height;
    if (isNews) this.#sizes++;
    this.#measured.add(element);
    this.#heights.set(id, height);
    return isNews;
  }

  /** What can be seen of the column, in pixels from its top. */
  #screen(column: HTMLElement): Band {
    this.#scroller ??= scrollerOf(column);
    const own = column.getBoundingClientRect();
    const { top, bottom } = this.#scroller.getBoundingClientRect();
    return { top: Math.max(0, top) - own.top, bottom: Math.min(innerHeight, bottom) - own.top };
  }

  #height(id: string): number {
    return this.#heights.get(id) ?? ESTIMATED_HEIGHT;
  }

  /** Level of each note's text, in pixels from the top of the column. */
  #levels(ids: readonly string[], top: number): readonly number[] {
    const { found, draft } = this.#model.places;
    const ranges = ids.map((id) => (id === COMPOSER ? draft : found.get(id)));
    const order = ranges.flatMap((range, i) => (range ? [i] : [])).sort((a, b) => ranges[a]!.from - ranges[b]!.from);
    const near = nearScreen();
    const levels = this.#model.text.levels(
      order.map((i) => ranges[i]!.from),
      near,
    );
    // Words that are gone leave the composer where it can be seen.
    const result = ids.map(() => EDGE - Math.min(0, top));
    order.forEach((i, at) => (result[i] = levels[at]! - top));
    return result;
  }

  /** The note that stands level with its text, and whether something is written in it just now. */
  #pinned(ids: readonly string[], column: HTMLElement): { readonly pinned: string | null; readonly writing: boolean } {
    const { composer, active } = this.#model.state.get();
    if (composer && !composer.left && ids.includes(COMPOSER)) return { pinned: COMPOSER, writing: true };
    const field = document.activeElement;
    const writing =
      field instanceof HTMLTextAreaElement &&
      column.contains(field) &&
      field.closest<HTMLElement>("[data-note]")?.dataset["note"] === active;
    return { pinned: active, writing };
  }

  /** Computed once, and again when the note grows: it must not move while one scrolls. */
  #liftOf(id: string, level: number, screen: Band): number {
    const height = this.#height(id);
    const room = screen.bottom - screen.top;
    if (this.#lift.of !== id || this.#lift.height !== height || this.#lift.room !== room) {
      const lowest = Math.max(screen.top + EDGE, screen.bottom - height - EDGE);
      this.#lift = { of: id, height, room, by: Math.max(0, level - lowest) };
    }
    return this.#lift.by;
  }
}

const isSame = (a: PlanInput, b: PlanInput): boolean =>
  a.ids === b.ids &&
  a.pinned === b.pinned &&
  a.writing === b.writing &&
  a.sizes === b.sizes &&
  Math.abs(a.end - b.end) < 1 &&
  (a.levels === b.levels || a.levels.every((level, i) => Math.abs(level - b.levels[i]!) < 0.5));
