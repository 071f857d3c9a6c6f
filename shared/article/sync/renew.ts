import { Fragment, type Node } from "prosemirror-model";
import { Step, StepMap, StepResult } from "prosemirror-transform";
import { CharacterMap, type Change } from "./character-map.ts";
import { lengthOf, type DeltaOp } from "../yjs-internals/delta-op.ts";
import { flatLength } from "../model/flat.ts";

/**
 * Puts one whole document in the place of another in one step: when so much changed at once that a step for each change would hold
 * up the window, or when it is not known what changed. Positions map through it by the identity of characters (AM18).
 */
export class RenewStep extends Step {
  readonly #before: Node;
  readonly #after: Node;
  readonly #map: StepMap;

  private constructor(before: Node, after: Node, map: StepMap) {
    super();
    this.#before = before;
    this.#after = after;
    this.#map = map;
  }

  /** @param delta what happened to the body of `before`, where that is known */
  static between(before: Node, after: Node, delta: readonly DeltaOp[] | null): RenewStep {
    const changes = (delta && changesOf(before, after, delta)) ?? changeBetween(before, after);
    return new RenewStep(before, withNodesOf(before, after), changes.length > 0 ? new CharacterMap(changes) : StepMap.empty);
  }

  override apply(doc: Node): StepResult {
    return doc === this.#before ? StepResult.ok(this.#after) : StepResult.fail("the document is another one");
  }

  override getMap(): StepMap {
    return this.#map;
  }

  override invert(): RenewStep {
    return new RenewStep(this.#after, this.#before, this.#map.invert());
  }

  /** It cannot be made of any other document. */
  override map(): null {
    return null;
  }

  /** @throws TypeError steps are not stored: the body is */
  override toJSON(): never {
    throw new TypeError("a renewed document is not stored as a step");
  }
}

/** `after` with the very blocks of `before` that are alike, whose DOM is left alone and whose words are counted. */
function withNodesOf(before: Node, after: Node): Node {
  const known = new Map<string, Node>();
  before.forEach((block) => void known.set(block.textContent, block));
  const blocks = after.children.map((block) => {
    const same = known.get(block.textContent);
    return same?.eq(block) ? same : block;
  });
  return after.copy(Fragment.fromArray(blocks));
}

/** @returns null when the delta is not of these documents */
function changesOf(before: Node, after: Node, delta: readonly DeltaOp[]): Change[] | null {
  const changes: Change[] = [];
  let [block, end, index, grown] = [0, before.child(0).content.size, 0, 0];
  /** The positions are asked for in their order. */
  const posOf = (flat: number): number => {
    while (flat > end && block + 1 < before.childCount) end += 1 + before.child(++block).content.size;
    return flat + block + 1;
  };
  for (const op of delta) {
    const at = posOf(index);
    if (op.insert !== undefined) {
      const length = lengthOf(op.insert);
      grown += length;
      // A `\n` ends one block and starts another.
      changes.push({ at, deleted: 0, inserted: length + (op.id ? 1 : 0) });
    } else {
      index += op.retain ?? op.delete!;
      if (op.delete === undefined) continue;
      grown -= op.delete;
      changes.push({ at, deleted: posOf(index) - at, inserted: 0 });
    }
  }
  return index <= flatLength(before) && flatLength(before) + grown === flatLength(after) ? changes : null;
}

/** All from the first to the last character that differs, whatever form it has. */
function changeBetween(before: Node, after: Node): Change[] {
  const [old, now] = [textOf(before), textOf(after)];
  if (old === now) return [];
  const least = Math.min(old.length, now.length);
  let start = 0;
  while (start < least && old[start] === now[start]) start++;
  let tail = 0;
  while (tail < least - start && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
  return [
    { at: start + 1, deleted: 0, inserted: now.length - tail - start },
    { at: start + 1, deleted: old.length - tail - start, inserted: 0 },
  ].filter(({ deleted, inserted }) => deleted + inserted > 0);
}

/** One character for each position in the text. */
const textOf = (doc: Node): string => doc.children.map((block) => block.textBetween(0, block.content.size, null, "\uFFFC")).join("\n\n");
