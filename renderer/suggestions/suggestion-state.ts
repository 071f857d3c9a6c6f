/** What the editor's state holds of suggestions: where they are, mapped through each transaction. */
import type { Node } from "prosemirror-model";
import { PluginKey, type Transaction } from "prosemirror-state";
import { DecorationSet, type Decoration } from "prosemirror-view";
import { Ranges } from "../layout/ranges.ts";
import type { DecorationSpec } from "./decorations.ts";
import type { Range } from "./placed.ts";

export interface SuggestionState {
  /** Of all of them, also where nobody sees them: what is left out of the text is read from these. */
  readonly decorations: DecorationSet;
  /** Those that are drawn while no view hides anything: of what is near the screen. */
  readonly drawn: DecorationSet;
  /** The part of the document that is near it. */
  readonly near: Range;
  /** Where each suggestion is. */
  readonly ranges: Ranges;
  /** Those whose text was changed since they were placed. */
  readonly touched: ReadonlySet<string>;
}

/** A suggestion placed anew: its range and what is drawn of it; null for one that is gone. */
export type Renewed = { readonly range: Range; readonly decorations: readonly Decoration[] } | null;

export interface SuggestionMeta {
  /** Those that are not named stay. */
  readonly renewed: ReadonlyMap<string, Renewed>;
  /** What is near the screen now; where that stays, nothing. */
  readonly near?: Range;
}

export const suggestionKey = new PluginKey<SuggestionState>("suggestions");

const NONE: ReadonlySet<string> = new Set();
/** Until it is known what is near. */
const ALL: Range = { from: 0, to: Infinity };
export const NOTHING_SUGGESTED: SuggestionState = {
  decorations: DecorationSet.empty,
  drawn: DecorationSet.empty,
  near: ALL,
  ranges: Ranges.NONE,
  touched: NONE,
};

/** The state after a transaction. */
export function applySuggestions(tr: Transaction, state: SuggestionState): SuggestionState {
  const meta = tr.getMeta(suggestionKey) as SuggestionMeta | undefined;
  const mapped = tr.docChanged && (state.ranges.size > 0 || state.near !== ALL) ? map(tr, state) : state;
  return meta ? renew(tr.doc, { ...mapped, near: meta.near ?? mapped.near }, meta.renewed) : mapped;
}

function map(tr: Transaction, state: SuggestionState): SuggestionState {
  const touched = new Set(state.touched);
  tr.mapping.maps.forEach((stepMap, i) => {
    const back = tr.mapping.slice(0, i).invert();
    stepMap.forEach((from, to) => {
      for (const { spec } of state.decorations.find(back.map(from, -1), back.map(to, 1))) touched.add((spec as DecorationSpec).suggestion);
    });
  });
  const decorations = state.decorations.map(tr.mapping, tr.doc);
  const { from, to } = state.near;
  return {
    decorations,
    drawn: state.drawn === state.decorations ? decorations : state.drawn.map(tr.mapping, tr.doc),
    near: { from: tr.mapping.map(from, -1), to: to === Infinity ? to : tr.mapping.map(to, 1) },
    ranges: state.ranges.map(tr.mapping.maps, 1),
    touched,
  };
}

/** The state of a view that is about to draw `doc`. @param near the part of it that stands first */
export const begin = (doc: Node, near: Range, renewed: ReadonlyMap<string, Renewed>): SuggestionState =>
  renew(doc, { ...NOTHING_SUGGESTED, near }, renewed);

function renew(doc: Node, state: SuggestionState, renewed: ReadonlyMap<string, Renewed>): SuggestionState {
  const ranges = state.ranges.with(new Map([...renewed].map(([id, one]) => [id, one?.range ?? null])));
  const added = [...renewed.values()].flatMap((one) => one?.decorations ?? []);
  const { near } = state;
  if (ranges.size === 0) return { ...NOTHING_SUGGESTED, near };
  const decorations = renewed.size > 0 ? decorated(doc, state.decorations, renewed, added) : state.decorations;
  return { decorations, drawn: drawnOf(doc, decorations, near), near, ranges, touched: renewed.size > 0 ? NONE : state.touched };
}

function decorated(doc: Node, before: DecorationSet, renewed: ReadonlyMap<string, Renewed>, added: readonly Decoration[]): DecorationSet {
  const isRenewed = (spec: unknown): boolean => renewed.has((spec as DecorationSpec).suggestion);
  // Of many, all are built anew: each that is removed costs a look at the others of its block.
  if (renewed.size > FEW)
    return DecorationSet.create(doc, inOrder([...added, ...before.find(undefined, undefined, (spec) => !isRenewed(spec))]));
  return before.remove(before.find(undefined, undefined, isRenewed)).add(doc, inOrder(added));
}

/** ProseMirror looks for the nodes of decorations in one walk, and leaves out those that it has passed. */
const inOrder = (decorations: readonly Decoration[]): Decoration[] => decorations.toSorted((a, b) => a.from - b.from || a.to - b.to);

const drawnOf = (doc: Node, decorations: DecorationSet, { from, to }: Range): DecorationSet =>
  from <= 0 && to >= doc.content.size ? decorations : DecorationSet.create(doc, inOrder(decorations.find(from, to)));

/** With more, all decorations are built anew. */
const FEW = 50;
