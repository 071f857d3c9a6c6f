/** What the bodies of requests look like. */
import { z } from "zod";
import { ACCESS, ROLES } from "../../shared/roles.ts";
import { isName } from "../../shared/text/name.ts";
import { LONGEST_TITLE } from "../../shared/wire/feed.ts";
import { LONGEST_LIFE } from "../people/invitations.ts";

/** A person's or device's name. */
export const nameSchema = z
  .string()
  .max(400)
  .trim()
  .refine(isName, { error: "a name is 1 to 100 characters in one line, without controls, and ends what it begins of directions" });
export const roleSchema = z.enum(ROLES);
export const accessSchema = z.enum(ACCESS);
/** A headline as lists show it. */
export const titleSchema = z.string().max(LONGEST_TITLE);
/** How long an invitation lasts, in milliseconds. */
export const lifeSchema = z.int().min(60_000).max(LONGEST_LIFE);
