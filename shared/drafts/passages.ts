import type { Node } from "prosemirror-model";
import type { Article } from "../article/identity/article.ts";
import { HEADLINE, type BlockId } from "../article/identity/block-attributes.ts";
import { RunIndex } from "../article/identity/run-index.ts";
import { keyOf, type CharacterRun } from "../article/model/character-id.ts";
import { NEWLINE } from "../article/model/names.ts";
import { directionOf, schema } from "../article/model/schema.ts";
import type { Attributes } from "../article/model/tokens.ts";
import { blocksOf, headlineOf } from "../article/projection/project.ts";
import type { Op } from "../article/yjs-internals/read.ts";
import { compareArticles } from "../compare/compare.ts";
import type { ComparedArticle } from "../compare/compared-article.ts";
import type { Comparison } from "../compare/comparison.ts";
import type { Draft } from "./draft.ts";
import { rewrittenBlocks } from "./rewritten.ts";
import { readDraft, type DraftContents, type DraftForm, type DraftPart } from "./parts.ts";

/** What can be brought back by itself: mostly one block that the draft changes, or several where one makes no sense without the others. */
export interface Passage {
  /** The key of the `\n` of its first block; "headline" for the headline. The same until something is brought back. */
  readonly key: string;
  /** Numbers of its blocks in the draft, in order; 0 is the headline. */
  readonly blocks: readonly number[];
  /** The article's text, with what others suggest to be added, and what the draft makes of it. It begins with the headline, which is empty on both sides where it is not among the blocks. */
  readonly comparison: Comparison;
  /** It was written anew in the article since the draft wrote in it: what the draft wrote may stand beside other words. */
  readonly isRewritten: boolean;
}

/** The passages that a draft changes, in the order of its text (DR7). O(the items of its body). */
export function passagesOf(draft: Draft): Passage[] {
  const contents = readDraft(draft);
  const partsOf = Map.groupBy(contents.parts, ({ block }) => block);
  const rewritten = rewrittenBlocks(draft, contents);
  return groupsOf(draft, contents).map((blocks) => {
    const chosen = new Set(blocks);
    const some: DraftContents = {
      ...contents,
      parts: blocks.flatMap((block) => partsOf.get(block) ?? []),
      forms: contents.forms.filter((form) => [...form.blocks].some((block) => chosen.has(block))),
    };
    const after = articleWith(draft, some, "after");
    const cuts = edgesOf(some, rewritten);
    const comparison = compareArticles(articleWith(draft, some, "before"), { ...after, cuts });
    return { key: keyOfBlock(contents, blocks[0]!), blocks, comparison, isRewritten: blocks.some((block) => rewritten.has(block)) };
  });
}

/** The blocks of the passages with these keys. */
export function blocksOfPassages(draft: Draft, contents: DraftContents, keys: ReadonlySet<string>): ReadonlySet<number> {
  return new Set(groupsOf(draft, contents).flatMap((blocks) => (keys.has(keyOfBlock(contents, blocks[0]!)) ? blocks : [])));
}

/** The text of a draft as if all its changes were accepted, and all that others only suggest refused: headline first, a line for each block. */
export const finalTextOf = (draft: Draft): string =>
  readDraft(draft)
    .parts.map(({ run, isOwn, insertedBy, struckBy }) =>
      struckBy.length > 0 || (insertedBy !== null && !isOwn) || typeof run.content !== "string" ? "" : run.content,
    )
    .join("");

/** Whether a draft changes nothing. */
export const isUnchanged = (draft: Draft): boolean => groupsOf(draft, readDraft(draft)).length === 0;

const keyOfBlock = ({ blocks }: DraftContents, number: number): string => blocks[number] || HEADLINE;

/** What a draft does to one block. */
interface BlockChange {
  isChanged: boolean;
  /** Of its `\n`. */
  boundary: "kept" | "inserted" | "struck";
  /** Text of the article stays in it, or text is written into it while its `\n` is struck. */
  keepsText: boolean;
}

/** The numbers of changed blocks, in groups of those that belong together. */
function groupsOf({ article: { lineage } }: Draft, { parts, forms, blocks }: DraftContents): number[][] {
  const changes: BlockChange[] = blocks.map(() => ({ isChanged: false, boundary: "kept", keepsText: false }));
  const struck = new RunIndex<StruckRun>();
  for (const { isOwn, struckBy, run, block } of parts) {
    const change = changes[block]!;
    const said = isOwn ? "inserted" : struckBy.length > 0 ? "struck" : "kept";
    if (said !== "kept") change.isChanged = true;
    if (said === "struck") struck.add({ client: run.client, clock: run.clock, length: run.length, block });
    if (run.content === NEWLINE) change.boundary = said;
    else if (said === "kept" || (said === "inserted" && change.boundary === "struck")) change.keepsText = true;
  }
  for (const form of forms) for (const block of form.blocks) changes[block]!.isChanged = true;

  const groups = new Groups(blocks.length);
  for (const [number, { boundary, keepsText }] of changes.entries()) {
    // A paragraph that was split, or joined: with all back to the one whose boundary stays.
    if (boundary === "kept" || !keepsText) continue;
    for (let at = number; at > 0 && changes[at]!.boundary !== "kept"; at--) groups.join(at, at - 1);
  }
  for (const { isOwn, struckBy, run, block } of lineage.isEmpty ? [] : parts) {
    if (!isOwn && struckBy.length === 0) continue;
    // Text that was moved goes with the place that it left; and what is struck out by one strike, since it was copied, together.
    for (const { ancestors, length } of lineage.partsOf(run)) {
      for (const left of ancestors.flatMap((ancestor) => struck.overlapping({ ...ancestor, length }))) groups.join(block, left.block);
    }
  }
  return groups.all().filter((numbers) => numbers.some((number) => changes[number]!.isChanged));
}

interface StruckRun extends CharacterRun {
  readonly block: number;
}

/** Numbers in groups, at first each alone. */
class Groups {
  readonly #leaders: number[];

  constructor(count: number) {
    this.#leaders = Array.from({ length: count }, (_, number) => number);
  }

  join(a: number, b: number): void {
    const [one, other] = [this.#leaderOf(a), this.#leaderOf(b)];
    this.#leaders[Math.max(one, other)] = Math.min(one, other);
  }

  /** In order, as are the numbers of each. */
  all(): number[][] {
    return [...Map.groupBy(this.#leaders.keys(), (number) => this.#leaderOf(number)).values()];
  }

  #leaderOf(number: number): number {
    let leader = number;
    while (this.#leaders[leader] !== leader) leader = this.#leaders[leader]!;
    return leader;
  }
}

/** Where what the draft wrote meets the article's text in blocks that were written anew, by indices of the article with what the draft makes of it. */
function edgesOf({ parts }: DraftContents, rewritten: ReadonlySet<number>): number[] {
  const edges: number[] = [];
  let at = 0;
  let last: DraftPart | null = null;
  for (const part of parts) {
    if (part.struckBy.length > 0) continue;
    if (last && last.isOwn !== part.isOwn && rewritten.has(part.block)) edges.push(at);
    at += part.run.length;
    last = part;
  }
  return edges;
}

/** Parts of a draft as an article of their own: as they are in the article, or as the draft has them. */
function articleWith({ article }: Draft, { parts, forms, blocks }: DraftContents, side: "before" | "after"): ComparedArticle {
  const given = side === "after" ? forms : [];
  const ofBlock = new Map<string, Record<string, unknown>>();
  for (const { restyle, range, blocks: about } of given) {
    if (range !== null) continue;
    for (const number of about) ofBlock.set(blocks[number]!, { ...ofBlock.get(blocks[number]!), [restyle.name]: restyle.value });
  }
  const ops: Op[] = [];
  const boundaries: string[] = [];
  for (const part of parts) {
    if (side === "before" ? part.isOwn : part.struckBy.length > 0) continue;
    const { content: insert, client, clock } = part.run;
    if (insert === NEWLINE) {
      boundaries.push(keyOf(part.run));
      ops.push({ insert, attributes: part.run.attributes, id: { client, clock } });
    } else ops.push({ insert, attributes: formed(part, given) });
  }
  const attributesOf = (id: BlockId, formats?: Attributes): Attributes => ({
    ...article.blocks.of(id, formats),
    ...ofBlock.get(id === HEADLINE ? "" : keyOf(id)),
  });
  const nodes = blocksOf(ops, headlineIn(article, ofBlock.get("")), { blocks: { of: attributesOf } });
  return { doc: schema.topNodeType.create(null, nodes), boundaries: [null, ...boundaries] };
}

/** The formats of a part once the draft's forms are given (SU6). */
const formed = ({ index, run }: DraftPart, forms: readonly DraftForm[]): Attributes =>
  forms.reduce<Attributes>(
    (attributes, { range, restyle }) =>
      range !== null && index < range.to && index + run.length > range.from ? { ...attributes, [restyle.name]: restyle.value } : attributes,
    run.attributes,
  );

function headlineIn(article: Article, form: Attributes | undefined): Node {
  const headline = headlineOf(article);
  return form && "dir" in form ? headline.type.create({ ...headline.attrs, dir: directionOf(form["dir"]) }) : headline;
}
