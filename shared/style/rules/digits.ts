import type { Rule } from "../style-text.ts";

const PERSIAN_ZERO = 0x06f0;

/** Numbers of a Latin name before another one: iPhone 14 و 15. */
const NAMED = /[A-Za-z][\w.-]* \d+(?:(?:،| و| تا) \d+)*(?:،| و| تا) $/;

const NUMBER = /\d+(?:,\d{3})*(?:\.\d+)?|[٠-٩]+(?:[٫٬][٠-٩]+)*/.source;

/** Numbers with what makes one of them, a time, a date, a score: 18:30. */
const NUMBERS = new RegExp(`(?:${NUMBER})(?:[:/–-](?:${NUMBER}))*`, "g");

/** Numbers of a Persian sentence have Persian digits. */
export const digits: Rule = function* (style) {
  const { text, profile } = style;
  if (profile.digits !== "persian" || !/\p{Script=Arab}/u.test(text.replace(/[٠-٩۰-۹،؛؟٪]/g, ""))) return;
  for (const { index: start, 0: run } of text.matchAll(NUMBERS)) {
    const end = start + run.length;
    // With the sign of a currency it is a sum as its country writes it: $20.
    if (
      !style.isOpen(start, end) ||
      /[$€£¥]\s?$/.test(text.slice(Math.max(0, start - 2), start)) ||
      /^\s?[$€£¥]/.test(text.slice(end, end + 2))
    )
      continue;
    if (NAMED.test(text.slice(Math.max(0, start - 40), start))) continue;
    const replacement = Array.from(run, (char) => (char === "." ? "٫" : char === "," ? "٬" : toPersian(char))).join("");
    yield { kind: "digits", start, end, replacement };
  }
};

function toPersian(char: string): string {
  return /[\d٠-٩]/.test(char) ? String.fromCodePoint(PERSIAN_ZERO + (char.codePointAt(0)! & 0xf)) : char;
}
