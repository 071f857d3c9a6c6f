import type { Node } from "prosemirror-model";
import { directionOfBlock, keptDirection, keptLanguage } from "../../article/model/block-direction.ts";
import { baseDirectionOf, languageOfTag, type ArticleLanguage } from "../../article/model/language.ts";
import { listNumbers } from "../../article/model/list-numbers.ts";
import { INLINE_ATTRIBUTES, MAX_LEVEL } from "../../article/model/names.ts";
import { schema } from "../../article/model/schema.ts";
import type { ReviewedSuggestion, Signed, Stretch, TextForm } from "../../reviewed-article/reviewed-article.ts";
import type { Direction } from "../../text/direction.ts";
import type { CommentPlace } from "./comments.ts";
import { DraftBlock, type BlockForm, type Tracked } from "./draft-block.ts";
import { withRunLanguages } from "../said-language.ts";
import { MOST_LOSSES, NEAR, type Loss } from "../loss.ts";

/** What blocks become. */
export interface Assembled {
  readonly doc: Node;
  readonly suggestions: readonly ReviewedSuggestion[];
  readonly places: ReadonlyMap<string, CommentPlace>;
  readonly losses: readonly Loss[];
}

/** A first paragraph up to this length, in UTF-16 units, is the headline of a document that names none. */
const LONGEST_HEADLINE = 200;

/** Makes an article of the blocks of a document (DX4). */
export function assemble(blocks: readonly DraftBlock[], language: ArticleLanguage): Assembled {
  const { headline, rest, levels } = headlineOf(blocks);
  const all = [headline, ...rest];
  const suggestions = new Suggestions();
  const places = new Map<string, CommentPlace>();
  const losses: Loss[] = [];
  const shapes = all.map((block, i) => shapeOf(block.form, levels, i === 0));
  const nodes = all.map((block, i) => nodeOf(shapes[i]!, block, language));
  const numbers = lostNumbers(all, nodes);
  let index = 0;
  all.forEach((block, i) => {
    const lost = [...block.losses];
    const [shape, node, number] = [shapes[i]!, nodes[i]!, numbers[i] ?? null];
    if (number !== null) lost.push({ kind: "number", detail: number });
    if (shape.isTooDeep) lost.push({ kind: "headingLevel", detail: String(block.form.level) });
    for (const { comment, type, offset } of block.points) {
      const place = places.get(comment) ?? { start: null, end: null, reference: null };
      if (place[type] === null) places.set(comment, { ...place, [type]: index + offset });
    }
    suggestions.block(block, i, index, formsOf(block, node, shapeOf(block.before?.form ?? block.form, levels, i === 0), language));
    const near = block.text.slice(0, NEAR).toWellFormed();
    for (const loss of lost) if (losses.length < MOST_LOSSES) losses.push({ ...loss, block: i, near });
    index += block.length;
    if (i < all.length - 1) suggestions.tracked({ from: index, to: index + 1 }, block.end, all[i + 1]!.footnote);
    index++;
  });
  // Where a tracked change is about a block, the article has it as it was before.
  const doc = schema.node(
    "doc",
    null,
    nodes.map((node, i) => beforeOf(node, all[i]!, levels, i === 0, language)),
  );
  return { doc, suggestions: suggestions.all(), places, losses };
}

/**
 * The numbers that the document shows and the article does not: of the first item where a list begins to be counted otherwise, and of the
 * first heading of each level. None where tracked changes say what is counted.
 */
function lostNumbers(blocks: readonly DraftBlock[], nodes: readonly Node[]): (string | null)[] {
  if (blocks.some(({ before }) => before !== null)) return [];
  const headings = new Set<string>();
  let last: string | null = null;
  const own = listNumbers(nodes);
  return blocks.map(({ number }, i) => {
    const shown = own[i] ?? null;
    if (number === null) {
      if (nodes[i]!.type.name !== "item") last = null;
      return null;
    }
    const { list, label, value, isPlain } = number;
    if (shown === null) {
      last = null;
      if (headings.has(list)) return null;
      headings.add(list);
      return label;
    }
    const difference = isPlain ? `${list} ${value - shown}` : list;
    const isSame = (isPlain && value === shown) || difference === last;
    last = isPlain && value === shown ? null : difference;
    return isSame ? null : label;
  });
}

interface Headed {
  readonly headline: DraftBlock;
  readonly rest: readonly DraftBlock[];
  /** By how many levels headings stand deeper in the document. */
  readonly levels: number;
}

/**
 * The headline: the first title, with what stands before it behind it; else a heading before any other text, from whose level those of
 * others are counted; else a short paragraph there.
 */
function headlineOf(blocks: readonly DraftBlock[]): Headed {
  const title = blocks.findIndex(({ form }) => form.kind === "headline");
  if (title !== -1) {
    const before = blocks.slice(0, title).filter((block) => !block.isEmpty);
    return { headline: blocks[title]!, rest: [...before, ...blocks.slice(title + 1)], levels: 0 };
  }
  const at = blocks.findIndex((block) => !block.isEmpty);
  const first = blocks[at];
  const rest = blocks.slice(at + 1);
  if (first?.form.kind === "heading") return { headline: first, rest, levels: first.form.level };
  if (first?.form.kind === "paragraph" && first.src === null && first.length <= LONGEST_HEADLINE)
    return { headline: first, rest, levels: 0 };
  return { headline: new DraftBlock(), rest: blocks, levels: 0 };
}

/** What a block is in the article. */
interface Shape {
  readonly type: string;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly said: Direction | null;
  readonly isTooDeep: boolean;
}

function shapeOf({ kind, level, list, indent, said }: BlockForm, levels: number, isHeadline: boolean): Shape {
  const shape = (type: string, attrs: Readonly<Record<string, unknown>> = {}, isTooDeep = false): Shape => ({
    type,
    attrs,
    said,
    isTooDeep,
  });
  if (isHeadline) return shape("headline");
  switch (kind) {
    case "headline":
      return shape("heading", { level: 1 });
    case "heading": {
      const own = Math.max(1, level - levels);
      return shape("heading", { level: Math.min(MAX_LEVEL, own) }, own > MAX_LEVEL);
    }
    case "item":
      return shape("item", { list, indent });
    case "lead":
    case "quote":
    case "figure":
    case "divider":
      return shape(kind);
    default:
      return shape("paragraph");
  }
}

function nodeOf({ type, attrs, said }: Shape, block: DraftBlock, language: ArticleLanguage): Node {
  if (block.footnote !== null && !STANDS.includes(type)) return footnoteOf(block, block.footnote, said, language);
  const picture = type === "figure" ? { src: block.src, alt: block.alt, credit: block.credit } : {};
  const node = schema.node(type, { ...attrs, ...picture }, block.content());
  const dir = said === null ? null : keptDirection(node, said, baseDirectionOf(language));
  const spoken = block.language === null || type === "headline" ? null : languageOfTag(block.language);
  const lang = spoken === null ? null : keptLanguage(node, spoken, language);
  const own =
    dir === null && lang === null ? node : schema.node(type, { ...node.attrs, dir, ...(lang !== null && { lang }) }, node.content);
  return withRunLanguages(own, block.stretches(directionOfBlock(own, baseDirectionOf(language)) === "rtl"), language);
}

/** Blocks that a footnote cannot be: they stand beside it. */
const STANDS = ["headline", "figure", "divider"];

function footnoteOf(block: DraftBlock, footnote: string, said: Direction | null, language: ArticleLanguage): Node {
  const node = schema.node("footnote", { footnote }, block.content());
  const dir = said === null ? null : keptDirection(node, said, baseDirectionOf(language));
  return schema.node("footnote", { footnote, dir }, node.content);
}

const beforeOf = (node: Node, block: DraftBlock, levels: number, isHeadline: boolean, language: ArticleLanguage): Node =>
  block.before ? nodeOf(shapeOf(block.before.form, levels, isHeadline), block, language) : node;

/** Attributes of blocks whose changes are tracked; those of other kinds say nothing. */
const attributesOf = ({ type }: Node): readonly string[] =>
  type.name === "heading" ? ["level", "dir"] : type.name === "item" ? ["list", "indent", "dir"] : ["dir"];

/** What a tracked change is to make of a block. @param node as the change makes it @param before its shape without it */
function formsOf(block: DraftBlock, node: Node, before: Shape, language: ArticleLanguage): [name: string, value: unknown][] {
  if (!block.before) return [];
  const old = nodeOf(before, block, language);
  const forms: [string, unknown][] = [];
  if (old.type !== node.type) forms.push(["kind", node.type.name === "paragraph" ? null : node.type.name]);
  for (const name of attributesOf(node)) {
    const value: unknown = node.attrs[name] ?? null;
    if ((old.attrs[name] ?? null) !== value) forms.push([name, value]);
  }
  return forms;
}

interface Growing extends Signed {
  readonly inserted: Stretch[];
  readonly struck: Stretch[];
  readonly forms: TextForm[];
  readonly blockForms: { block: number; name: string; value: unknown }[];
  /** Behind the last of its text. */
  end: number;
}

/**
 * Changes as suggestions: those of one author at one time that stand side by side are one, as a replacement is (SU15). What refers to a
 * footnote and the footnote are one, too, where one author put both in, or struck both, whenever (FN8).
 */
class Suggestions {
  readonly #all: Growing[] = [];
  readonly #last = new Map<string, Growing>();
  /** By footnote, kind of change and author: the suggestion that has what refers to it. */
  readonly #referring = new Map<string, Growing>();

  /** What is said of the text of a block, and of the block. */
  block(block: DraftBlock, number: number, start: number, forms: readonly (readonly [name: string, value: unknown])[]): void {
    let from = start;
    for (const { text, tracked, change, footnote } of block.pieces) {
      const stretch = { from, to: from + text.length };
      this.tracked(stretch, tracked, block.footnote, footnote);
      if (change)
        for (const [name, value] of Object.entries(change.values))
          addForm(this.#beside(change.by, stretch).forms, { ...stretch, name, value });
      from = stretch.to;
    }
    if (!block.before || forms.length === 0) return;
    const suggestion = this.#beside(block.before.by, { from: start, to: start + block.length });
    for (const [name, value] of forms) suggestion.blockForms.push({ block: number, name, value });
  }

  /** @param within the footnote in which it stands, or which it begins @param to the footnote to which it refers */
  tracked(stretch: Stretch, changes: Tracked, within: string | null, to?: string): void {
    for (const type of ["inserted", "struck"] as const) {
      const by = changes[type];
      if (!by) continue;
      const own = within === null ? undefined : this.#referring.get(changeOf(within, type, by));
      const suggestion = own ?? this.#beside(by, stretch);
      addStretch(suggestion[type], stretch);
      if (to !== undefined && !this.#referring.has(changeOf(to, type, by))) this.#referring.set(changeOf(to, type, by), suggestion);
    }
  }

  all(): ReviewedSuggestion[] {
    return this.#all.map(({ author, at, inserted, struck, forms, blockForms }) => ({ author, at, inserted, struck, forms, blockForms }));
  }

  #beside({ author, at }: Signed, { from, to }: Stretch): Growing {
    const key = `${at} ${author}`;
    const last = this.#last.get(key);
    if (last && last.end >= from) {
      last.end = Math.max(last.end, to);
      return last;
    }
    const next: Growing = { author, at, inserted: [], struck: [], forms: [], blockForms: [], end: to };
    this.#all.push(next);
    this.#last.set(key, next);
    return next;
  }
}

const changeOf = (footnote: string, type: "inserted" | "struck", { author }: Signed): string => `${footnote} ${type} ${author}`;

/** Adds a stretch behind others; one that goes on is one with the last. */
function addStretch(stretches: Stretch[], { from, to }: Stretch): void {
  const last = stretches.at(-1);
  if (last?.to === from) stretches[stretches.length - 1] = { from: last.from, to };
  else stretches.push({ from, to });
}

function addForm(forms: TextForm[], form: TextForm): void {
  for (let i = forms.length - 1; i >= Math.max(0, forms.length - INLINE_ATTRIBUTES.length); i--) {
    const { name, value, to } = forms[i]!;
    if (name !== form.name || value !== form.value || to !== form.from) continue;
    forms[i] = { ...forms[i]!, to: form.to };
    return;
  }
  forms.push(form);
}
