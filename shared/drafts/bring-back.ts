import * as Y from "yjs";
import { articleOf, type Article } from "../article/identity/article.ts";
import { moveOver } from "../article/identity/former.ts";
import type { Suggestions } from "../article/identity/suggestions.ts";
import { RunIndex } from "../article/identity/run-index.ts";
import type { CharacterId, CharacterRun } from "../article/model/character-id.ts";
import { NEWLINE } from "../article/model/names.ts";
import type { TextRun } from "../article/model/text-run.ts";
import type { Attributes } from "../article/model/tokens.ts";
import { BodyWriter } from "../article/sync/writer.ts";
import { Landmarks } from "../article/yjs-internals/landmarks.ts";
import type { Draft } from "./draft.ts";
import { blocksOfPassages } from "./passages.ts";
import { readDraft, runsOfForm, type DraftContents } from "./parts.ts";

/**
 * Writes what passages of a draft change into an article, as suggestions of a client ID that is new, and takes it out of the draft
 * (DR4–DR6). The article itself is not touched: what is to be applied to it waits in `draft.leaving`, kept by the same transaction.
 * @param article as it has become; all of it is in the draft
 * @param keys of the passages
 * @returns whether there was anything to bring back
 */
export function bringBack(article: Y.Doc, draft: Draft, keys: ReadonlySet<string>): boolean {
  const contents = readDraft(draft);
  const chosen = blocksOfPassages(draft, contents, keys);
  if (chosen.size === 0) return false;
  // Another client writes it than writes in the article's window: so it can be applied twice, after a crash, and is there once.
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(article));
  const before = Y.encodeStateVector(copy);
  const written = copy.transact(() => new Bringer(articleOf(copy), draft, contents).write(chosen));
  const update = Y.encodeStateAsUpdate(copy, before);
  copy.destroy();
  draft.doc.transact(() => {
    takeOut(draft, contents, chosen);
    draft.send(update);
  });
  Y.applyUpdate(draft.doc, update);
  draft.doc.transact(() => keepOrder(draft, contents, chosen, written));
  return true;
}

/** Takes what passages of a draft change back to what the article says (DR9). @param keys of the passages */
export function dropPassages(draft: Draft, keys: ReadonlySet<string>): void {
  const contents = readDraft(draft);
  const chosen = blocksOfPassages(draft, contents, keys);
  draft.doc.transact(() => takeOut(draft, contents, chosen));
}

/** Takes what blocks change out of a draft, in the transaction that is open. */
function takeOut(draft: Draft, contents: DraftContents, chosen: ReadonlySet<number>): void {
  const { suggestions, body } = draft.article;
  const taken = contents.parts.filter(({ block }) => chosen.has(block));
  new BodyWriter(draft.article, new Landmarks(body)).deleteRuns(taken.flatMap(({ isOwn, run }) => (isOwn ? [run] : [])));
  const struck = Map.groupBy(
    taken.flatMap(({ run, struckBy }) => struckBy.map((suggestion) => ({ suggestion, run }))),
    ({ suggestion }) => suggestion,
  );
  const forms = Map.groupBy(
    contents.forms.filter(({ blocks }) => [...blocks].some((block) => chosen.has(block))),
    ({ restyle }) => restyle.suggestion,
  );
  for (const suggestion of new Set([...struck.keys(), ...forms.keys()])) {
    const given = forms.get(suggestion) ?? [];
    suggestions.withdraw(
      suggestion,
      (struck.get(suggestion) ?? []).map(({ run }) => run),
      given.map(({ restyle }) => restyle.key),
    );
    for (const form of given) {
      const runs = runsOfForm(contents, form, (block) => !chosen.has(block)).map(({ run }) => run);
      if (runs.length > 0) suggestions.restyle(suggestion, { ...form.restyle, runs: runs.map(bare) });
    }
  }
}

/**
 * Has what stays in a draft stand before and behind what was brought back as it did: where both were inserted at one place of the
 * article, Yjs knows no order of them. What stays is written anew there, in the transaction that is open.
 * @param written what was brought back, in the order of the text
 */
function keepOrder(draft: Draft, { parts }: DraftContents, chosen: ReadonlySet<number>, written: readonly CharacterRun[]): void {
  const { article } = draft;
  const writer = new BodyWriter(article, new Landmarks(article.body));
  let next = 0;
  for (let start = 0; start < parts.length;) {
    if (!parts[start]!.isOwn) {
      start++;
      continue;
    }
    let end = start;
    while (parts[end]?.isOwn) end++;
    const inserted = parts.slice(start, end);
    start = end;
    const left = inserted.filter(({ block }) => !chosen.has(block));
    const brought = written.slice(next, (next += inserted.length - left.length));
    if (left.length === 0 || brought.length === 0) continue;
    writer.deleteRuns(left.map(({ run }) => run));
    let at = writer.items.placesOf(brought[0]!)[0]!.index;
    let passed = 0;
    for (const { block, run, insertedBy } of inserted) {
      if (chosen.has(block)) {
        const { run: place, index } = writer.items.placesOf(brought[passed++]!).at(-1)!;
        at = index + place.length;
        continue;
      }
      article.suggestions.ink.use(insertedBy);
      const copy = insertAs(writer, at, run, article.blocks.of(run));
      article.lineage.record([{ ...copy, length: run.length, ancestors: [run] }], "rewritten");
      at += run.length;
    }
  }
  writer.flushBlocks();
}

/** @param block what a `\n` starts @returns the first of the new characters */
function insertAs(writer: BodyWriter, index: number, { content, attributes }: TextRun, block: Attributes): CharacterId {
  if (typeof content !== "string") return writer.insertEmbed(index, content.value, attributes);
  if (content !== NEWLINE) return writer.insert(index, content, attributes);
  const id = writer.insert(index, NEWLINE);
  writer.startBlock(id, block);
  return id;
}

const bare = ({ client, clock, length }: CharacterRun): CharacterRun => ({ client, clock, length });

interface Placed extends CharacterRun {
  readonly index: number;
}

/** Writes parts of a draft anew into an article that has none of it. */
class Bringer {
  readonly #draft: Draft;
  readonly #contents: DraftContents;
  readonly #target: Article;
  readonly #writer: BodyWriter;
  /** Where the article's characters stood before anything was written. */
  readonly #places = new RunIndex<Placed>();
  /** Suggestions of the article by those of the draft that they are. */
  readonly #suggestions = new Map<string, string>();
  readonly #blocks: { readonly id: CharacterId; readonly attributes: Attributes }[] = [];

  constructor(target: Article, draft: Draft, contents: DraftContents) {
    this.#target = target;
    this.#draft = draft;
    this.#contents = contents;
    this.#writer = new BodyWriter(target, new Landmarks(target.body));
    let index = 0;
    for (const run of this.#writer.items.runsIn(0, this.#writer.length)) {
      this.#places.add({ ...bare(run), index });
      index += run.length;
    }
  }

  /** @returns what was inserted, one run for each of the draft's own parts, in the order of the text */
  write(chosen: ReadonlySet<number>): CharacterRun[] {
    moveOver(this.#target);
    const { parts, forms } = this.#contents;
    const { suggestions } = this.#target;
    const strikes = new Map<string, CharacterRun[]>();
    const strike = (suggestion: string, struck: CharacterRun): void =>
      void strikes.set(suggestion, [...(strikes.get(suggestion) ?? []), bare(struck)]);
    const written: CharacterRun[] = [];
    /** The end of the article's text before the part, and how much was inserted up to there. */
    let [at, inserted] = [0, 0];
    for (const { run, isOwn, insertedBy, struckBy, block } of parts) {
      if (!isOwn) {
        for (const { index, clock, length } of this.#places.overlapping(run)) {
          const end = Math.min(clock + length, run.clock + run.length);
          at = Math.max(at, index + end - clock);
        }
        if (!chosen.has(block)) continue;
        for (const suggestion of struckBy) strike(suggestion, run);
        continue;
      }
      if (!chosen.has(block)) continue;
      suggestions.ink.use(this.#suggestionFor(insertedBy ?? ""));
      written.push({ ...this.#insert(at + inserted, run), length: run.length });
      for (const struck of this.#struckBefore(run)) strike(struck.suggestion, struck);
      inserted += run.length;
    }
    for (const [suggestion, runs] of strikes) suggestions.strike(this.#suggestionFor(suggestion), runs);
    for (const form of forms) {
      const { restyle } = form;
      const isOfBlock = form.range === null;
      const runs = runsOfForm(this.#contents, form, (block) => chosen.has(block)).map(({ run }) => bare(run));
      if (isOfBlock ? [...form.blocks].some((block) => chosen.has(block)) : runs.length > 0)
        suggestions.restyle(this.#suggestionFor(restyle.suggestion), { ...restyle, runs });
    }
    this.#writer.flushBlocks();
    for (const { id, attributes } of this.#blocks) this.#writer.setBlock(id, attributes);
    return written;
  }

  /** What the draft struck out of the article's text that this was moved from: once the move is accepted, that holds of it (SU13). */
  #struckBefore(run: CharacterRun): ReturnType<Suggestions["strikesIn"]> {
    const { lineage, suggestions } = this.#draft.article;
    return lineage
      .partsOf(run)
      .flatMap(({ length, ancestors }) => this.#ofArticle(ancestors).flatMap((one) => suggestions.strikesIn({ ...one, length })))
      .filter(({ suggestion }) => this.#contents.begun.has(suggestion));
  }

  #ofArticle(ids: readonly CharacterId[]): CharacterId[] {
    return ids.filter(({ client }) => !this.#draft.isOwn(client));
  }

  #suggestionFor(ofDraft: string): string {
    const known = this.#suggestions.get(ofDraft);
    if (known !== undefined) return known;
    const made = this.#target.suggestions.begin(this.#contents.begun.get(ofDraft) ?? Date.now());
    this.#suggestions.set(ofDraft, made);
    return made;
  }

  #insert(index: number, run: TextRun): CharacterId {
    const { blocks, lineage } = this.#draft.article;
    const id = insertAs(this.#writer, index, run, blocks.of(run));
    // What the draft said of a block before it was moved there, the article does not know.
    const isSaid = run.content === NEWLINE && lineage.ancestorsOf(run).some(({ client }) => this.#draft.isOwn(client));
    if (isSaid) this.#blocks.push({ id, attributes: blocks.of(run) });
    // What was moved in the draft takes along the notes, authors and suggestions of the article's text that it was.
    let offset = 0;
    const copies = lineage.partsOf(run).map(({ length, ancestors }) => {
      const copy = {
        client: id.client,
        clock: id.clock + offset,
        length,
        ancestors: this.#ofArticle(ancestors),
      };
      offset += length;
      return copy;
    });
    this.#target.lineage.record(
      copies.filter(({ ancestors }) => ancestors.length > 0),
      "rewritten",
    );
    return id;
  }
}
