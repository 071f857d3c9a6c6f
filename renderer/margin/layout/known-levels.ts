import type { Node } from "prosemirror-model";
import type { MarginModel } from "../margin-model.ts";
import type { Band } from "../text/levels.ts";

/** What levels were found by: while it is the same, those of one block alone can be others. */
interface Known {
  readonly ids: readonly string[];
  readonly numbers: ReadonlyMap<string, number>;
  readonly order: object;
  readonly look: object;
  readonly doc: Node;
  readonly text: DOMRect;
  /** Of the column, in pixels on screen. */
  readonly top: number;
  readonly levels: readonly number[];
}

/** Levels are measured within a screen from the screen, and estimated further away. */
export const nearScreen = (): Band => ({ top: -innerHeight, bottom: 2 * innerHeight });

/**
 * The levels of the notes' texts as they were found last. Of hundreds of notes, a letter that makes no line more can have changed
 * those of its own block: the others are not asked for (NO77).
 */
export class KnownLevels {
  readonly #model: MarginModel;
  #known: Known | null = null;

  constructor(model: MarginModel) {
    this.#model = model;
  }

  /**
   * @param text where the whole text is on screen
   * @param top of the column, in pixels on screen
   * @returns in pixels from the top of the column, the same list when none has changed; null where all have to be found
   */
  of(ids: readonly string[], text: DOMRect | null, top: number): readonly number[] | null {
    const known = this.#known;
    const { look, doc } = this.#model.text;
    const { found } = this.#model.places;
    if (!known || !text || !doc || known.ids !== ids || known.look !== look || known.order !== found.order) return null;
    if (known.top !== top || known.text.top !== text.top || known.text.width !== text.width || known.text.height !== text.height)
      return null;
    const changed = changedBlock(known.doc, doc);
    if (changed === "several") return null;
    let { levels } = known;
    if (changed !== null) {
      const inside = [...found.touching(changed.start, changed.end)].sort(([, a], [, b]) => a.from - b.from);
      const now = this.#model.text.levels(
        inside.map(([, { from }]) => from),
        nearScreen(),
      );
      inside.forEach(([id], at) => {
        const [i, level] = [known.numbers.get(id), now[at]! - top];
        if (i !== undefined && level !== levels[i]) levels = levels.with(i, level);
      });
    }
    this.#known = { ...known, doc, text, levels };
    return levels;
  }

  /** @returns `levels` */
  keep(ids: readonly string[], text: DOMRect | null, top: number, levels: readonly number[]): readonly number[] {
    const { look, doc } = this.#model.text;
    const { order } = this.#model.places.found;
    const before = this.#known;
    const numbers = before?.ids === ids ? before.numbers : new Map(ids.map((id, i) => [id, i]));
    this.#known = text && doc ? { ids, numbers, order, look, doc, text, top, levels } : null;
    return levels;
  }
}

/** The only block in which two documents differ, by its positions in the second; null where they are the same. */
function changedBlock(before: Node, doc: Node): { readonly start: number; readonly end: number } | "several" | null {
  if (before === doc) return null;
  if (before.childCount !== doc.childCount) return "several";
  let found: { readonly start: number; readonly end: number } | null = null;
  let start = 0;
  for (let i = 0; i < doc.childCount; i++) {
    const block = doc.child(i);
    const end = start + block.nodeSize;
    if (block !== before.child(i)) {
      if (found) return "several";
      found = { start, end };
    }
    start = end;
  }
  return found;
}
