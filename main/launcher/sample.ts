/** The sample article of a first start: written by one desk, with comments by both. */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { buildSample, readComments } from "../../shared/import/sample.ts";
import type { DeskProcess } from "./desk-process.ts";

/** @returns the article's id. @throws Error when the sample does not fit together */
export async function writeSample(root: string, first: Pick<DeskProcess, "write">, second: Pick<DeskProcess, "write">): Promise<string> {
  const read = (name: string): string => readFileSync(join(root, "resources/sample", name), "utf8");
  const { body, notes } = buildSample(read("article.md"), readComments(JSON.parse(read("comments.json"))), Date.now());
  const article = randomBytes(12).toString("base64url");
  await first.write(article, { body, notes: notes[0] });
  await second.write(article, { notes: notes[1] });
  return article;
}
