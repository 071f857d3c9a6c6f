import type { Node } from "prosemirror-model";
import { HEADLINE, type BlockId } from "../identity/block-attributes.ts";
import type { Restyle } from "../identity/suggestion-records.ts";
import { idOfKey, keyOf, type CharacterId } from "../model/character-id.ts";
import { MAX_INDENT } from "../model/names.ts";
import { indentFrom } from "../model/schema.ts";
import type { BodyWriter } from "./writer.ts";

/** A block as the article has it. */
interface Block {
  readonly id: CharacterId;
  readonly node: Node;
}

/** A block in a list, or one that is suggested to be in one, with its level as open suggestions would have it. */
interface Item {
  readonly id: CharacterId;
  readonly level: number;
  /** What is suggested of its kind, list and level, in order. */
  readonly forms: readonly Restyle[];
}

const OF_LISTS: ReadonlySet<string> = new Set(["kind", "list", "indent"]);

/** Those of some blocks that are in a list, or suggested to be in one. O(suggested forms of blocks). */
export function itemsAmong({ article: { suggestions } }: BodyWriter, blocks: readonly Block[]): Item[] {
  const about = (block: BlockId): string => {
    const now = suggestions.blockNow(block);
    return now === null || now === HEADLINE ? "" : keyOf(now);
  };
  const suggested = Map.groupBy(
    suggestions.blockForms().filter(({ name }) => OF_LISTS.has(name)),
    ({ block }) => about(block!),
  );
  return blocks.flatMap(({ id, node }) => {
    const forms = suggested.get(keyOf(id)) ?? [];
    const said = (name: string, value: unknown): unknown => {
      const form = forms.findLast((one) => one.name === name);
      return form ? form.value : value;
    };
    if (said("kind", node.type.name) !== "item") return [];
    return [{ id, level: indentFrom(said("indent", node.attrs["indent"])), forms }];
  });
}

/**
 * Suggests that items are one level further in, or out, in the transaction that is open. It is part of the suggestion of this window
 * that says what such a block is to be. A block that this person suggested is changed at once (SU8).
 */
export function suggestLevels(writer: BodyWriter, isOwn: (client: number) => boolean, items: readonly Item[], by: 1 | -1): void {
  const { doc, suggestions } = writer.article;
  let begun: string | null = null;
  for (const { id, level, forms } of items) {
    const to = level + by;
    if (to < 0 || to > MAX_INDENT) continue;
    const insertedBy = suggestions.statusOf({ ...id, length: 1 })[0]!.insertedBy;
    if (forms.length === 0 && insertedBy !== null && isOwn(idOfKey(insertedBy)?.client ?? -1)) {
      writer.setBlock(id, { indent: to });
      continue;
    }
    // Forms of one client are read everywhere in the order in which they were said.
    const goesOn = forms.findLast(({ suggestion }) => idOfKey(suggestion)?.client === doc.clientID)?.suggestion;
    const suggestion: string = goesOn ?? (begun ??= suggestions.begin(Date.now()));
    writer.journal.suggestions.push(suggestions.restyle(suggestion, { runs: [], block: id, name: "indent", value: to }));
  }
}
