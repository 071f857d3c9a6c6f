/** Answers a search from the index: which articles, best first, and what of each is shown (LB12, LB14, LB15). */
import type { SearchHit } from "../../../shared/rpc/contract.ts";
import { findRanges, isEmpty, readQuery, type Phrase, type Range, type SearchQuery } from "../../../shared/text/search.ts";
import type { Indexed, IndexStore } from "./index-store.ts";

/** How much a word counts in headline, text, notes and people. */
const WEIGHTS = "10.0, 1.0, 1.0, 4.0";
/** Units of a snippet before its first hit and in all. */
const BEFORE = 60;
const LONGEST = 200;

export function find(store: IndexStore, text: string, limit: number, offset: number): { readonly total: number; readonly hits: readonly SearchHit[] } {
  const query = readQuery(text);
  if (isEmpty(query)) return { total: 0, hits: [] };
  const match = expression(query);
  const { total } = store.db.prepare("SELECT count(*) AS total FROM words WHERE words MATCH ?").get(match) as { total: number };
  const sql = `SELECT articles.article, title, text, notes, people
               FROM (SELECT rowid AS id FROM words WHERE words MATCH ? ORDER BY bm25(words, ${WEIGHTS}), rowid DESC LIMIT ? OFFSET ?) AS best
               JOIN articles USING (id)`;
  const rows = store.db.prepare(sql).all(match, limit, offset) as Indexed[];
  return { total, hits: rows.map((row) => hitOf(row, query)) };
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

function hitOf({ article, title, text, notes, people }: Indexed, query: SearchQuery): SearchHit {
  const titleRanges = findRanges(title, query);
  for (const [where, source] of [["text", text], ["notes", notes], ["people", people]] as const) {
    const [first] = findRanges(source, query, 1);
    if (first) return { id: article, title, titleRanges, where, ...snippetOf(source, first, query) };
  }
  return { id: article, title, titleRanges, where: "title", ...snippetOf(text, [0, 0], query) };
}

function snippetOf(source: string, [start]: Range, query: SearchQuery): { readonly snippet: string; readonly ranges: readonly Range[] } {
  const from = start <= BEFORE ? 0 : wordStart(source, start - BEFORE);
  const to = Math.min(source.length, from + LONGEST);
  const snippet = source.slice(from, to).replaceAll(/\s/gu, " ").toWellFormed();
  return { snippet, ranges: findRanges(snippet, query) };
}

/** The next place behind a blank, so that no word begins in its middle; `at` where there is none nearby. */
function wordStart(text: string, at: number): number {
  const blank = text.slice(at, at + BEFORE).search(/\s/u);
  return blank === -1 ? at : at + blank + 1;
}
