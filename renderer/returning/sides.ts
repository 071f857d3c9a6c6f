/** Choosing a side of a block that both sides changed: an edit like any other, which undo takes back, for others by the version before. */
import type * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import type { Collision } from "../../shared/compare/collisions.ts";
import { blocksOf, comparedArticle, type ArticleBlock } from "../../shared/compare/compared-article.ts";
import type { EditorHandle } from "../editor/index.ts";
import type { Collided } from "./collided.ts";

export const SIDES = ["mine", "theirs", "merged"] as const;
export type Side = (typeof SIDES)[number];
export type Changed = Extract<Collision, { type: "changed" }>;

/** The block of an article that a collision is about, as it is now; null where it is not there any more. */
function blockNow(body: Y.Doc, { base, merged, mine, theirs }: Changed): ArticleBlock | null {
  const boundaries = new Set([base, merged, mine, theirs].flatMap((block) => block?.boundary ?? []));
  const isIt = ({ index, boundary }: ArticleBlock): boolean =>
    base.index === 0 ? index === 0 : boundary !== null && boundaries.has(boundary);
  return blocksOf(comparedArticle(body)).find(isIt) ?? null;
}

/** Whether an article says what a side says. */
export function isTaken(body: Y.Doc, collision: Changed, side: Side): boolean {
  const [now, wanted] = [blockNow(body, collision), collision[side]];
  return now === null || wanted === null ? now === wanted : now.node.eq(wanted.node);
}

/** Gives a block what one side says. @returns false, without a change, where somebody wrote in it since it was compared */
export function takeSide(
  { view, binding }: EditorHandle,
  body: Y.Doc,
  collision: Changed,
  states: Collided["states"],
  side: Side,
): boolean {
  const [now, wanted] = [blockNow(body, collision), collision[side]];
  if (!SIDES.some((one) => isTaken(body, collision, one))) return false;
  if (wanted) binding.restore(articleOf(states[side]), wanted.index);
  else if (now && now.index > 0) {
    const from = now.start + now.index;
    view.dispatch(view.state.tr.delete(from, from + now.node.nodeSize));
  }
  return true;
}
