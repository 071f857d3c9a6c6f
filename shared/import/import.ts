import type { Node } from "prosemirror-model";
import type { TextKind } from "./file.ts";
import { isCostlyMarkdown } from "./markdown-cost.ts";
import { importMarkdown } from "./markdown.ts";
import { importPlain } from "./text.ts";

/**
 * A whole text as a document of the article schema. Takes any text; nothing of it is lost but markup. Markdown that nobody writes, and
 * that would be parsed without end, is read as what it is: text (DX26).
 */
export const importText = (text: string, kind: TextKind): Node =>
  kind === "md" && !isCostlyMarkdown(text) ? importMarkdown(text) : importPlain(text);
