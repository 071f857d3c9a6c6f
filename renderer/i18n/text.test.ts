import { expect, test } from "vitest";
import { FSI, PDI } from "../../shared/text/bidi-controls.ts";
import { catalogue } from "./catalogue.ts";
import { createText } from "./text.tsx";

const [fa, en] = [createText("fa"), createText("en")];

test("SU47: words that run against the interface are isolated in its sentences, others are not", () => {
  const persian = { before: "سلام", after: "درود بر Tahrir" };
  expect(en("suggestions.replaced", persian)).toBe(`“${FSI}سلام${PDI}” to “${FSI}درود بر Tahrir${PDI}”`);
  expect(fa("suggestions.replaced", { before: "سلام", after: "Tahrir" })).toBe(`«سلام» به «${FSI}Tahrir${PDI}»`);
  expect(en("suggestions.replaced", { before: "one", after: "12" })).toBe("“one” to “12”");
  expect(fa("suggestions.replaced", { before: "۱۲", after: "–" })).toBe("«۱۲» به «–»");
});

test("SU47: an attacker's words end no isolate, and no message chooses by a text, which isolation would change", () => {
  expect(en("suggestions.inserted", { text: `سلام${PDI} evil` })).toBe(`Add “${FSI}سلام evil${PDI}”`);
  for (const message of Object.values(catalogue).flatMap((one) => Object.values(one))) expect(message).not.toMatch(/,\s*select\s*,/);
});
