import type { Finding } from "../finding.ts";
import type { Rule, StyleText } from "../style-text.ts";

const WORD = "[\\p{L}\\p{M}\\p{N}]";
/** What may be joined to a closing guillemet or parenthesis: endings. */
const ENDING = "(?:\\u200C|(?:ی|ها|های|هایی|ی‌ها|ای|ام|اش|ست)(?![\\p{L}\\p{M}]))";

const COUNTED =
  "درصد|هزار|میلیون|میلیارد|تومان|ریال|دلار|یورو|نفر|سال|ماه|روز|ساعت|دقیقه|کیلومتر|متر|کیلوگرم|تن|لیتر|درجه|کشور|شهر|استان|بار|مورد";
const COUNTING = "سال|ساعت|شماره|ماده|صفحه|مبلغ|حدود|تقریباً|فقط";

interface Spacing {
  /** What is matched is replaced; look-arounds say where. */
  readonly pattern: RegExp;
  readonly replacement: "" | " ";
}

const SPACINGS: readonly Spacing[] = [
  // No space before a mark, but before an ellipsis; nor within guillemets and parentheses.
  { pattern: /(?<=[^\s([«“"…])[ \u00A0]+(?=[،؛؟!](?!\s*[)»]?\s*[،؛؟!]))/g, replacement: "" },
  { pattern: /(?<=[^\s([«“"…])[ \u00A0]+(?=[،؛؟!])/g, replacement: "" },
  { pattern: /(?<=[^\s([«“"…])[ \u00A0]+(?=:(?![)(DPp/0-9]))/g, replacement: "" },
  { pattern: /(?<=[\p{L}\p{M}\p{N}»)])[ \u00A0]+(?=\.(?! \.)(?:\s|$|[»)]))/gu, replacement: "" },
  { pattern: /(?<=[\u0621-\u06D3»)])[ \u00A0]+(?=[,;?](?:\s|$))/gu, replacement: "" },
  { pattern: /(?<=[«([]|(?<!„[^“„]*)“)[ \u00A0]+(?=\S)/g, replacement: "" },
  { pattern: /(?<=\S)[ \u00A0]+(?=[»”)\]])/g, replacement: "" },
  // A space after a mark, and around guillemets and parentheses.
  { pattern: new RegExp(`(?<=[،؛])(?=[\\p{L}«“("])`, "gu"), replacement: " " },
  { pattern: /(?<=\p{L}\p{M}*[،؛])(?=\p{N})/gu, replacement: " " },
  { pattern: /(?<=\p{L}\p{M}* ?[!؟])(?=[\p{L}\p{N}«(])/gu, replacement: " " },
  // A number and what it counts: ۳۰ درصد.
  { pattern: new RegExp(`(?<=[\\d۰-۹])(?=(?:${COUNTED})(?![\\p{L}\\p{M}]))`, "gu"), replacement: " " },
  { pattern: new RegExp(`(?<=(?<![\\p{L}\\p{M}\\u200C])(?:${COUNTING}))(?=[\\d۰-۹])`, "gu"), replacement: " " },
  { pattern: /(?<=[[\p{Script=Arab}&&[\p{L}\p{M}]]]:)(?=[[[\p{Script=Arab}&&[\p{L}\p{M}]]]«“\("](?!\/))/gv, replacement: " " },
  { pattern: /(?<=[\u0621-\u06D3»)][,;?])(?=[\p{L}«(])/gu, replacement: " " },
  { pattern: /(?<=[\u0621-\u06D3\p{M}]{2}\.)(?=[\u0621-\u06D3«](?!\.))/gu, replacement: " " },
  { pattern: /(?<=[»)][.])(?=[\u0621-\u06D3«])/gu, replacement: " " },
  { pattern: new RegExp(`(?<=${WORD})(?=[«])`, "gu"), replacement: " " },
  { pattern: new RegExp(`(?<=[»])(?=${WORD})(?!${ENDING})`, "gu"), replacement: " " },
  { pattern: /(?<=[»])(?=[(«])/gu, replacement: " " },
  {
    pattern: new RegExp(`(?<=[\\p{Script=Arab}\\p{M}])(?=\\((?!(?:ها|های|ان|ین|ات|ی|ای|گان|ه|ب|ن|م|ند|ش|s|es|\\p{L}{1,2})\\)))`, "gu"),
    replacement: " ",
  },
  { pattern: new RegExp(`(?<=[^(]{3}\\))(?=[\\p{Script=Arab}])(?!${ENDING})`, "gu"), replacement: " " },
  { pattern: /(?<=\))(?=«)/g, replacement: " " },
];

/** Spaces around punctuation, guillemets and parentheses. */
export const spacing: Rule = function* (style) {
  for (const { pattern, replacement } of SPACINGS) yield* edits(style, pattern, replacement);
};

function* edits(style: StyleText, pattern: RegExp, replacement: "" | " "): Generator<Finding> {
  for (const { index: start, 0: found } of style.text.matchAll(pattern)) {
    const end = start + found.length;
    if (replacement === " " && /[،؛:.]/.test(style.text[start - 1] ?? "") && /\p{M}/u.test(style.text[start] ?? "")) continue;
    if (style.isOpen(start, end)) yield { kind: "spacing", start, end, replacement };
  }
}
