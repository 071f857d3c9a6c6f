/**
 * Where the notes of a column stand: in the order of their texts, none over another. The active note stands exactly level
 * with its text; those before it give way upwards, those behind it downwards, as far as they must, out of the column if need
 * be. Without an active note all stand as near to their texts as they can: the sum of the squares of what each is away from
 * its text is the least there is (isotonic regression, by pooling neighbours that would overlap). NO11, NO17.
 */
export interface Note {
  readonly id: string;
  /** Level of its text, in pixels from the top of the column. */
  readonly wanted: number;
  readonly height: number;
}

/**
 * @param notes in the order of their texts
 * @param gap between two notes, in pixels
 * @param height of the column; what does not fit into it goes on below
 * @returns the top of each note, in the same order
 */
export function stack(notes: readonly Note[], active: string | null, gap: number, height = Infinity): number[] {
  // With the heights of those before it taken off, "not over another" is "not above the one before".
  const before: number[] = [];
  let sum = 0;
  for (const note of notes) {
    before.push(sum);
    sum += note.height + gap;
  }
  /** Lower than this the last would end below the column. */
  const lowest = height - (sum - gap);
  const wanted = notes.map((note, i) => note.wanted - before[i]!);
  const pinned = notes.findIndex(({ id }) => id === active);
  // Holding a regression to limits is the regression within these limits.
  if (pinned === -1) return nearestInOrder(wanted).map((place, i) => Math.max(0, Math.min(place, lowest)) + before[i]!);
  const own = wanted[pinned]!;
  const above = nearestInOrder(wanted.slice(0, pinned)).map((place) => Math.min(Math.max(place, 0), own));
  const below = nearestInOrder(wanted.slice(pinned + 1)).map((place) => Math.max(Math.min(place, lowest), own));
  return [...above, own, ...below].map((place, i) => place + before[i]!);
}

/** The numbers in rising order that are nearest to `wanted` (pool adjacent violators). */
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
