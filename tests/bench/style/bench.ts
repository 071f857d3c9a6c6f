/**
 * `npm run bench -- style [--set NAME] [--list]`: precision, recall and touched right sentences of the checker of house
 * style beside those of virastar, on sentences that were labelled by hand. `--list` prints what was missed and what was wrong. Then
 * what the speller doubts in right sentences, and what it suggests.
 */
import { parseArgs } from "node:util";
import dictionary from "dictionary-fa";
import { checkStyle } from "../../../shared/style/check.ts";
import { readLexicon } from "../../../shared/style/lexicon.ts";
import { PROFILES } from "../../../shared/style/profile.ts";
import { readLabelled } from "./labelled.ts";
import { score, type Score } from "./score.ts";
import { benchSpelling } from "./spelling.ts";
import { virastarEdits } from "./virastar.ts";

const SETS = [
  "development",
  "held-out",
  "later",
  "blind-1",
  "blind-2",
  "blind-3",
  "blind-4",
  "blind-5",
  "blind-6",
  "blind-7",
  "blind-8",
  "blind-9",
  "blind-10",
  "paragraphs",
];

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : (part / whole).toFixed(3);
}

function row(name: string, { found, proposed, labelled, touched, right }: Score): string {
  return `  ${name.padEnd(10)} precision ${percent(found, proposed)}  recall ${percent(found, labelled)}  right sentences touched ${touched} of ${right}`;
}

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { set: { type: "string" }, list: { type: "boolean", default: false } } });
  const lexicon = readLexicon(new TextDecoder().decode(dictionary.dic));
  console.log("goals: precision ≥ 0.97, recall ≥ 0.92, right sentences touched ≤ 2 %");
  for (const set of values.set === undefined ? SETS : [values.set]) {
    const sentences = readLabelled(set);
    const ours = score(sentences, (text) => checkStyle(text, lexicon, PROFILES.default));
    console.log(`${set}: ${sentences.length} sentences, ${ours.labelled} findings`);
    console.log(row("ours", ours));
    console.log(row("virastar", score(sentences, virastarEdits)));
    const kinds = [...ours.kinds].map(([kind, { labelled, found }]) => `${kind} ${found}/${labelled}`);
    console.log(`  found of each kind: ${kinds.join(", ")}`);
    if (!values.list) continue;
    for (const { text, finding } of ours.missed) console.log(`  missed  ${finding.kind} ${JSON.stringify(finding)}  ${text}`);
    for (const { text, edit } of ours.wrong) console.log(`  wrong   ${JSON.stringify(edit)}  ${text}`);
  }
  await benchSpelling();
}
