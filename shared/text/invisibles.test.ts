import { expect, test } from "vitest";
import { missingEnds, openControls } from "./bidi-controls.ts";
import { invisiblesIn, isUnseen, strippedOf } from "./invisibles.ts";

const shown = (text: string): string =>
  invisiblesIn(text)
    .map(({ kind, from, to }) => `${kind}@${from}${to - from > 1 ? `-${to}` : ""}`)
    .join(" ");

function strip(text: string): string {
  let at = 0;
  let left = "";
  for (const one of invisiblesIn(text)) {
    left += text.slice(at, one.from) + strippedOf(one, text.slice(one.from, one.to));
    at = one.to;
  }
  return left + text.slice(at);
}

test("BD34: what is unseen is found by what it is", () => {
  expect(shown("می\u200Cرود  \u200Fو\u00A0\t\u2066a\u2069\u202Eb")).toBe("zwnj@2 spaces@6-8 rlm@8 nbsp@10 tab@11 lri@12 pdi@14 rlo@15");
  expect(shown("متن ساده")).toBe("");
  const text = "\u200C  ".repeat(100_000);
  expect(invisiblesIn(text)).toHaveLength(200_000);
});

test("BD34: what has no name of its own is found by what it is, and no part of a sign is", () => {
  expect(shown("a\u2060b\u2009c\u3000d\u034Fe\u206Af\u{E0041}g")).toBe("wj@1 space@3 space@5 other@7 other@9 other@11-13");
  expect(shown("\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} \u2764\uFE0F نو")).toBe("");
  expect(strip("a\u2060b\u2009c\u206Ad")).toBe("ab cd");
});

test("BD72: a text is unseen where it has blanks and unseen characters alone", () => {
  expect(["\u200C", " ", "\u202E \u202C", "\u2028"].every(isUnseen)).toBe(true);
  expect(["\u200Cا", "ا ", "\u{1F3F4}"].some(isUnseen)).toBe(false);
});

test("BD36: stripping leaves joiners, and one space for any white space", () => {
  expect(strip("می\u200Cرود  \u200Fو\u00A0\u202Eب\u202C\u00AD\uFEFF")).toBe("می\u200Cرود و ب");
});

test("BD36: what is open is ended from the inside out", () => {
  expect(missingEnds("\u2067a\u202Eb")).toBe("\u202C\u2069");
  expect(missingEnds("\u2067a\u202Eb\u2069")).toBe("");
  expect(missingEnds("a\u2069\u202C")).toBe("");
});

test("BD36: however many ends end nothing, what is open is found in time proportional to the text", () => {
  const started = process.cpuUsage().user;
  expect(openControls("\u202B".repeat(300_000) + "\u2069".repeat(300_000))).toHaveLength(300_000);
  expect(openControls("\u2066" + "\u202B".repeat(300_000) + "\u2069".repeat(300_000))).toHaveLength(0);
  // Microseconds: looked for anew at each end it would take minutes.
  expect(process.cpuUsage().user - started).toBeLessThan(5_000_000);
});
