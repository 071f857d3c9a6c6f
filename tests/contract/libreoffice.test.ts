/** LibreOffice opens what leaves as DOCX, saves it, and what comes back is the same. Runs where `soffice` is on the path. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import type { Node } from "prosemirror-model";
import { afterAll, expect, test } from "vitest";
import { directionOfBlock } from "../../shared/article/model/block-direction.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { writeDocx } from "../../shared/export/docx/docx.ts";
import { readDocx } from "../../shared/import/docx/docx.ts";
import type { ReviewedArticle, ReviewedSuggestion, Stretch } from "../../shared/reviewed-article/reviewed-article.ts";
import { DOT, ReviewedArticleGenerator, saidBy } from "../reviewed-article-generator.ts";
import { runs, seed } from "../seed.ts";
import { OPEN_DOCUMENT } from "./open-document.ts";

const AT = Date.UTC(2026, 10, 30, 9, 15, 0);
const PROGRAM = "soffice";
/** Milliseconds: the first start of LibreOffice makes its profile. */
const LONGEST = 180_000;

const isMissing = spawnSync(PROGRAM, ["--version"]).error !== undefined;

/** A test that runs where LibreOffice is, and says where it did not. */
function withLibreOffice(name: string, options: { readonly tags?: "long" }, run: () => void): void {
  test(name, { ...options, timeout: LONGEST }, () =>
    isMissing ? console.log(`did not run, for there is no ${PROGRAM} on the path: ${name}`) : run(),
  );
}

const folder = mkdtempSync(join(tmpdir(), "tahrir-libreoffice-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let calls = 0;

/** Each article as LibreOffice opens it and saves it again, in one start of the program. */
function saved(articles: readonly ReviewedArticle[]): ReviewedArticle[] {
  const own = join(folder, String(calls++));
  mkdirSync(own);
  const files = articles.map((article, i) => {
    const file = join(own, `${i}.docx`);
    writeFileSync(file, writeDocx(article, { language: "fa", at: AT }));
    return file;
  });
  return converted(files, join(own, "out")).map((bytes) => readDocx(bytes).article);
}

/** Files as LibreOffice writes them as DOCX. */
function converted(files: readonly string[], out: string): Uint8Array[] {
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  execFileSync(PROGRAM, [profile, "--headless", "--convert-to", "docx", "--outdir", out, ...files], { timeout: LONGEST, stdio: "ignore" });
  return files.map((file) => readFileSync(join(out, basename(file).replace(/\.\w+$/, ".docx"))));
}

const text = (words: string, ...marks: (readonly [name: string, value: unknown])[]) =>
  schema.text(
    words,
    marks.map(([name, value]) => schema.mark(name, { value })),
  );
const block = (type: string, attrs: Readonly<Record<string, unknown>> | null, ...words: (string | ReturnType<typeof text>)[]) =>
  schema.node(
    type,
    attrs,
    words.map((one) => (typeof one === "string" ? text(one) : one)),
  );

const BLOCKS = [
  block("headline", null, "پل تازهٔ رودخانه باز شد"),
  block("lead", null, "شهردار می‌گوید از فردا روزانه ۱۲٬۵۰۰ خودرو می‌گذرند."),
  block(
    "paragraph",
    null,
    "صبح دوشنبه ",
    text("پل نو", ["bold", true]),
    " با ",
    text("Siemens Mobility", ["italic", true]),
    " و نسخهٔ 3.2.1 روی iPhone 15 گشوده شد.",
  ),
  block("heading", { level: 1 }, "پولش را که می‌دهد؟"),
  block(
    "paragraph",
    null,
    text("وب‌گاه ", ["link", "https://example.com/fa?a=b&c"]),
    text("City", ["link", "https://example.com/fa?a=b&c"]),
    " CO",
    text("2", ["script", "sub"]),
    " ",
    text("+98 21", ["dir", "ltr"]),
    text("x", ["link", "https://example.com/"], ["dir", "ltr"]),
  ),
  ...[0, 1, 2, 0].map((indent, i) => block("item", { list: "bullet", indent }, `وام ${i}`)),
  ...[0, 1, 1, 0].map((indent, i) => block("item", { list: "number", indent }, `گام ${i}`)),
  block("quote", null, "ما قول دادیم."),
  block("paragraph", null, "The mayor said."),
  block("paragraph", { lang: "ckb" }, "ئەمە کوردییە، لێرە"),
  block("figure", { src: DOT, alt: "پل در شب", credit: "عکس: امید" }, "پل از شمال"),
  block("divider", null),
  block("heading", { level: 3 }, "پی‌نوشت"),
];
const WORDS = BLOCKS.map(({ textContent }) => textContent).join("\n");

function at(words: string): Stretch {
  const from = WORDS.indexOf(words);
  if (from === -1) throw new Error(`no ${words} in the article`);
  return { from, to: from + words.length };
}

const suggestion = (author: string, said: Partial<ReviewedSuggestion>): ReviewedSuggestion => ({
  author,
  at: AT,
  inserted: [],
  struck: [],
  forms: [],
  blockForms: [],
  ...said,
});

const ARTICLE: ReviewedArticle = {
  doc: schema.node("doc", null, BLOCKS),
  language: "fa",
  suggestions: [
    suggestion("سارا", { inserted: [at("فردا ")], struck: [at("خودرو ")] }),
    suggestion("Omid", { struck: [at("می‌گذرند")] }),
    suggestion("مینا", { forms: [{ ...at("دوشنبه"), name: "bold", value: true }] }),
    suggestion("Omid", { blockForms: [{ block: BLOCKS.findIndex(({ type }) => type.name === "quote"), name: "kind", value: "lead" }] }),
  ],
  threads: [
    {
      target: "range",
      ...at("روزانه"),
      isResolved: true,
      messages: [
        { author: "Omid", at: AT, text: "کی؟" },
        { author: "سارا", at: AT, text: "امروز" },
      ],
    },
    { target: "range", ...at("وام 1"), isResolved: false, messages: [{ author: "مینا", at: AT, text: "سطر یکم\nline two" }] },
    { target: "article", from: 0, to: 0, isResolved: false, messages: [{ author: "مینا", at: AT, text: "دراز است." }] },
  ],
};

/** What is compared: times are left out, which LibreOffice may read as of its own zone. It orders comments by their places. */
function keptOf({ language, suggestions, threads, ...article }: ReviewedArticle) {
  return {
    doc: article.doc.toJSON() as unknown,
    directions: article.doc.children.map((one) => directionOfBlock(one, "rtl")),
    language,
    suggestions: saidBy(suggestions.map((one) => ({ ...one, at: 0 }))),
    threads: threads
      .map(({ target, from, to, isResolved, messages }) => ({
        place: [target, from, to],
        isResolved,
        messages: messages.map(({ author, text: words }) => [author, words]),
      }))
      .sort((a, b) => Number(a.place[1]) - Number(b.place[1])),
  };
}

withLibreOffice(
  "DX13: LibreOffice keeps text, kinds, marks, links, lists, pictures, directions, languages, comments and changes",
  { tags: "long" },
  () => expect(keptOf(saved([ARTICLE])[0]!)).toEqual(keptOf(ARTICLE)),
);

/** With addresses of which LibreOffice keeps the whole link. */
const withoutPlaces = (doc: Node): Node =>
  schema.nodeFromJSON(JSON.parse(JSON.stringify(doc.toJSON()).replaceAll(/(https:[^"#]*)#[^"]*/g, "$1")));

/** Without what is only suggested, or said beside it. */
const alone = (article: ReviewedArticle): ReviewedArticle => ({
  ...article,
  doc: withoutPlaces(article.doc),
  suggestions: [],
  threads: [],
});

withLibreOffice(`DX13: LibreOffice gives back the same text of any article (${runs(25)} from seed ${seed})`, { tags: "long" }, () => {
  const articles = Array.from({ length: runs(25) }, (_, i) => alone(new ReviewedArticleGenerator(seed + i).article()));
  saved(articles).forEach((back, i) => {
    const { doc } = articles[i]!;
    if (!back.doc.eq(doc)) expect(back.doc.toJSON(), `seed ${seed + i}`).toEqual(doc.toJSON());
  });
});

/** As far as LibreOffice keeps changes: text put in or struck within a block, no two beside one another. */
function apart({ doc, suggestions, ...article }: ReviewedArticle): ReviewedArticle {
  const ends: number[] = [];
  let end = 0;
  doc.forEach((one) => ends.push((end += one.content.size + 1) - 1));
  const taken: Stretch[] = [];
  const isFree = (one: Stretch): boolean => {
    const isApart = taken.every(({ from, to }) => one.to < from || to < one.from);
    const isWithin = ends.every((index) => one.to <= index || index < one.from);
    if (isApart && isWithin) taken.push(one);
    return isApart && isWithin;
  };
  const own = suggestions.map((one) => ({
    ...one,
    inserted: one.inserted.filter(isFree),
    struck: one.struck.filter(isFree),
    forms: [],
    blockForms: [],
  }));
  return { ...article, doc: withoutPlaces(doc), suggestions: own, threads: [] };
}

withLibreOffice(
  `DX13: LibreOffice gives back changes of text, with their authors and times (${runs(25)} from seed ${seed})`,
  { tags: "long" },
  () => {
    const articles = Array.from({ length: runs(25) }, (_, i) => apart(new ReviewedArticleGenerator(seed + i).article()));
    saved(articles).forEach((back, i) =>
      expect(keptOf({ ...back, threads: [] }), `seed ${seed + i}`).toEqual(keptOf({ ...articles[i]!, language: back.language })),
    );
  },
);

withLibreOffice(
  "DX1 DX5 DX7 DX10: what LibreOffice wrote comes in with every word, once and in order, and what is not kept is told",
  {},
  () => {
    const file = join(folder, "own.fodt");
    writeFileSync(file, OPEN_DOCUMENT);
    const { article, losses } = readDocx(converted([file], join(folder, "own"))[0]!);
    const { doc, language, suggestions, threads } = article;
    const lines = doc.children.filter(({ textContent, attrs }) => textContent !== "" || attrs["src"] !== null);
    expect(lines.map((one) => `${one.type.name} ${directionOfBlock(one, "rtl")} ${one.textContent}`)).toEqual([
      "headline rtl تیتر سند",
      "paragraph rtl بند درشت و م۲ می\u200Cرود iPhone 15.",
      "heading rtl میان‌تیتر",
      "item rtl یک",
      "item rtl دو",
      "item rtl الف",
      "item rtl سه",
      "quote rtl نقل قول",
      "paragraph rtl نام | شهر",
      "paragraph rtl سارا | تو | تر / تهران",
      "paragraph rtl پیش و پس",
      "paragraph rtl در جعبه",
      "paragraph rtl صفحهٔ 1",
      "paragraph rtl پیوند iPhone و درون",
      "paragraph rtl آغاز افزوده و برداشتهپایان",
      "paragraph rtl یادداشت این واژه است",
      "paragraph rtl نرم\u00ADخط\tتب  فاصله\nسطر",
      "paragraph rtl در آغاز بند",
      "figure rtl ",
      "paragraph rtl لنگر",
      "figure rtl ",
      "paragraph rtl ستون یک",
      "paragraph rtl ستون دو",
      "paragraph rtl پیدا",
    ]);
    expect(language).toBe("fa");
    expect(lines.filter(({ type }) => type.name === "figure").map(({ attrs }) => attrs["alt"] as unknown)).toEqual(["درون خط", "لنگری"]);
    const words = doc.children.map(({ textContent }) => textContent).join("\n");
    const said = ({ inserted, struck }: ReviewedSuggestion): string[] =>
      [...inserted, ...struck].map(({ from, to }) => words.slice(from, to));
    expect(suggestions.map((one) => [one.author, ...said(one)])).toEqual([
      ["سارا", "افزوده "],
      ["سارا", "برداشته"],
    ]);
    expect(threads.map(({ from, to, isResolved, messages }) => [words.slice(from, to), isResolved, messages[0].text])).toEqual([
      ["این واژه", true, "بررسی شود"],
    ]);
    expect(losses.map(({ kind, detail }) => `${kind} ${detail}`.trim())).toEqual([
      "header سرصفحه",
      "number a)",
      "table 2×2",
      "table 1×2",
      "textBox",
      "field PAGE",
      "innerLink bm",
      "hidden پنهان",
    ]);
  },
);
