import { joiner } from "../letters.ts";
import { FEATHERED, PREFIXES } from "../words/compounds.ts";
import { FUNCTION_WORDS } from "../words/function-words.ts";
import type { Lexicon } from "../lexicon.ts";

/** The words around a pair that may be a compound. */
export interface Around {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** What joins a first part that is none alone to its word: غیرشفاف, ضدایرانی, پرتماشاگر, کم‌بارش. */
export function prefixJoint(first: string, second: string, { before, after }: Around, lexicon: Lexicon): string | undefined {
  if (second.length < 3 || FUNCTION_WORDS.has(second) || (first === "ضد" && before === "بر")) return undefined;
  if (PREFIXES.has(first) && lexicon.has(first + second)) return "";
  switch (first) {
    case "غیر":
      return lexicon.has(second) && before !== "به" && !/^(?:این|آن|آنها|آن‌ها|خود|خدا|ما|شما|ایشان|همین|همان)/.test(second)
        ? ""
        : undefined;
    case "ضد":
      return second.endsWith("ی") && lexicon.has(second) && lexicon.has(second.slice(0, -1)) ? "" : undefined;
    case "پر":
      return lexicon.isPlural(second) &&
        !lexicon.isVerb(second) &&
        !FEATHERED.has(second) &&
        !/^(?:و|ن?می)/.test(second) &&
        before !== "بال"
        ? ""
        : undefined;
    case "کم":
    case "خوش":
    case "بد":
      return after !== undefined && /^تر(?:ین|ی)?$/.test(after) && lexicon.has(second) ? joiner(first) : undefined;
    default:
      return undefined;
  }
}
