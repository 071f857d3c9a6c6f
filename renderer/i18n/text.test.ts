import { expect, test } from "vitest";
import { FSI, LRI, PDI } from "../../shared/text/bidi-controls.ts";
import { catalogue } from "./catalogue.ts";
import { listOf } from "./list-of.ts";
import { inOrder } from "./isolated.ts";
import { createText } from "./text.tsx";

const [fa, en] = [createText("fa"), createText("en")];

test("SU47: words that run against the interface are isolated in its sentences, others are not", () => {
  const persian = { before: "سلام", after: "درود بر Tahrir" };
  expect(en("suggestions.replaced", persian)).toBe(`“${FSI}سلام${PDI}” to “${FSI}درود بر Tahrir${PDI}”`);
  expect(fa("suggestions.replaced", { before: "سلام", after: "Tahrir" })).toBe(`«سلام» به «${FSI}Tahrir${PDI}»`);
  expect(en("suggestions.replaced", { before: "one", after: "12" })).toBe("“one” to “12”");
  expect(fa("suggestions.replaced", { before: "۱۲", after: "–" })).toBe("«۱۲» به «–»");
});

test("SU47: each of several names is isolated, and not the sentence of the interface that joins them, or that another one quotes", () => {
  const names = listOf(["سارا", "Omid", "امید"], "en-GB");
  expect(names).toBe(`${FSI}سارا${PDI}, Omid and ${FSI}امید${PDI}`);
  expect(en("suggestions.card", { name: "Omid", changes: names })).toBe(`Suggestion by Omid: ${names}`);
});

test("BD58: numbers in people's words stand in a sentence of the interface as in the article", () => {
  const rose = `رشد ${LRI}42.5%${PDI} شد`;
  expect(fa("suggestions.inserted", { text: "رشد 42.5% شد" })).toContain(`«${rose}»`);
  expect(en("suggestions.inserted", { text: "رشد 42.5% شد" })).toBe(`Add “${FSI}${rose}${PDI}”`);
  expect(en("suggestions.inserted", { text: "42.5% up" })).toBe("Add “42.5% up”");
  expect(fa("suggestions.inserted", { text: rose })).toContain(`«${rose}»`);
});

test("BD58: in parts it is as in whole", () => {
  const text = "رشد 42.5% شد";
  const part = inOrder(text, "rtl");
  for (let cut = 0; cut <= text.length; cut++) expect(part(0, cut) + part(cut, text.length)).toBe(part(0, text.length));
  expect(part(4, 9)).toBe(`${LRI}42.5%${PDI}`);
});

test("SU47: an attacker's words end no isolate, and no message chooses by a text, which isolation would change", () => {
  expect(en("suggestions.inserted", { text: `سلام${PDI} evil` })).toBe(`Add “${FSI}سلام evil${PDI}”`);
  expect(en("suggestions.inserted", { text: `${FSI}سلام` })).toBe(`Add “${FSI}سلام${PDI}”`);
  expect(en("suggestions.inserted", { text: `${FSI}one` })).toBe(`Add “${FSI}one${PDI}”`);
  for (const message of Object.values(catalogue).flatMap((one) => Object.values(one))) expect(message).not.toMatch(/,\s*select\s*,/);
});
