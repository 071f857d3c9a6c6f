/** Plays one race between two editors of a model, with either of the two winning the ties that Yjs breaks by client ID. */
import * as Y from "yjs";
import { meet } from "../newsroom/simulated-newsroom.ts";
import { docOf, holder } from "./replica.ts";
import type { RaceEditor } from "./race-editor.ts";
import { parse, print, tidy } from "./notation.ts";
import { OwnEditor } from "./own-editor.ts";
import { PeerEditor } from "./peer-editor.ts";
import type { Race } from "./races/race.ts";

export interface Model {
  open(doc: Y.Doc): RaceEditor;
  fill(doc: Y.Doc, article: string): void;
}

export const OWN: Model = { open: (doc) => new OwnEditor(doc), fill: (doc, article) => OwnEditor.fill(doc, article) };
export const PEER: Model = { open: (doc) => new PeerEditor(doc), fill: (doc, article) => PeerEditor.fill(doc, article) };

export interface Outcome {
  /** The article as both editors show it, once for each order of client IDs; or why there is none. */
  readonly articles: readonly string[];
  /** Text the thread stands on; null for none. */
  readonly threads: readonly (string | null)[];
  readonly articleAsExpected: boolean;
  readonly threadAsExpected: boolean;
}

const SEED = 1;
const CLIENTS = [
  [2, 3],
  [3, 2],
] as const;

/** Plays `race` on `model`. A race that throws, or whose editors end up different, is reported as such. */
export function play(race: Race, model: Model): Outcome {
  const rounds = CLIENTS.map(([sara, omid]) => playOnce(race, model, sara, omid));
  const threads = race.threadAfter ?? [race.thread];
  const expected = race.expect.map((article) => print(parse(article)));
  return {
    articles: rounds.map((round) => round.article),
    threads: rounds.map((round) => round.thread),
    articleAsExpected: rounds.every((round) => expected.includes(round.article)),
    threadAsExpected: rounds.every((round) => threads.includes(round.thread)),
  };
}

function playOnce(race: Race, model: Model, saraId: number, omidId: number): { article: string; thread: string | null } {
  try {
    const seed = docOf(SEED);
    model.fill(seed, race.start);
    const saraDoc = docOf(saraId, seed);
    const omidDoc = docOf(omidId, seed);
    const sara = model.open(saraDoc);
    const omid = model.open(omidDoc);
    const people = [holder("Sara", saraDoc), holder("Omid", omidDoc)];
    meet(people);
    sara.annotate(race.thread);
    omid.thread = sara.thread;
    race.before?.(sara);
    meet(people);
    race.sara(sara);
    race.omid(omid);
    meet(people);
    race.afterwards?.(sara);
    meet(people);
    const article = agreed(print(sara.blocks()), print(omid.blocks()))!;
    const thread = agreed(sara.annotated(), omid.annotated());
    return { article, thread: thread === null ? null : tidy(thread) };
  } catch (error) {
    return { article: `failed: ${error instanceof Error ? error.message : String(error)}`, thread: null };
  }
}

/** What both see, or that they do not see the same. */
const agreed = (sara: string | null, omid: string | null): string | null =>
  sara === omid ? sara : `not the same in both editors:\n${sara}\n———\n${omid}`;
