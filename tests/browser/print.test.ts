/** Articles as PDF, printed by the real Chromium as `npm run -s desk -- export` does, and read back by another program. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import type { Node } from "prosemirror-model";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { exportArticles } from "../../main/launcher/export-articles.ts";
import { findBrowser } from "../../main/pdf/find-browser.ts";
import { printPdf } from "../../main/pdf/print-pdf.ts";
import type { ArticleLanguage } from "../../shared/article/model/language.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { countWords } from "../../shared/text/words.ts";
import { closeDesks, Desk } from "../desk/desk-fixture.ts";
import { readPdf, type ReadPdf } from "../pdf.ts";
import { articleOf, block, PRINTED_AT, printedPage } from "../printed-page.ts";
import { TestRelay } from "../relay/relay-fixture.ts";
import { chromiumProgram, sharedBrowser } from "./chromium.ts";

let chromium: string;

beforeAll(async () => {
  chromium = await chromiumProgram();
});

const printed = async (...page: Parameters<typeof printedPage>): Promise<ReadPdf> =>
  readPdf(await printPdf(chromium, printedPage(...page)), page[1] === "en" ? "ltr" : "rtl");

/** The words of a text in their order: lines may end anywhere, letters are stored as they are joined, and brackets as they are mirrored. */
const flat = (text: string): string =>
  text
    .normalize("NFKC")
    .replaceAll(/\u200C/g, "")
    .replaceAll(/[«»()„“”\s]+/g, " ")
    .trim();

const SENTENCE = "پل می‌ماند؛ «رود» ۱۲٫۵ متر بالا آمد و Open Bridge (2026) باز شد. ";

const TEXTS: Readonly<Partial<Record<ArticleLanguage, readonly string[]>>> = {
  fa: ["پل تازه باز شد", SENTENCE.trim(), "می‌گویند: «نه»! ۱۲ درصد"],
  ar: ["افتتح الجسر", "قال رئيس البلدية: «هذا الجسر» بلغ ١٢٫٥ مليون (Open).", "لا إله إلا الله"],
  he: ["הגשר נפתח", "ראש העיר אמר: „הגשר“ עלה 12.5 מיליון (Open)."],
  en: ["The bridge is open", "It cost 12.5 million, “the mayor” said: پل باز شد.", "End."],
};

for (const [language, [headline, ...texts]] of Object.entries(TEXTS))
  test(
    `EX28: the text of a PDF in ${language} is what was written, in its order, under tags`,
    { tags: language === "fa" ? [] : "long" },
    async () => {
      const doc = articleOf(block("headline", headline!), ...texts.map((text) => block("paragraph", text)));
      const pdf = await printed(doc, language as ArticleLanguage);
      expect(pdf.pages.map(flat)).toEqual([flat([headline, ...texts].join(" "))]);
      expect(pdf).toMatchObject({ isTagged: true, title: headline, language });
      expect([...pdf.roles]).toEqual(expect.arrayContaining(["Document", "H1", "P"]));
      expect(pdf.outline).toEqual([headline]);
      expect([...pdf.fonts]).not.toContain("Type3");
    },
  );

test(
  "EX23: from the second page on the headline stands above it, the day on every page, and numbers of pages in the article's digits below",
  { tags: "long" },
  async () => {
    const paragraphs = Array.from({ length: 40 }, () => block("paragraph", SENTENCE.repeat(3)));
    const { pages, artifacts } = await printed(articleOf(block("headline", "پل تازه باز شد"), ...paragraphs));
    expect(pages.length).toBeGreaterThan(2);
    const count = pages.length.toLocaleString("fa-IR");
    for (const [i, artifact] of artifacts.entries()) {
      expect(flat(artifact)).toContain(`${(i + 1).toLocaleString("fa-IR")} از ${count}`);
      expect(flat(artifact)).toContain("۹ آذر ۱۴۰۵");
      expect(flat(artifact).includes("پل تازه باز شد")).toBe(i > 0);
    }
    expect(flat(pages.join(" "))).toBe(flat(`پل تازه باز شد ${SENTENCE.repeat(120)}`));
  },
);

test("EX24 EX25: notes and suggestions are read where they stand, and notes lead to their places", async () => {
  const doc = articleOf(block("headline", "پل"), block("paragraph", "یک دو سه"));
  const pdf = await printed(doc, "fa", {
    suggestions: [
      { author: "سارا", at: PRINTED_AT, inserted: [{ from: 6, to: 9 }], struck: [{ from: 3, to: 6 }], forms: [], blockForms: [] },
    ],
    threads: [{ target: "range", from: 6, to: 8, isResolved: false, messages: [{ author: "امید", at: PRINTED_AT, text: "چرا دو؟" }] }],
  });
  expect(flat(pdf.pages.join(" "))).toMatch(/^پل یک دو ۱ س سه پیشنهادها .*س سارا.* یادداشتها ۱ ?دو امید.* چرا دو؟$/);
  expect(pdf.links).toEqual(["#", "#"]);
});

test("EX26: no heading stands alone at the end of a page, and a picture is whole on one", { tags: "long" }, async () => {
  const picture = block("figure", "زیرنویس", { src: png(500, 700), alt: "ستون" });
  const heading = block("heading", "میان", { level: 1 });
  const places = [];
  for (const before of [20, 21, 22, 23, 24]) {
    const lines = Array.from({ length: before }, () => block("paragraph", "بند"));
    const { pages, pictures } = await printed(
      articleOf(block("headline", "پل"), ...lines, heading, block("paragraph", SENTENCE.repeat(4)), picture),
    );
    const page = pages.findIndex((text) => flat(text).includes("میان"));
    expect(flat(pages[page]!)).toContain("رود");
    places.push(page);
    expect(pictures.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(flat(pages[pictures.indexOf(1)]!)).toContain("زیرنویس");
  }
  // Among these there are places at which it would have stood alone.
  expect(new Set(places)).toEqual(new Set([0, 1]));
});

const LONG_SENTENCE = SENTENCE.repeat(6);
const bold = (text: string): Node => schema.node("paragraph", null, schema.text(text, [schema.mark("bold")]));
const long = (): string => {
  const count = Math.ceil(80_000 / countWords(LONG_SENTENCE));
  const paragraphs = Array.from({ length: count }, () => block("paragraph", LONG_SENTENCE));
  return printedPage(articleOf(block("headline", "پل"), bold("آغاز"), ...paragraphs, bold("پایان")));
};

test("EX31: 80,000 words are printed whole", { tags: "long" }, async () => {
  const { pages } = await readPdf(await printPdf(chromium, long()), "rtl", (number, count) => number === 50 || number === count);
  expect(pages.length).toBeGreaterThan(100);
  expect(flat(pages[49]!)).toContain(flat(LONG_SENTENCE));
  expect(flat(pages.at(-1)!)).toMatch(/پایان$/);
});

test("EX31: of a long page a window draws what is in sight", { tags: "long" }, async () => {
  const page = await (await sharedBrowser()).newPage();
  try {
    await page.setContent(long());
    const drawn = await page.evaluate(() =>
      [...document.querySelectorAll("strong")].map((one) => one.checkVisibility({ contentVisibilityAuto: true })),
    );
    expect(drawn).toEqual([true, false]);
  } finally {
    await page.close();
  }
});

let site: TestRelay | undefined;
let desk: Desk | undefined;

afterEach(() => vi.restoreAllMocks());
afterAll(async () => {
  if (site && desk) await closeDesks(site, [desk]);
});

test(
  "EX22 EX30: the command line writes a PDF with a browser, for the paper that is named, and says in one line where there is none",
  { tags: "long" },
  async () => {
    site = await new TestRelay().start();
    desk = await Desk.open(site, "سارا", "owner");
    const said: string[] = [];
    vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line));
    vi.spyOn(console, "error").mockImplementation((line: string) => void said.push(line));
    const id = await desk.create("پل باز شد\nنخستین بند");
    const out = join(desk.folder.path, "a.pdf");
    const args = ["--data", desk.folder.path, "--article", id, "--format", "pdf", "--out", out];
    expect(await exportArticles([...args, "--browser", chromium, "--json"])).toBe(0);
    expect(JSON.parse(said.at(-1)!)).toMatchObject({ event: "exported", format: "pdf", file: out });
    expect(flat((await readPdf(readFileSync(out))).pages.join(" "))).toBe("پل باز شد نخستین بند");

    // Points: 210 × 297 mm, then 8½ × 11 inches.
    expect((await readPdf(readFileSync(out))).paper).toEqual([595, 842]);
    expect(await exportArticles([...args, "--browser", chromium, "--paper", "letter"])).toBe(0);
    expect((await readPdf(readFileSync(out))).paper).toEqual([612, 792]);
    expect(await exportArticles([...args, "--paper", "legal"])).toBe(2);

    rmSync(out);
    expect(await exportArticles([...args, "--browser", join(desk.folder.path, "none")])).toBe(1);
    expect(said.at(-1)).toMatch(/ENOENT/);
    const silent = join(desk.folder.path, "silent");
    writeFileSync(silent, "#!/bin/sh\nexit 7\n", { mode: 0o755 });
    expect(await exportArticles([...args, "--browser", silent])).toBe(1);
    expect(said.at(-1)).toContain("ended with 7");
    vi.stubEnv("PATH", desk.folder.path);
    expect(await exportArticles(args)).toBe(1);
    expect(said.at(-1)).toMatch(/^A pdf needs Chrome, .* none is installed here/);
    vi.unstubAllEnvs();
    expect(existsSync(out)).toBe(false);
    expect(await exportArticles([...args, "--notes", "all"])).toBe(2);
  },
);

test("EX30: a browser is found where it is installed, and one that takes too long is ended", async () => {
  expect(findBrowser("linux", { PATH: "relative:/nowhere" })).toBe(null);
  expect(findBrowser("win32", {})).toBe(null);
  await expect(printPdf("/bin/cat", "<p>", 200)).rejects.toThrow();
});

/** A grey picture of this size. */
function png(width: number, height: number): string {
  const size = Buffer.alloc(13);
  size.writeUInt32BE(width, 0);
  size.writeUInt32BE(height, 4);
  size.set([8, 0, 0, 0, 0], 8);
  const lines = deflateSync(Buffer.alloc((width + 1) * height, 0));
  const parts = [chunk("IHDR", size), chunk("IDAT", lines), chunk("IEND", Buffer.alloc(0))];
  return `data:image/png;base64,${Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), ...parts]).toString("base64")}`;
}

/** A part of a PNG. */
function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
