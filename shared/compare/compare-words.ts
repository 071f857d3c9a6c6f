/** The texts of two blocks, compared word by word. */
import type { Mark, Node } from "prosemirror-model";
import { firstIndex } from "../binary-search.ts";
import { INLINE_ATTRIBUTES } from "../article/model/names.ts";
import type { ArticleBlock } from "./compared-article.ts";
import type { MarkChange, Segment } from "./comparison.ts";
import { commonRuns, type CommonRun } from "./common-runs.ts";
import type { Lexicon } from "./lexicon.ts";
import { isSpaceAt } from "./tokens.ts";

/** No more words than this are in common by chance. */
const ISLAND = 2;

/**
 * @param effort as `commonRuns` takes it
 * @returns stretches of which those kept and removed are the text of `before`, those kept and added the text of `after`; what was
 * removed at a place stands before what was added there
 */
export function compareWords(before: ArticleBlock, after: ArticleBlock, lexicon: Lexicon, effort: number): Segment[] {
  const [a, b] = [lexicon.tokensOf(before), lexicon.tokensOf(after)];
  // The same words are in common, whichever of the blocks is the earlier one.
  const runs =
    before.content <= after.content
      ? commonRuns(a.numbers, b.numbers, effort)
      : commonRuns(b.numbers, a.numbers, effort).map((run) => ({ a: run.b, b: run.a, length: run.length }));
  const segments = new Segments(before, after);
  let [atA, atB] = [0, 0];
  for (const run of withoutIslands(runs, a.numbers.length, b.numbers.length)) {
    for (let k = 0; k < run.length; k++) {
      const [i, j] = [run.a + k, run.b + k];
      segments.change(atA, a.starts[i]!, atB, b.starts[j]!);
      segments.keep(a.starts[i]!, b.starts[j]!, a.ends[i]! - a.starts[i]!);
      [atA, atB] = [a.ends[i]!, b.ends[j]!];
    }
  }
  segments.change(atA, before.text.length, atB, after.text.length);
  return segments.done();
}

/** Words that are others between two runs, the second of which may be the end. */
const changeBetween = (run: CommonRun | undefined, next: CommonRun): number =>
  run ? Math.max(next.a - run.a, next.b - run.b) - run.length : Math.max(next.a, next.b);

/** Leaves out what is in common by chance: a word or two between changes of three times as many. */
function withoutIslands(runs: readonly CommonRun[], lengthA: number, lengthB: number): CommonRun[] {
  const end: CommonRun = { a: lengthA, b: lengthB, length: 0 };
  const kept: CommonRun[] = [];
  for (const next of [...runs, end]) {
    for (let last = kept.at(-1); last && last.length <= ISLAND; last = kept.at(-1)) {
      const least = Math.min(changeBetween(kept.at(-2), last), changeBetween(last, next));
      if (least < 3 * last.length) break;
      kept.pop();
    }
    kept.push(next);
  }
  return kept.slice(0, -1);
}

/** Collects segments, and joins those that are one. */
class Segments {
  readonly #before: ArticleBlock;
  readonly #after: ArticleBlock;
  readonly #marksBefore: MarkRuns;
  readonly #marksAfter: MarkRuns;
  /** Stretches that both texts have, as they come. */
  readonly #segments: Segment[] = [];
  #kept: { a: number; b: number; length: number } | null = null;

  constructor(before: ArticleBlock, after: ArticleBlock) {
    this.#before = before;
    this.#after = after;
    this.#marksBefore = new MarkRuns(before.node);
    this.#marksAfter = new MarkRuns(after.node);
  }

  /** The next `length` units are the same in both. */
  keep(a: number, b: number, length: number): void {
    if (length === 0) return;
    if (this.#kept) this.#kept.length += length;
    else this.#kept = { a, b, length };
  }

  /** The next units are other ones, but for white space at both ends. */
  change(fromA: number, toA: number, fromB: number, toB: number): void {
    const [a, b] = [this.#before.text, this.#after.text];
    let start = 0;
    while (fromA + start < toA && fromB + start < toB && a[fromA + start] === b[fromB + start] && isSpaceAt(a, fromA + start)) start++;
    let end = 0;
    while (toA - end > fromA + start && toB - end > fromB + start && a[toA - end - 1] === b[toB - end - 1] && isSpaceAt(a, toA - end - 1))
      end++;
    this.keep(fromA, fromB, start);
    const [removed, added] = [
      { from: fromA + start, to: toA - end },
      { from: fromB + start, to: toB - end },
    ];
    if (removed.to > removed.from || added.to > added.from) this.#flush();
    if (removed.to > removed.from) this.#segments.push({ type: "removed", text: a.slice(removed.from, removed.to), before: removed });
    if (added.to > added.from) this.#segments.push({ type: "added", text: b.slice(added.from, added.to), after: added });
    this.keep(toA - end, toB - end, end);
  }

  done(): Segment[] {
    this.#flush();
    return this.#segments;
  }

  /** Parts what is kept where its marks change in another way. */
  #flush(): void {
    const kept = this.#kept;
    this.#kept = null;
    if (!kept) return;
    for (let at = 0; at < kept.length;) {
      const [a, b] = [this.#marksBefore.at(kept.a + at), this.#marksAfter.at(kept.b + at)];
      const length = Math.min(a.to - kept.a, b.to - kept.b, kept.length) - at;
      const marks = markChanges(a.marks, b.marks);
      const last = this.#segments.at(-1);
      const [before, after] = [
        { from: kept.a + at, to: kept.a + at + length },
        { from: kept.b + at, to: kept.b + at + length },
      ];
      if (at > 0 && last?.type === "kept" && sameChanges(last.marks, marks)) {
        const from = last.before.from;
        this.#segments[this.#segments.length - 1] = {
          ...last,
          text: this.#before.text.slice(from, before.to),
          before: { from, to: before.to },
          after: { from: last.after.from, to: after.to },
        };
      } else this.#segments.push({ type: "kept", text: this.#before.text.slice(before.from, before.to), before, after, marks });
      at += length;
    }
  }
}

/** The marks of a block's text. */
class MarkRuns {
  readonly #runs: { readonly to: number; readonly marks: readonly Mark[] }[] = [];

  constructor(node: Node) {
    node.forEach((child, offset) => this.#runs.push({ to: offset + child.nodeSize, marks: child.marks }));
  }

  /** @param offset inside the text. @returns the marks there, and where they end at the earliest */
  at(offset: number): { readonly to: number; readonly marks: readonly Mark[] } {
    return this.#runs[firstIndex(this.#runs.length, (i) => this.#runs[i]!.to > offset)]!;
  }
}

const valueIn = (marks: readonly Mark[], name: string): unknown => marks.find(({ type }) => type.name === name)?.attrs["value"] ?? null;

function markChanges(before: readonly Mark[], after: readonly Mark[]): readonly MarkChange[] {
  if (before === after || (before.length === 0 && after.length === 0)) return [];
  return INLINE_ATTRIBUTES.flatMap((name) => {
    const change = { name, before: valueIn(before, name), after: valueIn(after, name) };
    return JSON.stringify(change.before) === JSON.stringify(change.after) ? [] : [change];
  });
}

const sameChanges = (a: readonly MarkChange[], b: readonly MarkChange[]): boolean =>
  (a.length === 0 && b.length === 0) || JSON.stringify(a) === JSON.stringify(b);
