/** What is stacked: a note in the margin, or a colleague's name beside the text. */
export interface Stacked {
  /** Level of its text, in pixels from the top of the column. */
  readonly wanted: number;
  /** In pixels. */
  readonly height: number;
}

/**
 * Places items of a column next to their texts: in order, none over another. The pinned item stands exactly level with its
 * text; those before it move up, out of the column if need be, and those behind it move down. Without a pinned item all
 * stand as near to their texts as they can: the sum of the squared distances is the least possible (isotonic regression by
 * pooling adjacent violators). NO11, NO17.
 * @param items in the order of their texts
 * @param pinned index of the pinned item, -1 for none
 * @param gap between two items, in pixels
 * @param height of the column, in pixels; what does not fit into it goes on below
 * @returns the top of each item, in the same order
 */
export function stack(items: readonly Stacked[], pinned: number, gap: number, height = Infinity): number[] {
  // With the heights of those before it taken off, "not over another" is "not above the one before".
  const before: number[] = [];
  let sum = 0;
  for (const item of items) {
    before.push(sum);
    sum += item.height + gap;
  }
  /** Lower than this the last would end below the column. */
  const lowest = height - (sum - gap);
  const wanted = items.map((item, i) => item.wanted - before[i]!);
  // Holding a regression to limits is the regression within these limits.
  if (pinned === -1) return nearestInOrder(wanted).map((place, i) => Math.max(0, Math.min(place, lowest)) + before[i]!);
  const own = wanted[pinned]!;
  const above = nearestInOrder(wanted.slice(0, pinned)).map((place) => Math.min(Math.max(place, 0), own));
  const below = nearestInOrder(wanted.slice(pinned + 1)).map((place) => Math.max(Math.min(place, lowest), own));
  return [...above, own, ...below].map((place, i) => place + before[i]!);
}

/** The numbers in rising order that are nearest to `wanted`, by pooling adjacent violators. */
function nearestInOrder(wanted: readonly number[]): number[] {
  const pools: { sum: number; count: number }[] = [];
  for (const place of wanted) {
    pools.push({ sum: place, count: 1 });
    for (let last = pools.length - 1; last > 0; last--) {
      const [one, other] = [pools[last - 1]!, pools[last]!];
      if (one.sum / one.count <= other.sum / other.count) break;
      pools.pop();
      one.sum += other.sum;
      one.count += other.count;
    }
  }
  return pools.flatMap(({ sum, count }) => Array.from({ length: count }, () => sum / count));
}
