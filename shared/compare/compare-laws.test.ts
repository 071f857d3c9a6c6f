/** What holds of every comparison of any two articles, tried on random ones and on hostile ones. */
import { Fragment, type Node } from "prosemirror-model";
import { describe, expect, test } from "vitest";
import { schema } from "../article/model/schema.ts";
import { compareArticles } from "./compare.ts";
import type { ComparedArticle } from "./compared-article.ts";
import type { ComparedBlock, Comparison, Segment } from "./comparison.ts";
import { runs, seed as first } from "../../tests/seed.ts";

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  };
}

const WORDS = [
  "رود",
  "می‌رود",
  "۱۲٫۵",
  "کوه",
  "و",
  "به",
  "خانه‌ها",
  "شب",
  "باران",
  "؟",
  "«",
  "»",
  ".",
  "  ",
  "don't",
  "👩‍👧",
  "\u2028",
  "\uFFFC",
];

/** An article as a list of blocks that can be edited, with identities. */
type Draft = { text: string; kind: string; bold: boolean; boundary: string }[];

class Drafts {
  readonly #random: () => number;
  #boundaries = 0;

  constructor(seed: number) {
    this.#random = randomOf(seed);
  }

  readonly #pick = <T>(items: readonly T[]): T => items[Math.floor(this.#random() * items.length)]!;
  readonly #text = (): string =>
    Array.from({ length: Math.floor(this.#random() * 12) }, () => this.#pick(WORDS)).join(this.#pick(["", " "]));
  readonly #block = (): Draft[number] => ({
    text: this.#text(),
    kind: this.#pick(["paragraph", "heading", "quote", "item", "figure", "divider"]),
    bold: this.#random() < 0.2,
    boundary: String(this.#boundaries++),
  });

  make = (): Draft => Array.from({ length: Math.floor(this.#random() * 9) }, this.#block);

  /** Edits at random: words, kinds, new, removed, moved, doubled and joined blocks. */
  edit(draft: Draft): Draft {
    const edited = draft.map((block) => ({ ...block }));
    for (let times = Math.floor(this.#random() * 6); times > 0; times--) {
      const at = Math.floor(this.#random() * (edited.length + 1));
      const block = edited[at];
      const act = Math.floor(this.#random() * 6);
      if (!block || act === 0) edited.splice(at, 0, this.#block());
      else if (act === 1) edited.splice(at, 1);
      else if (act === 2) edited.splice(Math.floor(this.#random() * edited.length), 0, ...edited.splice(at, 1));
      else if (act === 3) edited.splice(at, 0, { ...block });
      else if (act === 4) block.kind = "paragraph";
      else block.text = block.text.slice(0, block.text.length / 2) + this.#text();
    }
    return edited;
  }
}

function blockOf({ text, kind, bold }: Draft[number]): Node {
  const marks = bold ? [schema.mark("bold", { value: true })] : [];
  const inline = text
    .toWellFormed()
    .split(/([\u2028\uFFFC])/)
    .filter((part) => part !== "")
    .map((part) =>
      part === "\u2028" ? schema.node("line_break") : part === "\uFFFC" ? schema.node("atom", { value: 1 }) : schema.text(part, marks),
    );
  return schema.node(kind, null, Fragment.from(inline));
}

const articleOf = (draft: Draft): ComparedArticle => ({
  doc: schema.node("doc", null, [schema.node("headline"), ...draft.map(blockOf)]),
  boundaries: [null, ...draft.map(({ boundary }) => boundary)],
});

const textOf = (segments: readonly Segment[], side: "removed" | "added"): string =>
  segments.map(({ type, text }) => (type === "kept" || type === side ? text : "")).join("");

/** Whether the segments of a block say all of its text, in order, each at its offsets. */
function expectWhole({ before, after, segments, type }: ComparedBlock): void {
  if (type === "movedAway") return;
  if (before) expect(textOf(segments, "removed")).toBe(before.text);
  if (after) expect(textOf(segments, "added")).toBe(after.text);
  let [a, b] = [0, 0];
  for (const segment of segments) {
    if (segment.type !== "added") {
      expect(segment.before).toEqual({ from: a, to: a + segment.text.length });
      a = segment.before.to;
    }
    if (segment.type !== "removed") {
      expect(segment.after).toEqual({ from: b, to: b + segment.text.length });
      b = segment.after.to;
    }
  }
}

/** The comparison gives one article out of the other, in both directions. */
function expectApplies({ blocks, changeCount }: Comparison, before: ComparedArticle, after: ComparedArticle): void {
  const nodes = (side: "before" | "after", elsewhere: string) =>
    blocks.flatMap((block) => (block[side] && block.type !== elsewhere ? [block[side].node] : []));
  expect(nodes("before", "moved").every((node, i) => node === before.doc.child(i))).toBe(true);
  expect(nodes("before", "moved").length).toBe(before.doc.childCount);
  expect(nodes("after", "movedAway").every((node, i) => node === after.doc.child(i))).toBe(true);
  expect(nodes("after", "movedAway").length).toBe(after.doc.childCount);
  for (const block of blocks) expectWhole(block);
  for (const [place, { type, before, otherPlace }] of blocks.entries()) {
    const moved = type === "moved" || type === "movedAway";
    expect(otherPlace === null).toBe(!moved);
    if (moved) expect([blocks[otherPlace!]!.before, blocks[otherPlace!]!.otherPlace]).toEqual([before, place]);
  }
  expect(changeCount).toBe(blocks.filter(({ type }) => ["changed", "added", "removed", "moved"].includes(type)).length);
}

const SWAPPED: Record<string, string> = { added: "removed", removed: "added" };
/** What is said of each block of an article, whichever of the two it is. */
const saidOf = ({ blocks }: Comparison, side: "before" | "after"): unknown[] =>
  blocks
    .filter((block) => block[side] && block.type !== (side === "before" ? "moved" : "movedAway"))
    .map((block) => {
      const { type, segments, changes } = block.type === "movedAway" ? blocks[block.otherPlace!]! : block;
      const own = side === "before" ? "removed" : "added";
      return {
        type: SWAPPED[type] ? "alone" : type,
        words: segments
          .map((segment) => `${segment.type === "kept" ? "kept" : segment.type === own ? "own" : "other"}: ${segment.text}`)
          .toSorted((a, b) => (a < b ? -1 : 1)),
        marks: segments.map((segment) => segment.type === "kept" && segment.marks.map(({ name }) => name)),
        changes: changes.map((change) => [change.name, change[side]]),
      };
    });

/** Where each pair of drafts begins. */
const SEEDS = Array.from({ length: runs(50) }, (_, i) => first + i);

describe(`any two articles (seed ${first})`, () => {
  test("VE20: what is kept and removed is the earlier article, what is kept and added the later one, in their order", () => {
    for (const seed of SEEDS) {
      const drafts = new Drafts(seed);
      const draft = drafts.make();
      const [before, after] = [articleOf(draft), articleOf(seed % 5 === 0 ? drafts.make() : drafts.edit(draft))];
      expectApplies(compareArticles(before, after), before, after);
    }
  });

  test("VE20: compared the other way round the same is said, the other way round", () => {
    for (const seed of SEEDS) {
      const drafts = new Drafts(seed);
      const draft = drafts.make();
      const [before, after] = [articleOf(draft), articleOf(drafts.edit(draft))];
      const [there, back] = [compareArticles(before, after), compareArticles(after, before)];
      for (const [side, other] of [
        ["before", "after"],
        ["after", "before"],
      ] as const)
        expect(saidOf(back, other), `seed ${seed}`).toEqual(saidOf(there, side));
    }
  });

  test("VE20: of an article and itself nothing is said", () => {
    for (const seed of SEEDS) {
      const one = articleOf(new Drafts(seed).make());
      const { blocks, changeCount } = compareArticles(one, one);
      expect([changeCount, new Set(blocks.map(({ type }) => type))]).toEqual([0, new Set(["equal"])]);
    }
  });
});

const paragraph = (text: string): Node => schema.node("paragraph", null, text === "" ? [] : schema.text(text));
const large = (texts: readonly string[]): ComparedArticle => ({
  doc: schema.node("doc", null, [schema.node("headline"), ...texts.map(paragraph)]),
});
const words = (count: number, word: (i: number) => string) => Array.from({ length: count }, (_, i) => word(i)).join(" ");

describe("hostile articles", () => {
  const COUNT = 80_000;
  const many = (textOf: (i: number) => string): ComparedArticle => large(Array.from({ length: COUNT }, (_, i) => textOf(i)));
  const letters = "الف".repeat(200_000 / 3);

  const cases: readonly (readonly [string, () => readonly [ComparedArticle, ComparedArticle], "long"?])[] = [
    ["80,000 equal paragraphs against more of them", () => [many(() => "همان"), large(Array.from({ length: COUNT + 7 }, () => "همان"))]],
    ["80,000 equal paragraphs against 80,000 others", () => [many(() => "همان"), many(() => "دیگر")], "long"],
    ["80,000 empty paragraphs", () => [many(() => ""), large([""])], "long"],
    ["alternating duplicates", () => [many((i) => (i % 2 ? "یک" : "دو")), many((i) => (i % 3 ? "یک" : "دو"))], "long"],
    ["all paragraphs in reverse", () => [many((i) => `بند ${i}`), many((i) => `بند ${COUNT - i}`)], "long"],
    ["paragraphs that are all a little alike", () => [many((i) => `بند ${i} یک`), many((i) => `بند ${COUNT - i} دو`)], "long"],
    ["one word of 200,000 letters", () => [large([letters]), large([`${letters}ی`])]],
    ["one number of 200,000 digits", () => [large(["1".repeat(200_000)]), large(["1,".repeat(100_000)])]],
    [
      "100,000 different words in one paragraph",
      () => [large([words(100_000, (i) => `الف${i}`)]), large([words(100_000, (i) => `ب${i}`)])],
      "long",
    ],
    [
      "two words in turn, in one paragraph",
      () => [large([words(100_000, (i) => (i % 2 ? "یک" : "دو"))]), large([words(100_000, (i) => (i % 3 ? "یک" : "دو"))])],
    ],
    ["signs and emoji alone", () => [large(["👩‍👧".repeat(20_000)]), large(["👩‍👦!".repeat(20_000)])]],
    ["white space alone", () => [large([" ".repeat(200_000)]), large([" \t".repeat(100_000)])]],
  ];
  for (const [name, make, tags = []] of cases)
    test(`VE24: ${name}: bounded time, and still whole`, { tags }, () => {
      const [before, after] = make();
      const start = process.cpuUsage();
      const comparison = compareArticles(before, after);
      const { user, system } = process.cpuUsage(start);
      expect(comparison.blocks.filter(({ after, type }) => after && type !== "movedAway").length).toBe(after.doc.childCount);
      expect(comparison.blocks.filter(({ before, type }) => before && type !== "moved").length).toBe(before.doc.childCount);
      for (const { type, before, after, segments } of comparison.blocks.slice(0, 100)) {
        if (before && type !== "movedAway") expect(textOf(segments, "removed") === before.text).toBe(true);
        if (after && type !== "movedAway") expect(textOf(segments, "added") === after.text).toBe(true);
      }
      // A hang takes minutes. Microseconds of the processor: other processes take none of them.
      expect(user + system).toBeLessThan(30_000_000);
    });
});
