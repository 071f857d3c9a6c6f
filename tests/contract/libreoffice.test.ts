/** LibreOffice opens what leaves as DOCX, saves it, and what comes back is the same. Runs where `soffice` is on the path. */
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { directionOfBlock } from "../../shared/article/model/block-direction.ts";
import { schema } from "../../shared/article/model/schema.ts";
import { writeDocx } from "../../shared/export/docx/docx.ts";
import { readDocx } from "../../shared/import/docx/docx.ts";
import type { ReviewedArticle } from "../../shared/reviewed-article/reviewed-article.ts";
import { saidBy } from "../reviewed-article-generator.ts";

const AT = Date.UTC(2026, 10, 30, 9, 15, 0);
const PROGRAM = "soffice";
/** Milliseconds: the first start of LibreOffice makes its profile. */
const LONGEST = 120_000;

const ARTICLE: ReviewedArticle = {
  doc: schema.node("doc", null, [
    schema.node("headline", null, schema.text("پل نو باز شد")),
    schema.node("heading", { level: 1 }, schema.text("میان‌تیتر")),
    schema.node("paragraph", null, [schema.text("سلام "), schema.text("iPhone 15", [schema.mark("bold")]), schema.text(" در بازار")]),
    schema.node("item", { list: "number", indent: 0 }, schema.text("یک")),
    schema.node("paragraph", null, schema.text("English text")),
  ]),
  language: "fa",
  suggestions: [
    { author: "سارا", at: AT, inserted: [{ from: 25, to: 28 }], struck: [], forms: [], blockForms: [] },
    { author: "Omid", at: AT, inserted: [], struck: [{ from: 44, to: 46 }], forms: [], blockForms: [] },
  ],
  threads: [
    {
      target: "range",
      from: 3,
      to: 5,
      isResolved: false,
      messages: [
        { author: "Omid", at: AT, text: "کی؟" },
        { author: "سارا", at: AT, text: "امروز" },
      ],
    },
  ],
};

/** What is compared: times are left out, which LibreOffice may read as of its own zone. */
function keptOf({ doc, suggestions, threads }: ReviewedArticle) {
  return {
    blocks: doc.children.map((block) => [block.type.name, directionOfBlock(block, "rtl"), block.textContent]),
    suggestions: saidBy(suggestions.map((one) => ({ ...one, at: 0 }))),
    threads: threads.map(({ target, from, to, isResolved, messages }) => ({
      place: [target, from, to],
      isResolved,
      messages: messages.map(({ author, text }) => [author, text]),
    })),
  };
}

test(
  "DX13: LibreOffice keeps text, kinds, directions, comments and changes",
  () => {
    if (spawnSync(PROGRAM, ["--version"]).error) {
      console.log(`DX13 did not run: there is no ${PROGRAM} on the path`);
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), "tahrir-libreoffice-"));
    try {
      writeFileSync(join(folder, "a.docx"), writeDocx(ARTICLE, { language: "fa", at: AT }));
      const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
      const out = join(folder, "out");
      execFileSync(PROGRAM, [profile, "--headless", "--convert-to", "docx", "--outdir", out, join(folder, "a.docx")], { timeout: LONGEST });
      expect(keptOf(readDocx(readFileSync(join(out, "a.docx"))).article)).toEqual(keptOf(ARTICLE));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  LONGEST,
);
