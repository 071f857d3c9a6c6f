import type { Node } from "prosemirror-model";
import { indentOf, listOf } from "../article/model/schema.ts";

/** An item, and the lists that stand in it. `block` is null for a level that nobody made: its list stands deeper than what is before it. */
export interface Item {
  readonly block: Node | null;
  readonly lists: List[];
}

export interface List {
  readonly type: "list";
  readonly isNumbered: boolean;
  readonly items: Item[];
}

/** An article's blocks with what HTML and Markdown nest: items in lists, quotes one after another in one quote. */
export type Section = { readonly type: "block"; readonly block: Node } | { readonly type: "quote"; readonly blocks: Node[] } | List;

/** Kinds that are something without a text; the empty line that others are is the page's business. */
const SHOWN_EMPTY = ["figure", "divider", "item"];

/** @param blocks of an article in order, without its headline; empty ones are left out */
export function sectionsOf(blocks: readonly Node[]): Section[] {
  const sections: Section[] = [];
  /** The open list of each level. */
  let open: List[] = [];
  for (const block of blocks) {
    if (block.content.size === 0 && !SHOWN_EMPTY.includes(block.type.name)) continue;
    const last = sections.at(-1);
    if (block.type.name === "item") {
      open = openAt(indentOf(block), listOf(block) === "number", open, sections);
      open.at(-1)!.items.push({ block, lists: [] });
      continue;
    }
    open = [];
    if (block.type.name !== "quote") sections.push({ type: "block", block });
    else if (last?.type === "quote") last.blocks.push(block);
    else sections.push({ type: "quote", blocks: [block] });
  }
  return sections;
}

function openAt(level: number, isNumbered: boolean, before: readonly List[], sections: Section[]): List[] {
  const open = before.slice(0, level + 1);
  if (open.length === level + 1 && open[level]!.isNumbered !== isNumbered) open.pop();
  while (open.length <= level) {
    const list: List = { type: "list", isNumbered, items: [] };
    const parent = open.at(-1);
    if (!parent) sections.push(list);
    else {
      if (parent.items.length === 0) parent.items.push({ block: null, lists: [] });
      parent.items.at(-1)!.lists.push(list);
    }
    open.push(list);
  }
  return open;
}
