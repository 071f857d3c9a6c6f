import { isHigh, isLow } from "../model/surrogate-pair.ts";
import { textOf } from "./copies.ts";
import type { BodyWriter } from "./writer.ts";

/** A stretch of the body with the other halves of the surrogate pairs that it begins and ends in: Yjs makes others of halves. */
export function inWholePairs(
  { items }: BodyWriter,
  { from, to }: { readonly from: number; readonly to: number },
): {
  readonly from: number;
  readonly to: number;
} {
  const isCut = (index: number): boolean => {
    const around = index > 0 ? textOf(items.runsIn(index - 1, 2)) : "";
    return isHigh(around[0]) && isLow(around[1]);
  };
  return { from: isCut(from) ? from - 1 : from, to: isCut(to) ? to + 1 : to };
}
