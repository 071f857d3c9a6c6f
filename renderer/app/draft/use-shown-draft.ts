import { useCallback, useEffect, useLayoutEffect, useMemo, useState } from "react";
import type { DraftEntry } from "../../../shared/rpc/contract.ts";
import { Store } from "../../store/store.ts";
import { useStore } from "../../store/use-store.ts";
import { RememberedChoice } from "../../suggestions/index.ts";
import type { ArticleRooms } from "../article/article-rooms.ts";
import type { OpenDraft } from "../article/open-draft.ts";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";

/** Whether the window shows an article or this desk's draft of it, and what changes that. */
export interface ShownDraft {
  /** There is a draft of the article. */
  readonly isThere: boolean;
  /** The draft is shown, or about to be. */
  readonly isShown: boolean;
  /** Its article is not on this computer any more. */
  readonly isOrphan: boolean;
  readonly draft: OpenDraft | null;
  /** Begins a draft, or goes on with the one that is there. */
  readonly begin: () => void;
  /** Shows the article again; a draft in which nothing is changed is erased. */
  readonly leave: () => void;
  /** Erases the draft. */
  readonly discard: () => void;
}

const NONE = new Store<OpenDraft | null>(null);

/**
 * @param member ID of this desk's; null before it is known
 * @param entry the draft of the article of `rooms`; undefined for none
 */
export function useShownDraft(rooms: ArticleRooms | null, member: string | null, entry: DraftEntry | undefined): ShownDraft {
  const { client } = useCore();
  const { sayError } = useNotices();
  const [choice] = useState(() => new RememberedChoice<"article" | "draft">(["article", "draft"], () => localStorage));
  const id = rooms?.id ?? null;
  const key = id === null || member === null ? null : `tahrir.draft/${member}/${id}`;
  useLayoutEffect(() => {
    choice.follow(key);
    return () => choice.follow(null);
  }, [choice, key]);
  const isChosen = useStore(choice.value) === "draft";
  const [isThere, isOrphan] = [entry !== undefined, entry?.isOrphan ?? false];
  const secret = entry?.secret;
  const isShown = rooms !== null && isThere && (isChosen || isOrphan);
  // Left after the page's own effects have ended: what its editor still writes then is stored, too.
  useEffect(() => {
    if (!rooms || !isShown || secret === undefined) return undefined;
    rooms.openDraft(secret);
    return () => rooms.closeDraft();
  }, [rooms, isShown, secret]);
  const draft = useStore(rooms?.draft ?? NONE);
  const begin = useCallback(() => {
    if (id === null) return;
    // What is typed before the draft is there is not to stand in the article.
    const focused = document.activeElement;
    if (focused instanceof HTMLElement) focused.blur();
    const ask = async (): Promise<void> => {
      try {
        await client.calls.beginDraft({ article: id });
        choice.choose("draft");
      } catch (error) {
        sayError(error);
        if (focused instanceof HTMLElement) focused.focus();
      }
    };
    void ask();
  }, [client, choice, id, sayError]);
  const discard = useCallback(() => {
    if (id === null) return;
    choice.choose("article");
    client.calls.discardDraft({ article: id }).catch(sayError);
  }, [client, choice, id, sayError]);
  const leave = useCallback(() => {
    if (draft?.state.get().loaded === true && draft.isDone) discard();
    else choice.choose("article");
  }, [choice, draft, discard]);
  return useMemo(
    () => ({ isThere, isShown, isOrphan, draft, begin, leave, discard }),
    [isThere, isShown, isOrphan, draft, begin, leave, discard],
  );
}
