/**
 * Of items in a row, those of the greatest weight in all whose places increase.
 * @param items no two at the same place
 * @returns their indices, in order
 */
export function heaviestIncreasing(items: readonly { readonly at: number; readonly weight: number }[]): number[] {
  const ranks = items.map((_, i) => i).sort((a, b) => items[a]!.at - items[b]!.at);
  const rankOf = new Int32Array(items.length);
  for (const [rank, i] of ranks.entries()) rankOf[i] = rank + 1;
  /** A Fenwick tree of the best chain that ends at or before a rank. */
  const best = new Int32Array(items.length + 1).fill(-1);
  const weights = new Float64Array(items.length);
  const previous = new Int32Array(items.length).fill(-1);
  const heavier = (a: number, b: number): number => (b === -1 || (a !== -1 && weights[a]! >= weights[b]!) ? a : b);
  let last = -1;
  for (let i = 0; i < items.length; i++) {
    let before = -1;
    for (let rank = rankOf[i]! - 1; rank > 0; rank -= rank & -rank) before = heavier(before, best[rank]!);
    previous[i] = before;
    weights[i] = items[i]!.weight + (before === -1 ? 0 : weights[before]!);
    for (let rank = rankOf[i]!; rank <= items.length; rank += rank & -rank) best[rank] = heavier(best[rank]!, i);
    last = heavier(last, i);
  }
  const chain: number[] = [];
  for (let i = last; i !== -1; i = previous[i]!) chain.push(i);
  return chain.toReversed();
}
