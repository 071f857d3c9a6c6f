/** What the editor's state holds of suggestions: where they are, mapped through each transaction. */
import { PluginKey, type Transaction } from "prosemirror-state";
import { DecorationSet, type Decoration } from "prosemirror-view";
import type { DecorationSpec } from "./decorations.ts";
import type { Range } from "./placed.ts";

export interface SuggestionState {
  readonly decorations: DecorationSet;
  /** Where each suggestion is. */
  readonly ranges: ReadonlyMap<string, Range>;
  /** Those whose text was changed since they were placed. */
  readonly touched: ReadonlySet<string>;
}

/** A suggestion placed anew: its range and what is drawn of it; null for one that is gone. */
export type Renewed = { readonly range: Range; readonly decorations: readonly Decoration[] } | null;

export interface SuggestionMeta {
  /** Those that are not named stay, unless `isAll`. */
  readonly renewed: ReadonlyMap<string, Renewed>;
  readonly isAll: boolean;
}

export const suggestionKey = new PluginKey<SuggestionState>("suggestions");

const NONE: ReadonlySet<string> = new Set();
export const NOTHING_SUGGESTED: SuggestionState = { decorations: DecorationSet.empty, ranges: new Map(), touched: NONE };

/** The state after a transaction. */
export function applySuggestions(tr: Transaction, state: SuggestionState): SuggestionState {
  const meta = tr.getMeta(suggestionKey) as SuggestionMeta | undefined;
  const mapped = tr.docChanged && state !== NOTHING_SUGGESTED ? map(tr, state) : state;
  return meta ? renew(tr, mapped, meta) : mapped;
}

function map(tr: Transaction, state: SuggestionState): SuggestionState {
  const touched = new Set(state.touched);
  tr.mapping.maps.forEach((stepMap, i) => {
    const back = tr.mapping.slice(0, i).invert();
    stepMap.forEach((from, to) => {
      for (const { spec } of state.decorations.find(back.map(from, -1), back.map(to, 1))) touched.add((spec as DecorationSpec).suggestion);
    });
  });
  const ranges = new Map<string, Range>();
  for (const [id, { from, to }] of state.ranges) {
    const start = tr.mapping.map(from, 1);
    ranges.set(id, { from: start, to: Math.max(start, tr.mapping.map(to, 1)) });
  }
  return { decorations: state.decorations.map(tr.mapping, tr.doc), ranges, touched };
}

function renew(tr: Transaction, state: SuggestionState, { renewed, isAll }: SuggestionMeta): SuggestionState {
  const ranges = new Map(isAll ? [] : state.ranges);
  const added: Decoration[] = [];
  for (const [id, one] of renewed) {
    if (one === null) ranges.delete(id);
    else ranges.set(id, one.range);
    if (one) added.push(...one.decorations);
  }
  // In order: ProseMirror looks for the nodes of decorations in one walk, and leaves out those that it has passed.
  added.sort((a, b) => a.from - b.from || a.to - b.to);
  if (isAll && ranges.size === 0) return NOTHING_SUGGESTED;
  if (isAll) return { decorations: DecorationSet.create(tr.doc, added), ranges, touched: NONE };
  const gone = state.decorations.find(undefined, undefined, (spec) => renewed.has((spec as DecorationSpec).suggestion));
  return { decorations: state.decorations.remove(gone).add(tr.doc, added), ranges, touched: NONE };
}
