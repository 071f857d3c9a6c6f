import { Fragment, type Mark, type Node } from "prosemirror-model";
import { withIsolatedRuns } from "../../article/model/isolated-runs.ts";
import { schema } from "../../article/model/schema.ts";
import type { ReviewedArticle, ReviewedSuggestion } from "../../reviewed-article/reviewed-article.ts";
import { Sweep, type SaidHere } from "../../reviewed-article/sweep.ts";
import { listNumber, type Digits } from "../../text/digits.ts";
import type { Direction } from "../../text/direction.ts";
import { reviewMarks } from "./review-marks.ts";
import type { Suggester, Suggesters } from "./signs.ts";

/** The sign of an endnote, by where it stands in the body. */
export interface Reference {
  /** Index in the body. */
  readonly at: number;
  readonly number: number;
}

export interface MarkedBlocks {
  readonly blocks: readonly Node[];
  /** What a block was before. */
  readonly originalOf: (block: Node) => Node;
}

/** Stands for the end of a block, or for what is suggested of the block itself. */
const PILCROW = "¶";

/**
 * Puts into the text what is suggested of it and where the endnotes belong, as marks of `reviewMarks`.
 * @param references in the order of the text
 * @param base the article's own direction
 */
export function markedBlocks(
  article: ReviewedArticle,
  references: readonly Reference[],
  suggesters: Suggesters,
  digits: Digits,
  base: Direction,
): MarkedBlocks {
  const originals = new Map<Node, Node>();
  const writer = new MarkedText(article, references, suggesters, digits);
  const blocks = article.doc.children.map((block, i) => {
    const marked = writer.block(withIsolatedRuns(block, base), i);
    originals.set(marked, block);
    return marked;
  });
  return { blocks, originalOf: (block) => originals.get(block) ?? block };
}

class MarkedText {
  readonly #article: ReviewedArticle;
  readonly #sweep: Sweep;
  readonly #references: readonly Reference[];
  readonly #suggesters: Suggesters;
  readonly #digits: Digits;
  readonly #restyled: ReadonlyMap<number, ReviewedSuggestion>;
  /** Index in the body of what is next. */
  #index = 0;
  #nextReference = 0;
  #line = new Line();

  constructor(article: ReviewedArticle, references: readonly Reference[], suggesters: Suggesters, digits: Digits) {
    this.#article = article;
    this.#sweep = new Sweep(article);
    this.#references = references;
    this.#suggesters = suggesters;
    this.#digits = digits;
    this.#restyled = new Map(article.suggestions.flatMap((by) => by.blockForms.map(({ block }) => [block, by])));
  }

  block(block: Node, position: number): Node {
    this.#line = new Line();
    const restyled = this.#restyled.get(position);
    if (restyled) {
      const by = this.#suggesters.of(restyled);
      this.#line.add(schema.text(PILCROW, [reviewMarks.restyled.create({ by: by.index })]), by);
    }
    block.forEach((node) => this.#inline(node));
    const isLast = position === this.#article.doc.childCount - 1;
    // A block ends with the line break that begins the next one.
    if (!isLast) this.#end(this.#sweep.at(this.#index));
    this.#line.sign();
    this.#refer();
    if (!isLast) this.#index++;
    return block.copy(Fragment.from(this.#line.nodes));
  }

  #inline(node: Node): void {
    const start = this.#index;
    const end = start + node.nodeSize;
    while (this.#index < end) {
      const said = this.#sweep.at(this.#index);
      const by = this.#suggesterOf(said);
      this.#line.signBefore(by);
      this.#refer();
      const to = Math.min(end, this.#sweep.next, this.#references[this.#nextReference]?.at ?? Infinity);
      const piece = node.isText ? node.cut(this.#index - start, to - start) : node;
      this.#line.add(piece.mark([...piece.marks, ...marksOf(said, by)]), by);
      this.#index = to;
    }
  }

  #end(said: SaidHere): void {
    if (!said.inserted && !said.struck) return;
    const by = this.#suggesterOf(said);
    this.#line.signBefore(by);
    this.#line.add(schema.text(PILCROW, marksOf(said, by)), by);
  }

  #refer(): void {
    for (let next = this.#references[this.#nextReference]; next && next.at <= this.#index; next = this.#references[++this.#nextReference])
      this.#line.refer(next.number, listNumber(next.number, this.#digits));
  }

  #suggesterOf({ inserted, struck, forms }: SaidHere): Suggester | null {
    const by = struck ?? inserted ?? forms?.by;
    return by ? this.#suggesters.of(by) : null;
  }
}

function marksOf({ inserted, struck, forms }: SaidHere, by: Suggester | null): Mark[] {
  if (!by) return [];
  return [
    ...(inserted ? [reviewMarks.inserted.create({ by: by.index })] : []),
    ...(struck ? [reviewMarks.struck.create({ by: by.index })] : []),
    ...(forms ? [reviewMarks.restyled.create({ by: by.index })] : []),
  ];
}

/** The inline nodes of one block, as far as they are written. */
class Line {
  readonly nodes: Node[] = [];
  /** Whose sign is to come behind what was written last. */
  #unsigned: Suggester | null = null;
  /** How many of the last nodes are signs. */
  #signs = 0;

  add(node: Node, by: Suggester | null): void {
    this.#keepTogether(node);
    this.nodes.push(node);
    this.#signs = 0;
    this.#unsigned = by;
  }

  /** @param by who suggests what comes next: of two stretches by one person the last one is signed */
  signBefore(by: Suggester | null): void {
    if (by !== this.#unsigned) this.sign();
  }

  sign(): void {
    if (this.#unsigned) this.#addSign(schema.text(this.#unsigned.sign, [reviewMarks.suggester.create()]));
    this.#unsigned = null;
  }

  refer(number: number, shown: string): void {
    if (this.nodes.at(-1)?.marks.some(({ type }) => type === reviewMarks.reference)) this.#addSign(schema.text(" "));
    this.#addSign(schema.text(shown, [reviewMarks.reference.create({ number })]));
  }

  #addSign(node: Node): void {
    this.nodes.push(node);
    this.#signs++;
  }

  /** Signs within an isolate are part of it: torn apart, it would be drawn as two. */
  #keepTogether(next: Node): void {
    if (this.#signs === 0) return;
    const isolate = isolateOf(next);
    const before = this.nodes.at(-1 - this.#signs);
    if (!isolate || !before || !isolateOf(before)?.eq(isolate)) return;
    for (let i = this.nodes.length - this.#signs; i < this.nodes.length; i++)
      this.nodes[i] = this.nodes[i]!.mark([isolate, ...this.nodes[i]!.marks]);
  }
}

const isolateOf = ({ marks }: Node): Mark | undefined => marks.find(({ type }) => type.name === "dir");
