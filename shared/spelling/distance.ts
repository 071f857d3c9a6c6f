/** Letters that sound alike in Persian, so that one is often written for another. */
const ALIKE = ["تط", "سصث", "زذضظ", "هح", "غق", "اآعأ", "یئ", "وؤ"];
const soundOf = new Map(ALIKE.flatMap((letters) => letters.split("").map((letter) => [letter, letters[0]!] as const)));

/** What it costs to write one letter for another. */
const cost = (a: string, b: string): number => (a === b ? 0 : (soundOf.get(a) ?? a) === (soundOf.get(b) ?? b) ? 0.5 : 1);

/**
 * How far one word is from another: a letter more, less, another, or two in the other order count 1 each, and a half where they sound
 * alike. Takes time in proportion to the product of both lengths.
 */
export function distance(a: string, b: string): number {
  let [before, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost(a[i - 1]!, b[j - 1]!));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
