/**
 * Finds by halving where `isReached` becomes true.
 * @param length of a list
 * @param isReached of an index: false up to some place in the list, and true from there on
 * @returns the first index of which it is true; `length` when there is none
 */
export function firstIndex(length: number, isReached: (index: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isReached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
