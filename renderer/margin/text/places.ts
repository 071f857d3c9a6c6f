import type { Node } from "prosemirror-model";
import { PluginKey, type Transaction } from "prosemirror-state";
import { positionsOf } from "../../../shared/article/model/flat.ts";
import type { Place } from "../../../shared/notes/resolve-anchors.ts";
import { Ranges, type RangesById } from "../../layout/ranges.ts";

/** A range of the document, in ProseMirror positions. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Where each thread's text is in the editor. */
export interface Places {
  /** Threads whose text is there. */
  readonly found: RangesById;
  readonly orphans: ReadonlySet<string>;
  /** What the composer is about, while it is there. */
  readonly draft: Range | null;
}

export interface PlacesMeta {
  /** Where threads are now; null for one that is gone. Those that are not named stay where they are. */
  readonly resolved?: ReadonlyMap<string, Place | null>;
  readonly draft?: Range | null;
}

/** The plugin whose state is the places. */
export const placesKey = new PluginKey<KeptPlaces>("margin");

/** Places as the plugin keeps them. */
export interface KeptPlaces extends Places {
  readonly found: Ranges;
}

/** Nothing is found yet. */
export const NOWHERE: KeptPlaces = { found: Ranges.NONE, orphans: new Set(), draft: null };

/** The places after a transaction: mapped through it, then changed by what its `PlacesMeta` says. */
export function applyPlaces(tr: Transaction, places: KeptPlaces): KeptPlaces {
  const meta = tr.getMeta(placesKey) as PlacesMeta | undefined;
  let next = tr.docChanged ? mapped(tr, places) : places;
  if (meta?.draft !== undefined) next = { ...next, draft: meta.draft };
  if (meta?.resolved) next = resolved(tr.doc, next, meta.resolved);
  return next;
}

function resolved(doc: Node, places: KeptPlaces, results: ReadonlyMap<string, Place | null>): KeptPlaces {
  const changes = new Map<string, Range | null>();
  const orphans = new Set(places.orphans);
  const there: string[] = [];
  const flats: number[] = [];
  for (const [id, place] of results) {
    orphans.delete(id);
    if (place?.state === "found") {
      there.push(id);
      flats.push(place.from, place.to);
    } else changes.set(id, null);
    if (place?.state === "orphan") orphans.add(id);
  }
  const positions = positionsOf(doc, flats);
  there.forEach((id, i) => changes.set(id, { from: positions[2 * i]!, to: positions[2 * i + 1]! }));
  return { ...places, found: places.found.with(changes), orphans };
}

/** The edges stick to the first and the last character, as the anchors do (NO1). */
const mapRange = (tr: Transaction, { from, to }: Range): Range => ({ from: tr.mapping.map(from, 1), to: tr.mapping.map(to, -1) });

function mapped(tr: Transaction, places: KeptPlaces): KeptPlaces {
  const gone = new Map<string, null>();
  const found = places.found.map(tr.mapping.maps, -1, (id, { from, to }) => from >= to && gone.set(id, null));
  const draft = places.draft && mapRange(tr, places.draft);
  return {
    found: found.with(gone),
    orphans: gone.size > 0 ? new Set([...places.orphans, ...gone.keys()]) : places.orphans,
    draft: draft && draft.from < draft.to ? draft : null,
  };
}
