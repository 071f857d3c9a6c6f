import bidiFactory from "bidi-js";
import { describe, expect, test } from "vitest";
import { automaticIsolates, LONGEST_SCANNED } from "./automatic-isolates.ts";

const bidi = bidiFactory();

/** The text as it is seen in a right-to-left paragraph, from the left, by an implementation of UAX #9 that is none of ours. */
function seen(text: string, isolates = automaticIsolates(text, true)): string {
  let marked = "";
  let at = 0;
  for (const { from, to } of isolates) {
    marked += `${text.slice(at, from)}\u2066${text.slice(from, to)}\u2069`;
    at = to;
  }
  marked += text.slice(at);
  return bidi
    .getReorderedIndices(marked, bidi.getEmbeddingLevels(marked, "rtl"))
    .map((index) => marked[index]!)
    .join("")
    .replace(/[\u2066\u2069]/g, "");
}

const found = (text: string): string[] => automaticIsolates(text, true).map(({ from, to }) => text.slice(from, to));

describe("BD20: in a Persian sentence it stands in order, although it would not by itself", () => {
  test.each([
    "021-8854-1234",
    "۰۲۱-۸۸۵۴-۱۲۳۴",
    "+98 21 8854 1234",
    "+98-912-345-6789",
    "(021) 8854-1234",
    "2026-11-30",
    "3-1",
    "۳–۱",
    "42.5%",
    "100%",
    "$42.5",
    "C++",
    "C#",
    "Yahoo!",
    "#Iran",
    "@tahrir",
    "https://example.com/fa/",
    "978-600-119-125-1",
  ])("%s", (part) => {
    const text = `شماره ${part} است`;
    expect(found(text)).toEqual([part]);
    expect(seen(text, [])).not.toContain(part);
    expect(seen(text)).toContain(part);
  });
});

describe("BD20: what stands in order by itself stays in it", () => {
  test.each(["17:30", "17:30:05", "1.2.3", "v2.0.1-beta", "sara@example.org", "2026-11-30T17:30Z", "www.example.org/a"])("%s", (part) => {
    const text = `ساعت ${part} بود`;
    expect(found(text)).toEqual([part]);
    expect(seen(text)).toContain(part);
  });
});

describe("BD20: what is none", () => {
  test.each<[string, string[]]>([
    ["سال ۱۴۰۳ و ۲۵ درصد", []],
    ["۱۴۰۳/۰۵/۱۲ و 3.14", []],
    ["می‌رود - می‌آید", []],
    ["زنده باد Iran!", []],
    ["آیا iPhone؟", []],
    ["گفت: «42.5%»", ["42.5%"]],
    ["(https://example.com/fa).", ["https://example.com/fa"]],
    ["ببینید https://example.com/fa، و", ["https://example.com/fa"]],
    ["متنA1-2", []],
    ["covid-19 آمد", []],
  ])("%s", (text, parts) => expect(found(text)).toEqual(parts));

  test("anything in an English paragraph", () => {
    expect(automaticIsolates("Call 021-8854-1234, 42.5%", false)).toEqual([]);
    expect(automaticIsolates("Call تهران 021-8854-1234", false)).toHaveLength(1);
  });

  test("no text takes long", () => {
    for (const part of ["1-", "+1 ", "a@", "a.", "(12)", "www.", "1.1", "Aa+"]) {
      const text = `م ${part.repeat(Math.floor(LONGEST_SCANNED / part.length) - 1)}`;
      const start = performance.now();
      automaticIsolates(text, true);
      expect(performance.now() - start).toBeLessThan(1000);
    }
  });
});
