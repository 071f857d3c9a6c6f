import { z } from "zod";
import { isolateControls } from "../text/bidi-controls.ts";
import { ACCESS, parseRoom, roomName, ROLES } from "../roles.ts";
import { PLACES } from "../places.ts";

// The messages of the relay's change feed, as JSON: pages of what is newer than a cursor, then each change as it happens. Whatever
// the relay sends is validated by these schemas before it is used (SY26–SY29).

/** Longest title, in UTF-16 units. */
export const LONGEST_TITLE = 300;
/** Milliseconds from the order to delete an article for good until it is done; so long any owner can take it back. */
export const DELETED_AFTER = 24 * 60 * 60 * 1000;
/** Entries of one page at most, and unless fewer are asked for. */
export const MOST_ENTRIES = 500;

/** An article's ID. */
export const articleIdSchema = z.string().refine((id) => parseRoom(roomName(id, "body")) !== null, {
  error: "an article id is 8 to 64 letters, digits, - and _",
});
/** Where an article is kept. */
export const placeSchema = z.enum(PLACES);
/** Milliseconds since 1970, such as a Date can show. */
export const timeSchema = z.int().min(0).max(8.64e15);
const seq = z.int().min(0);

/**
 * How far a desk has followed: up to the change `seq`, as the run `run` of the relay numbered it. `base` is the number at which it
 * began from nothing; roles that changed later make it begin again.
 */
export const cursorSchema = z.strictObject({ run: z.string().min(1).max(64), seq, base: seq });
export type FeedCursor = z.infer<typeof cursorSchema>;

/** A member, as the feed tells of them. */
export const memberSchema = z.strictObject({
  id: z.string().min(1).max(64),
  name: z.string().max(200).transform(isolateControls),
  color: z.string().max(32),
  role: z.enum(ACCESS),
});

/** An article that the member may open. */
export const presentSchema = z.strictObject({
  id: articleIdSchema,
  title: z.string().max(LONGEST_TITLE),
  createdAt: timeSchema,
  updatedAt: timeSchema,
  place: placeSchema,
  /** When it is deleted for good; null when it is not to be. */
  purgeAt: timeSchema.nullable(),
  /** The member's own. */
  role: z.enum(ROLES),
  seq,
});
/** An article that one may not enter any more, or that was deleted for good. */
const gone = z.strictObject({ id: articleIdSchema, gone: z.enum(["role", "deleted"]), seq });
const feedEntrySchema = z.union([gone, presentSchema]);
export type FeedEntry = z.infer<typeof feedEntrySchema>;

/** A page of the feed: changes newer than a cursor. */
export const feedPageSchema = z.strictObject({
  /**
   * `start`: there was no cursor. `set-back`: the cursor is of a past that this relay has lost. `roles`: the member's role in the
   * newsroom changed. After each, all that one may enter follows from the beginning, and what does not come one may not enter.
   */
  reset: z.enum(["start", "set-back", "roles"]).nullable(),
  cursor: cursorSchema,
  /** More is there already: ask for it. Otherwise each change follows as it happens. */
  more: z.boolean(),
  me: memberSchema,
  entries: z.array(feedEntrySchema).max(MOST_ENTRIES),
});
export type FeedPage = z.infer<typeof feedPageSchema>;

/** Changes as they happen. `me` is there when the member's name, colour or role changed; `again`: ask for a page. */
export const feedNewsSchema = z.strictObject({
  seq,
  entries: z.array(feedEntrySchema).max(MOST_ENTRIES),
  me: memberSchema.optional(),
  again: z.boolean().optional(),
});
export type FeedNews = z.infer<typeof feedNewsSchema>;

/** Members that are named of those who have one article open. */
export const MOST_OPEN_BY = 50;

const openBySchema = memberSchema.omit({ role: true });
/** A member who has an article open. */
export type OpenBy = Readonly<z.infer<typeof openBySchema>>;
const openArticleSchema = z.strictObject({ article: articleIdSchema, members: z.array(openBySchema).max(MOST_OPEN_BY) });
/** Who has an article open now; nobody any more where there are none. */
export type OpenArticle = z.infer<typeof openArticleSchema>;

/** `all`: what was told before holds no more. Otherwise of these articles alone. */
export const openArticlesSchema = z.strictObject({ all: z.boolean(), articles: z.array(openArticleSchema).max(MOST_ENTRIES) });
export type OpenArticlesNews = z.infer<typeof openArticlesSchema>;

/** What a desk has done to an article. Each is answered, and done twice is as good as once. */
export const articleCommandSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("enter"), article: articleIdSchema, title: z.string().max(LONGEST_TITLE) }),
  z.strictObject({ do: z.literal("title"), article: articleIdSchema, title: z.string().max(LONGEST_TITLE) }),
  z.strictObject({ do: z.literal("place"), article: articleIdSchema, place: placeSchema }),
  z.strictObject({ do: z.literal("delete"), article: articleIdSchema }),
  z.strictObject({ do: z.literal("keep"), article: articleIdSchema }),
]);
export type ArticleCommand = z.infer<typeof articleCommandSchema>;

/** `error` is the relay's word for what was refused; absent when it was done. */
export const commandAnswerSchema = z.strictObject({ error: z.string().max(100).optional(), message: z.string().max(1000).optional() });
export type CommandAnswer = z.infer<typeof commandAnswerSchema>;
