/** What the bodies of requests look like. */
import { z } from "zod";
import { ACCESS, parseRoom, roomName, ROLES } from "../../shared/roles.ts";
import { LONGEST_LIFE } from "../people/invitations.ts";

/** A person's or device's name. */
export const nameSchema = z.string().trim().min(1).max(100);
export const roleSchema = z.enum(ROLES);
export const accessSchema = z.enum(ACCESS);
/** A headline can be long; this is far beyond any. */
export const titleSchema = z.string().max(10_000);
export const articleIdSchema = z.string().refine((id) => parseRoom(roomName(id, "body")) !== null, {
  error: "an article id is 8 to 64 letters, digits, - and _",
});
/** How long an invitation lasts, in milliseconds. */
export const lifeSchema = z.int().min(60_000).max(LONGEST_LIFE);
