import type { Node } from "prosemirror-model";
import type { EditorView } from "prosemirror-view";
import { NearScreen, type Part } from "./near-screen.ts";

/** A range of text under one highlight, in ProseMirror positions. */
interface Mark<Name> extends Part {
  readonly name: Name;
}

/** What is highlighted in one block. */
export interface BlockMarks<Name> {
  readonly block: Node;
  /** What the marks follow from besides the block. While it is the same, nothing is drawn again. */
  readonly of: readonly unknown[];
  readonly marks: () => Iterable<Mark<Name>>;
}

interface DrawnBlock<Name> {
  readonly block: Node;
  readonly of: readonly unknown[];
  readonly drawn: readonly DrawnMark<Name>[];
}

interface DrawnMark<Name> {
  readonly name: Name;
  readonly range: StaticRange;
  /** Lengths of the nodes in which it begins and ends, by which it is seen that they have changed. */
  readonly lengths: readonly [number, number];
}

/**
 * Marks text by the CSS Custom Highlight API: the article's DOM stays as ProseMirror made it, and letters stay joined. Only what is
 * near the screen is marked, since Chromium paints all that a highlight covers again after each key, and only blocks that have changed
 * are marked again.
 */
export class NearHighlights<Name extends string> {
  readonly #view: EditorView;
  readonly #near: NearScreen;
  readonly #names: readonly Name[];
  #drawn: readonly DrawnBlock<Name>[] = [];

  /** @param names of the highlights in the style sheet, from the lowest up */
  constructor(view: EditorView, names: readonly Name[]) {
    this.#view = view;
    this.#near = new NearScreen(view);
    this.#names = names;
    // Firefox has them since version 140.
    if (!("highlights" in CSS)) return;
    for (const [priority, name] of names.entries()) {
      const highlight = new Highlight();
      highlight.priority = priority;
      CSS.highlights.set(name, highlight);
    }
  }

  /** Whether all that is on the screen was near it when that was measured. */
  covers(): boolean {
    return this.#near.covers();
  }

  /** Lays the page out. @returns the part of the document that is near the screen; null where none is */
  measure(): Part | null {
    return this.#near.measure();
  }

  /** @param blocks all that is to be marked from now on */
  draw(blocks: Iterable<BlockMarks<Name>>): void {
    if (!("highlights" in CSS)) return;
    const before = new Map(this.#drawn.map((one) => [one.block, one]));
    const next: DrawnBlock<Name>[] = [];
    for (const one of blocks) {
      const known = before.get(one.block);
      if (known && isSame(known.of, one.of) && known.drawn.every(isInPlace)) {
        before.delete(one.block);
        next.push(known);
      } else next.push({ block: one.block, of: one.of, drawn: Array.from(one.marks(), (mark) => this.#mark(mark)) });
    }
    const stays = new Set(next);
    for (const one of this.#drawn) if (!stays.has(one)) for (const { name, range } of one.drawn) CSS.highlights.get(name)?.delete(range);
    const stood = new Set(this.#drawn);
    for (const one of next) if (!stood.has(one)) for (const { name, range } of one.drawn) CSS.highlights.get(name)?.add(range);
    this.#drawn = next;
  }

  destroy(): void {
    if ("highlights" in CSS) for (const name of this.#names) CSS.highlights.delete(name);
  }

  /** By a range that does not follow the DOM, which would cost something at each change of it. */
  #mark({ from, to, name }: Mark<Name>): DrawnMark<Name> {
    const [first, last] = [this.#view.domAtPos(from, 1), this.#view.domAtPos(to, -1)];
    const range = new StaticRange({
      startContainer: first.node,
      startOffset: first.offset,
      endContainer: last.node,
      endOffset: last.offset,
    });
    return { name, range, lengths: [lengthOf(first.node), lengthOf(last.node)] };
  }
}

const isSame = (some: readonly unknown[], others: readonly unknown[]): boolean =>
  some.length === others.length && some.every((one, i) => one === others[i]);

/** Whether the DOM of it is as it was: what is drawn beside it, a colleague's caret for one, may have parted its text. */
const isInPlace = ({ range: { startContainer, endContainer }, lengths }: DrawnMark<string>): boolean =>
  startContainer.isConnected &&
  endContainer.isConnected &&
  lengthOf(startContainer) === lengths[0] &&
  lengthOf(endContainer) === lengths[1];

const lengthOf = (node: globalThis.Node): number => (node instanceof Text ? node.length : node.childNodes.length);
