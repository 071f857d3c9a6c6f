import { NEWLINE } from "../article/model/names.ts";
import { isGoneBeside } from "../article/yjs-internals/items.ts";
import type { Draft } from "./draft.ts";
import type { DraftContents, DraftPart } from "./parts.ts";

const isText = ({ run: { content } }: DraftPart): boolean => typeof content === "string" && content !== NEWLINE;

/**
 * The numbers of blocks that were written anew in the article since the draft wrote in them: what it wrote beside is gone, and words
 * came that it did not have. Of what a draft of an earlier release wrote that is not known, and nothing is said. O(the draft's parts).
 */
export function rewrittenBlocks(draft: Draft, { parts }: DraftContents): ReadonlySet<number> {
  const { body } = draft.article;
  const rewritten = new Set<number>();
  for (const [block, all] of Map.groupBy(parts.filter(isText), (part) => part.block)) {
    const others = all.filter(({ isOwn, struckBy, run }) => !isOwn && struckBy.length === 0 && String(run.content).trim() !== "");
    const isRewritten = all.some(
      ({ isOwn, run }) =>
        isOwn &&
        others.some((other) => draft.isSince(run.client, { ...other.run, clock: other.run.clock + other.run.length - 1 })) &&
        isGoneBeside(body, run, (client) => !draft.isOwn(client)),
    );
    if (isRewritten) rewritten.add(block);
  }
  return rewritten;
}
