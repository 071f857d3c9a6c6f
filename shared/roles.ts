/**
 * Roles of a newsroom and what each may write (shared/SPEC.md RO1–RO3).
 * Pure: the relay enforces it at the frame, the window only greys out what would be refused.
 */

export const ROLES = ["owner", "editor", "commenter", "reader"] as const;
export type Role = (typeof ROLES)[number];

/** One person of the newsroom, as the relay knows them. `color` is a CSS hex colour. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly color: string;
  readonly role: Role;
}

export type RoomKind = "body" | "notes";

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

/** RO1: owners and editors write both rooms, a commenter only the notes, a reader neither. */
export function mayWrite(role: Role, kind: RoomKind): boolean {
  return role === "owner" || role === "editor" || (role === "commenter" && kind === "notes");
}
