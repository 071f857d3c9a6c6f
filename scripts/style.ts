/**
 * `npm run -s style -- check --json [--profile NAME] < sentences.jsonl`: what house style says of each sentence. Takes lines
 * `{"id","text"}`, prints lines `{"id","findings":[{"kind","start","end","replacement"}]}` in their order, with UTF-16 offsets.
 */
import process from "node:process";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import dictionary from "dictionary-fa";
import { checkStyle } from "../shared/style/check.ts";
import { readLexicon } from "../shared/style/lexicon.ts";
import { isProfileName, PROFILES } from "../shared/style/profile.ts";

const USAGE = `Usage: npm run -s style -- check --json [--profile ${Object.keys(PROFILES).join("|")}] < sentences.jsonl`;

/** Says on the error stream what is wrong, and ends with 2. */
function refuse(mistake: string): never {
  console.error(`${mistake}\n${USAGE}`);
  process.exit(2);
}

function readArguments(): keyof typeof PROFILES {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: "boolean" }, profile: { type: "string", default: "default" } },
    });
    if (positionals.join(" ") !== "check" || !values.json) refuse("style takes the command check, with --json");
    if (!isProfileName(values.profile)) refuse(`no profile is called "${values.profile}"`);
    return values.profile;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** The sentence of a line, or what is wrong with it. */
function readSentence(line: string): { readonly id: unknown; readonly text: string } | string {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value !== "object" || value === null || !("text" in value) || typeof value.text !== "string") return "has no text";
    return { id: "id" in value ? value.id : null, text: value.text };
  } catch {
    return "is not JSON";
  }
}

const profile = PROFILES[readArguments()];
const lexicon = readLexicon(new TextDecoder().decode(dictionary.dic));
let number = 0;
for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  number += 1;
  if (line.trim() === "") continue;
  const sentence = readSentence(line);
  if (typeof sentence === "string") refuse(`line ${number} ${sentence}`);
  process.stdout.write(`${JSON.stringify({ id: sentence.id, findings: checkStyle(sentence.text, lexicon, profile) })}\n`);
}
