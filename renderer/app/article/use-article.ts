/** React's view of an open article: its rooms, its state and who wrote in it. */
import type * as Y from "yjs";
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { lengthTargetOf } from "../../../shared/article/model/length-target.ts";
import { languageOf, type ArticleLanguage } from "../../../shared/article/model/language.ts";
import { META } from "../../../shared/article/model/names.ts";
import { idOfKey } from "../../../shared/article/model/character-id.ts";
import { roomName, type Member, type RoomKind } from "../../../shared/roles.ts";
import { AuthorTable, speakerOf, type AuthorOf } from "../../margin/index.ts";
import type { Readable } from "../../store/store.ts";
import { useSelected } from "../../store/use-store.ts";
import { useCore } from "../core/context.tsx";
import { CORE_GONE, RpcError } from "../../../shared/rpc/error.ts";
import type { ArticleRooms, RoomsState } from "./article-rooms.ts";
import type { Documents } from "./documents.ts";
import type { OpenArticles } from "./open-articles.ts";

/** Opens the article with this id while the component is there; null for none. */
export function useArticle(articles: OpenArticles, id: string | null): ArticleRooms | null {
  useEffect(() => {
    if (id === null) return undefined;
    articles.open(id);
    return () => articles.leave(id);
  }, [articles, id]);
  const read = useCallback((shown: ReadonlyMap<string, ArticleRooms>) => (id === null ? null : (shown.get(id) ?? null)), [id]);
  return useSelected(articles.shown, read);
}

/** What `select` takes of the rooms' state; a constant function, or one from `useCallback`. */
export const useRoomsState = <T>(rooms: ArticleRooms, select: (state: RoomsState) => T): T => useSelected(rooms.state, select);

/** The language that the article is set to. */
export const useArticleLanguage = (rooms: Documents): ArticleLanguage => useMeta(rooms, languageOf);

/** How many words the article is to have; null for no such number. */
export const useLengthTarget = (rooms: Documents): number | null => useMeta(rooms, lengthTargetOf);

/** One of the primitives of an article. @param read a constant function */
function useMeta<T extends string | boolean | number | null>({ body }: Documents, read: (article: Y.Doc) => T): T {
  const subscribe = useCallback(
    (handler: () => void) => {
      const meta = body.getMap(META);
      meta.observe(handler);
      return () => meta.unobserve(handler);
    },
    [body],
  );
  return useSyncExternalStore(subscribe, () => read(body));
}

const ASK_AFTER = 300;
/** Milliseconds between two questions whether an author has confirmed what others restored. */
const ASK_AGAIN_AFTER = 30_000;

/** Whether it is not known yet who wrote something that is to be shown. */
type Asks = (known: AuthorTable) => boolean;

/** Who wrote what in the notes, as the core knows; what this window writes is this member's before anybody says so. */
export function useAuthors(rooms: Documents, me: Member, onError: (error: unknown) => void): AuthorOf {
  const follow = useCallback(
    (look: (asks: Asks) => void) => {
      const onUpdate = () =>
        look((known) => {
          const lasts = [...rooms.notes.store.clients.values()].flatMap((structs) => structs.at(-1) ?? []);
          return !lasts.every(({ id, length }) => known.knows(id.client, id.clock + length - 1));
        });
      rooms.notes.on("update", onUpdate);
      return () => rooms.notes.off("update", onUpdate);
    },
    [rooms],
  );
  const { authorOf } = useAuthorTable(rooms, "notes", follow, onError);
  const { clientID } = rooms.notes;
  return useMemo(() => {
    const mine = { member: me, confirmed: true, broughtBy: me };
    return (client, clock) => (client === clientID ? mine : authorOf(client, clock));
  }, [authorOf, clientID, me]);
}

/**
 * Who suggests and decides what, as the core knows; what this window writes is this member's before anybody says so.
 * @param credited what is shown with the name of whoever wrote it, by its Yjs ID
 * @param isAlone whether the desk is in no newsroom, where nobody else can have written what has no author
 * @param inDraft whether a Yjs client writes in the draft, where a draft is shown: nothing else counts as this member's own in it (DR2)
 */
export function useSuggesters(
  rooms: Documents,
  me: Member,
  credited: Readable<ReadonlyMap<string, unknown>>,
  isAlone: boolean,
  onError: (error: unknown) => void,
  inDraft: ((client: number) => boolean) | null,
): { readonly authorOf: AuthorOf; readonly isOwn: (client: number) => boolean } {
  const { clientID } = rooms.body;
  const follow = useCallback(
    (look: (asks: Asks) => void) =>
      credited.subscribe(() =>
        look((known) =>
          [...credited.get().keys()].some((key) => {
            const id = idOfKey(key);
            return id !== null && id.client !== clientID && inDraft?.(id.client) !== true && !known.knows(id.client, id.clock);
          }),
        ),
      ),
    [credited, clientID, inDraft],
  );
  const table = useAuthorTable(rooms, "body", follow, onError);
  return useMemo(() => {
    const own = table.clientsOf(me.id);
    const mine = { member: me, confirmed: true, broughtBy: me };
    return {
      authorOf: (client, clock) => {
        const authorship = client === clientID || inDraft?.(client) === true ? mine : table.authorOf(client, clock);
        return isAlone && speakerOf(authorship) === null ? mine : authorship;
      },
      isOwn: inDraft ?? ((client) => client === clientID || own.has(client) || (isAlone && !table.isNamed(client))),
    };
  }, [table, me, clientID, isAlone, inDraft]);
}

/**
 * @param follow calls what it is given whenever there may be something whose author is not known @returns a function that ends that
 */
function useAuthorTable(
  rooms: Documents,
  kind: RoomKind,
  follow: (look: (asks: Asks) => void) => () => void,
  onError: (error: unknown) => void,
): AuthorTable {
  const { client } = useCore();
  const [authors, setAuthors] = useState(() => new AuthorTable());
  useEffect(() => {
    const room = roomName(rooms.id, kind);
    let known = new AuthorTable();
    let timer: number | undefined;
    let again: number | undefined;
    let ended = false;
    const ask = async () => {
      try {
        known = new AuthorTable(await client.calls.authors({ room }));
        if (ended) return;
        setAuthors(known);
        window.clearTimeout(again);
        if (known.awaitsAuthors) again = window.setTimeout(() => void ask(), ASK_AGAIN_AFTER);
      } catch (error) {
        if (!(error instanceof RpcError && error.code === CORE_GONE)) onError(error);
      }
    };
    const stops = [
      client.on("authors", (event) => {
        if (event.room === room) void ask();
      }),
      client.onLink((up) => {
        if (up) void ask();
      }),
      follow((asks) => {
        if (!asks(known)) return;
        window.clearTimeout(timer);
        timer = window.setTimeout(() => void ask(), ASK_AFTER);
      }),
    ];
    void ask();
    return () => {
      ended = true;
      window.clearTimeout(timer);
      window.clearTimeout(again);
      for (const stop of stops) stop();
    };
  }, [client, rooms, kind, follow, onError]);
  return authors;
}
