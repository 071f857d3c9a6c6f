import type { Node } from "prosemirror-model";
import type { TextKind } from "./file.ts";
import { importMarkdown } from "./markdown.ts";
import { importPlain } from "./text.ts";

/** A whole text as a document of the article schema. Takes any text; nothing of it is lost but markup. */
export const importText = (text: string, kind: TextKind): Node => (kind === "md" ? importMarkdown(text) : importPlain(text));
