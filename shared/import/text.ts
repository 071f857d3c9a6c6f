/** A plain text as an article. Rules TX20–TX22. */
import type { Node } from "prosemirror-model";
import { plainText } from "../text/plain.ts";
import { article, block, inline } from "./blocks.ts";

/** Lines of a hard-wrapped text are about this long, in UTF-16 units. */
const WRAPPED = { shortest: 45, longest: 110 } as const;

/**
 * The first line with text is the headline, blank lines part paragraphs. In a file without a blank line after the
 * headline every line is a paragraph.
 */
export function importPlain(text: string): Node {
  const lines = plainText(text).split("\n").map((line) => line.trim());
  const first = lines.findIndex((line) => line !== "");
  if (first === -1) return article([], []);
  const body = lines.slice(first + 1).join("\n").trim();
  const parted = /\n\s*\n/.test(body) || lines[first + 1] === "";
  const paragraphs = (parted ? body.split(/\n(?:[^\S\n]*\n)+/) : body.split("\n")).filter((paragraph) => paragraph !== "");
  return article(
    inline(lines[first]!),
    paragraphs.map((paragraph) => block("paragraph", {}, inline(unwrap(paragraph)))),
  );
}

/** Joins lines that a program wrapped; lines that somebody broke stay apart. */
function unwrap(paragraph: string): string {
  const lines = paragraph.split("\n");
  const full = lines.slice(0, -1);
  const wrapped = full.length > 0 && full.every(({ length }) => length >= WRAPPED.shortest && length <= WRAPPED.longest);
  return lines.join(wrapped ? " " : "\n");
}
