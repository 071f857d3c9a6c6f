import * as Y from "yjs";
import { articleOf, type Article } from "../article/identity/article.ts";
import { HEADLINE } from "../article/identity/block-attributes.ts";
import type { Suggestion } from "../article/identity/suggestions.ts";
import { idOfKey, keyOf, type CharacterRun } from "../article/model/character-id.ts";
import { languageOf } from "../article/model/language.ts";
import { projectBody } from "../article/projection/project.ts";
import { stretchesOfForm } from "../article/sync/form-stretches.ts";
import { BodyWriter } from "../article/sync/writer.ts";
import { Landmarks } from "../article/yjs-internals/landmarks.ts";
import { readBody } from "../article/yjs-internals/read.ts";
import { unitsOf } from "../article/yjs-internals/units.ts";
import { resolveAnchors, type Place } from "../notes/resolve-anchors.ts";
import { speakerOf, type AuthorOf } from "../notes/author-of.ts";
import type { Thread } from "../notes/thread.ts";
import { ProposalDecisions } from "../notes/proposal-decisions.ts";
import { isProposal, proposalStateOf } from "../notes/proposal-state.ts";
import { readThreads } from "../notes/threads.ts";
import type {
  BlockForm,
  ReviewedArticle,
  ReviewedMessage,
  ReviewedSuggestion,
  ReviewedThread,
  Signed,
  Stretch,
} from "./reviewed-article.ts";

/** The notes of an article, and who wrote what in both documents. */
export interface ReviewSources {
  /** Null where notes are left out. */
  readonly notes: Y.Doc | null;
  readonly bodyAuthor: AuthorOf;
  readonly notesAuthor: AuthorOf;
  /** Milliseconds since 1970: nothing is later. */
  readonly now: number;
}

/** Reads an article with its open suggestions, and with its threads but those that their authors deleted. Changes neither document. */
export function readReviewed(doc: Y.Doc, { notes, bodyAuthor, notesAuthor, now }: ReviewSources): ReviewedArticle {
  const article = articleOf(doc);
  const writer = new BodyWriter(article, new Landmarks(article.body));
  const ids = readBody(article.body).flatMap(({ id }) => id ?? []);
  const blocks = new Map(ids.map((id, i) => [keyOf(id), i + 1]));
  const placesOf = (runs: readonly CharacterRun[]): Stretch[] => joinedStretches(runs.flatMap((run) => stretchesOf(writer, run)));
  const suggestion = ({ id, at, inserted, struck, restyles }: Suggestion): ReviewedSuggestion => ({
    author: nameOf(bodyAuthor, idOfKey(id)!),
    at: Math.min(at, now),
    inserted: placesOf(inserted),
    struck: placesOf(struck),
    forms: restyles
      .filter(({ block }) => block === null)
      .flatMap(({ runs, name, value }) => stretchesOfForm(writer, runs).map((stretch) => ({ ...stretch, name, value }))),
    blockForms: restyles.flatMap(({ block, name, value }): BlockForm[] => {
      const now = block === null ? null : article.suggestions.blockNow(block);
      const index = now === null ? undefined : now === HEADLINE ? 0 : blocks.get(keyOf(now));
      return index === undefined ? [] : [{ block: index, name, value }];
    }),
  });
  const open = article.suggestions.open();
  const suggestions = open.map(suggestion);
  const bySuggestion = new Map(open.map(({ id }, i) => [id, suggestions[i]!]));
  return {
    doc: projectBody(article.body),
    language: languageOf(doc),
    suggestions,
    threads: notes === null ? [] : threadsOf(notes, article, bySuggestion, notesAuthor, now),
  };
}

function threadsOf(
  notes: Y.Doc,
  article: Article,
  suggestions: ReadonlyMap<string, ReviewedSuggestion>,
  author: AuthorOf,
  now: number,
): ReviewedThread[] {
  const same = (
    a: { readonly client: number; readonly clock: number },
    b: { readonly client: number; readonly clock: number },
  ): boolean => {
    const [one, other] = [author(a.client, a.clock).member, author(b.client, b.clock).member];
    return a.client === b.client || (one !== null && one.id === other?.id);
  };
  const threads = readThreads(notes, same, now);
  const anchored = threads.filter(({ anchor }) => anchor !== null);
  const anchors = anchored.map(({ anchor }) => anchor!);
  const places = new Map(resolveAnchors(article.body, anchors).map((place, i) => [anchored[i]!.id, place]));
  const decisions = new ProposalDecisions(article.doc);
  const text = unitsOf(article.body);
  const isDone = (thread: Thread): boolean => {
    if (thread.suggestion) return !suggestions.has(thread.suggestion.id);
    if (!isProposal(thread)) return thread.resolved !== null;
    const place = places.get(thread.id);
    const now = place?.state === "found" ? text.slice(place.from, place.to) : null;
    return proposalStateOf(thread, decisions.of(thread.id), article, now).outcome !== "open";
  };
  const all = threads.map((thread): ReviewedThread => {
    const about = thread.suggestion && suggestions.get(thread.suggestion.id);
    const place = about ? placeOfSuggestion(about) : placeOf(thread, places.get(thread.id));
    const isGone = place.target !== "range" && thread.target === "range";
    return { ...place, messages: messagesOf(thread, isGone, author), isResolved: isDone(thread) };
  });
  decisions.destroy();
  return all;
}

type PlaceOfThread = Pick<ReviewedThread, "target" | "from" | "to">;

function placeOfSuggestion({ inserted, struck, forms }: ReviewedSuggestion): PlaceOfThread {
  const all = [...inserted, ...struck, ...forms];
  if (all.length === 0) return ABOUT_ALL;
  return { target: "range", from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)) };
}

const ABOUT_ALL: PlaceOfThread = { target: "article", from: 0, to: 0 };

function placeOf({ target }: Thread, place: Place | undefined): PlaceOfThread {
  if (target === "headline") return { target: "block", from: 0, to: 0 };
  if (target === "article" || !place || place.state === "waiting") return ABOUT_ALL;
  if (place.state === "orphan") return { target: "block", from: place.at, to: place.at };
  // The anchor of a block is the line break that begins it.
  return target === "range" ? { target, from: place.from, to: place.to } : { target: "block", from: place.to, to: place.to };
}

/** @param isGone whether the words that it is about have to be said, since they are nowhere else */
function messagesOf(thread: Thread, isGone: boolean, author: AuthorOf): [ReviewedMessage, ...ReviewedMessage[]] {
  const [first, ...answers] = thread.messages.map(({ client, clock, at, text }): ReviewedMessage => ({
    ...signed(author, { client, clock, at }),
    text,
  }));
  const quoted = thread.suggestion ? thread.suggestion.words.text : thread.quote.text;
  const lines = [
    ...(isGone && quoted !== "" ? [`«${quoted}»`] : []),
    first!.text,
    ...(thread.proposal ? [`← ${thread.proposal.replacement}`] : []),
  ];
  return [
    { ...first!, text: lines.filter((line) => line !== "").join("\n") },
    ...answers.filter((_, i) => !thread.messages[i + 1]!.deleted),
  ];
}

const signed = (author: AuthorOf, written: { readonly client: number; readonly clock: number; readonly at: number }): Signed => ({
  author: nameOf(author, written),
  at: written.at,
});

const nameOf = (author: AuthorOf, { client, clock }: { readonly client: number; readonly clock: number }): string =>
  speakerOf(author(client, clock))?.name ?? "";

const stretchesOf = (writer: BodyWriter, run: CharacterRun): Stretch[] =>
  writer.items.placesOf(run).map(({ index, run: { length } }) => ({ from: index, to: index + length }));

/** In order, with those as one that touch. */
function joinedStretches(stretches: readonly Stretch[]): Stretch[] {
  const all: Stretch[] = [];
  for (const { from, to } of stretches.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) all[all.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else all.push({ from, to });
  }
  return all;
}
