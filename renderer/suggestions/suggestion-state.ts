/** What the editor's state holds of suggestions: where they are, mapped through each transaction. */
import type { Node } from "prosemirror-model";
import { PluginKey, type Transaction } from "prosemirror-state";
import { DecorationSet, type Decoration } from "prosemirror-view";
import { Ranges } from "../layout/ranges.ts";
import type { DecorationSpec } from "./decorations.ts";
import type { Range } from "./placed.ts";

export interface SuggestionState {
  readonly decorations: DecorationSet;
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
}

export const suggestionKey = new PluginKey<SuggestionState>("suggestions");

const NONE: ReadonlySet<string> = new Set();
export const NOTHING_SUGGESTED: SuggestionState = { decorations: DecorationSet.empty, ranges: Ranges.NONE, touched: NONE };

/** The state after a transaction. */
export function applySuggestions(tr: Transaction, state: SuggestionState): SuggestionState {
  const meta = tr.getMeta(suggestionKey) as SuggestionMeta | undefined;
  const mapped = tr.docChanged && state !== NOTHING_SUGGESTED ? map(tr, state) : state;
  return meta ? renew(tr.doc, mapped, meta.renewed) : mapped;
}

function map(tr: Transaction, state: SuggestionState): SuggestionState {
  const touched = new Set(state.touched);
  tr.mapping.maps.forEach((stepMap, i) => {
    const back = tr.mapping.slice(0, i).invert();
    stepMap.forEach((from, to) => {
      for (const { spec } of state.decorations.find(back.map(from, -1), back.map(to, 1))) touched.add((spec as DecorationSpec).suggestion);
    });
  });
  return { decorations: state.decorations.map(tr.mapping, tr.doc), ranges: state.ranges.map(tr.mapping.maps, 1), touched };
}

/** The state of a view that is about to draw `doc`. */
export const begin = (doc: Node, renewed: ReadonlyMap<string, Renewed>): SuggestionState => renew(doc, NOTHING_SUGGESTED, renewed);

function renew(doc: Node, state: SuggestionState, renewed: ReadonlyMap<string, Renewed>): SuggestionState {
  const ranges = state.ranges.with(new Map([...renewed].map(([id, one]) => [id, one?.range ?? null])));
  const added = [...renewed.values()].flatMap((one) => one?.decorations ?? []);
  if (ranges.size === 0) return NOTHING_SUGGESTED;
  const isRenewed = (spec: unknown): boolean => renewed.has((spec as DecorationSpec).suggestion);
  // Of many, all are built anew: each that is removed costs a look at the others of its block.
  const isFew = renewed.size <= FEW;
  const all = isFew ? added : [...added, ...state.decorations.find(undefined, undefined, (spec) => !isRenewed(spec))];
  // In order: ProseMirror looks for the nodes of decorations in one walk, and leaves out those that it has passed.
  all.sort((a, b) => a.from - b.from || a.to - b.to);
  if (!isFew) return { decorations: DecorationSet.create(doc, all), ranges, touched: NONE };
  const gone = state.decorations.find(undefined, undefined, isRenewed);
  return { decorations: state.decorations.remove(gone).add(doc, all), ranges, touched: NONE };
}

/** With more, all decorations are built anew. */
const FEW = 50;
