import { z } from "zod";
import { ACCESS, ROLES } from "../roles.ts";
import { isolateControls } from "../text/bidi-controls.ts";
import { isName } from "../text/name.ts";
import { LAST_CLIENT, LAST_CLOCK, LONGEST_MEMBER } from "../wire/clients.ts";
import { MOST_PEOPLE, REASONS } from "../version.ts";
import { articleIdSchema, memberSchema, placeSchema, timeSchema } from "../wire/feed.ts";

/** An ID of a member, device or invitation, or whatever else is a part of a path. */
export const idSchema = z.string().regex(/^[\w-]{1,64}$/, { error: "an id is 1 to 64 letters, digits, - and _" });
/** A device's token, an invitation's code, or a ticket. */
export const secretSchema = z.string().min(1).max(200);
/** SHA-256 of a picture's bytes. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, { error: "64 hexadecimal digits in lower case" });
/** A new name of a person or a device (ID10). */
export const newNameSchema = z
  .string()
  .max(400)
  .trim()
  .refine(isName, { error: "a name is 1 to 100 characters in one line, without controls, and ends what it begins of directions" })
  .transform(isolateControls);
/** A name as the relay tells it: those that an older relay took are told, too. */
export const nameSchema = z.string().max(200).transform(isolateControls);
/** A role that gives access. */
export const roleSchema = z.enum(ROLES);
/** A role, or none. */
export const accessSchema = z.enum(ACCESS);

/** A member's device. As of every object of this API, a field that is not named here is refused. */
export const deviceSchema = z.strictObject({
  id: idSchema,
  member: idSchema,
  name: nameSchema,
  createdAt: timeSchema,
  /** Null when it was never seen. */
  lastSeenAt: timeSchema.nullable(),
  /** The device by whose invitation it came; its name is null once it is revoked. Null for one invited beside the relay. */
  addedBy: z.strictObject({ id: idSchema, name: nameSchema.nullable() }).nullable(),
});

/** A member as owners see them. */
export const memberEntrySchema = memberSchema.extend({
  createdAt: timeSchema,
  lastSeenAt: timeSchema.nullable(),
  /** Articles on which they have a role of their own. */
  articles: z.array(z.strictObject({ article: articleIdSchema, role: accessSchema })),
});

/** An invitation that can still be used, as owners see it. */
export const invitationSchema = z.strictObject({
  id: idSchema,
  name: nameSchema,
  role: accessSchema,
  /** The only article that it leads to. */
  article: articleIdSchema.nullable(),
  /** Who gets another device by it. */
  member: idSchema.nullable(),
  inviter: idSchema.nullable(),
  /** The device with which it was made. */
  madeBy: idSchema.nullable(),
  createdAt: timeSchema,
  expiresAt: timeSchema,
});

/** A new invitation. Its code is told only here. */
export const madeInvitationSchema = z.strictObject({ id: idSchema, url: z.string().max(2000), code: secretSchema, expiresAt: timeSchema });

/** Where an article is kept, and when it is deleted for good. */
export const articlePlaceSchema = z.strictObject({ id: articleIdSchema, place: placeSchema, purgeAt: timeSchema.nullable() });

/** A member's role on one article; `own` when it is not the newsroom's. */
export const articleRoleSchema = z.strictObject({ member: idSchema, role: accessSchema, own: z.boolean() });

/** A version of an article, without its state. */
export const versionSchema = z.strictObject({
  id: idSchema,
  at: timeSchema,
  reason: z.enum(REASONS),
  /** Empty for one that nobody named. */
  label: z.string().max(400),
  author: idSchema.nullable(),
  people: z.array(idSchema).max(MOST_PEOPLE).readonly(),
  inserted: z.int().min(0),
  deleted: z.int().min(0),
});

const clock = z.int().min(0).max(LAST_CLOCK);
const credited = z.string().max(LONGEST_MEMBER).nullable();
/** Yjs client, clock, end, whose connection brought the deletion first, when, and whether it came with all that a desk had. */
export const erasureSchema = z.tuple([
  z.int().min(0).max(LAST_CLIENT),
  clock,
  clock,
  z.string().max(LONGEST_MEMBER),
  timeSchema,
  z.boolean(),
]);

/** Yjs client, clock, end, who wrote it, who brought it. */
export const authorRangeSchema = z.tuple([z.int().min(0).max(LAST_CLIENT), clock, clock, credited, credited]);

/** Yjs client, clock, and when its clocks below that one were stored. */
export const clockTimeSchema = z.tuple([z.int().min(0).max(LAST_CLIENT), clock, timeSchema]);

/** A whole number in a query string. */
export const wholeNumberText = z
  .string()
  .regex(/^-?\d{1,15}$/, { error: "a whole number" })
  .transform(Number);
