import type { Node } from "prosemirror-model";
import { hasBlankLine, paragraphsOf } from "../text/paragraphs.ts";
import { isolateControls } from "../text/bidi-controls.ts";
import { plainText } from "../text/plain.ts";
import { article, block, inline } from "./blocks.ts";

/**
 * A plain text as an article (TX15). The first line with text is the headline, and blank lines separate paragraphs; in
 * a file without a blank line after the headline every line is a paragraph.
 */
export function importPlain(text: string): Node {
  const lines = isolateControls(plainText(text))
    .split("\n")
    .map((line) => line.trim());
  const first = lines.findIndex((line) => line !== "");
  if (first === -1) return article([], []);
  const body = lines
    .slice(first + 1)
    .join("\n")
    .trim();
  return article(
    inline(lines[first]!),
    paragraphsOf(body, hasBlankLine(body) || lines[first + 1] === "").map((paragraph) => block("paragraph", {}, inline(paragraph))),
  );
}
