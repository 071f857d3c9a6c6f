import { MOST_COUNTED, type SearchHit } from "../../../shared/rpc/contract.ts";
import { finderOf } from "../../../shared/text/find.ts";
import { FOLD_ALL } from "../../../shared/text/fold.ts";
import { findRanges, isEmpty, readQuery, type Phrase, type Range, type SearchQuery } from "../../../shared/text/search.ts";
import { asItsBlock, PlaceReader } from "./found-places.ts";
import type { Indexed, IndexStore } from "./index-store.ts";

/** How much a word counts in headline and people, and in headline, text, notes and people. */
const HEAD_WEIGHTS = "10.0, 4.0";
const WEIGHTS = "10.0, 1.0, 1.0, 4.0";
/** Articles up to which they are ranked by how well they fit; more come in the order in which they changed. */
const MOST_RANKED = 300;
/** Units of text in which hits are counted for one search. */
const READ_AT_MOST = 200_000;
/** Units of a snippet before its first hit and in all, but for a mark of direction. */
const BEFORE = 60;
const LONGEST = 199;

/**
 * Answers a search from the index. First come the articles with all terms in headline and people, then those with all terms
 * anywhere. Where more than `MOST_RANKED` articles have a term, they are not ranked, which would take time in proportion to their
 * number: the latest come first. Rules LB12, LB14, LB15, FR21, FR22.
 * @param text as a person typed it
 * @returns hits from number `offset` on, and how many there are in all, counted up to `MOST_COUNTED`
 */
export function find(
  store: IndexStore,
  text: string,
  limit: number,
  offset: number,
): { readonly total: number; readonly hits: readonly SearchHit[] } {
  const query = readQuery(text);
  if (isEmpty(query)) return { total: 0, hits: [] };
  const search = new Search(store, query);
  const heads = search.ids("heads", MOST_RANKED);
  // At most as many as are counted: each statement first goes through all articles that have one of the phrases.
  const all = search.ids("words", Math.max(MOST_COUNTED, offset + limit + heads.length));
  const known = new Set(heads);
  const ids = [...heads, ...all.filter((id) => !known.has(id))].slice(offset, offset + limit);
  const read = store.db.prepare("SELECT article, title, text, notes, people FROM articles WHERE id = ?");
  const finder = finderOf({ words: text.trim(), folding: FOLD_ALL, wholeWord: false, isPattern: false });
  const places = new PlaceReader(finder, READ_AT_MOST);
  return { total: Math.min(all.length, MOST_COUNTED), hits: ids.map((id) => hitOf(read.get(id) as Found, query, places)) };
}

type Found = Pick<Indexed, "article" | "title" | "text" | "notes" | "people">;
type Table = "heads" | "words";

class Search {
  readonly #store: IndexStore;
  readonly #match: string;
  /** The phrases of the query. */
  readonly #phrases: readonly string[];

  constructor(store: IndexStore, query: SearchQuery) {
    this.#store = store;
    this.#match = expression(query);
    this.#phrases = [...new Set([...query.terms.flat().map(phrase), ...query.joined.map((word) => phrase([word]))])];
  }

  /** IDs of the best. */
  ids(table: Table, limit: number): number[] {
    const latest = this.#latest(table, this.#match, limit);
    if (latest.length > MOST_RANKED || !this.#isRare(table)) return latest;
    const rank = table === "heads" ? `bm25(heads, ${HEAD_WEIGHTS})` : `bm25(words, ${WEIGHTS})`;
    return this.#read(`SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY ${rank}, rowid DESC LIMIT ?`, this.#match, limit);
  }

  /** Weighing counts all articles that have a phrase, also where few have them all. */
  #isRare(table: Table): boolean {
    return this.#phrases.every((one) => this.#latest(table, one, MOST_RANKED + 1).length <= MOST_RANKED);
  }

  #latest(table: Table, match: string, limit: number): number[] {
    return this.#read(`SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid DESC LIMIT ?`, match, limit);
  }

  #read(sql: string, match: string, limit: number): number[] {
    return this.#store.db.prepare(sql).pluck().all(match, limit) as number[];
  }
}

/** An FTS5 expression. Words hold letters and digits alone, and stand in quotes: none of them is an operator. */
function expression({ terms, joined }: SearchQuery): string {
  const wanted = terms.map((ways) => anyOf(ways.map(phrase)));
  const asOne = joined.map((word, i) => allOf([...wanted.slice(0, i), phrase([word]), ...wanted.slice(i + 2)]));
  return anyOf([allOf(wanted), ...asOne]);
}

const phrase = (words: Phrase): string => `"${words.join(" ")}" *`;
const allOf = (parts: readonly string[]): string => `(${parts.join(" AND ")})`;
const anyOf = (parts: readonly string[]): string => (parts.length === 1 ? parts[0]! : `(${parts.join(" OR ")})`);

function hitOf({ article, title, text, notes, people }: Found, query: SearchQuery, places: PlaceReader): SearchHit {
  const hit = { id: article, title, titleRanges: findRanges(title, query), ...places.read(title, text) };
  const [place] = hit.places;
  if (place && place.snippet !== "") return { ...hit, where: "text", snippet: place.snippet, ranges: place.ranges };
  for (const [where, source] of [
    ["text", text],
    ["notes", notes],
    ["people", people],
  ] as const) {
    const start = firstIn(source, query);
    if (start !== null) return { ...hit, where, ...snippetOf(source, start, query) };
  }
  return { ...hit, where: "title", ...snippetOf(text, 0, query) };
}

/** Where the first hit is. Looks line by line, so that what stands behind it is not read. */
function firstIn(source: string, query: SearchQuery): number | null {
  for (let at = 0; at < source.length;) {
    const end = source.indexOf("\n", at);
    const line = source.slice(at, end === -1 ? source.length : end);
    const [first] = findRanges(line, query, 1);
    if (first) return at + first[0];
    at += line.length + 1;
  }
  return null;
}

function snippetOf(source: string, start: number, query: SearchQuery): { readonly snippet: string; readonly ranges: readonly Range[] } {
  const from = start <= BEFORE ? 0 : wordStart(source, start - BEFORE);
  const to = Math.min(source.length, from + LONGEST);
  const block = source.slice(source.lastIndexOf("\n", start - 1) + 1, to);
  const snippet = asItsBlock(source.slice(from, to).replaceAll(/\s/gu, " ").toWellFormed(), block);
  return { snippet, ranges: findRanges(snippet, query) };
}

/** The next place behind a blank, so that no word begins in its middle; `at` where there is none nearby. */
function wordStart(text: string, at: number): number {
  const blank = text.slice(at, at + BEFORE).search(/\s/u);
  return blank === -1 ? at : at + blank + 1;
}
