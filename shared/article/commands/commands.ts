/**
 * What a key or a button does to an article: ProseMirror commands that need no view. All of them leave text where it is
 * (a split inserts a boundary, a join deletes one, a change of kind touches the boundary alone); only a move reinserts.
 */
export * from "./direction.ts";
export * from "./footnotes.ts";
export * from "./insert.ts";
export * from "./invisibles.ts";
export * from "./join.ts";
export * from "./kind.ts";
export * from "./language.ts";
export * from "./link.ts";
export * from "./marks.ts";
export * from "./move.ts";
export * from "./paste.ts";
export * from "./remove.ts";
export * from "./select.ts";
export * from "./split.ts";
export * from "./struck.ts";
export * from "./turn-layout.ts";
