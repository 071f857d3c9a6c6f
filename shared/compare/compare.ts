import { blockChanges } from "./block-changes.ts";
import { compareWords } from "./compare-words.ts";
import { blocksOf, type ArticleBlock, type ComparedArticle } from "./compared-article.ts";
import type { ComparedBlock, Comparison, Segment } from "./comparison.ts";
import { Lexicon } from "./lexicon.ts";
import { matchBlocks } from "./match-blocks.ts";

/**
 * Compares two articles, block by block and word by word. Total, and in time about linear in their size: of texts that have
 * almost nothing or very much in common it finds a coarser result. With the articles exchanged the same pairs and changes are
 * found, the other way round. Rules VE20–VE29.
 */
export function compareArticles(earlier: ComparedArticle, later: ComparedArticle): Comparison {
  const [before, after] = [blocksOf(earlier), blocksOf(later)];
  const lexicon = new Lexicon();
  const effort = effortFor(before, after);
  const { laterOf, inPlace } = matchBlocks(before, after, lexicon, effort);
  const earlierOf = after.map(() => -1);
  for (const [i, j] of laterOf.entries()) if (j !== -1) earlierOf[j] = i;

  const words: CompareWords = (a, b) => compareWords(a, b, lexicon, effort);
  const blocks: ComparedBlock[] = [];
  const placeOf = new Map<ArticleBlock, number>();
  let [i, j] = [0, 0];
  for (const next of [...inPlace, before.length]) {
    const end = next === before.length ? after.length : laterOf[next]!;
    for (; i < next; i++) {
      const block = before[i]!;
      placeOf.set(block, blocks.length);
      blocks.push(laterOf[i] === -1 ? removed(block) : { ...removed(block), type: "movedAway", segments: [] });
    }
    for (; j < end; j++) {
      const block = after[j]!;
      blocks.push(earlierOf[j] === -1 ? added(block) : pair("moved", before[earlierOf[j]!]!, block, words));
    }
    if (next < before.length) blocks.push(pair("changed", before[i++]!, after[j++]!, words));
  }
  linkPlaces(blocks, placeOf);
  const changeCount = blocks.filter(({ type }) => type !== "equal" && type !== "movedAway").length;
  return { blocks, changeCount };
}

/** Comparisons of two words or blocks for each of them, at least and at most; and how many in all, for each unit of text, are quick. */
const EFFORT = { least: 40, most: 300, inAll: 50_000_000 } as const;

const sizeOf = (blocks: readonly ArticleBlock[]): number => blocks.reduce((sum, { text }) => sum + text.length + 10, 0);

function effortFor(before: readonly ArticleBlock[], after: readonly ArticleBlock[]): number {
  return Math.max(EFFORT.least, Math.min(EFFORT.most, Math.round(EFFORT.inAll / (sizeOf(before) + sizeOf(after)))));
}

/** One block in two states, wherever it stands. */
export function compareBlock(before: ArticleBlock, after: ArticleBlock): ComparedBlock {
  const [lexicon, effort] = [new Lexicon(), effortFor([before], [after])];
  return pair("changed", before, after, (a, b) => compareWords(a, b, lexicon, effort));
}

type CompareWords = (before: ArticleBlock, after: ArticleBlock) => Segment[];

function pair(type: "changed" | "moved", before: ArticleBlock, after: ArticleBlock, words: CompareWords): ComparedBlock {
  const changes = blockChanges(before.node, after.node);
  const segments = before.node.content.eq(after.node.content) ? whole(before) : words(before, after);
  const isEqual = changes.length === 0 && segments.every((segment) => segment.type === "kept" && segment.marks.length === 0);
  return { type: type === "changed" && isEqual ? "equal" : type, before, after, segments, changes, otherPlace: null };
}

/** The same text with the same marks. */
function whole({ text }: ArticleBlock): Segment[] {
  const all = { from: 0, to: text.length };
  return text === "" ? [] : [{ type: "kept", text, before: all, after: all, marks: [] }];
}

function removed(before: ArticleBlock): ComparedBlock {
  const { text } = before;
  const segments: Segment[] = text === "" ? [] : [{ type: "removed", text, before: { from: 0, to: text.length } }];
  return { type: "removed", before, after: null, segments, changes: [], otherPlace: null };
}

function added(after: ArticleBlock): ComparedBlock {
  const { text } = after;
  const segments: Segment[] = text === "" ? [] : [{ type: "added", text, after: { from: 0, to: text.length } }];
  return { type: "added", before: null, after, segments, changes: [], otherPlace: null };
}

/** Has both places of what was moved know one another. */
function linkPlaces(blocks: ComparedBlock[], placeOf: ReadonlyMap<ArticleBlock, number>): void {
  for (const [to, block] of blocks.entries()) {
    if (block.type !== "moved") continue;
    const from = placeOf.get(block.before!)!;
    blocks[to] = { ...block, otherPlace: from };
    blocks[from] = { ...blocks[from]!, otherPlace: to };
  }
}
