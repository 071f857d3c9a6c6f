import type { Node } from "prosemirror-model";
import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { Mapping, ReplaceStep, StepMap, type Step } from "prosemirror-transform";
import { SPLIT_OFF } from "../../shared/article/commands/commands.ts";

/** Positions in a document. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * What separates a view in which an input method composes from the state that is in step with the body: changes from elsewhere that
 * the view does not show yet, and the composed text, which is in both and is kept whole (AM17).
 */
export class HeldChanges {
  /** In step with the body. */
  state: EditorState;
  /** Finds the letters that are composed, in the state that is in step, wherever they were moved. */
  readonly #find: () => readonly Range[];
  /** The composed text in the view; null before its first letter. */
  #shown: Range | null;
  /** Where it stood in the view when the hold, or the composition, began. */
  #initial: Range | null;
  /** Its parts in the state that is in step. */
  #written: readonly Range[];
  /** Where it stands there, or would. */
  #at: number;
  /** From the view to the state that is in step, as the composition began. */
  #base = new Mapping();
  /** The steps of the state in sync with the body since then. */
  #maps: StepMap[] = [];

  /** @param state what the view shows @param composed the composed text in it */
  constructor(state: EditorState, composed: Range | null, find: () => readonly Range[]) {
    this.state = state;
    this.#find = find;
    this.#shown = composed;
    this.#initial = composed;
    this.#written = composed && composed.from < composed.to ? [composed] : [];
    this.#at = composed?.from ?? state.selection.from;
  }

  /** Takes note of what is not shown. */
  follow(mapping: Mapping): void {
    for (const map of mapping.maps) {
      this.#written = this.#written.flatMap((range) => partsAfter(map, range));
      this.#at = this.#written[0]?.from ?? map.map(this.#at, -1);
      this.#maps.push(map);
    }
  }

  /**
   * What the view's transaction is in the state that is in step, when it changes the composed text alone, or no text.
   * @returns null for any other
   */
  composed(tr: Transaction): Transaction | null {
    const inline = tr.steps.filter(isInline);
    if (inline.length < tr.steps.length) return null;
    const rebased = this.state.tr;
    const [first] = inline;
    if (first) {
      let shown = this.#shown ?? { from: first.from, to: first.to };
      for (const { from, to, slice } of inline) {
        if (from < shown.from || to > shown.to) return null;
        shown = { from: shown.from, to: shown.to + slice.size - (to - from) };
      }
      if (!this.#shown) this.#open(first);
      if (this.#isWhole(tr.before)) {
        const offset = this.#at - shown.from;
        for (const { from, to, slice } of inline) rebased.step(new ReplaceStep(from + offset, to + offset, slice));
      } else {
        this.#rewrite(rebased, tr.doc, shown);
      }
      this.#shown = shown;
      this.#wrote(rebased, shown.to - shown.from);
    }
    return this.#finished(rebased, tr, this.#mapping());
  }

  /** Any transaction of the view in the state that is in step. @returns null when its place there is gone */
  rebase(tr: Transaction): Transaction | null {
    const rebased = this.state.tr;
    let mapping = this.#mapping();
    for (const step of tr.steps) {
      const mapped = step.map(mapping);
      if (!mapped || rebased.maybeStep(mapped).failed) return null;
      // Back over the step, over what came meanwhile, and over the step as it is there.
      const next = new Mapping([step.getMap().invert()]);
      next.appendMapping(mapping);
      next.appendMap(mapped.getMap(), 0);
      mapping = next;
    }
    return this.#finished(rebased, tr, mapping);
  }

  /** Writes the composed text, as the view has it, where some of it was deleted. @returns null when it is whole */
  completed(shown: Node): Transaction | null {
    if (!this.#shown || this.#isWhole(shown)) return null;
    const tr = this.state.tr;
    this.#rewrite(tr, shown, this.#shown);
    this.#wrote(tr, this.#shown.to - this.#shown.from);
    return tr.setSelection(TextSelection.create(tr.doc, this.#at + this.#shown.to - this.#shown.from));
  }

  /** Another composition begins before what was held back is shown. */
  restart(): void {
    this.#base = this.#mapping();
    this.#maps = [];
    this.#shown = this.#initial = null;
    this.#written = [];
  }

  /** @param step the first of a composition */
  #open({ from, to }: ReplaceStep): void {
    const mapping = this.#mapping();
    this.#initial = this.#shown = { from, to };
    this.#at = from === to ? mapping.map(from, -1) : mapping.map(from, 1);
    this.#written = from < to ? [{ from: this.#at, to: Math.max(this.#at, mapping.map(to, -1)) }] : [];
  }

  /** @param shown the view's document */
  #isWhole(shown: Node): boolean {
    const { from, to } = this.#shown!;
    const text = shown.textBetween(from, to, "\n", "\ufffc");
    const isText = () => {
      const [first, ...rest] = this.#written;
      return first ? rest.length === 0 && this.state.doc.textBetween(first.from, first.to, "\n", "\ufffc") === text : text === "";
    };
    if (!isText()) {
      this.#written = this.#find();
      if (!isText()) return false;
    }
    this.#at = this.#written[0]?.from ?? inTextblock(this.state.doc, this.#at);
    return true;
  }

  #rewrite(tr: Transaction, shown: Node, { from, to }: Range): void {
    for (const part of this.#written.toReversed()) tr.delete(part.from, part.to);
    this.#at = this.#written[0]?.from ?? inTextblock(tr.doc, this.#at);
    tr.replaceWith(this.#at, this.#at, shown.slice(from, to).content);
  }

  #wrote(tr: Transaction, length: number): void {
    this.#maps.push(...tr.mapping.maps);
    this.#written = length > 0 ? [{ from: this.#at, to: this.#at + length }] : [];
  }

  /** From the view to the state that is in step. */
  #mapping(): Mapping {
    const all = new Mapping();
    const [shown, initial] = [this.#shown, this.#initial];
    if (shown && initial) {
      all.appendMap(new StepMap([shown.from, shown.to - shown.from, 0]));
      all.appendMap(new StepMap([initial.from, 0, initial.to - initial.from]));
    }
    all.appendMapping(this.#base);
    for (const map of this.#maps) all.appendMap(map);
    const [first, ...rest] = this.#written;
    if (shown && first && rest.length === 0 && first.to - first.from === shown.to - shown.from) {
      all.appendMap(new StepMap([first.from, first.to - first.from, 0]));
      all.appendMap(new StepMap([first.from, 0, first.to - first.from]), 0);
    }
    return all;
  }

  /** @returns `rebased` with all that `tr` has beside its steps, at the places where that is by `mapping` */
  #finished(rebased: Transaction, tr: Transaction, mapping: Mapping): Transaction {
    const { anchor, head } = tr.selection;
    const place = (pos: number) => rebased.doc.resolve(mapping.map(pos, -1));
    rebased.setSelection(TextSelection.between(place(anchor), place(head)));
    for (const [key, value] of Object.entries((tr as unknown as { readonly meta: Readonly<Record<string, unknown>> }).meta)) {
      rebased.setMeta(key, key === SPLIT_OFF ? mapping.map(value as number, -1) : value);
    }
    return rebased;
  }
}

const isInline = (step: Step): step is ReplaceStep =>
  step instanceof ReplaceStep &&
  step.slice.openStart === 0 &&
  step.slice.openEnd === 0 &&
  step.slice.content.content.every((node) => node.isInline);

/** The parts of `range` after a change; none of them grows. */
function partsAfter(map: StepMap, range: Range): Range[] {
  const parts: Range[] = [];
  let from = range.from;
  map.forEach((start, end) => {
    if (end <= from || start >= range.to) return;
    parts.push({ from, to: Math.max(from, start) });
    from = Math.min(end, range.to);
  });
  return [...parts, { from, to: range.to }]
    .map((part) => ({ from: map.map(part.from, 1), to: map.map(part.to, -1) }))
    .filter((part) => part.from < part.to);
}

/** A position in a block for one that may stand between two. */
function inTextblock(doc: Node, pos: number): number {
  const $pos = doc.resolve(pos);
  if ($pos.parent.inlineContent) return pos;
  return $pos.nodeBefore ? pos - 1 : pos + 1;
}
