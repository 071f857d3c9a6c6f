import { LISTS_ROOM } from "./lists-room.ts";

/**
 * Roles of a newsroom, highest first. The relay enforces them at every frame; the window only hides what would be
 * refused (RO1–RO6).
 */
export const ROLES = ["owner", "editor", "commenter", "reader"] as const;
export type Role = (typeof ROLES)[number];

/** A role, or none: who has none may not enter. */
export const ACCESS = [...ROLES, "none"] as const;
export type Access = (typeof ACCESS)[number];

/**
 * One person of the newsroom, as the relay knows them. `color` is a CSS hex colour, `role` holds for every article that
 * has no other for this member; a guest, who was invited to single articles, has none.
 */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly role: Access;
}

/** The rooms of an article. */
export const ROOM_KINDS = ["body", "notes"] as const;
export type RoomKind = (typeof ROOM_KINDS)[number];

/** What a room name stands for; `null` from `parseRoom` when the name is not one of ours. */
export interface RoomName {
  readonly article: string;
  readonly kind: RoomKind;
}

const ROOM = /^article\/([A-Za-z0-9_-]{8,64})(\/notes)?$/;

/** Reads `article/<id>` or `article/<id>/notes`. */
export function parseRoom(name: string): RoomName | null {
  const match = ROOM.exec(name);
  return match ? { article: match[1]!, kind: match[2] ? "notes" : "body" } : null;
}

/** The name of an article's body or notes room, without a leading slash. */
export function roomName(article: string, kind: RoomKind): string {
  return kind === "body" ? `article/${article}` : `article/${article}/notes`;
}

/** Whether the room's document is flat: text and plain values, and no type inside another, as AM, NO and HS29 have it. */
export const isFlat = (room: string): boolean => room === LISTS_ROOM || parseRoom(room) !== null;

/** Whether the room's document only grows: what is deleted in notes is said by an entry of its own (NO13). */
export const isAppendOnly = (room: string): boolean => parseRoom(room)?.kind === "notes";

/** RO1, HS29: owners and editors write both rooms of an article and the newsroom's lists, a commenter only the notes, a reader none. */
export function mayWrite(role: Access, kind: RoomKind | "lists"): boolean {
  return role === "owner" || role === "editor" || (role === "commenter" && kind === "notes");
}

/** RO4: a member's own role on an article goes before the one in the newsroom, but an owner owns every article. */
export function roleOn(everywhere: Access, own: Access | null): Access {
  return everywhere === "owner" ? "owner" : (own ?? everywhere);
}
