/** Comparing two articles: what is said of named changes, and what holds of any two. */
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { articleOf } from "../article/identity/article.ts";
import { bodyOf } from "../article/model/body.ts";
import { schema } from "../article/model/schema.ts";
import { compareArticles } from "./compare.ts";
import { blocksOf, comparedArticle, type ComparedArticle } from "./compared-article.ts";
import type { Comparison } from "./comparison.ts";

const paragraph = (text: string, type = "paragraph", attrs: Record<string, unknown> = {}, marks: readonly Mark[] = []): Node =>
  schema.node(type, attrs, text === "" ? Fragment.empty : schema.text(text, marks));
const article = (blocks: readonly (string | Node)[]): ComparedArticle => ({
  doc: schema.node("doc", null, [
    schema.node("headline", null, schema.text("تیتر")),
    ...blocks.map((block) => (typeof block === "string" ? paragraph(block) : block)),
  ]),
});
const compare = (before: readonly (string | Node)[], after: readonly (string | Node)[]): Comparison =>
  compareArticles(article(before), article(after));

/** An article of one paragraph, which is the same whatever it says. */
const headed = (text: string): ComparedArticle => ({ ...article([text]), boundaries: [null, "1.1"] });

/** The blocks but the headline, each as its type and its segments: kept as they are, [-removed-], {+added+}. */
const said = ({ blocks }: Comparison): string[] =>
  blocks.slice(1).map(({ type, segments }) => {
    const words = segments.map((segment) =>
      segment.type === "kept" ? segment.text : segment.type === "removed" ? `[-${segment.text}-]` : `{+${segment.text}+}`,
    );
    return `${type}: ${words.join("")}`;
  });

describe("words", () => {
  test("VE21: a word with half-spaces, a number with its signs and a sign are units", () => {
    expect(said(compare(["او هر روز می‌رود."], ["او هر روز می‌آید."]))).toEqual(["changed: او هر روز [-می‌رود-]{+می‌آید+}."]);
    expect(said(compare(["نرخ ۱۲٫۵ درصد است"], ["نرخ ۱۲٫۷ درصد است!"]))).toEqual(["changed: نرخ [-۱۲٫۵-]{+۱۲٫۷+} درصد است{+!+}"]);
    expect(said(compare(["در ۱۴۰۳/۰۵/۱۲ ساعت 12:30 آمد"], ["در ۱۴۰۳/۰۵/۱۳ ساعت 12:45 آمد"]))).toEqual([
      "changed: در [-۱۴۰۳/۰۵/۱۲-]{+۱۴۰۳/۰۵/۱۳+} ساعت [-12:30-]{+12:45+} آمد",
    ]);
    expect(said(compare(["I don't know 👨‍👩‍👧 it"], ["I didn't know 👨‍👩‍👦 it"]))).toEqual(["changed: I [-don't-]{+didn't+} know [-👨‍👩‍👧-]{+👨‍👩‍👦+} it"]);
  });

  test("VE21: words that are added or removed take their white space along, and no other", () => {
    expect(said(compare(["یک سه"], ["یک دو سه"]))).toEqual(["changed: یک {+دو +}سه"]);
    expect(said(compare(["یک دو سه"], ["یک سه"]))).toEqual(["changed: یک [-دو -]سه"]);
    expect(said(compare(["یک  دو"], ["یک دو"]))).toEqual(["changed: یک [- -]دو"]);
  });

  test("VE21: a word that is the same by chance between long changes is part of them", () => {
    const [before, after] = [
      "آغاز باران سنگینی بارید و رودخانه‌ها بالا آمدند پایان",
      "آغاز آفتاب درخشانی تابید و کوهستان‌ها آرام گرفتند پایان",
    ];
    expect(said(compareArticles(headed(before), headed(after)))).toEqual([
      "changed: آغاز [-باران سنگینی بارید و رودخانه‌ها بالا آمدند-]{+آفتاب درخشانی تابید و کوهستان‌ها آرام گرفتند+} پایان",
    ]);
  });
});

describe("paragraphs", () => {
  const [river, hills, nobody] = ["رودخانه دیشب بالا آمد.", "کوه‌ها سفید بودند و راه‌ها بسته.", "هیچ‌کس در شهر نخوابید."];

  test("VE22: a paragraph that stands elsewhere was moved, with what changed in it, and knows its other place", () => {
    const { blocks, changeCount } = compare([river, hills, nobody], [hills, nobody, "رودخانه دیشب پایین آمد."]);
    expect(said({ blocks, changeCount })).toEqual([
      "movedAway: ",
      `equal: ${hills}`,
      `equal: ${nobody}`,
      "moved: رودخانه دیشب [-بالا-]{+پایین+} آمد.",
    ]);
    expect([blocks[1]!.otherPlace, blocks[4]!.otherPlace, changeCount]).toEqual([4, 1, 1]);
  });

  test("VE22: of two stretches that change places the shorter one was moved", () => {
    const long = `${hills} ${nobody} ${hills}`;
    expect(said(compare([river, long], [long, river]))).toEqual(["movedAway: ", `equal: ${long}`, `moved: ${river}`]);
  });

  test("VE22: added and removed paragraphs are neither, and empty ones are never moved", () => {
    expect(said(compare([river, nobody], [river, hills]))).toEqual([`equal: ${river}`, `removed: [-${nobody}-]`, `added: {+${hills}+}`]);
    expect(said(compare(["", river, hills], [river, hills, ""]))).toEqual(["removed: ", `equal: ${river}`, `equal: ${hills}`, "added: "]);
  });

  test("VE22: a paragraph of which nothing is left but its boundary is the same where the identity says so", () => {
    const before = { ...article([river, nobody]), boundaries: [null, "1.10", "1.40"] };
    expect(said(compareArticles(before, { ...article(["برف", nobody]), boundaries: [null, "1.10", "1.40"] }))).toEqual([
      "changed: [-رودخانه دیشب بالا آمد.-]{+برف+}",
      `equal: ${nobody}`,
    ]);
    expect(said(compareArticles(article([river, nobody]), article(["برف", nobody])))).toEqual([
      "removed: [-رودخانه دیشب بالا آمد.-]",
      "added: {+برف+}",
      `equal: ${nobody}`,
    ]);
  });

  test("VE22: a paragraph typed before another does not take its place, although it took its boundary", () => {
    const before = { ...article([river, hills]), boundaries: [null, "1.10", "1.40"] };
    const after = { ...article(["برف", "رودخانه دیشب پایین آمد.", hills]), boundaries: [null, "1.10", "2.7", "1.40"] };
    expect(said(compareArticles(before, after))).toEqual([
      "added: {+برف+}",
      "changed: رودخانه دیشب [-بالا-]{+پایین+} آمد.",
      `equal: ${hills}`,
    ]);
  });

  test("VE22: boundaries are known by what was typed first, in states of one document", () => {
    const doc = new Y.Doc();
    bodyOf(doc).insert(0, "تیتر\nیک\nدو");
    const { boundaries } = comparedArticle(doc);
    bodyOf(doc).insert(5, "نو\n");
    expect(boundaries).toEqual([null, `${doc.clientID}.4`, `${doc.clientID}.7`]);
    expect(comparedArticle(doc).boundaries).toEqual([null, `${doc.clientID}.4`, `${doc.clientID}.${10 + 2}`, `${doc.clientID}.7`]);
  });
});

test("VE73: a word that is struck out and the one suggested instead of it are two words, and known as such", () => {
  const doc = new Y.Doc();
  const body = bodyOf(doc);
  body.insert(0, "تیتر\nرود دیشب بالا آمد.");
  const plain = comparedArticle(doc);
  const { suggestions } = articleOf(doc);
  const at = body.toJSON().indexOf("دیشب");
  doc.transact(() => {
    const id = suggestions.begin(0);
    suggestions.strike(id, [{ client: doc.clientID, clock: at, length: 4 }]);
    suggestions.ink.use(id);
    body.insert(at + 4, "پریشب");
    suggestions.ink.use(null);
  });
  const suggested = comparedArticle(doc);
  expect(said(compareArticles(plain, suggested))).toEqual(["changed: رود دیشب{+پریشب+} بالا آمد."]);
  expect(said(compareArticles(suggested, article(["رود پریشب بالا آمد."])))).toEqual(["changed: رود [-دیشب-]پریشب بالا آمد."]);
  expect(blocksOf(suggested).map((block) => block.suggested)).toEqual([
    [],
    [
      { from: 4, to: 8, isInserted: false, isStruck: true },
      { from: 8, to: 13, isInserted: true, isStruck: false },
    ],
  ]);
});

const changesOf = (before: Node, after: Node) => compare([before], [after]).blocks[1]!;
const item = (attrs: Record<string, unknown>): Node => paragraph("یک", "item", attrs);
const figure = (src: string, alt: string | null, credit: string | null = null): Node => paragraph("", "figure", { src, alt, credit });
const link = (value: string): Mark => schema.mark("link", { value });
const marked = (...parts: readonly (readonly [string, readonly Mark[]])[]): Node =>
  schema.node(
    "paragraph",
    null,
    parts.map(([text, marks]) => schema.text(text, marks)),
  );

describe("forms", () => {
  test("VE23: kind, level, list and direction are named, with what was before and after", () => {
    expect(changesOf(paragraph("یک"), paragraph("یک", "heading", { level: 2 })).changes).toEqual([
      { name: "kind", before: "paragraph", after: "heading2" },
    ]);
    expect(changesOf(paragraph("یک", "heading", { level: 1 }), paragraph("یک", "heading", { level: 3, dir: "ltr" })).changes).toEqual([
      { name: "kind", before: "heading1", after: "heading3" },
      { name: "dir", before: null, after: "ltr" },
    ]);
    expect(changesOf(item({ list: "bullet", indent: 0 }), item({ list: "number", indent: 2 })).changes).toEqual([
      { name: "list", before: "bullet", after: "number" },
      { name: "indent", before: 0, after: 2 },
    ]);
  });

  test("VE23: values that are drawn alike are no change", () => {
    expect(changesOf(item({}), item({ list: "bullet", indent: 0, dir: "sideways" })).type).toBe("equal");
  });

  test("VE23: marks and links are named on the words that have them", () => {
    const bold = schema.mark("bold", { value: true });
    const { type, segments } = changesOf(
      marked(["یک دو ", []], ["سه", [link("https://a.example")]]),
      marked(["یک ", []], ["دو", [bold]], [" ", []], ["سه", [link("https://b.example")]]),
    );
    expect(type).toBe("changed");
    expect(segments.map((segment) => [segment.text, segment.type === "kept" ? segment.marks : null])).toEqual([
      ["یک ", []],
      ["دو", [{ name: "bold", before: null, after: true }]],
      [" ", []],
      ["سه", [{ name: "link", before: "https://a.example", after: "https://b.example" }]],
    ]);
  });

  test("VE23: another picture, description and credit are named, and a picture is moved as one", () => {
    expect(
      compareArticles(
        { ...article([figure("a", null)]), boundaries: [null, "1.1"] },
        { ...article([figure("b", "رود", "سارا")]), boundaries: [null, "1.1"] },
      ).blocks[1]!.changes,
    ).toEqual([
      { name: "src", before: "a", after: "b" },
      { name: "alt", before: null, after: "رود" },
      { name: "credit", before: null, after: "سارا" },
    ]);
    expect(compare([figure("a", null), "یک دو سه"], ["یک دو سه", figure("a", null)]).blocks.map(({ type }) => type)).toEqual([
      "equal",
      "movedAway",
      "equal",
      "moved",
    ]);
  });
});
