/**
 * A step made for one document, moved to another that differs from it in one stretch: what is left to do when the body
 * refused to cut a surrogate pair in the middle of a transaction (AM11).
 */
import type { Node } from "prosemirror-model";
import { Mapping, ReplaceStep, StepMap, type Step } from "prosemirror-transform";

/** @returns the step for `actual`; null when nothing of it is left to do there */
export function rebase(step: Step, expected: Node, actual: Node): Step | null {
  const start = expected.content.findDiffStart(actual.content);
  if (start === null) return step;
  let { a, b } = expected.content.findDiffEnd(actual.content)!;
  const overlap = start - Math.min(a, b);
  if (overlap > 0) {
    a += overlap;
    b += overlap;
  }
  const mapping = new Mapping([new StepMap([start, a - start, b - start])]);
  const mapped = step.map(mapping);
  // What was to be inserted inside the stretch is inserted behind it: nobody deleted it.
  if (!mapped && step instanceof ReplaceStep) return new ReplaceStep(mapping.map(step.from), mapping.map(step.to), step.slice);
  return mapped;
}
