/** Choosing a side of a block that both sides changed: an edit like any other, which undo takes back, for others by the version before. */
import type * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { becomingOf, type Collision } from "../../shared/compare/collisions.ts";
import { blocksOf, comparedArticle, type ArticleBlock } from "../../shared/compare/compared-article.ts";
import type { EditorView } from "prosemirror-view";
import type { EditorHandle } from "../editor/index.ts";
import type { Collided } from "./collided.ts";

export const SIDES = ["mine", "theirs", "merged"] as const;
export type Side = (typeof SIDES)[number];
export type Changed = Extract<Collision, { type: "changed" }>;

/** The editor that writes what is chosen. */
type Writable = Pick<EditorHandle, "binding"> & { readonly view: Pick<EditorView, "state" | "dispatch"> };

/** The block of an article that a collision is about, as it is now, and the sides that are in the article as they are. */
interface Present {
  /** Null where it is not there any more. */
  readonly block: ArticleBlock | null;
  readonly sides: readonly Side[];
}

function presentOf(body: Y.Doc, collision: Changed, states: Collided["states"]): Present {
  const article = comparedArticle(body);
  const block = becomingOf(comparedArticle(states.base), article, collision.base.index);
  // What a block has become is found by likeness: one that took on much of another may be taken for that one.
  const blocks = blocksOf(article);
  const sides = SIDES.filter((side) => {
    const wanted = collision[side];
    return wanted === null ? block === null : blocks.some(({ node }) => node.eq(wanted.node));
  });
  return { block, sides };
}

/** Whether an article says what a side says. */
export const isTaken = (body: Y.Doc, collision: Changed, states: Collided["states"], side: Side): boolean =>
  presentOf(body, collision, states).sides.includes(side);

/** Gives a block what one side says. @returns false, without a change, where somebody wrote in it since it was compared */
export function takeSide({ view, binding }: Writable, body: Y.Doc, collision: Changed, states: Collided["states"], side: Side): boolean {
  const { block: now, sides } = presentOf(body, collision, states);
  const wanted = collision[side];
  if (sides.length === 0) return false;
  if (wanted) binding.restore(articleOf(states[side]), wanted.index);
  else if (now && now.index > 0) {
    const from = now.start + now.index;
    view.dispatch(view.state.tr.delete(from, from + now.node.nodeSize));
  }
  return true;
}
