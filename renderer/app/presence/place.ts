import type { Node } from "prosemirror-model";

/** Where in an article somebody is: in its headline, under a heading, or in a block that begins with these words. */
export interface Place {
  readonly kind: "headline" | "heading" | "text";
  readonly words: string;
}

/** More has no room in a line. */
const LONGEST = 120;

/** @param pos a ProseMirror position @returns the nearest heading at it or before it, or else the beginning of its block */
export function placeIn(doc: Node, pos: number): Place {
  const index = doc.resolve(Math.min(pos, doc.content.size)).index(0);
  if (index === 0) return { kind: "headline", words: wordsOf(doc.child(0)) };
  for (let i = Math.min(index, doc.childCount - 1); i > 0; i--) {
    const words = doc.child(i).type.name === "heading" ? wordsOf(doc.child(i)) : "";
    if (words !== "") return { kind: "heading", words };
  }
  return { kind: "text", words: wordsOf(doc.child(Math.min(index, doc.childCount - 1))) };
}

const wordsOf = (block: Node): string => block.textBetween(0, block.content.size, " ", " ").trim().slice(0, LONGEST).toWellFormed();
