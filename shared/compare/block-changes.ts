/** What else than its text is another of a block, as it is drawn. */
import type { Node } from "prosemirror-model";
import { articleLanguageOf } from "../article/model/language.ts";
import { directionOf, indentOf, levelOf, listOf } from "../article/model/schema.ts";
import { isSamePicture } from "../pictures/same-picture.ts";
import type { BlockChange } from "./comparison.ts";

const NAMES: readonly BlockChange["name"][] = ["kind", "list", "indent", "dir", "lang", "src", "alt", "credit"];
type Form = Record<BlockChange["name"], string | number | null>;

function formOf(node: Node): Form {
  const kind = node.type.name;
  const isItem = kind === "item";
  const said = (name: string): string | null => {
    const value: unknown = kind === "figure" ? node.attrs[name] : null;
    return typeof value === "string" && value !== "" ? value : null;
  };
  return {
    kind: kind === "heading" ? `heading${levelOf(node)}` : kind,
    list: isItem ? listOf(node) : null,
    indent: isItem ? indentOf(node) : null,
    dir: directionOf(node.attrs["dir"]),
    lang: articleLanguageOf(node.attrs["lang"]),
    src: said("src"),
    alt: said("alt"),
    credit: said("credit"),
  };
}

/** A change of kind stands for the list that came or went with it, but not for the picture. */
export function blockChanges(before: Node, after: Node): BlockChange[] {
  const [a, b] = [formOf(before), formOf(after)];
  const names = a.kind === b.kind ? NAMES : NAMES.filter((name) => name !== "list" && name !== "indent");
  const isSame = (name: BlockChange["name"]) => (name === "src" ? isSamePicture(a.src, b.src) : a[name] === b[name]);
  return names.flatMap((name) => (isSame(name) ? [] : [{ name, before: a[name], after: b[name] }]));
}
