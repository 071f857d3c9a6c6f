/**
 * Sentences with what is to be found in them. In `sentences/*.txt` a line is a sentence: `{wrong|right}` is an edit, of the
 * kind that the heading above it names (`## kind`), or `{wrong|right|kind}`. `_` is a ZWNJ, `\_` itself; `<RLM>`, `<SHY>`, `<ZWJ>`
 * and `<NOT>` are what stands for one. Below `## right` is nothing to be found. Lines that begin with `# ` are comments.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { FINDING_KINDS, type Finding, type FindingKind } from "../../../shared/style/finding.ts";

export interface LabelledSentence {
  readonly text: string;
  readonly findings: readonly Finding[];
}

const NAMES: Readonly<Record<string, string>> = { RLM: "\u200F", SHY: "\u00AD", NOT: "\u00AC", ZWJ: "\u200D" };

function readCharacters(part: string): string {
  return part
    .replace(/<(RLM|SHY|NOT|ZWJ)>/g, (_, name: string) => NAMES[name]!)
    .replace(/(?<!\\)_/g, "\u200C")
    .replaceAll("\\_", "_");
}

function readLine(line: string, heading: string): LabelledSentence {
  let text = "";
  const findings: Finding[] = [];
  for (const [part, edit] of line.matchAll(/\{([^{}]*\|[^{}]*)\}|[^{]+|\{/g)) {
    if (edit === undefined) {
      text += readCharacters(part);
      continue;
    }
    const [wrong = "", right = "", kind = heading] = edit.split("|");
    if (!(FINDING_KINDS as readonly string[]).includes(kind)) throw new Error(`no kind "${kind}" in: ${line}`);
    const start = text.length;
    text += readCharacters(wrong);
    findings.push({ kind: kind as FindingKind, start, end: text.length, replacement: readCharacters(right) });
  }
  return { text, findings };
}

/** @param name a file of `sentences`, without its ending */
export function readLabelled(name: string): LabelledSentence[] {
  let heading = "right";
  const sentences: LabelledSentence[] = [];
  for (const line of readFileSync(join(import.meta.dirname, "sentences", `${name}.txt`), "utf8").split("\n")) {
    if (line.startsWith("## ")) heading = line.slice(3).trim();
    else if (line.trim() !== "" && !line.startsWith("# ")) sentences.push(readLine(line, heading));
  }
  return sentences;
}
