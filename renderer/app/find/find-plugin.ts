import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import type { Mapping } from "prosemirror-transform";
import type { Range } from "../../suggestions/index.ts";

/** What Find remembers of places in the text. They go along with every edit. */
export interface FindPlaces {
  /** The hit that one is at. */
  readonly current: Range | null;
  /** The only part of the text that is looked at. */
  readonly scope: Range | null;
  /** From where the next hit is looked for as soon as it is known what there is. */
  readonly seek: number | null;
}

const NOWHERE: FindPlaces = { current: null, scope: null, seek: null };

const key = new PluginKey<FindPlaces>("find");

export const findPlaces = (state: EditorState): FindPlaces => key.getState(state) ?? NOWHERE;

export const setFindPlaces = (tr: Transaction, change: Partial<FindPlaces>): Transaction =>
  tr.setMeta(key, change).setMeta("addToHistory", false);

/** @param onUpdate called after each change of the editor's state, with the one before */
export const findPlugin = (onUpdate: (before: EditorState) => void): Plugin<FindPlaces> =>
  new Plugin<FindPlaces>({
    key,
    state: {
      init: () => NOWHERE,
      apply: (tr, places) => {
        const change = tr.getMeta(key) as Partial<FindPlaces> | undefined;
        const mapped = tr.docChanged && places !== NOWHERE ? mapPlaces(places, tr.mapping) : places;
        return change ? { ...mapped, ...change } : mapped;
      },
    },
    view: () => ({ update: (_view, before) => onUpdate(before) }),
  });

function mapPlaces({ current, scope, seek }: FindPlaces, mapping: Mapping): FindPlaces {
  const map = (range: Range | null, inside: 1 | -1): Range | null => {
    if (range === null) return null;
    const [from, to] = [mapping.map(range.from, inside), mapping.map(range.to, -inside)];
    return from < to ? { from, to } : null;
  };
  // What is written at its edges belongs to the part that is looked at, and not to a hit.
  return { current: map(current, 1), scope: map(scope, -1), seek: seek === null ? null : mapping.map(seek, 1) };
}
