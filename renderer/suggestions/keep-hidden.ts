import { Slice } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import { Mapping, ReplaceStep, StepMap, type Step } from "prosemirror-transform";
import { cutsPair } from "../../shared/article/model/surrogate-pair.ts";
import { partsOf } from "./parts.ts";
import type { Range } from "./placed.ts";
import { hiddenIn, textViewOf } from "./text-view.ts";

/** Hidden text that stays where an edit would have taken it away, in positions of the document that the edit makes. */
interface Kept {
  pos: number;
  length: number;
}

/**
 * An edit without what it takes away that its person does not see: hidden text in the middle of what they erase or replace stays,
 * and what they write stands behind it (SU42). What is dragged, and whole blocks, take it along; an edit that cannot be made around
 * it is not made.
 * @param state of the editor that `tr` was made for
 */
export function keepHidden(state: EditorState, tr: Transaction): Transaction {
  const part = hiddenIn(textViewOf(state));
  if (part === null || !tr.docChanged || tr.getMeta("uiEvent") === "drop") return tr;
  const hidden = partsOf(state, part);
  if (hidden.length === 0 || !tr.steps.some((step, i) => erasedBy(step, tr, i, hidden).length > 0)) return tr;
  const next = state.tr;
  const kept: Kept[] = [];
  for (const [i, step] of tr.steps.entries()) {
    const mapped = step.map(mappingOf(kept));
    const erased = erasedBy(step, tr, i, hidden);
    // What cannot be made around hidden text is not made.
    if (!mapped || (erased.length === 0 && next.maybeStep(mapped).failed !== null)) return state.tr;
    if (erased.length > 0) {
      const { from, to } = mapped as ReplaceStep;
      // Where half a surrogate pair goes, what stands around it is written anew.
      if (cutsPair(next.doc, from) || cutsPair(next.doc, to)) return state.tr;
      replaceVisible(
        next,
        mapped as ReplaceStep,
        erased.map((range) => mapRange(range, mappingOf(kept))),
      );
    }
    const map = step.getMap();
    for (const one of kept) one.pos = map.map(one.pos, -1);
    const length = erased.reduce((sum, { from, to }) => sum + to - from, 0);
    if (length > 0) kept.push({ pos: (step as ReplaceStep).from, length });
  }
  next.setSelection(tr.selection.map(next.doc, mappingOf(kept)));
  if (tr.storedMarksSet) next.setStoredMarks(tr.storedMarks);
  for (const name of ["uiEvent", "paste", "composition", "inputType", "pointer"]) {
    const value: unknown = tr.getMeta(name);
    if (value !== undefined) next.setMeta(name, value);
  }
  return tr.scrolledIntoView ? next.scrollIntoView() : next;
}

/** The hidden parts in what the `i`th step takes away, in the document that it is made for. Of whole blocks none are. */
function erasedBy(step: Step, tr: Transaction, i: number, hidden: readonly Range[]): Range[] {
  if (!(step instanceof ReplaceStep) || step.from === step.to) return [];
  const doc = tr.docs[i]!;
  if (doc.resolve(step.from).depth === 0 || doc.resolve(step.to).depth === 0) return [];
  const before = tr.mapping.slice(0, i);
  return hidden.flatMap((range): Range[] => {
    const { from, to } = mapRange(range, before);
    const erased = { from: Math.max(from, step.from), to: Math.min(to, step.to) };
    return erased.from < erased.to ? [erased] : [];
  });
}

/** Takes away what is seen between the hidden parts, from the end on, and puts in what replaces it behind them. */
function replaceVisible(tr: Transaction, { from, to, slice }: ReplaceStep, erased: readonly Range[]): void {
  let end = to;
  if (slice.size > 0) tr.step(new ReplaceStep(to, to, slice));
  for (const hidden of erased.toReversed()) {
    if (hidden.to < end) tr.step(new ReplaceStep(hidden.to, end, Slice.empty));
    end = hidden.from;
  }
  if (from < end) tr.step(new ReplaceStep(from, end, Slice.empty));
}

const mapRange = ({ from, to }: Range, mapping: Mapping): Range => ({ from: mapping.map(from, 1), to: mapping.map(to, -1) });

/** From the document as it was to be to the one in which hidden text was kept. */
const mappingOf = (kept: readonly Kept[]): Mapping =>
  new Mapping([new StepMap(kept.toSorted((a, b) => a.pos - b.pos).flatMap(({ pos, length }) => [pos, 0, length]))]);
