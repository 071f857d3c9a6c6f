import type { Node } from "prosemirror-model";
import { importMarkdown } from "./markdown.ts";
import { importPlain } from "./text.ts";

export type TextKind = "txt" | "md";
export type FileKind = TextKind | "docx";

/** The kind of a file by its name, or null for one that is not read. */
export function fileKind(name: string): FileKind | null {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  if (ending === "txt" || ending === "text") return "txt";
  if (ending === "docx") return "docx";
  return ending === "md" || ending === "markdown" ? "md" : null;
}

/** A whole text as a document of the article schema. Takes any text; nothing of it is lost but markup. */
export const importText = (text: string, kind: TextKind): Node => (kind === "md" ? importMarkdown(text) : importPlain(text));
