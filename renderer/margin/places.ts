/**
 * Where each thread's text is on screen: ProseMirror positions, resolved from the anchors in one walk and mapped through
 * every transaction after that. What a transaction of this window took out and put in elsewhere is found again (NO10).
 */
import type { Node } from "prosemirror-model";
import { PluginKey, type Transaction } from "prosemirror-state";
import { posOf } from "../../shared/article/flat.ts";
import { REMOTE } from "../../shared/article/binding.ts";
import type { Place } from "../../shared/notes/anchor.ts";

/** A stretch of the document, in ProseMirror positions. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Places {
  /** Threads whose text is there. */
  readonly found: ReadonlyMap<string, Range>;
  readonly orphans: ReadonlySet<string>;
  /** What the composer is about, while it is open. */
  readonly draft: Range | null;
  /** Words of threads that this window cut out and has not put back. */
  readonly cut: ReadonlyMap<string, string>;
  /** Threads whose words this window just put elsewhere. */
  readonly moved: ReadonlyMap<string, Range>;
}

export interface PlacesMeta {
  readonly resolved?: ReadonlyMap<string, Place>;
  readonly draft?: Range | null;
}

export const placesKey = new PluginKey<Places>("margin");

export const NOWHERE: Places = { found: new Map(), orphans: new Set(), draft: null, cut: new Map(), moved: new Map() };

const BREAK = "\n";
const words = (doc: Node, { from, to }: Range): string => doc.textBetween(from, to, BREAK, BREAK);

export function applyPlaces(tr: Transaction, places: Places, before: Node): Places {
  const meta = tr.getMeta(placesKey) as PlacesMeta | undefined;
  let next = tr.docChanged ? mapped(tr, places, before) : places.moved.size > 0 ? { ...places, moved: new Map() } : places;
  if (meta?.draft !== undefined) next = { ...next, draft: meta.draft };
  if (meta?.resolved) next = resolved(tr.doc, next, meta.resolved);
  return next;
}

function resolved(doc: Node, places: Places, results: ReadonlyMap<string, Place>): Places {
  const found = new Map<string, Range>();
  const orphans = new Set<string>();
  for (const [id, place] of results) {
    if (place.state === "found") found.set(id, { from: posOf(doc, place.from), to: posOf(doc, place.to) });
    else if (place.state === "orphan") orphans.add(id);
  }
  return { ...places, found, orphans };
}

/** The edges stick to the first and the last character, as the anchors do (NO1). */
const mapRange = (tr: Transaction, { from, to }: Range): Range => ({ from: tr.mapping.map(from, 1), to: tr.mapping.map(to, -1) });

function mapped(tr: Transaction, places: Places, before: Node): Places {
  const found = new Map<string, Range>();
  const orphans = new Set(places.orphans);
  const cut = new Map(places.cut);
  const local = !tr.getMeta(REMOTE);
  for (const [id, range] of places.found) {
    const now = mapRange(tr, range);
    if (now.from < now.to) found.set(id, now);
    else {
      orphans.add(id);
      if (local) cut.set(id, words(before, range));
    }
  }
  const draft = places.draft && mapRange(tr, places.draft);
  const moved = new Map<string, Range>();
  if (local && cut.size > 0) {
    for (const [id, text] of cut) {
      const range = text === "" ? null : findInserted(tr, text);
      if (!range) continue;
      moved.set(id, range);
      found.set(id, range);
      orphans.delete(id);
      cut.delete(id);
    }
  }
  return { found, orphans, draft: draft && draft.from < draft.to ? draft : null, cut, moved };
}

/** The one place in what `tr` inserted where `text` stands, or null. */
function findInserted(tr: Transaction, text: string): Range | null {
  const places: Range[] = [];
  tr.mapping.maps.forEach((map, step) => {
    map.forEach((_oldStart, _oldEnd, newStart, newEnd) => {
      const rest = tr.mapping.slice(step + 1);
      // What a later step put at its edge is that step's.
      const from = rest.map(newStart, 1);
      const to = rest.map(newEnd, -1);
      if (from < to) places.push(...occurrences(tr.doc, { from, to }, text));
    });
  });
  return places.length === 1 ? places[0]! : null;
}

function occurrences(doc: Node, within: Range, text: string): Range[] {
  const found: Range[] = [];
  const all = words(doc, within);
  for (let at = all.indexOf(text); at !== -1; at = all.indexOf(text, at + 1)) {
    const from = positionAt(doc, within, at, 1);
    const to = positionAt(doc, within, at + text.length, -1);
    if (from !== null && to !== null) found.push({ from, to });
  }
  return found;
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
