/**
 * The names an article is written in: the shared types of its `Y.Doc` and the formatting attributes of its body.
 * Rules AM1–AM9 of shared/SPEC.md.
 */

/** Name of the `Y.Text` that holds the whole article. */
export const BODY = "body";
/** Name of the `Y.Map` of the article's primitives (its language, its length in words). */
export const META = "meta";

/** Name of the `Y.Map` of what each block is. */
export const BLOCKS = "blocks";
/** Name of the `Y.Map` of which characters are copies of which. */
export const LINEAGE = "lineage";

/** Name of the `Y.Map` of which characters were written as part of a suggestion. */
export const INK = "ink";
/** Name of the `Y.Map` of what suggestions say of characters and blocks, and of the decisions on them. */
export const SUGGESTIONS = "suggestions";

/** Name of the `Y.Map` of what was decided on proposals, which the notes hold. */
export const PROPOSALS = "proposals";

/** Starts a new block, a paragraph unless `BLOCKS` says otherwise. */
export const NEWLINE = "\n";
/** A line break inside a block (LINE SEPARATOR). */
export const LINE_BREAK = "\u2028";

/** Block kinds that can stand in the `kind` attribute; absent means paragraph. */
export const BLOCK_KINDS = ["lead", "heading", "quote", "item", "figure", "divider", "footnote"] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

/** Attributes of blocks. */
export const BLOCK_ATTRIBUTES = ["kind", "level", "list", "indent", "dir", "lang", "src", "alt", "credit", "footnote"] as const;
export type BlockAttribute = (typeof BLOCK_ATTRIBUTES)[number];

/**
 * Attributes that count on text and inline atoms only. `dir` isolates a run: its value is "rtl" or "ltr". `script` raises or lowers
 * text, "super" or "sub", and never does both. `lang` is the language of a run, as a tag of BCP 47.
 */
export const INLINE_ATTRIBUTES = ["bold", "italic", "underline", "strike", "link", "code", "script", "dir", "lang"] as const;
export type InlineAttribute = (typeof INLINE_ATTRIBUTES)[number];
/** Whether an attribute of a text is one of these; others are kept, and not shown. */
export const isInlineAttribute = (name: string): name is InlineAttribute => (INLINE_ATTRIBUTES as readonly string[]).includes(name);

export type ListStyle = "bullet" | "number";

/** Deepest list level; `indent` counts from 0. */
export const MAX_INDENT = 8;
/** Heading levels are 1 to 3. */
export const MAX_LEVEL = 3;

/** Origin of the window's own edits in its `Y.Doc`, which its page shows already. */
export const LOCAL = Symbol("local");
/** Origin of what is suggested: the page shows it once it is written. */
export const SUGGEST = Symbol("suggest");
/** Origin of what accepting and refusing write. */
export const DECIDE = Symbol("decide");
/** Origin of what is written to restore an earlier version. */
export const RESTORE = Symbol("restore");
/** Origin of what is written in place of words that were found. */
export const REPLACE = Symbol("replace");
/** Origin of what has figures name stored pictures in place of those that they hold. */
export const MOVE_PICTURES = Symbol("move-pictures");
/** Origin of what undo and redo write. */
export const REVERT = Symbol("revert");
