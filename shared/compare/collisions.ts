import type * as Y from "yjs";
import { compareArticles } from "./compare.ts";
import { blocksOf, comparedArticle, type ArticleBlock, type ComparedArticle } from "./compared-article.ts";
import type { ComparedBlock } from "./comparison.ts";
import { displacedFrom, type Displaced } from "./displaced.ts";

/** An article before two sides went apart, as each has it before the merge, and merged. All are states of one document. */
export interface Sides {
  readonly base: Y.Doc;
  readonly mine: Y.Doc;
  readonly theirs: Y.Doc;
  readonly merged: Y.Doc;
}

export type Collision =
  /** Both sides changed this block; null where it was removed. */
  | {
      readonly type: "changed";
      readonly base: ArticleBlock;
      readonly mine: ArticleBlock | null;
      readonly theirs: ArticleBlock | null;
      readonly merged: ArticleBlock | null;
    }
  /** These blocks of the merged article are the same, and more than either side has: both wrote, pasted or moved it. */
  | { readonly type: "doubled"; readonly merged: readonly ArticleBlock[] }
  /** Words that one side wrote in a block that the other moved or removed. */
  | ({ readonly type: "displaced"; readonly by: "mine" | "theirs" } & Displaced);

/**
 * What of an article needs a look after two sides changed it apart: blocks that both touched, blocks that are there twice since,
 * and words that no longer stand where they were written. Nothing where nothing collided. In the order of the merged article,
 * what is not in it first. Rules VE30–VE32.
 */
export function findCollisions({ base, mine, theirs, merged }: Sides): Collision[] {
  const articles = {
    base: comparedArticle(base),
    mine: comparedArticle(mine),
    theirs: comparedArticle(theirs),
    merged: comparedArticle(merged),
  };
  const blocks = blocksOf(articles.merged);
  const collisions: Collision[] = [
    ...changedByBoth(articles),
    ...doubledIn(articles.merged, articles.mine, articles.theirs),
    ...displacedFrom(mine, base, merged, blocks).map((displaced) => ({ type: "displaced" as const, by: "mine" as const, ...displaced })),
    ...displacedFrom(theirs, base, merged, blocks).map((displaced) => ({
      type: "displaced" as const,
      by: "theirs" as const,
      ...displaced,
    })),
  ];
  return collisions.sort((a, b) => placeOf(a) - placeOf(b));
}

function placeOf(collision: Collision): number {
  if (collision.type === "changed") return collision.merged?.index ?? -1;
  return collision.type === "doubled" ? collision.merged[0]!.index : collision.block.index;
}

type Articles = Readonly<Record<keyof Sides, ComparedArticle>>;

function changedByBoth({ base, mine, theirs, merged }: Articles): Collision[] {
  const [toMine, toTheirs, toMerged] = [mine, theirs, merged].map((article) => becomingIn(base, article)) as [Becoming, Becoming, Becoming];
  return blocksOf(base).flatMap((block): Collision[] => {
    const [one, other, now] = [toMine.get(block.index)!, toTheirs.get(block.index)!, toMerged.get(block.index)!.after];
    if (!isTouched(one) || !isTouched(other)) return [];
    const isAgreed =
      one.after === null || other.after === null
        ? now === null && one.after === other.after
        : isSame(one.after, other.after) && now !== null && isSame(one.after, now);
    return isAgreed ? [] : [{ type: "changed", base: block, mine: one.after, theirs: other.after, merged: now }];
  });
}

/** What each block of the base has become, by its index. */
type Becoming = ReadonlyMap<number, ComparedBlock>;

const becomingIn = (base: ComparedArticle, article: ComparedArticle): Becoming =>
  new Map(
    compareArticles(base, article).blocks.flatMap((block) =>
      block.before && block.type !== "movedAway" ? [[block.before.index, block] as const] : [],
    ),
  );

/** What a block of an earlier article has become in a later one; null where it was removed. @param index of the block */
export const becomingOf = (base: ComparedArticle, article: ComparedArticle, index: number): ArticleBlock | null =>
  becomingIn(base, article).get(index)?.after ?? null;

/** A block that was only moved says what it said. */
const isTouched = ({ type, segments, changes }: ComparedBlock): boolean =>
  type === "changed" ||
  type === "removed" ||
  (type === "moved" && (changes.length > 0 || segments.some((segment) => segment.type !== "kept" || segment.marks.length > 0)));

const isSame = (a: ArticleBlock, b: ArticleBlock): boolean => a.node.eq(b.node);

/** Blocks with more letters than this are not the same by chance. */
const SHORTEST = 12;

function doubledIn(merged: ComparedArticle, mine: ComparedArticle, theirs: ComparedArticle): Collision[] {
  const [inMine, inTheirs] = [byContent(mine), byContent(theirs)];
  return [...byContent(merged)].flatMap(([content, blocks]): Collision[] => {
    const most = Math.max(inMine.get(content)?.length ?? 0, inTheirs.get(content)?.length ?? 0);
    return content.length >= SHORTEST && most > 0 && blocks.length > most ? [{ type: "doubled", merged: blocks }] : [];
  });
}

function byContent(article: ComparedArticle): Map<string, ArticleBlock[]> {
  const found = new Map<string, ArticleBlock[]>();
  for (const block of blocksOf(article)) {
    const same = found.get(block.content);
    if (same) same.push(block);
    else found.set(block.content, [block]);
  }
  return found;
}
