import bidiFactory from "bidi-js";
import { describe, expect, test } from "vitest";
import { runs, seed } from "../../tests/seed.ts";
import { automaticIsolates, LONGEST_SCANNED } from "./automatic-isolates.ts";
import { processorTime } from "../../tests/processor-time.ts";

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
    "ftp://example.com/fa/",
    "example.com/fa/",
    "978-600-119-125-1",
    "0912 345 6789",
    "۰۲۱ ۸۸۵۴ ۱۲۳۴",
    "+42.5%",
    "-5",
    "−5°C",
    "42€",
    "$1.5M",
    "$5-$10",
    "10-12%",
    "5%-10%",
    "3.5-4.5",
    "17:30-18:30",
    "2.0-rc1",
  ])("%s", (part) => {
    const text = `شماره ${part} است`;
    expect(found(text)).toEqual([part]);
    expect(seen(text, [])).not.toContain(part);
    expect(seen(text)).toContain(part);
  });
});

describe("BD20: what stands in order by itself stays in it", () => {
  test.each([
    "17:30",
    "17:30:05",
    "1.2.3",
    "192.168.1.1:8080",
    "C++ 2019",
    "v2.0.1-beta",
    "sara@example.org",
    "2026-11-30T17:30Z",
    "www.example.org/a",
  ])("%s", (part) => {
    const text = `ساعت ${part} بود`;
    expect(found(text)).toEqual([part]);
    expect(seen(text)).toContain(part);
  });
});

describe("BD56: with the Latin words that it stands in, in the order that these have without it", () => {
  test.each([
    "Boeing 737-800",
    "iOS 17.4.1",
    "Python 3.12.1-rc1 beta",
    "Visual C++ 2019",
    "C++ Builder",
    "$42 million",
    "BMW X5 (2024-25)",
    "Reuters said on 2026-11-30, 42.5% up",
    "3M 2026-11-30",
  ])("%s", (words) => {
    for (const text of [`شماره ${words} است`, `${words}، است`, `«${words}»، گفت ${words}`]) {
      expect(found(text)).toContain(words);
      expect(seen(text)).toContain(words);
    }
  });

  test.each<[string, string[]]>([
    ["به گزارش Reuters، 42.5% شد", ["42.5%"]],
    ["زنده باد Iran! 42.5% گفتند", ["42.5%"]],
    ["شرکت Boeing و 737-800 ها", ["737-800"]],
    ["در Tehran (021-8854-1234 است)", ["021-8854-1234"]],
    ["از 42.5%، 30% و 17:30", ["42.5%", "30%", "17:30"]],
  ])("not beyond what parts them: %s", (text, parts) => expect(found(text)).toEqual(parts));

  test(`whatever the text: what UAX #9 alone has in order stays in it (seed ${seed})`, () => {
    let state = seed;
    const random = (below: number): number => (state = (state * 48271) % 2147483647) % below;
    const PARTS = [
      "متن",
      "در",
      "Reuters",
      "iOS",
      "C++",
      "42.5%",
      "737-800",
      "2026-11-30",
      "17:30",
      "12",
      "۱۲",
      "$5",
      "v2.0.1",
      "،",
      ",",
      ".",
    ];
    for (let run = 0; run < runs(2000); run++) {
      const text = ["متن", ...Array.from({ length: 1 + random(6) }, () => PARTS[random(PARTS.length)]!)].join(" ");
      const [alone, isolated] = [seen(text, []), seen(text)];
      // A name and the number behind it, which only a space parts.
      for (const { 0: words } of text.matchAll(/(?<![^ ])(?:Reuters|iOS) (?:737-800|v2\.0\.1|42\.5%)(?![^ ])/g))
        if (alone.includes(words) && !isolated.includes(words)) expect.fail(`${text}: ${alone} became ${isolated}`);
      for (const { from, to } of automaticIsolates(text, true)) expect(isolated).toContain(text.slice(from, to));
    }
  });
});

describe("BD20: what is none", () => {
  test.each<[string, string[]]>([
    ["1.2-3a و 1.2.3.4b و $1.5Mx", []],
    ["۲۰ -۱۰", []],
    ["C++متن", []],
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
    for (const part of ["1-", "+1 ", "a@", "a.", "a.bc/", "a://", "5%-", "1:11-", "Aa 1-1 ", "0123 1234 ", "(12)", "www.", "1.1", "Aa+"]) {
      const text = `م ${part.repeat(Math.floor(LONGEST_SCANNED / part.length) - 1)}`;
      expect(processorTime(() => automaticIsolates(text, true))).toBeLessThan(1000);
    }
  });
});
