/** `npm run bench -- compare`: what it takes to compare an article of 10,000 words with what 20,000 keys have made of it. */
import process from "node:process";
import { parseArgs } from "node:util";
import { TextSelection } from "prosemirror-state";
import * as Y from "yjs";
import { moveBlockDown } from "../../../shared/article/commands/commands.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { compareArticles } from "../../../shared/compare/compare.ts";
import { comparedArticle, type ComparedArticle } from "../../../shared/compare/compared-article.ts";
import { HeadlessEditor } from "../../newsroom/headless-editor.ts";
import { quantile } from "../editor/report.ts";
import { randomFrom } from "../editor/words.ts";
import { madeUpArticle } from "../library/texts.ts";

/** Milliseconds of processor time, 95th percentile: others may work on the machine. */
const GOAL = 100;
/** Places to which a paragraph is moved, one block at a time. */
const MOVES = 8;
const MOVED_BY = 5;

interface History {
  readonly name: string;
  /** Keys that are typed or erased at one place, at most. */
  readonly longestStretch: number;
}

const HISTORIES: readonly History[] = [
  { name: "sentences written and erased", longestStretch: 120 },
  { name: "words corrected here and there", longestStretch: 8 },
  { name: "each key at another place", longestStretch: 1 },
];

export function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      words: { type: "string", default: "10000" },
      keys: { type: "string", default: "20000" },
      rounds: { type: "string", default: "40" },
      seed: { type: "string", default: "1403" },
    },
  });
  const [words, keys, rounds, seed] = [values.words, values.keys, values.rounds, values.seed].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  console.log(
    `${words} words, ${keys} keys and ${MOVES} moved paragraphs later; milliseconds. Goal: 95th percentile of CPU time < ${GOAL}. Seed ${seed}.`,
  );
  const rows = HISTORIES.flatMap((history) => {
    const { before, after } = write(history, words, keys, seed);
    return [
      measure(history.name, before, after, rounds),
      measure("  the other way round", after, before, rounds),
      measure("  without identities", { doc: before.doc }, { doc: after.doc }, rounds),
    ];
  });
  console.table(rows);
  return Promise.resolve();
}

const milliseconds = (times: readonly number[], share: number): string => quantile(times, share).toFixed(1);

function measure(name: string, before: ComparedArticle, after: ComparedArticle, rounds: number) {
  const times: number[] = [];
  const cpu: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const [start, used] = [performance.now(), process.cpuUsage()];
    compareArticles(before, after);
    times.push(performance.now() - start);
    const { user, system } = process.cpuUsage(used);
    cpu.push((user + system) / 1000);
  }
  const { blocks, changeCount } = compareArticles(before, after);
  return {
    history: name,
    blocks: blocks.length,
    changes: changeCount,
    moved: blocks.filter(({ type }) => type === "moved").length,
    median: milliseconds(times, 0.5),
    p95: milliseconds(times, 0.95),
    "CPU median": milliseconds(cpu, 0.5),
    "CPU p95": milliseconds(cpu, 0.95),
    goal: quantile(cpu, 0.95) < GOAL ? "met" : "missed",
  };
}

/** An article, and what keys, splits and moves have made of it. */
function write({ longestStretch }: History, words: number, keys: number, seed: number) {
  const random = randomFrom(seed);
  const doc = new Y.Doc();
  const body = bodyOf(doc);
  body.insert(0, madeUpArticle(words, seed).flat);
  const before = comparedArticle(doc);
  const typed = madeUpArticle(Math.ceil(keys / 4), seed + 1).flat;
  for (let key = 0; key < keys;) {
    const length = Math.min(1 + Math.floor(random() * longestStretch), keys - key);
    const at = Math.floor(random() * (body.length - length));
    if (random() < 0.4) for (let i = 0; i < length; i++) body.delete(at, 1);
    else for (let i = 0; i < length; i++) body.insert(at + i, typed[(key + i) % typed.length]!);
    key += length;
  }
  const editor = new HeadlessEditor("editor", 77, [], [Y.encodeStateAsUpdate(doc)]);
  for (let i = 0; i < MOVES; i++) {
    const at = Math.floor(random() * editor.state.doc.content.size);
    editor.binding.dispatch(editor.state.tr.setSelection(TextSelection.near(editor.state.doc.resolve(at))));
    for (let step = 0; step < MOVED_BY; step++) editor.run(moveBlockDown);
  }
  return { before, after: comparedArticle(editor.doc) };
}
