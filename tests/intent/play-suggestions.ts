/** Plays a race of suggestions on a model, in both orders of Yjs client IDs. */
import type * as Y from "yjs";
import { meet as meetAll } from "../newsroom/simulated-newsroom.ts";
import { tidy } from "./notation.ts";
import { OwnReviewer } from "./own-reviewer.ts";
import { PeerReviewer } from "./peer-reviewer.ts";
import { docOf, holder } from "./replica.ts";
import type { Reviewer } from "./reviewer.ts";
import { WORDS, type SuggestionRace } from "./suggestion-races/race.ts";

export interface ReviewModel {
  open(doc: Y.Doc): Reviewer;
  fill(doc: Y.Doc, article: string): void;
}

export const OWN_REVIEW: ReviewModel = { open: (doc) => new OwnReviewer(doc), fill: (doc, article) => OwnReviewer.fill(doc, article) };
export const PEER_REVIEW: ReviewModel = { open: (doc) => new PeerReviewer(doc), fill: (doc, article) => PeerReviewer.fill(doc, article) };

/** What all see in the end; how many spaces stand together does not count. Or why there is nothing. */
export interface SuggestionOutcome {
  /** Once for each order of client IDs. */
  readonly seen: readonly string[];
  readonly isAsExpected: boolean;
}

const SEED = 1;
const CLIENTS = [
  [11, 12, 13],
  [13, 12, 11],
] as const;

/** Plays `race` on `model`. A race that throws, or whose editors end up different, is reported as such. */
export function playSuggestions(race: SuggestionRace, model: ReviewModel): SuggestionOutcome {
  const seen = CLIENTS.map((clients) => playOnce(race, model, clients));
  const expected = expectedOf(race);
  return { seen, isAsExpected: seen.every((one) => expected.includes(one)) };
}

/** What a race accepts, as `seen` tells it. */
export const expectedOf = (race: SuggestionRace): string[] =>
  race.expect.map((text) => tell(race, { text, kinds: race.kinds ?? [], bold: race.bold ?? "", open: race.open ?? 0 }));

interface Seen {
  readonly text: string;
  readonly kinds: readonly string[];
  readonly bold: string;
  readonly open: number;
}

/** Leaves out what the race does not ask for. */
function tell(race: SuggestionRace, { text, kinds, bold, open }: Seen): string {
  const parts = [tidy(text)];
  if (kinds.some((kind) => kind !== "paragraph")) parts.push(kinds.join(", "));
  if (race.bold !== undefined) parts.push(`bold: ${bold}`);
  if (race.open !== undefined) parts.push(`${open} open`);
  return parts.join(" · ");
}

function playOnce(race: SuggestionRace, model: ReviewModel, clients: readonly [number, number, number]): string {
  try {
    const seed = docOf(SEED);
    model.fill(seed, ["# تیتر", ...(race.start ?? WORDS).map((line) => `¶ ${line}`)].join("\n"));
    const people = clients.map((client) => model.open(docOf(client, seed))) as [Reviewer, Reviewer, Reviewer];
    const [sara, omid, nika] = people;
    const meet = (): void => meetAll(people.map(({ doc }) => holder(`the editor of ${doc.clientID}`, doc)));
    sara.isSuggesting = true;
    race.play({ sara, omid, nika, meet });
    meet();
    const told = people.map((person) =>
      tell(race, { text: person.marked(), kinds: person.kinds(), bold: person.boldText(), open: person.open().length }),
    );
    return new Set(told).size === 1 ? told[0]! : `not the same: ${told.join(" ——— ")}`;
  } catch (error) {
    return `failed: ${error instanceof Error ? error.message : String(error)}`;
  }
}
