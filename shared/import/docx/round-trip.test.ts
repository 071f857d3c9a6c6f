import { expect, test } from "vitest";
import * as Y from "yjs";
import { ReviewedArticleGenerator, saidBy } from "../../../tests/reviewed-article-generator.ts";
import { numberedFootnotes } from "../../../tests/newsroom/footnote-numbers.ts";
import { runs, seed } from "../../../tests/seed.ts";
import { writeDocx } from "../../export/docx/docx.ts";
import { fillReviewed } from "../../reviewed-article/fill-reviewed.ts";
import { footnotesOf } from "../../article/model/footnotes.ts";
import { readReviewed } from "../../reviewed-article/read-reviewed.ts";
import type { ReviewedArticle } from "../../reviewed-article/reviewed-article.ts";
import { readDocx } from "./docx.ts";

const unsigned = <T extends { readonly author: string }>(one: T): T => ({ ...one, author: "" });

const nobody = () => ({ member: null, confirmed: false, broughtBy: null });

function expectSame(back: ReviewedArticle, article: ReviewedArticle, about: string): void {
  if (!back.doc.eq(article.doc)) expect(back.doc.toJSON(), about).toEqual(article.doc.toJSON());
  expect(saidBy(back.suggestions), about).toEqual(saidBy(article.suggestions));
  expect(back.threads, about).toEqual(article.threads);
  expect(back.language, about).toBe(article.language);
}

test(`EX11 DX1: an article that leaves as DOCX and comes back is the same (${runs(50)} from seed ${seed})`, () => {
  for (let i = 0; i < runs(50); i++) {
    const article = new ReviewedArticleGenerator(seed + i).article();
    const { article: back, losses } = readDocx(writeDocx(article, { language: "fa", at: 0 }));
    expectSame(back, article, `seed ${seed + i}`);
    expect(losses).toEqual([]);
  }
});

test(
  `EX46 DX6: an article with footnotes that leaves as DOCX and comes back is the same (${runs(50)} from seed ${seed})`,
  { tags: "long" },
  () => {
    let footnotes = 0;
    for (let i = 0; i < runs(50); i++) {
      const article = new ReviewedArticleGenerator(seed + i).annotatedArticle();
      const { article: back, losses } = readDocx(writeDocx(article, { language: "fa", at: 0 }));
      expectSame({ ...back, doc: numberedFootnotes(back.doc) }, article, `seed ${seed + i}`);
      expect(losses).toEqual([]);
      footnotes += footnotesOf(article.doc).references.length;
    }
    expect(footnotes).toBeGreaterThan(runs(50));
  },
);

/** With threads about blocks at the start of theirs: a block is meant by any place in it. */
function atBlocks(article: ReviewedArticle): ReviewedArticle {
  const starts = [0];
  article.doc.forEach(({ content }) => void starts.push(starts.at(-1)! + content.size + 1));
  const threads = article.threads.map((thread) => {
    const start = starts.findLast((one) => one <= thread.from)!;
    return thread.target === "block" ? { ...thread, from: start, to: start } : thread;
  });
  return { ...article, threads };
}

test(`DX9: what comes in is an article whose suggestions and notes are where they were (${runs(30)} from seed ${seed})`, () => {
  for (let i = 0; i < runs(30); i++) {
    const generator = new ReviewedArticleGenerator(seed + i);
    const made = i % 2 === 0 ? generator.article() : generator.annotatedArticle();
    const article: ReviewedArticle = {
      ...made,
      suggestions: made.suggestions.map(unsigned),
      threads: made.threads.map((thread) => ({ ...thread, messages: thread.messages.map(unsigned) as unknown as typeof thread.messages })),
    };
    const { body, notes } = fillReviewed(article, { line: "", rest: "" });
    const [doc, said] = [new Y.Doc(), new Y.Doc()];
    Y.applyUpdate(doc, body);
    if (notes) Y.applyUpdate(said, notes);
    const back = readReviewed(doc, { notes: said, bodyAuthor: nobody, notesAuthor: nobody, now: Date.now() });
    expectSame(atBlocks(back), atBlocks(article), `seed ${seed + i}`);
  }
});
