/**
 * What each call of the contract takes, as schemas: whatever a window sends is checked here before the core sees it (RP10).
 * A call of the contract without a schema does not compile.
 */
import { z } from "zod";
import { parseRoom, ROLES, roomName } from "../roles.ts";
import { articleQuery } from "./article-inputs.ts";
import { LANGUAGES, PLACES, THEMES, type CoreCalls } from "./contract.ts";

type Inputs = { readonly [Name in keyof CoreCalls]: z.ZodType<Parameters<CoreCalls[Name]>[0]> };

/** Articles that one call is about. */
const MOST_CHOSEN = 100_000;

const none = z.undefined();
/** A Yjs update; that it is one is found out where it is read. */
const update = z.instanceof(Uint8Array);
const room = z.string().refine((name) => parseRoom(name) !== null, { error: "not the name of a room" });
const article = z.string().refine((id) => parseRoom(roomName(id, "body")) !== null, { error: "not the ID of an article" });

/** What is chosen in a list, which may be all of it. */
const ids = z.array(article).max(MOST_CHOSEN);

export const CALL_INPUTS: Inputs = {
  session: none,
  settings: none,
  saveSettings: z.strictObject({ language: z.enum(LANGUAGES), theme: z.enum(THEMES) }),
  articles: articleQuery,
  article: z.strictObject({ id: article }),
  watchArticles: articleQuery.nullable(),
  createArticle: z.strictObject({ body: update, notes: update.exactOptional() }),
  authors: z.strictObject({ room }),
  syncState: z.strictObject({ article }),
  syncProgress: none,
  setPlace: z.strictObject({ ids, place: z.enum(PLACES) }),
  deleteForGood: z.strictObject({ ids }),
  keep: z.strictObject({ ids }),
  join: z.strictObject({ invitation: z.string().max(4000) }),
  invite: z.strictObject({ name: z.string().trim().min(1).max(100), role: z.enum(ROLES) }),
  setOffline: z.strictObject({ offline: z.boolean() }),
};
