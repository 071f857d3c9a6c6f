import { Fragment, type Node } from "prosemirror-model";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { bodyOf } from "../../article/model/body.ts";
import { schema } from "../../article/model/schema.ts";
import { readReviewed } from "../../reviewed-article/read-reviewed.ts";
import type { ReviewedArticle, ReviewedThread } from "../../reviewed-article/reviewed-article.ts";
import { PAGE_DEFAULTS, type PageSettings } from "../../typing/page-settings.ts";
import { HeadlessEditor } from "../../../tests/newsroom/headless-editor.ts";
import { ReviewedArticleGenerator } from "../../../tests/reviewed-article-generator.ts";
import { runs, seed } from "../../../tests/seed.ts";
import { withOwnSpaces } from "./font-spaces.ts";
import { htmlArticle } from "../html.ts";
import { printPage } from "./print-page.ts";
import { printedArticle } from "./printed-article.ts";

const AT = Date.UTC(2026, 10, 30, 12);
const nobody = () => ({ member: null, confirmed: false, broughtBy: null });

const article = (lines: readonly string[], more: Partial<ReviewedArticle> = {}): ReviewedArticle => ({
  doc: schema.node("doc", null, [
    schema.node("headline", null, lines[0] === "" ? [] : schema.text(lines[0]!)),
    ...lines.slice(1).map((line) => schema.node("paragraph", null, line === "" ? [] : schema.text(line))),
  ]),
  language: "fa",
  suggestions: [],
  threads: [],
  ...more,
});

const page = (reviewed: ReviewedArticle, language: ReviewedArticle["language"] = "fa", settings: Partial<PageSettings> = {}): string =>
  printPage(reviewed, {
    language: language!,
    at: AT,
    settings: { notes: "end", suggestions: "marked", page: { ...PAGE_DEFAULTS, ...settings } },
    fonts: { css: "", from: "'none'" },
  });

const bodyIn = (html: string): string => /<body>(.*)<\/body>/s.exec(html)![1]!;

const sign = (n: number, digit: string): string =>
  `<a class="reference" id="reference-${n}" href="#note-${n}" role="doc-noteref">${digit}</a>`;

const thread = (text: string, place: Partial<ReviewedThread>): ReviewedThread => ({
  target: "range",
  from: 0,
  to: 0,
  isResolved: false,
  messages: [{ author: "امید", at: AT, text }],
  ...place,
});

test("EX24: open notes are endnotes in the order of what they are about, in the digits of the article, and each leads to its place and back", () => {
  const body = bodyIn(
    page(
      article(["پل", "رود بالا آمد.", "دوم"], {
        threads: [
          thread("آخر", { target: "block", from: 18, to: 18 }),
          thread("چرا؟", { from: 7, to: 11 }),
          thread("دیده شد", { from: 7, to: 11, isResolved: true }),
          thread("تا پایان بند", { from: 3, to: 17 }),
          thread("همه", { target: "article" }),
        ],
      }),
    ),
  );
  expect(body).toContain(`<h1>پل${sign(1, "۱")}</h1>`);
  expect(body).toContain(`<p>رود بالا${sign(2, "۲")} آمد.${sign(3, "۳")}</p><p>دوم${sign(4, "۴")}</p>`);
  expect(body).toContain('<section id="notes" class="after" role="doc-endnotes"><h2>یادداشت‌ها</h2>');
  expect(body).toContain('<li id="note-2"><a class="back" href="#reference-2" role="doc-backlink">۲</a>');
  expect(body).toContain("<q>بالا</q>");
  expect(body).not.toContain("دیده شد");
  expect(bodyIn(page(article(["Bridge"], { threads: [thread("Why?", { from: 0, to: 6 })] }), "ar"))).toContain(">١</a>");
});

test("EX25: suggestions are underlined and struck with the sign of who made them, and a legend says whose it is", () => {
  const body = bodyIn(
    page(
      article(["پل", "یک دو سه", "چهار"], {
        suggestions: [
          { author: "سارا احمدی", at: AT, inserted: [{ from: 6, to: 9 }], struck: [{ from: 3, to: 6 }], forms: [], blockForms: [] },
          {
            author: "سیما اکبری",
            at: AT,
            inserted: [],
            struck: [{ from: 11, to: 12 }],
            forms: [{ from: 12, to: 16, name: "bold", value: true }],
            blockForms: [],
          },
        ],
      }),
    ),
  );
  expect(body).toContain(
    '<p><del class="struck by-0">یک </del><ins class="inserted by-0">دو </ins><sup class="suggester">س‌ا</sup>سه' +
      '<del class="struck by-1">¶</del><sup class="suggester">س‌ا۲</sup></p>' +
      '<p><span class="restyled by-1">چهار</span><sup class="suggester">س‌ا۲</sup></p>',
  );
  expect(body).toContain('<li class="by-0"><b>س‌ا</b> <bdi>سارا احمدی</bdi></li><li class="by-1"><b>س‌ا۲</b> <bdi>سیما اکبری</bdi></li>');
  expect(bodyIn(page(article(["پل"])))).toBe("<article><h1>پل</h1></article>");
});

test("EX25: an isolate with a sign in it stays one, and a block runs as it does without signs", () => {
  const isolated = [schema.mark("dir", { value: "ltr" })];
  const doc = schema.node("doc", null, [
    schema.node("headline", null, schema.text("پل")),
    schema.node("paragraph", null, [schema.text("از "), schema.text("one two", isolated), schema.text(" تا")]),
    schema.node("paragraph", null, schema.text("(12)")),
    schema.node("paragraph", null, schema.text("English")),
  ]);
  const suggestions = [
    {
      author: "س",
      at: AT,
      inserted: [{ from: 6, to: 9 }],
      struck: [],
      forms: [],
      blockForms: [{ block: 3, name: "list", value: "bullet" }],
    },
  ];
  const body = bodyIn(page({ doc, language: "fa", suggestions, threads: [] }));
  expect(body).toContain('<bdi dir="ltr"><ins class="inserted by-0">one</ins><sup class="suggester">س</sup> two</bdi>');
  expect(body).toContain('<p lang="en" dir="ltr"><span class="restyled by-0">¶</span><sup class="suggester">س</sup>English</p>');
});

test("BD57: on paper what is isolated by itself stands in order, as on the screen", () => {
  const bold = [schema.mark("bold", { value: true })];
  const doc = schema.node("doc", null, [
    schema.node("headline", null, schema.text("پل")),
    schema.node("paragraph", null, [schema.text("رشد 42."), schema.text("5", bold), schema.text("% و Boeing 737-800 بود")]),
  ]);
  const body = bodyIn(page({ doc, language: "fa", suggestions: [], threads: [] }));
  expect(body).toContain('<p>رشد <bdi dir="ltr">42.<strong>5</strong>%</bdi> و <bdi dir="ltr">Boeing 737-800</bdi> بود</p>');
});

test("BD44: words in another language say so on paper, around signs in them, too", () => {
  const arabic = [schema.mark("lang", { value: "ar" })];
  const doc = schema.node("doc", null, [
    schema.node("headline", null, schema.text("پل")),
    schema.node("paragraph", null, [schema.text("گفت "), schema.text("قال محمد", arabic)]),
  ]);
  const inserted = [{ from: 7, to: 10 }];
  const suggestions = [
    { author: "س", at: AT, inserted, struck: [], forms: [{ from: 11, to: 15, name: "lang", value: "he" }], blockForms: [] },
  ];
  const body = bodyIn(page({ doc, language: "fa", suggestions, threads: [] }));
  expect(body).toContain('<span lang="ar"><ins class="inserted by-0">قال</ins>');
  expect(body).toContain('<span lang="ar"> <span class="restyled by-0">محمد</span></span>');
});

test("EX25, EX8: suggestions are marked, accepted or left out as somebody chose, and stay open in the article", () => {
  const editor = new HeadlessEditor("سارا", 7);
  bodyOf(editor.doc).insert(0, "پل\nنخستین بند");
  editor.binding.isSuggesting = true;
  const { state } = editor;
  editor.binding.dispatch(state.tr.insertText("دومین", state.doc.content.size - 12, state.doc.content.size - 5));
  const sources = { notes: new Y.Doc(), bodyAuthor: nobody, notesAuthor: nobody, now: AT };
  const read = (suggestions: "final" | "original" | "marked") => printedArticle(editor.doc, sources, { notes: "end", suggestions });
  expect(read("original").doc.textContent).toBe("پلنخستین بند");
  expect(read("final").doc.textContent).toBe("پلدومین بند");
  expect(read("marked")).toEqual(readReviewed(editor.doc, sources));
  expect(read("final").suggestions).toEqual([]);
  expect(read("marked").suggestions).toHaveLength(1);
});

test("EX22: faces, sizes and lines are those of the person's page; Arabic and Urdu have their own", () => {
  const styleOf = (language: ReviewedArticle["language"], settings: Partial<PageSettings> = {}): string =>
    /body \{ [^}]*\}/.exec(page(article(["پل"]), language, settings))![0];
  expect(styleOf("fa")).toContain('font: 11.5pt/1.75 "Vazirmatn"');
  expect(styleOf("fa", { face: "naskh", size: "larger", lines: "loose" })).toContain('font: 16.88pt/2.16 "Amiri"');
  expect(styleOf("ar")).toContain('"Amiri"');
  expect(styleOf("ur")).toContain('"Noto Nastaliq Urdu"');
  expect(page(article(["پل"]), "fa", { justified: true })).toContain("text-align: justify");
  expect(page(article(["پل"]))).toContain("color-scheme: only light");
});

test("EX23: the running head has the headline, cut between words, and the day in the calendar and digits of the article", () => {
  const long = "کلمه ".repeat(40).trim();
  const html = page(article([long]));
  expect(html).toContain("۹ آذر ۱۴۰۵".replaceAll(/[^\p{L}\p{Nd} ]/gu, ""));
  const [, headline] = /@top-right \{ content: "([^"]*)"/.exec(html)!;
  expect(headline).toMatch(/^(کلمه )*کلمه\\2026 $/);
  expect(page(article(["پل"]), "en")).toMatch(/@top-left \{ content: "پل"; text-align: left; direction: rtl;/);
  expect(page(article(["پل"]), "en")).toContain("November 30\\2c  2026");
  expect(page(article(["پل"]), "ar")).toContain('counter(page, arabic-indic) " من " counter(pages, arabic-indic)');
});

test("EX21: a picture that the article does not hold is asked of nobody: its description stands there", () => {
  const doc = schema.node("doc", null, [
    schema.node("headline"),
    schema.node("figure", { src: "https://example.com/a.png", alt: "نقشه" }),
    schema.node("figure", { src: "data:image/png;base64,AA==", alt: "عکس" }),
  ]);
  const body = bodyIn(page({ doc, language: "fa", suggestions: [], threads: [] }));
  expect(body).not.toContain("example.com");
  expect(body).toContain("<figcaption>نقشه</figcaption>");
  expect(body).toContain('<img src="data:image/png;base64,AA==" alt="عکس">');
});

const rule = (ranges: string): string => `@font-face { font-family: "F"; unicode-range: ${ranges}; }`;

test("EX28: a text that runs right to left has its spaces from the font of its letters, whichever way a style sheet writes ranges", () => {
  const latin = [rule("U+0000-00FF, U+0131"), rule("U+0-FF, U+131")];
  const arabic = [rule("U+0600-06FF,U+200C-200E"), rule("U+600-6FF, U+200C-200E"), rule("U+0307-0308,U+0590-05FF")];
  for (const one of latin) expect(withOwnSpaces(one, "fa")).toContain("unicode-range: U+0-1F, U+21-FF,");
  for (const one of arabic) expect(withOwnSpaces(one, "ar")).toMatch(/unicode-range: U\+20, U\+/);
  const all = [...latin, ...arabic, rule("U+0100-02BA")].join("\n");
  expect(withOwnSpaces(all, "en")).toBe(all);
  expect(withOwnSpaces(rule("U+0100-02BA"), "fa")).toBe(rule("U+0100-02BA"));
});

const RUNS = runs(60);

test(`EX24 EX25 EX27: signs add to any article nothing but themselves (${RUNS} from seed ${seed})`, () => {
  for (let i = seed; i < seed + RUNS; i++) {
    const reviewed = new ReviewedArticleGenerator(i).article();
    const signed = /<article>(.*?)<\/article>/s.exec(page(reviewed))![1]!;
    const unsigned = signed
      .replaceAll(/<a class="reference".*?<\/a>( (?=<a class="reference"))?|<sup class="suggester">.*?<\/sup>/gs, "")
      .replaceAll(/(?<=<(?:ins|del|span) class="[a-z]+ by-\d">)¶/g, "");
    expect(textOf(unsigned), `seed ${i}`).toBe(textOf(htmlArticle(withoutDividers(reviewed.doc), "fa")));
    const open = reviewed.threads.filter(({ isResolved }) => !isResolved).length;
    expect([...signed.matchAll(/id="reference-/g)], `seed ${i}`).toHaveLength(open);
  }
});

/** What stands in a divider is printed as a paragraph. */
const withoutDividers = (doc: Node): Node =>
  doc.copy(Fragment.from(doc.children.map((one) => (one.type.name === "divider" ? schema.node("paragraph", null, one.content) : one))));

/** The text of HTML; what stands in for a picture may differ. */
const textOf = (html: string): string =>
  html
    .replaceAll(/<figure.*?<\/figure>/gs, "")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("¶", "");
