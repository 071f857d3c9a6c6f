import { Claims } from "./claims.ts";
import { smallest, type Finding } from "./finding.ts";
import { comparative } from "./rules/comparative.ts";
import { compound } from "./rules/compound.ts";
import { digits } from "./rules/digits.ts";
import { doubledSpace } from "./rules/doubled-space.ts";
import { ellipsis } from "./rules/ellipsis.ts";
import { hamza } from "./rules/hamza.ts";
import { kashida } from "./rules/kashida.ts";
import { letter } from "./rules/letter.ts";
import { mi } from "./rules/mi.ts";
import { plural } from "./rules/plural.ts";
import { preposition } from "./rules/preposition.ts";
import { punctuation } from "./rules/punctuation.ts";
import { quotes } from "./rules/quotes.ts";
import { repetition } from "./rules/repetition.ts";
import { spacing } from "./rules/spacing.ts";
import { suffix } from "./rules/suffix.ts";
import { tanvin } from "./rules/tanvin.ts";
import { weekday } from "./rules/weekday.ts";
import { wordList } from "./rules/word-list.ts";
import { zwnj } from "./rules/zwnj.ts";
import { readStyleText, type Rule } from "./style-text.ts";
import type { Lexicon } from "./lexicon.ts";
import type { Profile } from "./profile.ts";

/** Where two rules would change the same characters, the earlier one speaks. */
const RULES: readonly Rule[] = [
  weekday,
  wordList,
  ellipsis,
  mi,
  comparative,
  plural,
  suffix,
  compound,
  preposition,
  hamza,
  tanvin,
  zwnj,
  letter,
  kashida,
  quotes,
  repetition,
  spacing,
  doubledSpace,
  digits,
  punctuation,
];

/** A longer block is not looked at: no writer's paragraph is. */
const MOST_LENGTH = 50_000;

/**
 * What house style says of a text: proposals that do not overlap, in order.
 * @param text a block of an article, or a sentence; nothing in it is changed
 */
export function checkStyle(text: string, lexicon: Lexicon, profile: Profile): Finding[] {
  if (text.length > MOST_LENGTH) return [];
  const style = readStyleText(text, lexicon, profile);
  const taken: Finding[] = [];
  // By what was proposed before it was made smaller: a gap between two words has one edit.
  const claims = new Claims(text.length);
  for (const rule of RULES) {
    for (const found of rule(style)) {
      if (profile.off.includes(found.kind)) continue;
      const finding = smallest(text, found);
      if (finding.start === finding.end && finding.replacement === "") continue;
      if (claims.claim(found)) taken.push(finding);
    }
  }
  return taken.sort((a, b) => a.start - b.start || a.end - b.end);
}
