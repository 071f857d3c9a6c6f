import { useEffect, useMemo } from "react";
import { NO_LISTS, type NewsroomLists } from "../../../shared/lists/newsroom-lists.ts";
import { mayWrite } from "../../../shared/roles.ts";
import type { Session } from "../../../shared/rpc/contract.ts";
import { Store, type Readable } from "../../store/store.ts";
import { useCore } from "../core/context.tsx";
import { useNotices } from "../frame/notices.tsx";
import { OpenLists } from "./open-lists.ts";

/** The newsroom's lists as parts of the window use them. */
export interface SharedLists {
  readonly lists: Readable<NewsroomLists>;
  /** Null for whoever may not write them, and at a desk that has joined no newsroom. */
  readonly change: OpenLists["change"] | null;
}

/** Where no newsroom was joined, or its lists are not open yet. */
export const NO_SHARED_LISTS: SharedLists = { lists: new Store(NO_LISTS), change: null };

/** The newsroom's lists, for as long as this window is one of a member (HS29). */
export function useNewsroomLists(session: Session | null): SharedLists {
  const { client } = useCore();
  const { sayError } = useNotices();
  const role = session?.member.role ?? "none";
  const isMember = session !== null && session.relay !== null && role !== "none";
  const open = useMemo(() => (isMember ? new OpenLists(client, sayError) : null), [client, isMember, sayError]);
  useEffect(() => () => open?.destroy(), [open]);
  const mayChange = mayWrite(role, "lists");
  return useMemo(() => (open ? { lists: open.lists, change: mayChange ? open.change : null } : NO_SHARED_LISTS), [open, mayChange]);
}
