/**
 * The way from one document to another, block by block: when so much changed at once that a step for each change would hold up
 * the window, or when it is not known what changed.
 */
import { Fragment, Slice, type Node } from "prosemirror-model";
import { ReplaceAroundStep, ReplaceStep, type Transform } from "prosemirror-transform";
import { firstIndex } from "../binary-search.ts";

/** Blocks `old`–`oldEnd` of a document that are `now`–`nowEnd` of another. */
interface Gap {
  readonly old: number;
  readonly oldEnd: number;
  readonly now: number;
  readonly nowEnd: number;
}

/** Makes the document of `tr` say what `target` says. Blocks with the same text stay where they are, and so does what is mapped through them. */
export function renew(tr: Transform, target: Node): void {
  const from = tr.doc;
  if (!from.firstChild!.sameMarkup(target.firstChild!)) tr.setNodeMarkup(0, null, target.firstChild!.attrs);
  const starts = startsOf(from);
  // From the end, so that what stands before keeps its place.
  for (const { old, oldEnd, now, nowEnd } of gapsBetween(from, target).toReversed()) {
    if (oldEnd - old === nowEnd - now) {
      for (let i = oldEnd - old - 1; i >= 0; i--) renewBlock(tr, starts[old + i]!, from.child(old + i), target.child(now + i));
    } else {
      const blocks = Array.from({ length: nowEnd - now }, (_, i) => target.child(now + i));
      tr.step(new ReplaceStep(starts[old]!, starts[oldEnd]!, new Slice(Fragment.fromArray(blocks), 0, 0)));
    }
  }
}

/** Makes the block at `pos` what `next` is, with the content that it has. */
export function markUp(tr: Transform, pos: number, next: Node): void {
  const old = tr.doc.nodeAt(pos)!;
  if (old.sameMarkup(next)) return;
  const end = pos + old.nodeSize;
  const bare = next.copy(Fragment.empty);
  tr.step(new ReplaceAroundStep(pos, end, pos + 1, end - 1, new Slice(Fragment.from(bare), 0, 0), 1, true));
}

function renewBlock(tr: Transform, pos: number, old: Node, next: Node): void {
  const start = old.content.findDiffStart(next.content);
  if (start !== null) {
    let { a, b } = old.content.findDiffEnd(next.content)!;
    const overlap = start - Math.min(a, b);
    if (overlap > 0) {
      a += overlap;
      b += overlap;
    }
    tr.step(new ReplaceStep(pos + 1 + start, pos + 1 + a, new Slice(next.content.cut(start, b), 0, 0)));
  }
  // The headline has been seen to.
  if (pos > 0) markUp(tr, pos, next);
}

/** Where each block starts, and where the last one ends. */
function startsOf(doc: Node): number[] {
  const starts = [0];
  doc.forEach((block) => starts.push(starts.at(-1)! + block.nodeSize));
  return starts;
}

/** The stretches of blocks that are not the same in both, in order. */
function gapsBetween(from: Node, to: Node): Gap[] {
  let head = 0;
  const least = Math.min(from.childCount, to.childCount);
  while (head < least && from.child(head).eq(to.child(head))) head++;
  let tail = 0;
  while (tail < least - head && from.child(from.childCount - 1 - tail).eq(to.child(to.childCount - 1 - tail))) tail++;
  const [oldEnd, nowEnd] = [from.childCount - tail, to.childCount - tail];
  const gaps: Gap[] = [];
  let [old, now] = [head, head];
  for (const [i, j] of [...sameTexts(from, to, head, oldEnd, nowEnd), [oldEnd, nowEnd] as const]) {
    // The headline stands alone: no other block takes its place.
    if (old === 0 && now === 0 && (i > 1 || j > 1) && i > 0 && j > 0) {
      gaps.push({ old: 0, oldEnd: 1, now: 0, nowEnd: 1 });
      [old, now] = [1, 1];
    }
    if (old < i || now < j) gaps.push({ old, oldEnd: i, now, nowEnd: j });
    // Alike in text, and not always in form.
    if (i < oldEnd && !from.child(i).eq(to.child(j))) gaps.push({ old: i, oldEnd: i + 1, now: j, nowEnd: j + 1 });
    [old, now] = [i + 1, j + 1];
  }
  return gaps;
}

/** Blocks whose text stands once in each of the stretches, as many as keep their order. */
function sameTexts(from: Node, to: Node, head: number, oldEnd: number, nowEnd: number): (readonly [number, number])[] {
  const places = new Map<string, { old: number; now: number; count: number }>();
  for (let i = Math.max(1, head); i < oldEnd; i++) {
    const key = keyOf(from.child(i));
    const known = places.get(key);
    if (known) known.count = Infinity;
    else places.set(key, { old: i, now: -1, count: 1 });
  }
  for (let j = Math.max(1, head); j < nowEnd; j++) {
    const known = places.get(keyOf(to.child(j)));
    if (!known) continue;
    known.count = known.now === -1 ? known.count : Infinity;
    known.now = j;
  }
  const pairs = [...places.values()].filter(({ now, count }) => now !== -1 && count === 1).map(({ old, now }) => [old, now] as const);
  return longestRise(pairs);
}

const keyOf = (block: Node): string => block.textBetween(0, block.content.size, null, "\uFFFC");

/** As many of `pairs`, which rise in their first numbers, as rise in their second ones too. */
function longestRise(pairs: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  /** For each length the pair that such a rise can end with at the lowest, and what stands before each pair. */
  const ends: number[] = [];
  const before: number[] = [];
  pairs.forEach(([, now], i) => {
    const length = firstIndex(ends.length, (at) => pairs[ends[at]!]![1] >= now);
    before[i] = length > 0 ? ends[length - 1]! : -1;
    ends[length] = i;
  });
  const rise: (readonly [number, number])[] = [];
  for (let i = ends.at(-1) ?? -1; i !== -1; i = before[i]!) rise.unshift(pairs[i]!);
  return rise;
}
