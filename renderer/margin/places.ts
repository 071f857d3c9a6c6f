/**
 * Where each thread's text is on screen: ProseMirror positions, resolved from the anchors and mapped through every
 * transaction after that. What a transaction of this window took out and put in elsewhere is found again (NO10).
 */
import type { Node } from "prosemirror-model";
import { PluginKey, type Transaction } from "prosemirror-state";
import { positionsOf } from "../../shared/article/flat.ts";
import { REMOTE } from "../../shared/article/binding.ts";
import type { Place } from "../../shared/notes/anchor.ts";

/** A stretch of the document, in ProseMirror positions. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** What this window last took out of the text, with the whole text of some threads in it. */
interface Cut {
  readonly text: string;
  /** Where in it each thread's words stand. */
  readonly threads: ReadonlyMap<string, { readonly offset: number; readonly length: number }>;
}

export interface Places {
  /** Threads whose text is there. */
  readonly found: ReadonlyMap<string, Range>;
  readonly orphans: ReadonlySet<string>;
  /** What the composer is about, while it is there. */
  readonly draft: Range | null;
  readonly cut: Cut | null;
  /** Threads whose words this window just put elsewhere. */
  readonly moved: ReadonlyMap<string, Range>;
}

export interface PlacesMeta {
  /** Where threads are now; null for one that is no more. Those that are not named stay where they are. */
  readonly resolved?: ReadonlyMap<string, Place | null>;
  readonly draft?: Range | null;
}

export const placesKey = new PluginKey<Places>("margin");

const NONE: ReadonlyMap<string, Range> = new Map();
export const NOWHERE: Places = { found: NONE, orphans: new Set(), draft: null, cut: null, moved: NONE };

const BREAK = "\n";
const words = (doc: Node, { from, to }: Range): string => doc.textBetween(from, to, BREAK, BREAK);

export function applyPlaces(tr: Transaction, places: Places, before: Node): Places {
  const meta = tr.getMeta(placesKey) as PlacesMeta | undefined;
  let next = tr.docChanged ? mapped(tr, places, before) : places.moved.size > 0 ? { ...places, moved: NONE } : places;
  if (meta?.draft !== undefined) next = { ...next, draft: meta.draft };
  if (meta?.resolved) next = resolved(tr.doc, next, meta.resolved);
  return next;
}

function resolved(doc: Node, places: Places, results: ReadonlyMap<string, Place | null>): Places {
  const found = new Map(places.found);
  const orphans = new Set(places.orphans);
  const there: string[] = [];
  const flats: number[] = [];
  for (const [id, place] of results) {
    orphans.delete(id);
    if (place?.state === "found") {
      there.push(id);
      flats.push(place.from, place.to);
    } else found.delete(id);
    if (place?.state === "orphan") orphans.add(id);
  }
  const positions = positionsOf(doc, flats);
  there.forEach((id, i) => found.set(id, { from: positions[2 * i]!, to: positions[2 * i + 1]! }));
  return { ...places, found, orphans };
}

/** The edges stick to the first and the last character, as the anchors do (NO1). */
const mapRange = (tr: Transaction, { from, to }: Range): Range => ({ from: tr.mapping.map(from, 1), to: tr.mapping.map(to, -1) });

function mapped(tr: Transaction, places: Places, before: Node): Places {
  const found = new Map<string, Range>();
  const gone = new Map<string, Range>();
  for (const [id, range] of places.found) {
    const now = mapRange(tr, range);
    if (now.from < now.to) found.set(id, now);
    else gone.set(id, range);
  }
  const draft = places.draft && mapRange(tr, places.draft);
  const next = { ...places, found, draft: draft && draft.from < draft.to ? draft : null, moved: NONE };
  if (gone.size === 0 && places.cut === null) return next;
  const orphans = gone.size > 0 ? new Set([...places.orphans, ...gone.keys()]) : places.orphans;
  if (tr.getMeta(REMOTE)) return { ...next, orphans };
  const cut = gone.size > 0 ? cutOf(tr, before, gone) : places.cut;
  // Typing the same words is no moving; only what comes back as it was taken out is the same text.
  const mayMove = gone.size > 0 || ["paste", "drop"].includes(tr.getMeta("uiEvent") as string);
  const moved = cut && mayMove ? findCut(tr, cut, orphans) : NONE;
  if (moved.size === 0) return { ...next, orphans, cut };
  const left = new Set(orphans);
  for (const [id, range] of moved) {
    found.set(id, range);
    left.delete(id);
  }
  return { ...next, orphans: left, cut: null, moved };
}

/** @param gone threads whose whole text `tr` took out, and where it was @returns null when it was taken out in pieces */
function cutOf(tr: Transaction, before: Node, gone: ReadonlyMap<string, Range>): Cut | null {
  const deleted: Range[] = [];
  tr.mapping.maps.forEach((map, step) => {
    const earlier = tr.mapping.maps.slice(0, step).toReversed();
    const back = (pos: number, side: 1 | -1) => earlier.reduce((at, one) => one.invert().map(at, side), pos);
    map.forEach((from, to) => {
      if (from < to) deleted.push({ from: back(from, 1), to: back(to, -1) });
    });
  });
  const stretch = deleted.find(({ from, to }) => [...gone.values()].every((range) => from <= range.from && range.to <= to));
  if (!stretch) return null;
  const threads = [...gone].map(([id, range]) => [id, { offset: words(before, { from: stretch.from, to: range.from }).length, length: words(before, range).length }] as const);
  return { text: words(before, stretch), threads: new Map(threads) };
}

/** Where the threads of `cut` are when all that was taken out stands, exactly once, in what `tr` put in. */
function findCut(tr: Transaction, { text, threads }: Cut, orphans: ReadonlySet<string>): ReadonlyMap<string, Range> {
  const places: { readonly within: Range; readonly at: number }[] = [];
  tr.mapping.maps.forEach((map, step) => {
    map.forEach((_oldStart, _oldEnd, newStart, newEnd) => {
      const rest = tr.mapping.slice(step + 1);
      // What a later step put at its edge is that step's.
      const within = { from: rest.map(newStart, 1), to: rest.map(newEnd, -1) };
      if (within.from >= within.to) return;
      const all = words(tr.doc, within);
      for (let at = all.indexOf(text); at !== -1; at = all.indexOf(text, at + 1)) places.push({ within, at });
    });
  });
  const [place, another] = places;
  if (!place || another || text === "") return NONE;
  const moved = new Map<string, Range>();
  for (const [id, { offset, length }] of threads) {
    if (!orphans.has(id) || length === 0) continue;
    const from = positionAt(tr.doc, place.within, place.at + offset, 1);
    const to = positionAt(tr.doc, place.within, place.at + offset + length, -1);
    if (from !== null && to !== null) moved.set(id, { from, to });
  }
  return moved;
}

/** Position of the character with this offset in `words(doc, within)`; `side` -1 asks for the end of the one before. */
function positionAt(doc: Node, within: Range, offset: number, side: 1 | -1): number | null {
  let result: number | null = null;
  let length = 0;
  let blocks = 0;
  doc.nodesBetween(within.from, within.to, (node, pos) => {
    if (node.isTextblock) {
      // `textBetween` puts a break before each block but the first that has something to show.
      if (blocks++ > 0) length += BREAK.length;
      return true;
    }
    if (!node.isInline) return true;
    const start = Math.max(pos, within.from);
    const size = Math.min(pos + node.nodeSize, within.to) - start;
    const local = offset - length;
    if (result === null && (side === 1 ? local >= 0 && local < size : local > 0 && local <= size)) result = start + local;
    length += size;
    return false;
  });
  return result;
}
