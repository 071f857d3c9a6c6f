import { HEADLINE } from "../identity/block-attributes.ts";
import type { Restyle, Verdict } from "../identity/suggestion-records.ts";
import type { Suggestion } from "../identity/suggestions.ts";
import { idAfter, joined, type CharacterRun } from "../model/character-id.ts";
import { OBJECT } from "../model/embed.ts";
import { NEWLINE } from "../model/names.ts";
import type { DeletedRun } from "./journal.ts";
import { sliceOf, without, type TextRun } from "../model/text-run.ts";
import { inWholePairs } from "./whole-pairs.ts";
import { stretchesOfForm } from "./form-stretches.ts";
import type { BodyWriter } from "./writer.ts";

/** Indices of the body. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Suggestions by their IDs, or what of them stands in a part of the body, or all. */
export type Chosen = readonly string[] | Stretch | "all";

/** What is written anew by one suggestion may have been written by another, and so on: no further than this. */
export const DEEPEST = 24;

/**
 * Accepts or refuses suggestions (SU10, SU11): writes the decision into the article and keeps it, in the transaction that is open.
 * What has not arrived of a suggestion stays open.
 */
export function decide(writer: BodyWriter, verdict: Verdict, what: Chosen): void {
  let left = what;
  for (let round = 0; round < DEEPEST; round++) {
    const { length } = writer;
    const chosen = chosenOf(writer, left);
    const something = chosen.filter(({ inserted, struck, restyles }) => [inserted, struck, restyles].some((part) => part.length > 0));
    if (something.length === 0) return;
    for (const suggestion of something) decideOn(writer, verdict, suggestion);
    if (isStretch(left)) left = { from: left.from, to: left.to - length + writer.length };
  }
}

function decideOn(writer: BodyWriter, verdict: Verdict, { id, inserted, struck, restyles }: Suggestion): void {
  const isAccepted = verdict === "accepted";
  const { length } = writer.journal.deleted;
  writer.deleteRuns(isAccepted ? struck : inserted);
  const deleted = isAccepted ? [] : writer.journal.deleted.slice(length);
  // Text that is formatted and deleted in one transaction would leave its formats behind.
  if (isAccepted) for (const restyle of restyles) give(writer, restyle);
  const change = writer.article.suggestions.decide(id, {
    verdict,
    at: Date.now(),
    accepted: isAccepted ? inserted : [],
    settled: struck,
    restyles: restyles.map(({ key }) => key),
    removed: deleted.map(({ client, clock, length: size, content, attributes }) => ({ client, clock, length: size, content, attributes })),
  });
  writer.journal.suggestions.push(change);
}

const isStretch = (what: Chosen): what is Stretch => typeof what === "object" && "from" in what;

function chosenOf(writer: BodyWriter, what: Chosen): readonly Suggestion[] {
  const open = writer.article.suggestions.open();
  if (what === "all") return open;
  return isStretch(what) ? open.map((one) => within(writer, one, what)) : open.filter(({ id }) => what.includes(id));
}

/** The parts of a suggestion in a stretch of the body; of forms those of text or blocks that begin in it. */
function within(writer: BodyWriter, suggestion: Suggestion, { from, to }: Stretch): Suggestion {
  const inside = (runs: readonly CharacterRun[]): CharacterRun[] =>
    runs.flatMap((run) =>
      writer.items.placesOf(run).flatMap(({ index, run: { client, clock, length } }) => {
        const [start, end] = [Math.max(index, from), Math.min(index + length, to)];
        return start < end ? [{ client, clock: clock + start - index, length: end - start }] : [];
      }),
    );
  const isInside = ({ block, runs }: Restyle): boolean => {
    if (block === HEADLINE) return from === 0;
    const places = (block === null ? runs : [{ ...block, length: 1 }])
      .flatMap((run) => writer.article.suggestions.livingOf(run))
      .flatMap((run) => writer.items.placesOf(run));
    return places.some(({ index, run }) => index < to && index + run.length > from);
  };
  return {
    ...suggestion,
    inserted: inside(suggestion.inserted),
    struck: inside(suggestion.struck),
    restyles: suggestion.restyles.filter(isInside),
  };
}

/** Gives text or a block the form that was suggested (SU6, SU7). */
function give(writer: BodyWriter, { block, runs, name, value }: Restyle): void {
  const { suggestions } = writer.article;
  if (block !== null) {
    const now = suggestions.blockNow(block);
    if (now !== null) writer.setBlock(now, { [name]: value });
    return;
  }
  for (const stretch of stretchesOfForm(writer, runs)
    .map((one) => inWholePairs(writer, one))
    .flatMap(({ from, to }) => textIn(writer, from, to))) {
    writer.format(stretch.from, stretch.to - stretch.from, { [name]: value });
  }
}

/** The parts of a stretch but the `\n`: formats of one say nothing, and would go on in what is typed behind it. */
function textIn(writer: BodyWriter, from: number, to: number): Stretch[] {
  const parts: Stretch[] = [];
  let at = from;
  for (const { content, length } of writer.items.runsIn(from, to - from)) {
    const texts = typeof content === "string" ? content.split(NEWLINE) : [OBJECT];
    let start = at;
    for (const { length: size } of texts) {
      const last = parts.at(-1);
      if (size > 0 && last?.to === start) parts[parts.length - 1] = { ...last, to: start + size };
      else if (size > 0) parts.push({ from: start, to: start + size });
      start += size + 1;
    }
    at += length;
  }
  return parts;
}

/**
 * Puts back what somebody accepted while this person refused it, unknown to one another: acceptance wins (SU12). Each character is
 * put back once, whoever deletes it then (SU44): of what another who refused it put back as well, that of the lower Yjs client counts.
 */
export function giveBack(writer: BodyWriter, isOwn: (client: number) => boolean): void {
  const { suggestions, lineage } = writer.article;
  for (const { client, suggestion, removed } of suggestions.decisions.values()) {
    if (removed.length === 0 || !isOwn(client)) continue;
    const missing = removed.flatMap((run) => missingOf(writer, run, suggestion));
    if (missing.length === 0) continue;
    suggestions.ink.use(null);
    const restored = writer.restoreRuns(missing);
    if (restored.length === 0) continue;
    lineage.record(
      restored.map(({ of, copy, ancestors }) => ({ ...copy, length: of.length, ancestors: [of, ...ancestors] })),
      "rewritten",
    );
    suggestions.putBack(suggestion, restored);
  }
  const { returns } = suggestions;
  const doubled = returns.flatMap(({ client, of, copy }) =>
    isOwn(client)
      ? returns.flatMap((other): CharacterRun[] => {
          const [from, to] = [Math.max(of.clock, other.of.clock), Math.min(of.clock + of.length, other.of.clock + other.of.length)];
          if (other.client >= client || other.of.client !== of.client || from >= to) return [];
          return [{ ...idAfter(copy, from - of.clock), length: to - from }];
        })
      : [],
  );
  const left = joined(doubled).flatMap((run) => writer.items.livingOf(run));
  if (left.length > 0) writer.deleteRuns(left);
}

/** The parts of what a refusal of `suggestion` took away that are accepted, of which no copy is there, and none was put back before. */
function missingOf(writer: BodyWriter, run: TextRun, suggestion: string): DeletedRun[] {
  const { lineage, suggestions } = writer.article;
  const accepted = suggestions.acceptedIn(run, suggestion);
  if (accepted.length === 0) return [];
  const there = [{ offset: 0, run }, ...lineage.descendantsOf(run)].flatMap((one) =>
    writer.items.livingOf(one.run).map(({ clock, length }) => ({ ...idAfter(run, one.offset + clock - one.run.clock), length })),
  );
  const returned = suggestions.returns.map(({ of }) => of);
  return accepted
    .map(({ clock, length }) => sliceOf(run, clock - run.clock, clock - run.clock + length))
    .flatMap((part) => without(part, [...there, ...returned]))
    .map((missing) => {
      // Of a surrogate pair of which somebody accepted half, half is what an update would carry.
      const content = typeof missing.content === "string" ? missing.content.toWellFormed() : missing.content;
      return { ...missing, content, otherCopies: [], copies: [], ancestors: [...lineage.ancestorsOf(missing)] };
    });
}
