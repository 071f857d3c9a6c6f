/** `npm run bench -- docx`: a long article with notes and suggestions as DOCX, and back, as the worker of the window does it. */
import { parseArgs } from "node:util";
import * as Y from "yjs";
import { writeDocx } from "../../../shared/export/docx/docx.ts";
import { importDocument } from "../../../shared/import/docx/import-document.ts";
import { fillReviewed } from "../../../shared/reviewed-article/fill-reviewed.ts";
import { readReviewed } from "../../../shared/reviewed-article/read-reviewed.ts";
import { longArticle, LONG_AT } from "./long-article.ts";

/** Milliseconds. */
const GOAL = 3000;

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      words: { type: "string", default: "80000" },
      notes: { type: "string", default: "300" },
      suggestions: { type: "string", default: "500" },
      rounds: { type: "string", default: "3" },
    },
  });
  const [words, notes, suggestions, rounds] = [values.words, values.notes, values.suggestions, values.rounds].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const rooms = fillReviewed(longArticle(words, notes, suggestions), { line: "", rest: "" });
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    const article = readReviewed(docOf(rooms.body), {
      notes: rooms.notes && docOf(rooms.notes),
      bodyAuthor: nobody,
      notesAuthor: nobody,
      now: Date.now(),
    });
    const read = performance.now();
    const bytes = writeDocx(article, { language: "fa", at: LONG_AT });
    const written = performance.now();
    importDocument("bench.docx", bytes);
    const imported = performance.now();
    console.log(
      `${words} words, ${notes} notes, ${suggestions} suggestions: out ${ms(began, written)} (reading ${ms(began, read)}, writing ${ms(read, written)}; goal ${GOAL} ms), in ${ms(written, imported)}; ${Math.round(bytes.length / 1024)} kB`,
    );
  }
}

const ms = (from: number, to: number): string => `${Math.round(to - from)} ms`;

const nobody = () => ({ member: null, confirmed: false, broughtBy: null });

function docOf(update: Uint8Array): Y.Doc {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, update);
  return doc;
}
