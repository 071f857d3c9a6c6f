/**
 * Gives an article the text, formats and kinds of blocks of an earlier state, by the identity of characters: what is still there is
 * left alone, what went is written anew where it stood, and what came since is deleted (VE10–VE12).
 */
import { firstIndex } from "../../binary-search.ts";
import type { Article } from "../identity/article.ts";
import { HEADLINE, type BlockId } from "../identity/block-attributes.ts";
import type { Decision, Restyle, Verdict } from "../identity/suggestion-records.ts";
import type { CharacterStatus, RecordChange, Suggestions } from "../identity/suggestions.ts";
import { idAfter, type CharacterRun } from "../model/character-id.ts";
import { NEWLINE } from "../model/names.ts";
import { isHigh, isLow } from "../model/surrogate-pair.ts";
import { newlinesOf, sliceOf, type TextRun } from "../model/text-run.ts";
import { changedAttributes, type Attributes } from "../model/tokens.ts";
import { clockOf } from "../yjs-internals/items.ts";
import { BodyItems } from "../yjs-internals/body-items.ts";
import { Landmarks } from "../yjs-internals/landmarks.ts";
import { inSameOrder, survivorsOf, type Kept } from "./alignment.ts";
import { textOf } from "./copies.ts";
import { DEEPEST } from "./decide.ts";
import { addChange, type FormatChange } from "./format-change.ts";
import type { DeletedRun, Restored } from "./journal.ts";
import { copiesOfRestored } from "./restored.ts";
import { inWholePairs } from "./whole-pairs.ts";
import type { BodyWriter } from "./writer.ts";

/** Indices of the body, from one up to another. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Writes the restoration, in the transaction that is open.
 * @param block its number in the earlier state, 0 for the headline; null for all
 */
export function restore(writer: BodyWriter, earlier: Article, block: number | null): void {
  const all = new BodyItems(earlier.body, new Landmarks(earlier.body)).runsIn(0, earlier.body.length);
  if (block === null) {
    restoreInPlace(writer, all);
    restoreRange(writer, earlier, all, { from: 0, to: writer.length });
    restoreBlock(writer, HEADLINE, earlier.blocks.of(HEADLINE, headlineFormats(earlier)));
    return;
  }
  const boundaries = [0, ...newlinesIn(all), earlier.body.length];
  const [from, to] = [boundaries[block], boundaries[block + 1]];
  if (from === undefined || to === undefined) return;
  const present = writer.items.runsIn(0, writer.length);
  const range = rangeOfBlock(survivorsOf(all, present, writer.article.lineage), newlinesIn(present), writer.length, { from, to });
  const end = restoreRange(writer, earlier, cutterOf(all)(from, to), inWholePairs(writer, range));
  if (block === 0) restoreBlock(writer, HEADLINE, earlier.blocks.of(HEADLINE, headlineFormats(earlier)));
  separate(writer, end);
}

/** In an article of the older form, the headline's direction is an attribute of the text. */
const headlineFormats = ({ blocks, body }: Article): Attributes | undefined =>
  blocks.isFormer ? { dir: body.getAttribute("dir") ?? null } : undefined;

/** Deletes what came since, then writes what is gone anew, beside those characters between which it stood. */
function restoreInPlace(writer: BodyWriter, earlier: readonly TextRun[]): void {
  const { lineage } = writer.article;
  const kept = keptOf(writer, earlier, { from: 0, to: writer.length });
  deleteOthers(writer, kept, { from: 0, to: writer.length });
  const partOf = cutterOf(earlier);
  const missing = gaps(
    kept.map(({ before, length }) => ({ from: before, to: before + length })),
    lengthOf(earlier),
  ).flatMap(({ from, to }) => partOf(from, to));
  const restored = writer.restoreRuns(missing.flatMap((run) => receivedOf(writer, run)));
  lineage.record(
    restored.flatMap((part) => copiesOfRestored(writer, part)),
    "rewritten",
  );
}

/** The part of a run that was received here: the rest has no place yet. */
function receivedOf({ article: { doc, lineage } }: BodyWriter, run: TextRun): DeletedRun[] {
  const length = Math.min(run.length, clockOf(doc, run.client) - run.clock);
  // Halves of a surrogate pair come back together.
  if (length <= 0 || (typeof run.content === "string" && !run.content.isWellFormed())) return [];
  return lineage.partsOf({ client: run.client, clock: run.clock, length }).map(({ clock, length: size, ancestors }) => ({
    ...sliceOf(run, clock - run.clock, clock - run.clock + size),
    otherCopies: [],
    copies: [],
    ancestors,
  }));
}

/** Makes a range say what `earlier` says. @returns the index of its end */
function restoreRange(writer: BodyWriter, earlierArticle: Article, earlier: readonly TextRun[], { from, to }: Range): number {
  const kept = keptOf(writer, earlier, { from, to });
  deleteOthers(writer, kept, { from, to });
  const partOf = cutterOf(earlier);
  const inserter = new Inserter(writer, from);
  let before = 0;
  for (const part of kept) {
    inserter.insert(partOf(before, part.before));
    inserter.index += part.length;
    before = part.before + part.length;
  }
  const end = lengthOf(earlier);
  inserter.insert(partOf(before, end));
  inserter.recordLineage();
  restoreSuggestions(writer, earlierArticle, earlier, from);
  restoreFormats(writer, earlier, from);
  restoreBlocks(writer, earlierArticle, earlier, from);
  return from + end;
}

/** Writes what is gone anew at an index, where characters of it may stand elsewhere. */
class Inserter {
  index: number;
  readonly #writer: BodyWriter;
  readonly #copies: Restored[] = [];

  constructor(writer: BodyWriter, index: number) {
    this.#writer = writer;
    this.index = index;
  }

  insert(runs: readonly TextRun[]): void {
    for (const together of pairsTogether(runs.flatMap(linesOf))) this.#insert(together);
  }

  /** Writes runs at once that have the formats of the first. */
  #insert(runs: readonly TextRun[]): void {
    const { content, attributes } = runs[0]!;
    const id =
      typeof content !== "string"
        ? this.#writer.insertEmbed(this.index, content.value, attributes)
        : this.#writer.insert(this.index, textOf(runs).toWellFormed(), content === NEWLINE ? undefined : attributes);
    let offset = 0;
    for (const run of runs) {
      for (const { clock, length, ancestors } of this.#writer.article.lineage.partsOf(run)) {
        const of = { client: run.client, clock, length };
        this.#copies.push({ of, copy: idAfter(id, offset + clock - run.clock), ancestors, otherCopies: [] });
      }
      offset += run.length;
    }
    this.index += offset;
  }

  /** Says what the new characters are copies of: what stands elsewhere as well keeps what is said of it. */
  recordLineage(): void {
    const { lineage } = this.#writer.article;
    const isElsewhere = ({ of }: Restored): boolean =>
      [of, ...lineage.descendantsOf(of).map(({ run }) => run)].some((run) => this.#writer.items.livingOf(run).length > 0);
    const copied = this.#copies.filter(isElsewhere);
    const rewritten = this.#copies.filter((one) => !copied.includes(one));
    lineage.record(
      copied.map(({ of, copy }) => ({ ...copy, length: of.length, ancestors: [of] })),
      "copied",
    );
    lineage.record(
      rewritten.flatMap((one) => copiesOfRestored(this.#writer, one)),
      "rewritten",
    );
  }
}

/** @returns what gives the part of `runs` from one offset up to another, without walking over all of them */
function cutterOf(runs: readonly TextRun[]): (from: number, to: number) => TextRun[] {
  const starts: number[] = [];
  let length = 0;
  for (const run of runs) {
    starts.push(length);
    length += run.length;
  }
  return (from, to) => {
    const parts: TextRun[] = [];
    for (let i = Math.max(0, firstIndex(starts.length, (at) => starts[at]! > from) - 1); i < runs.length && starts[i]! < to; i++) {
      const [start, end] = [Math.max(0, from - starts[i]!), Math.min(runs[i]!.length, to - starts[i]!)];
      if (start < end) parts.push(sliceOf(runs[i]!, start, end));
    }
    return parts;
  };
}

/** Parts a run at its `\n`, each of which is a part of its own. */
function linesOf(run: TextRun): TextRun[] {
  if (typeof run.content !== "string") return [run];
  const parts: TextRun[] = [];
  let at = 0;
  for (const text of run.content.split(/(\n)/)) {
    if (text.length > 0) parts.push(sliceOf(run, at, at + text.length));
    at += text.length;
  }
  return parts;
}

/** Puts runs together of which one ends with a half of a surrogate pair, and the next begins with the other. */
function pairsTogether(runs: readonly TextRun[]): TextRun[][] {
  const all: TextRun[][] = [];
  for (const run of runs) {
    const last = all.at(-1);
    if (last && isHigh(textOf(last).at(-1)) && isLow(textOf([run])[0])) last.push(run);
    else all.push([run]);
  }
  return all;
}

/** What of `earlier` is in a range and says the same: Yjs makes another character of half a surrogate pair. */
function keptOf({ article: { lineage }, items }: BodyWriter, earlier: readonly TextRun[], { from, to }: Range): Kept[] {
  const present = items.runsIn(from, to - from);
  const [then, now] = [textOf(earlier), textOf(present)];
  const kept: Kept[] = [];
  for (const part of inSameOrder(survivorsOf(earlier, present, lineage))) {
    const isSame = (i: number): boolean => {
      const [before, at] = [part.before + i, part.now + i];
      if (then[before] !== now[at]) return false;
      if (isHigh(then[before])) return i + 1 < part.length && then[before + 1] === now[at + 1];
      return !isLow(then[before]) || (i > 0 && then[before - 1] === now[at - 1]);
    };
    let start = 0;
    for (let i = 0; i <= part.length; i++) {
      if (i < part.length && isSame(i)) continue;
      if (start < i) kept.push({ before: part.before + start, now: from + part.now + start, length: i - start });
      start = i + 1;
    }
  }
  return kept;
}

function deleteOthers(writer: BodyWriter, kept: readonly Kept[], { from, to }: Range): void {
  const others = gaps(
    kept.map(({ now, length }) => ({ from: now - from, to: now - from + length })),
    to - from,
  );
  for (const other of others.toReversed()) writer.delete(from + other.from, other.to - other.from);
}

/** What is between ranges, from 0 up to `length`. */
function gaps(ranges: readonly Range[], length: number): Range[] {
  const edges = [0, ...ranges.flatMap(({ from, to }) => [from, to]), length];
  return edges.flatMap((edge, i) => (i % 2 === 0 && edge < edges[i + 1]! ? [{ from: edge, to: edges[i + 1]! }] : []));
}

/**
 * Makes suggestions what they were. One on which somebody has decided since, or that was taken back, is suggested again, by whoever
 * restores: else a word that was struck out there and what was to stand instead of it would both be part of the text. What was
 * suggested since is over: of a replacement, of which the new word goes, the old one would be struck out still.
 * @param from index of the first of `earlier`
 */
function restoreSuggestions(writer: BodyWriter, { suggestions: former }: Article, earlier: readonly TextRun[], from: number): void {
  const { suggestions } = writer.article;
  if (former.isEmpty && suggestions.isEmpty) return;
  const record = (change: RecordChange): void => void writer.journal.suggestions.push(change);
  const decide = (id: string, verdict: Verdict, decision: Partial<Decision>): void =>
    record(suggestions.decide(id, { verdict, at: Date.now(), accepted: [], settled: [], restyles: [], removed: [], ...decision }));
  const pieces = acceptedPieces(() => [...piecesOf(writer, former, earlier, from)], decide);
  const names = new Map<string, string>();
  const nameOf = (suggestion: string): string => {
    const name = names.get(suggestion) ?? suggestions.begin(Date.now());
    names.set(suggestion, name);
    return name;
  };
  const [forms, formerForms] = [suggestions, former].map((one) =>
    one.open().flatMap(({ restyles }) => restyles.filter((form) => isWithin(writer, form, from, from + lengthOf(earlier)))),
  ) as [Restyle[], Restyle[]];
  const gone = new Set([...pieces.flatMap(goneFrom), ...formerForms.flatMap((form) => (isAmong(form, forms) ? [] : [form.suggestion]))]);

  const [struck, settled, accepted] = [new RunsBy(), new RunsBy(), new RunsBy()];
  for (const { at, before, now } of pieces) {
    let runs: readonly CharacterRun[] = [now];
    const isRewritten = before.insertedBy !== null && gone.has(before.insertedBy);
    if (isRewritten) {
      suggestions.ink.use(nameOf(before.insertedBy));
      runs = rewrite(writer, { from: at, to: at + now.length });
      suggestions.ink.use(null);
      // Once the new suggestion is accepted, the old one has nothing to say of it.
      if (now.insertedBy === before.insertedBy) accepted.add(before.insertedBy, runs);
    }
    for (const suggestion of before.struckBy) {
      if (gone.has(suggestion)) struck.add(nameOf(suggestion), runs);
      // What is said of the text before does not count for what a suggestion inserts.
      else if (isRewritten) struck.add(suggestion, runs);
    }
    for (const suggestion of now.struckBy) {
      if (gone.has(suggestion) || !before.struckBy.includes(suggestion)) settled.add(suggestion, runs);
    }
  }
  for (const [suggestion, runs] of struck.all) record(suggestions.strike(suggestion, runs));
  for (const form of formerForms) if (gone.has(form.suggestion)) record(suggestions.restyle(nameOf(form.suggestion), form));
  const over = Map.groupBy(
    forms.filter((form) => gone.has(form.suggestion) || !isAmong(form, formerForms)),
    ({ suggestion }) => suggestion,
  );
  for (const [id, runs] of accepted.all) decide(id, "accepted", { accepted: runs });
  for (const id of new Set([...settled.all.keys(), ...over.keys()])) {
    decide(id, "refused", { settled: settled.all.get(id) ?? [], restyles: over.get(id)?.map(({ key }) => key) ?? [] });
  }
}

/** Some characters of the body, and what suggestions said of them and say now. */
interface Piece {
  /** Index of the first. */
  readonly at: number;
  readonly before: CharacterStatus;
  readonly now: CharacterStatus;
}

/**
 * Accepts what was part of the article and is suggested now. Of text that a suggestion wrote anew, what others say of the text before
 * counts then: it may be inserted by another, or struck out.
 * @param read gives the pieces as they are
 * @returns them, with none that is only suggested but was not
 */
function acceptedPieces(read: () => Piece[], decide: (id: string, verdict: Verdict, decision: Partial<Decision>) => void): Piece[] {
  let pieces = read();
  for (let round = 0; round < DEEPEST; round++) {
    const accepted = new RunsBy();
    for (const { before, now } of pieces) if (before.insertedBy === null && now.insertedBy !== null) accepted.add(now.insertedBy, [now]);
    if (accepted.all.size === 0) break;
    for (const [id, runs] of accepted.all) decide(id, "accepted", { accepted: runs });
    pieces = read();
  }
  return pieces;
}

/** The suggestions that say of a piece no more what they said. */
const goneFrom = ({ before, now }: Piece): string[] => [
  ...(before.insertedBy !== null && before.insertedBy !== now.insertedBy ? [before.insertedBy] : []),
  ...before.struckBy.filter((suggestion) => !now.struckBy.includes(suggestion)),
];

const isAmong = ({ key }: Restyle, others: readonly Restyle[]): boolean => others.some((other) => other.key === key);

function* piecesOf({ article, items }: BodyWriter, former: Suggestions, earlier: readonly TextRun[], from: number): Generator<Piece> {
  let at = from;
  for (const before of earlier.flatMap((run) => former.statusOf(run))) {
    for (const now of items.runsIn(at, before.length).flatMap((run) => article.suggestions.statusOf(run))) {
      yield { at, before, now };
      at += now.length;
    }
  }
}

/** Characters by the suggestion that is about them. */
class RunsBy {
  readonly all = new Map<string, CharacterRun[]>();

  add(suggestion: string, runs: readonly CharacterRun[]): void {
    this.all.set(suggestion, [...(this.all.get(suggestion) ?? []), ...runs]);
  }
}

/** Writes a stretch anew, as what this client writes now is. @returns what stands there then */
function rewrite(writer: BodyWriter, { from, to }: Range): TextRun[] {
  const runs = writer.items.runsIn(from, to - from);
  writer.delete(from, to - from);
  const inserter = new Inserter(writer, from);
  inserter.insert(runs);
  inserter.recordLineage();
  return writer.items.runsIn(from, to - from);
}

/** Whether a form was suggested of something that is in a stretch of the body. */
function isWithin({ article: { suggestions }, items }: BodyWriter, { block, runs }: Restyle, from: number, to: number): boolean {
  if (block === HEADLINE) return from === 0;
  return (block === null ? runs : [{ ...block, length: 1 }])
    .flatMap((run) => suggestions.livingOf(run))
    .flatMap((run) => items.placesOf(run))
    .some(({ index, run }) => index < to && index + run.length > from);
}

/** Gives characters the formats that they had. @param from index of the first of them */
function restoreFormats(writer: BodyWriter, earlier: readonly TextRun[], from: number): void {
  const changes: FormatChange[] = [];
  const present = writer.items.runsIn(from, lengthOf(earlier));
  let [i, at] = [0, 0];
  let index = from;
  for (const run of earlier) {
    for (let offset = 0; offset < run.length;) {
      const now = present[i]!;
      const length = Math.min(run.length - offset, now.length - at);
      // Formats of a `\n` say nothing.
      for (const part of linesOf(sliceOf(run, offset, offset + length))) {
        const shift = part.clock - run.clock - offset;
        if (part.content !== NEWLINE) addChange(changes, index + shift, part.length, changedAttributes(now.attributes, run.attributes));
      }
      offset += length;
      index += length;
      at += length;
      if (at === now.length) [i, at] = [i + 1, 0];
    }
  }
  for (const { index: start, length, change } of changes) writer.format(start, length, change);
}

function restoreBlocks(writer: BodyWriter, { blocks }: Article, earlier: readonly TextRun[], from: number): void {
  const present = writer.items.runsIn(from, lengthOf(earlier));
  const ids = present.flatMap((run) => newlinesOf(run).map((at) => idAfter(run, at)));
  const attributes = earlier.flatMap((run) => newlinesOf(run).map((at) => blocks.of(idAfter(run, at), run.attributes)));
  for (const [i, id] of ids.entries()) restoreBlock(writer, id, attributes[i] ?? {});
}

function restoreBlock(writer: BodyWriter, id: BlockId, attributes: Attributes): void {
  const change = changedAttributes(writer.article.blocks.of(id), attributes);
  if (Object.keys(change).length > 0) writer.setBlock(id, change);
}

/**
 * The range that one block has now: its characters and what came among and beside them since, but nothing of other blocks; of several
 * such ranges the one with most of its characters. Where none is left, the end of the block that it stood behind.
 * @param survivors of the whole article
 * @param newlines where blocks begin now
 * @param earlier where it stood
 */
function rangeOfBlock(survivors: readonly Kept[], newlines: readonly number[], length: number, earlier: Range): Range {
  /** The end of the block in which `index` is. */
  const endOfBlock = (index: number): number => newlines.find((at) => at >= index) ?? length;
  const own: Range[] = [];
  const others: Range[] = [];
  for (const part of survivors) {
    const [from, to] = [earlier.from, earlier.to].map((edge) => Math.min(Math.max(0, edge - part.before), part.length)) as [number, number];
    own.push({ from: part.now + from, to: part.now + to });
    others.push({ from: part.now, to: part.now + from }, { from: part.now + to, to: part.now + part.length });
  }
  const isSome = ({ from, to }: Range): boolean => from < to;
  const byPlace = (a: Range, b: Range): number => a.from - b.from;
  const between = gaps(others.filter(isSome).sort(byPlace), length);
  const isHeadline = earlier.from === 0;
  if (isHeadline) return { from: 0, to: Math.min(endOfBlock(0), between[0]?.from === 0 ? between[0].to : 0) };
  const owned = own.filter(isSome).sort(byPlace);
  const weighed = between.map((range) => {
    const inside = owned.filter(({ from, to }) => from < range.to && to > range.from);
    return { range, inside, weight: inside.reduce((sum, { from, to }) => sum + to - from, 0) };
  });
  const best = weighed.reduce<(typeof weighed)[number] | null>((found, one) => (one.weight > (found?.weight ?? 0) ? one : found), null);
  if (best) {
    const start = newlines.findLast((at) => at <= best.inside[0]!.from);
    // What stands in the headline stays there.
    if (start !== undefined)
      return { from: Math.max(best.range.from, start), to: Math.min(best.range.to, endOfBlock(best.inside.at(-1)!.to)) };
  }
  const before = inSameOrder(survivors).findLast((part) => part.before < earlier.from);
  const at = endOfBlock(before ? before.now + Math.min(before.length, earlier.from - before.before) : 0);
  return { from: at, to: at };
}

/** Begins a block at an index unless one begins there: what follows was joined to what is now a block of its own. */
function separate(writer: BodyWriter, index: number): void {
  const [next] = writer.items.runsIn(index, 1);
  if (!next || next.content === NEWLINE) return;
  writer.insert(index, NEWLINE);
}

function newlinesIn(runs: readonly TextRun[]): number[] {
  const found: number[] = [];
  let index = 0;
  for (const run of runs) {
    for (const at of newlinesOf(run)) found.push(index + at);
    index += run.length;
  }
  return found;
}

const lengthOf = (runs: readonly TextRun[]): number => runs.reduce((sum, { length }) => sum + length, 0);
