/** Letters that sound alike in Persian, so that one is often written for another. */
const SOUND_ALIKE = ["تط", "سصث", "زذضظ", "هح", "غق", "اآعأ", "عئءأ", "یئ", "وؤ"];
/** Letters that sound nearly alike, or look alike but for their dots. */
const NEARLY_ALIKE = ["شژ", "ژجز", "قک", "کگ", "بپتثن", "جچحخ", "دذ", "رزژ", "سش", "صض", "طظ", "عغ", "فق"];

/** What it costs to write one letter for another, by both. */
const costs = new Map<string, number>();
/** What a letter is written for, the likeliest first. */
const alikes = new Map<string, string[]>();
for (const [groups, price] of [
  [SOUND_ALIKE, 0.5],
  [NEARLY_ALIKE, 0.75],
] as const)
  for (const group of groups)
    for (const a of group)
      for (const b of group) {
        if (a === b || costs.has(a + b)) continue;
        costs.set(a + b, price);
        alikes.set(a, [...(alikes.get(a) ?? []), b]);
      }

const cost = (a: string, b: string): number => (a === b ? 0 : (costs.get(a + b) ?? 1));

/** The words that differ by one letter, which is written for another like it; some forty at most for a word of the news. */
export function* wordsAlike(word: string): Generator<string> {
  for (const [index, letter] of word.split("").entries())
    for (const other of alikes.get(letter) ?? []) yield word.slice(0, index) + other + word.slice(index + 1);
}

/**
 * How far one word is from another: a letter more, less, another, or two in the other order count 1 each, a half where they sound
 * alike, and three quarters where they nearly do or look so. Takes time in proportion to the product of both lengths.
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
