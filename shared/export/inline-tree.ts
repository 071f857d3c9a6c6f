import type { Fragment, Mark, Node } from "prosemirror-model";
import { referenceOf } from "../article/model/footnotes.ts";
import type { InlineAttribute } from "../article/model/names.ts";
import { runLanguageOf } from "../article/model/language.ts";
import { outerUrl, scriptTag } from "../article/model/schema.ts";
import { REVIEW_MARKS, type ReviewMark } from "./print/review-marks.ts";

/** Inline content as nested elements, each around all that its mark is on. */
export type InlineTree =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "break" }
  /** To a footnote. */
  | { readonly type: "reference"; readonly id: string }
  | { readonly type: "mark"; readonly mark: Mark; readonly children: readonly InlineTree[] };

/** From the outside in: what is rather one thing, as a link is, is not torn apart by what is on a part of it. */
const ORDER: readonly (InlineAttribute | ReviewMark)[] = [
  "link",
  "dir",
  "lang",
  ...REVIEW_MARKS,
  "bold",
  "italic",
  "strike",
  "underline",
  "script",
  "code",
];

const rankOf = ({ type }: Mark): number => (ORDER as readonly string[]).indexOf(type.name);

interface Leaf {
  readonly node: Node;
  readonly marks: readonly Mark[];
}

/** A link that leads nowhere safe is left out, and a script or a language that is none; their text stays. */
function isKept({ type, attrs }: Mark): boolean {
  const value: unknown = attrs["value"];
  if (type.name === "link") return outerUrl(value) !== null;
  if (type.name === "lang") return runLanguageOf(value) !== null;
  return type.name !== "script" || scriptTag(value) !== null;
}

/** A reference is raised anyway, and a link to a footnote itself. */
const NOT_ON_REFERENCES: readonly string[] = ["link", "code", "script"];

/** @param content of one block; of embedded values all but references are left out */
export function inlineTree(content: Fragment): InlineTree[] {
  const leaves: Leaf[] = [];
  content.forEach((node) => {
    const isReference = referenceOf(node) !== null;
    if (!node.isText && node.type.name !== "line_break" && !isReference) return;
    const marks = node.marks.filter((mark) => isKept(mark) && !(isReference && NOT_ON_REFERENCES.includes(mark.type.name)));
    leaves.push({ node, marks: marks.sort((a, b) => rankOf(a) - rankOf(b)) });
  });
  return nest(leaves, 0);
}

/** @param depth how many marks of each leaf are written around it already */
function nest(leaves: readonly Leaf[], depth: number): InlineTree[] {
  const trees: InlineTree[] = [];
  for (let i = 0; i < leaves.length;) {
    const { node, marks } = leaves[i]!;
    const mark = marks[depth];
    if (!mark) {
      const id = referenceOf(node);
      trees.push(id !== null ? { type: "reference", id } : node.isText ? { type: "text", text: node.text! } : { type: "break" });
      i++;
      continue;
    }
    const past = leaves.findIndex((leaf, at) => at > i && !leaf.marks[depth]?.eq(mark));
    const end = past < 0 ? leaves.length : past;
    trees.push({ type: "mark", mark, children: nest(leaves.slice(i, end), depth + 1) });
    i = end;
  }
  return trees;
}
