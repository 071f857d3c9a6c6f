import { expect, test } from "vitest";
import { missingEnds } from "./bidi-controls.ts";
import { invisiblesIn, strippedOf } from "./invisibles.ts";

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

test("BD36: stripping leaves joiners, and one space for any white space", () => {
  expect(strip("می\u200Cرود  \u200Fو\u00A0\u202Eب\u202C\u00AD\uFEFF")).toBe("می\u200Cرود و ب");
});

test("BD36: what is open is ended from the inside out", () => {
  expect(missingEnds("\u2067a\u202Eb")).toBe("\u202C\u2069");
  expect(missingEnds("\u2067a\u202Eb\u2069")).toBe("");
  expect(missingEnds("a\u2069\u202C")).toBe("");
});
