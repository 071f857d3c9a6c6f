/**
 * What a key or a button does to an article: ProseMirror commands that need no view. All of them leave text where it is
 * (a split inserts a boundary, a join deletes one, a change of kind touches the boundary alone); only a move reinserts.
 */
export * from "./commands/direction.ts";
export * from "./commands/insert.ts";
export * from "./commands/join.ts";
export * from "./commands/kind.ts";
export * from "./commands/link.ts";
export * from "./commands/marks.ts";
export * from "./commands/move.ts";
export * from "./commands/paste.ts";
export * from "./commands/remove.ts";
export * from "./commands/select.ts";
export * from "./commands/split.ts";
