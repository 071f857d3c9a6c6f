import * as Y from "yjs";
import { firstIndex } from "../binary-search.ts";
import { articleOf, type Article } from "../article/identity/article.ts";
import { HEADLINE } from "../article/identity/block-attributes.ts";
import { bodyOf } from "../article/model/body.ts";
import type { CharacterRun } from "../article/model/character-id.ts";
import { setLanguage } from "../article/model/language.ts";
import { LOCAL } from "../article/model/names.ts";
import { fillBlocks, insertsOf, runsOfDocument, type Run } from "../article/projection/fill.ts";
import { BodyWriter } from "../article/sync/writer.ts";
import { Landmarks } from "../article/yjs-internals/landmarks.ts";
import { readBody } from "../article/yjs-internals/read.ts";
import { unitsOf } from "../article/yjs-internals/units.ts";
import { anchorOf } from "../notes/anchor.ts";
import { quoteOf } from "../notes/quote.ts";
import type { Target } from "../notes/target.ts";
import { addThread, reply, replyToSuggestion, setResolved } from "../notes/threads.ts";
import type { ReviewedArticle, ReviewedSuggestion, ReviewedThread, Signed, Stretch } from "./reviewed-article.ts";

/** Updates of the two rooms of a new article. */
export interface FilledRooms {
  readonly body: Uint8Array;
  /** Null where there is nothing to note. */
  readonly notes: Uint8Array | null;
}

/** Stands for the author's name in the words that say who is said to have written something. */
export const AUTHOR = "{author}";

/** Words that say who is said to have written something, with `AUTHOR` in them. */
export interface Attribution {
  /** The first line of a message. */
  readonly line: string;
  /** Said once, of all suggestions under which nobody is named. */
  readonly rest: string;
}

/** Whoever is said to have made more suggestions than this is named once for all of them. */
const NAMED_EACH = 20;

/**
 * Makes a new article of what a file holds. Its notes and suggestions are written by whoever imports it: who wrote them is a claim of
 * the file, and is quoted (DX9).
 */
export function fillReviewed(article: ReviewedArticle, attribution: Attribution): FilledRooms {
  const doc = new Y.Doc();
  bodyOf(doc);
  const filled = articleOf(doc);
  let ids: readonly string[] = [];
  doc.transact(() => {
    if (article.language !== null) setLanguage(doc, article.language);
    ids = fillText(filled, article);
    fillBlocks(filled, article.doc);
    fillSuggestions(filled, article.suggestions, ids);
  }, LOCAL);
  const notes = new Y.Doc();
  const words = new Words(filled, attribution);
  notes.transact(() => {
    const most = mostNamed(article.suggestions);
    if (most !== null) words.signRest(notes, most, article.suggestions);
    article.suggestions.forEach((suggestion, i) => suggestion.author !== most && words.sign(notes, suggestion, ids[i]!));
    for (const thread of article.threads) words.add(notes, thread, article);
  }, LOCAL);
  const hasNotes = Y.getState(notes.store, notes.clientID) > 0;
  return { body: Y.encodeStateAsUpdate(doc), notes: hasNotes ? Y.encodeStateAsUpdate(notes) : null };
}

/** Who is said to have made most suggestions, where it is worth one note about all of them; null else, or where some have no name. */
function mostNamed(suggestions: readonly ReviewedSuggestion[]): string | null {
  const counts = new Map<string, number>();
  for (const { author } of suggestions) counts.set(author, (counts.get(author) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most && most[1] > NAMED_EACH && !counts.has("") ? most[0] : null;
}

/** Writes the text, what is suggested in the ink of its suggestion (SU1). @returns the IDs of the suggestions */
function fillText({ body, suggestions }: Article, { doc, suggestions: reviewed }: ReviewedArticle): string[] {
  const ids = reviewed.map(({ at }) => suggestions.begin(at));
  const inserted = reviewed
    .flatMap((suggestion, i) => suggestion.inserted.map((stretch) => ({ ...stretch, id: ids[i]! })))
    .sort((a, b) => a.from - b.from);
  const runs = new RunReader(runsOfDocument(doc));
  const parts = inserted.flatMap(({ from, to, id }) => [
    { id: null, taken: runs.take(from) },
    { id, taken: runs.take(to) },
  ]);
  parts.push({ id: null, taken: runs.take(Infinity) });
  // Each part before those behind it: Yjs would look for an end from the beginning, each time.
  for (const { id, taken } of parts.toReversed()) {
    if (taken.length === 0) continue;
    suggestions.ink.use(id);
    body.applyDelta(insertsOf(taken));
  }
  suggestions.ink.use(null);
  return ids;
}

/** Runs of a document, taken from its start on. */
class RunReader {
  readonly #runs: readonly Run[];
  #next = 0;
  /** Units of the next run that are taken. */
  #offset = 0;
  /** Index in the body of what is next. */
  #index = 0;

  constructor(runs: readonly Run[]) {
    this.#runs = runs;
  }

  /** What stands before an index, and was not taken yet. */
  take(to: number): Run[] {
    const taken: Run[] = [];
    while (this.#index < to && this.#next < this.#runs.length) {
      const { insert, attributes } = this.#runs[this.#next]!;
      const length = (typeof insert === "string" ? insert.length : 1) - this.#offset;
      const size = Math.min(length, to - this.#index);
      taken.push({ insert: typeof insert === "string" ? insert.slice(this.#offset, this.#offset + size) : insert, attributes });
      this.#index += size;
      this.#offset = size < length ? this.#offset + size : 0;
      if (size === length) this.#next++;
    }
    return taken;
  }
}

function fillSuggestions(article: Article, reviewed: readonly ReviewedSuggestion[], ids: readonly string[]): void {
  if (reviewed.length === 0) return;
  const { suggestions, body } = article;
  const { items } = new BodyWriter(article, new Landmarks(body));
  const blocks = readBody(body).flatMap(({ id }) => id ?? []);
  const runsIn = ({ from, to }: Stretch): CharacterRun[] =>
    items.runsIn(from, to - from).map(({ client, clock, length }) => ({ client, clock, length }));
  reviewed.forEach(({ struck, forms, blockForms }, i) => {
    const id = ids[i]!;
    if (struck.length > 0) suggestions.strike(id, struck.flatMap(runsIn));
    for (const form of forms) suggestions.restyle(id, { runs: runsIn(form), block: null, name: form.name, value: form.value });
    for (const { block, name, value } of blockForms)
      suggestions.restyle(id, { runs: [], block: block === 0 ? HEADLINE : blocks[block - 1]!, name, value });
  });
}

/** Longest text of a suggestion that is quoted, in UTF-16 units. */
const LONGEST_WORDS = 200;

/** Writes what people say of an article into its notes. */
class Words {
  readonly #article: Article;
  readonly #text: string;
  readonly #attribution: Attribution;
  /** Where blocks begin, but the headline. */
  readonly #begins: readonly number[];

  constructor(article: Article, attribution: Attribution) {
    this.#article = article;
    this.#text = unitsOf(article.body);
    this.#begins = [...this.#text.matchAll(/\n/g)].map(({ index }) => index);
    this.#attribution = attribution;
  }

  /** Says beside a suggestion who is said to have made it. */
  sign(notes: Y.Doc, { author, at, inserted, struck, forms }: ReviewedSuggestion, id: string): void {
    if (author === "") return;
    const { from, to } = inserted[0] ?? struck[0] ?? forms[0] ?? { from: 0, to: 0 };
    const { text, prefix, suffix } = quoteOf(this.#text, from, Math.min(to, from + LONGEST_WORDS));
    replyToSuggestion(notes, id, { text, before: prefix, after: suffix }, this.#said({ author, at }, ""), at);
  }

  /** Says once, about the article, who is said to have made the suggestions that nobody signs. */
  signRest(notes: Y.Doc, author: string, suggestions: readonly ReviewedSuggestion[]): void {
    const at = suggestions.reduce((latest, one) => (one.author === author ? Math.max(latest, one.at) : latest), 0);
    addThread(notes, null, quoteOf(this.#text, 0, 0), withAuthor(this.#attribution.rest, author), at, { target: "article" });
  }

  add(notes: Y.Doc, thread: ReviewedThread, { doc }: ReviewedArticle): void {
    const [first, ...answers] = thread.messages;
    const { target, from, to } = this.#placeOf(thread, doc);
    const anchor = from < to ? anchorOf(this.#article.body, from, to) : null;
    const id = addThread(notes, anchor, quoteOf(this.#text, from, to), this.#said(first, first.text), first.at, { target });
    for (const answer of answers) reply(notes, id, this.#said(answer, answer.text), answer.at);
    if (thread.isResolved) setResolved(notes, id, true, Math.max(...thread.messages.map(({ at }) => at)));
  }

  /** Where it stands here: around a place it is about the block, by the line break that begins it. */
  #placeOf({ target, from, to }: ReviewedThread, doc: ReviewedArticle["doc"]): Stretch & { readonly target: Target } {
    if (target === "range") return { target, from, to };
    const block = target === "article" ? 0 : firstIndex(this.#begins.length, (i) => this.#begins[i]! >= from);
    if (block === 0) return { target: target === "article" ? "article" : "headline", from: 0, to: 0 };
    const begin = this.#begins[block - 1]!;
    return { target: doc.child(block).type.name === "figure" ? "picture" : "block", from: begin, to: begin + 1 };
  }

  #said({ author }: Signed, text: string): string {
    if (author === "") return text;
    const line = withAuthor(this.#attribution.line, author);
    return text === "" ? line : `${line}\n${text}`;
  }
}

/** A name may hold what stands for one in a replacement. */
const withAuthor = (words: string, author: string): string => words.split(AUTHOR).join(author);
