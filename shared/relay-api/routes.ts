import { z } from "zod";
import { LONGEST_INVITATION_LIFE } from "./limits.ts";
import { MOST_ASKED_PICTURES } from "./pictures.ts";
import {
  articleIdSchema,
  cursorSchema,
  feedPageSchema,
  memberSchema,
  MOST_ENTRIES,
  placeSchema,
  presentSchema,
  titleSchema,
} from "../wire/feed.ts";
import { ROOM_KINDS } from "../roles.ts";
import { ASKED_REASONS } from "../version.ts";
import {
  accessSchema,
  articlePlaceSchema,
  articleRoleSchema,
  authorRangeSchema,
  clockTimeSchema,
  deviceSchema,
  erasureSchema,
  idSchema,
  invitationSchema,
  madeInvitationSchema,
  memberEntrySchema,
  nameSchema,
  newNameSchema,
  roleSchema,
  secretSchema,
  sha256Schema,
  versionSchema,
  wholeNumberText,
} from "./values.ts";

/** One route of the relay's HTTP API. */
export interface ApiRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `:name` stands for a part of the path, which is an `idSchema`. */
  readonly path: string;
  /** Whether the caller sends the token of a device that has joined. */
  readonly token: boolean;
  /** What may stand in the query string. */
  readonly query: z.ZodType;
  /** The JSON body; null where there is none. */
  readonly body: z.ZodType | null;
  /** The JSON body of an answer with status 200. */
  readonly answer: z.ZodType;
}

const NO_QUERY = z.strictObject({});
const code = z.strictObject({ code: secretSchema });
const run = cursorSchema.shape.run;

/**
 * The relay's HTTP API: both sides check what comes in by these schemas, the relay requests and the desk answers (RE21). A field
 * that is not named is refused as a wrong type is. Error answers are `errorAnswerSchema`.
 */
export const RELAY_API = {
  health: { method: "GET", path: "/healthz", token: false, query: NO_QUERY, body: null, answer: z.strictObject({ ok: z.literal(true) }) },
  ready: { method: "GET", path: "/readyz", token: false, query: NO_QUERY, body: null, answer: z.strictObject({ ok: z.literal(true) }) },

  /** What an invitation leads to; it is not used up. */
  lookAtInvitation: {
    method: "POST",
    path: "/api/invitations/look",
    token: false,
    query: NO_QUERY,
    body: code,
    answer: z.strictObject({
      newsroom: nameSchema.nullable(),
      name: nameSchema,
      role: accessSchema,
      inviter: nameSchema.nullable(),
      forArticle: z.boolean(),
      forDevice: z.boolean(),
      expiresAt: invitationSchema.shape.expiresAt,
    }),
  },
  /** Uses an invitation up. */
  join: {
    method: "POST",
    path: "/api/join",
    token: false,
    query: NO_QUERY,
    body: code.extend({ device: newNameSchema }),
    answer: z.strictObject({ token: secretSchema, member: memberSchema }),
  },
  /** The member themselves, and their devices that joined after the one that asks, the newest first. */
  me: {
    method: "GET",
    path: "/api/me",
    token: true,
    query: NO_QUERY,
    body: null,
    answer: memberSchema.extend({ newDevices: z.array(deviceSchema).max(100) }),
  },
  /** A ticket that opens one WebSocket within a minute. */
  ticket: {
    method: "POST",
    path: "/api/tickets",
    token: true,
    query: NO_QUERY,
    body: null,
    answer: z.strictObject({ ticket: secretSchema }),
  },

  /** All articles that one may enter; with `since` a page of the change feed instead. */
  articles: {
    method: "GET",
    path: "/api/articles",
    token: true,
    query: z.strictObject({
      since: wholeNumberText.optional(),
      run: run.optional(),
      base: wholeNumberText.optional(),
      limit: wholeNumberText.pipe(z.int().min(1).max(MOST_ENTRIES)).optional(),
    }),
    body: null,
    answer: z.union([z.array(presentSchema.omit({ seq: true })), feedPageSchema]),
  },
  /** Enters an article; the same ID again changes nothing. */
  enterArticle: {
    method: "POST",
    path: "/api/articles",
    token: true,
    query: NO_QUERY,
    body: z.strictObject({ title: titleSchema, id: articleIdSchema.optional() }),
    answer: z.strictObject({ id: articleIdSchema }),
  },
  retitleArticle: {
    method: "PATCH",
    path: "/api/articles/:article",
    token: true,
    query: NO_QUERY,
    body: z.strictObject({ title: titleSchema }),
    answer: z.strictObject({ id: articleIdSchema, title: titleSchema }),
  },
  placeArticle: {
    method: "PUT",
    path: "/api/articles/:article/place",
    token: true,
    query: NO_QUERY,
    body: z.strictObject({ place: placeSchema }),
    answer: articlePlaceSchema,
  },
  /** Orders an article to be deleted for good a day later. */
  deleteArticle: { method: "DELETE", path: "/api/articles/:article", token: true, query: NO_QUERY, body: null, answer: articlePlaceSchema },
  /** Takes that back. */
  keepArticle: {
    method: "POST",
    path: "/api/articles/:article/keep",
    token: true,
    query: NO_QUERY,
    body: null,
    answer: articlePlaceSchema,
  },
  /** Who wrote what in one room, and when it was stored; with `since` only what changed after `until` of an earlier answer. */
  authors: {
    method: "GET",
    path: "/api/articles/:article/authors",
    token: true,
    query: z.strictObject({ room: z.enum(ROOM_KINDS), since: wholeNumberText.optional() }),
    body: null,
    answer: z.strictObject({
      members: z.array(memberSchema),
      ranges: z.array(authorRangeSchema),
      times: z.array(clockTimeSchema),
      until: z.int(),
    }),
  },
  /** Those who may enter the article, with their roles in the newsroom, in the order of joining; asked by one of them. */
  articlePeople: {
    method: "GET",
    path: "/api/articles/:article/people",
    token: true,
    query: NO_QUERY,
    body: null,
    answer: z.array(memberSchema),
  },
  /** The versions of an article, the newest first, and the members whom they name. */
  versions: {
    method: "GET",
    path: "/api/articles/:article/versions",
    token: true,
    query: NO_QUERY,
    body: null,
    answer: z.strictObject({ versions: z.array(versionSchema), members: z.array(memberSchema) }),
  },
  /** Makes a version of what the relay has of the text now. With the ID of one that the caller asked for before, answers with that one. */
  makeVersion: {
    method: "POST",
    path: "/api/articles/:article/versions",
    token: true,
    query: NO_QUERY,
    body: z.strictObject({ id: idSchema.optional(), reason: z.enum(ASKED_REASONS), label: newNameSchema.or(z.literal("")) }),
    answer: versionSchema,
  },
  /** The state of a version, as an update of Yjs in base64. */
  version: {
    method: "GET",
    path: "/api/articles/:article/versions/:version",
    token: true,
    query: NO_QUERY,
    body: null,
    answer: z.strictObject({ state: z.base64() }),
  },
  /** Names a version, or gives it another name. */
  nameVersion: {
    method: "PATCH",
    path: "/api/articles/:article/versions/:version",
    token: true,
    query: NO_QUERY,
    body: z.strictObject({ label: newNameSchema }),
    answer: versionSchema,
  },
  deleteVersion: {
    method: "DELETE",
    path: "/api/articles/:article/versions/:version",
    token: true,
    query: NO_QUERY,
    body: null,
    answer: z.strictObject({ id: idSchema }),
  },
  /** Who erased what of an article's text, as far as it is known, and the members whom that names. */
  erasures: {
    method: "GET",
    path: "/api/articles/:article/erasures",
    token: true,
    query: NO_QUERY,
    body: null,
    answer: z.strictObject({ erasures: z.array(erasureSchema), members: z.array(memberSchema) }),
  },
  /** Which of these pictures the relay does not have for the article; asked by whoever may write it. */
  missingPictures: {
    method: "POST",
    path: "/api/articles/:article/missing-blobs",
    token: true,
    query: NO_QUERY,
    body: z.strictObject({ blobs: z.array(sha256Schema).max(MOST_ASKED_PICTURES) }),
    answer: z.strictObject({ missing: z.array(sha256Schema).max(MOST_ASKED_PICTURES) }),
  },
  articleRoles: {
    method: "GET",
    path: "/api/articles/:article/roles",
    token: true,
    query: NO_QUERY,
    body: null,
    answer: z.array(articleRoleSchema.extend({ name: nameSchema })),
  },
  setArticleRole: {
    method: "PUT",
    path: "/api/articles/:article/roles/:member",
    token: true,
    query: NO_QUERY,
    body: z.strictObject({ role: accessSchema }),
    answer: articleRoleSchema,
  },
  /** Gives the member the newsroom's role on the article again. */
  unsetArticleRole: {
    method: "DELETE",
    path: "/api/articles/:article/roles/:member",
    token: true,
    query: NO_QUERY,
    body: null,
    answer: articleRoleSchema,
  },

  members: { method: "GET", path: "/api/members", token: true, query: NO_QUERY, body: null, answer: z.array(memberEntrySchema) },
  setRole: {
    method: "PATCH",
    path: "/api/members/:member",
    token: true,
    query: NO_QUERY,
    body: z.strictObject({ role: accessSchema }),
    answer: memberSchema,
  },
  removeMember: { method: "DELETE", path: "/api/members/:member", token: true, query: NO_QUERY, body: null, answer: memberSchema },

  /** One's own devices, another member's, or those of all (`member=all`). */
  devices: {
    method: "GET",
    path: "/api/devices",
    token: true,
    query: z.strictObject({ member: idSchema.optional() }),
    body: null,
    answer: z.array(deviceSchema.extend({ current: z.boolean() })),
  },
  /** An invitation for another device of one's own. */
  inviteDevice: { method: "POST", path: "/api/devices", token: true, query: NO_QUERY, body: null, answer: madeInvitationSchema },
  revokeDevice: {
    method: "DELETE",
    path: "/api/devices/:device",
    token: true,
    query: NO_QUERY,
    body: null,
    /** `added`: the devices that came by its invitations. */
    answer: deviceSchema.extend({ added: z.array(deviceSchema) }),
  },

  invitations: { method: "GET", path: "/api/invitations", token: true, query: NO_QUERY, body: null, answer: z.array(invitationSchema) },
  invite: {
    method: "POST",
    path: "/api/invitations",
    token: true,
    query: NO_QUERY,
    body: z.strictObject({
      name: newNameSchema,
      role: roleSchema,
      article: articleIdSchema.optional(),
      /** Milliseconds. */
      life: z.int().min(60_000).max(LONGEST_INVITATION_LIFE).optional(),
    }),
    answer: madeInvitationSchema,
  },
  withdrawInvitation: {
    method: "DELETE",
    path: "/api/invitations/:invitation",
    token: true,
    query: NO_QUERY,
    body: null,
    answer: z.strictObject({ id: idSchema }),
  },
} as const satisfies Readonly<Record<string, ApiRoute>>;

export type RouteName = keyof typeof RELAY_API;
/** What is read of a query string, of a body, and what is answered. */
export type QueryOf<Name extends RouteName> = z.output<(typeof RELAY_API)[Name]["query"]>;
export type BodyOf<Name extends RouteName> = (typeof RELAY_API)[Name]["body"] extends infer Body extends z.ZodType ? z.output<Body> : null;
export type AnswerOf<Name extends RouteName> = z.output<(typeof RELAY_API)[Name]["answer"]>;

type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;
/** The named parts of a route's path. */
export type ParamsOf<Name extends RouteName> = Readonly<Record<NamesIn<(typeof RELAY_API)[Name]["path"]>, string>>;
