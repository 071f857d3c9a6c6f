import { OWN, PEER, play, type Outcome } from "./play.ts";
import { RACES } from "./races/index.ts";
import type { Race } from "./races/race.ts";

const MARKS = { true: "✓", false: "✗" } as const;
const mark = (value: boolean): string => MARKS[`${value}`];

/**
 * Prints the table of races of two who write, this model beside y-prosemirror.
 * @returns false when a race of ours fails that is no declared limit, or a declared one passes
 */
export function printArticleTable(): boolean {
  const results = RACES.map((race) => ({ race, own: play(race, OWN), peer: play(race, PEER) }));
  const width = Math.max(...RACES.map((race) => race.name.length));
  const columns = ["Tahrir", "thread", "y-prosemirror", "thread"];

  console.log(`${"".padEnd(width)}  ${columns.join("  ")}`);
  for (const { race, own, peer } of results) {
    const cells = [own.articleAsExpected, own.threadAsExpected, peer.articleAsExpected, peer.threadAsExpected].map(mark);
    console.log(`${race.name.padEnd(width)}  ${cells.map((cell, i) => cell.padEnd(columns[i]!.length)).join("  ")}`.trimEnd());
  }

  for (const { race, own, peer } of results) {
    if (asExpected(own) && asExpected(peer)) continue;
    console.log(`\n${race.name}`);
    if (race.limit !== undefined) console.log(`  known limit: ${race.limit}`);
    show("expected", race.expect.slice(0, 1), race.threadAfter ?? [race.thread]);
    show("Tahrir", own.articles, own.threads, own);
    show("y-prosemirror", peer.articles, peer.threads, peer);
  }

  const count = (of: (result: (typeof results)[number]) => boolean): string => `${results.filter(of).length} of ${results.length}`;
  console.log(
    `\nTahrir: ${count(({ own }) => own.articleAsExpected)} articles, ${count(({ own }) => own.threadAsExpected)} threads as expected`,
  );
  console.log(
    `y-prosemirror: ${count(({ peer }) => peer.articleAsExpected)} articles, ${count(({ peer }) => peer.threadAsExpected)} threads as expected`,
  );
  return results.every(({ race, own }) => asDeclared(race, own));
}

function asExpected(outcome: Outcome): boolean {
  return outcome.articleAsExpected && outcome.threadAsExpected;
}

function asDeclared(race: Race, own: Outcome): boolean {
  return asExpected(own) === (race.limit === undefined);
}

function show(who: string, articles: readonly string[], threads: readonly (string | null)[], outcome?: Outcome): void {
  if (outcome && asExpected(outcome)) return;
  const [first, second] = articles;
  const alike = second === undefined || second === first;
  console.log(`  ${who}${alike ? "" : ", whoever wins the tie"}:`);
  for (const line of [...new Set(articles)].join("\n  ———\n").split("\n")) console.log(`    ${line}`);
  if (!outcome || !outcome.threadAsExpected)
    console.log(`    thread on: ${[...new Set(threads)].map((text) => text ?? "nothing").join(" / ")}`);
}
