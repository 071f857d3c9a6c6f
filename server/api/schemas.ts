/** What the bodies of requests look like. */
import { z } from "zod";
import { ACCESS, ROLES } from "../../shared/roles.ts";
import { LONGEST_TITLE } from "../../shared/wire/feed.ts";
import { LONGEST_LIFE } from "../people/invitations.ts";

/** A person's or device's name. */
export const nameSchema = z.string().trim().min(1).max(100);
export const roleSchema = z.enum(ROLES);
export const accessSchema = z.enum(ACCESS);
/** A headline as lists show it. */
export const titleSchema = z.string().max(LONGEST_TITLE);
/** How long an invitation lasts, in milliseconds. */
export const lifeSchema = z.int().min(60_000).max(LONGEST_LIFE);
