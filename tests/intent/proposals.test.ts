/** Newsrooms at random that propose, write and decide apart from one another. */
import * as prng from "lib0/prng";
import { expect, test } from "vitest";
import { meet, openReview, type Reviewer } from "./proposing.ts";
import { accept, refuse as refuseSuggestions } from "./suggesting.ts";
import { runs, seed } from "../seed.ts";

const RUNS = runs(50);
const STEPS = 14;

const typed = ["ا", "ب ", " پ", "ت"] as const;

/** What one person does. @returns what it was, to be told where a run fails */
function act(person: Reviewer, isAuthor: boolean, random: prng.PRNG): string {
  const { desk } = person;
  const range = person.range;
  const length = desk.state.doc.content.size;
  const kind = prng.oneOf(random, ["type", "erase", "take", "refuse", "undo", "redo", "remove", "suggest", "decide", "revise", "withdraw"]);
  if (kind === "type" || kind === "erase") {
    // Most of what happens, happens at the proposal's text.
    const near = range && prng.bool(random) ? range : { from: 1, to: length - 1 };
    const from = prng.int32(random, near.from, near.to);
    const $from = desk.state.doc.resolve(from);
    if (!$from.parent.isTextblock) return "nothing";
    const to = Math.min($from.end(), from + prng.int32(random, 1, 4));
    if (kind === "type") desk.binding.dispatch(desk.state.tr.insertText(prng.oneOf(random, [...typed]), from));
    else if (from < to) desk.binding.dispatch(desk.state.tr.delete(from, to));
  } else if (kind === "take" && range && person.state.outcome === "open") person.take();
  else if (kind === "refuse") person.refuse();
  else if (kind === "undo") desk.binding.undo();
  else if (kind === "redo") desk.binding.redo();
  else if (kind === "remove") person.removeDoubled();
  else if (kind === "suggest") desk.binding.isSuggesting = !desk.binding.isSuggesting;
  else if (kind === "decide") (prng.bool(random) ? accept : refuseSuggestions)(desk);
  else if (kind === "revise" && isAuthor) person.revise(prng.oneOf(random, ["ژ", "ژ پ", "دو چ", ""]));
  else if (kind === "withdraw" && isAuthor) person.withdraw();
  return kind;
}

test(`NO66 NO69: after any history all show the same, and what stands twice is taken away to once (seed ${seed})`, () => {
  let doubled = 0;
  for (let run = 0; run < RUNS; run++) {
    const random = prng.create(seed + run);
    const people = openReview(prng.bool(random) ? [11, 12, 13] : [13, 12, 11]);
    const [sara, omid, nika] = people;
    nika.propose("دو سه", prng.oneOf(random, ["ژ پ", "دو چ", "دو سه و", "دو"]));
    meet(...people);
    const told: string[] = [];
    try {
      for (let step = 0; step < STEPS; step++) {
        const person = prng.oneOf(random, people);
        told.push(`${person.desk.name}: ${act(person, person === nika, random)}`);
        if (prng.int32(random, 0, 9) === 0) meet(sara, omid);
      }
      meet(...people);
      if (nika.state.present > 1) doubled++;
      for (const { desk } of people) desk.binding.isSuggesting = false;
      for (const person of people) person.removeDoubled();
      meet(...people);
      expect(nika.state.present).toBeLessThanOrEqual(1);
    } catch (error) {
      throw new Error(`seed ${seed + run}: ${told.join(", ")}`, { cause: error });
    }
  }
  // The runs are worth nothing where it never happens.
  if (RUNS >= 150) expect(doubled).toBeGreaterThan(0);
});
