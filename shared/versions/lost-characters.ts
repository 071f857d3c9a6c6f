import { articleOf } from "../article/identity/article.ts";
import { writersOf } from "../article/identity/writers.ts";
import { BodyItems } from "../article/yjs-internals/body-items.ts";
import { Landmarks } from "../article/yjs-internals/landmarks.ts";
import { difference, united, type Range } from "../update/ranges.ts";
import { docOf } from "./make-version.ts";

/**
 * How much of a text is not there any more, by the identity of characters: what was moved, or came back by undo, is not lost (AU8).
 * @param before and now: updates of a body, in any order
 * @throws Error when Yjs cannot read an update
 */
export function lostCharacters(before: readonly Uint8Array[], now: readonly Uint8Array[]): { readonly count: number; readonly of: number } {
  const [then, later] = [before, now].map(charactersOf) as [Characters, Characters];
  const lost = [...then.ranges].map(([client, own]) => lengthOf(difference(own, later.ranges.get(client) ?? [])));
  return { count: lost.reduce((sum, length) => sum + length, 0), of: then.length };
}

interface Characters {
  readonly ranges: ReadonlyMap<number, readonly Range[]>;
  readonly length: number;
}

/** Characters of a body by the ones that were typed first. */
function charactersOf(updates: readonly Uint8Array[]): Characters {
  const doc = docOf(updates);
  const article = articleOf(doc);
  const { length } = article.body;
  const written = writersOf(article, 0, new BodyItems(article.body, new Landmarks(article.body)).runsIn(0, length));
  const ranges = new Map(
    [...Map.groupBy(written, ({ client }) => client)].map(([client, runs]) => [
      client,
      united(runs.map(({ clock, from, to }) => ({ clock, end: clock + to - from }))),
    ]),
  );
  doc.destroy();
  return { ranges, length };
}

const lengthOf = (ranges: readonly Range[]): number => ranges.reduce((sum, { clock, end }) => sum + end - clock, 0);
