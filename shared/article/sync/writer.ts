import type { Node } from "prosemirror-model";
import type * as Y from "yjs";
import type { Article } from "../identity/article.ts";
import { HEADLINE, type BlockEntry, type BlockId } from "../identity/block-attributes.ts";
import { idAfter, keyOf, type CharacterId, type CharacterRun } from "../model/character-id.ts";
import { Embed } from "../model/embed.ts";
import { NEWLINE } from "../model/names.ts";
import { sliceOf, type TextRun } from "../model/text-run.ts";
import { attributesOfBlock, blockOf, changedAttributes, type Attributes } from "../model/tokens.ts";
import { BodyItems, type ItemInBody } from "../yjs-internals/body-items.ts";
import type { DeltaOp } from "../yjs-internals/delta-op.ts";
import { clocksOf } from "../yjs-internals/items.ts";
import type { Landmarks } from "../yjs-internals/landmarks.ts";
import { lastClientFor, writeAs } from "../yjs-internals/last-client.ts";
import { readBody } from "../yjs-internals/read.ts";
import type { StepWriter } from "./step-writer.ts";
import { projectBody } from "../projection/project.ts";
import { addChange, type FormatChange } from "./format-change.ts";
import { emptyJournal, type DeletedRun, type FormattedRun, type PlacedRun, type Restored } from "./journal.ts";

const NONE: readonly never[] = [];

/** Writes into the article itself, and a journal of it by the identity of characters, for undo. */
export class BodyWriter implements StepWriter {
  readonly article: Article;
  readonly body: Y.Text;
  journal = emptyJournal();
  /** Whether nobody else writes in this document at the same time. */
  isAlone = false;
  #lastClient: number | null = null;
  /** What can be read of the body's items. */
  readonly items: Pick<BodyItems, "runsIn" | "runsInEach" | "idAt" | "livingOf" | "placesOf" | "positionBehind" | "cutAt">;
  readonly #items: BodyItems;
  /** Blocks that were started, by the key of their `\n`. */
  readonly #started = new Map<string, { readonly id: CharacterId; attributes: Attributes }>();

  constructor(article: Article, landmarks: Landmarks) {
    this.article = article;
    this.body = article.body;
    this.items = this.#items = new BodyItems(this.body, landmarks);
  }

  get length(): number {
    return this.body.length;
  }

  idAt(index: number): CharacterId {
    return this.#items.idAt(index);
  }

  document(): Node {
    return projectBody(this.body);
  }

  newlines(): CharacterId[] {
    return readBody(this.body).flatMap(({ id }) => (id ? [id] : []));
  }

  blockAttributes(id: CharacterId): Attributes {
    return this.article.blocks.of(id);
  }

  /**
   * @param attributes those of the character before when left out
   * @returns the ID of the first character
   */
  insert(index: number, text: string, attributes?: Attributes): CharacterId {
    const id = this.#items.insert(index, text, attributes);
    this.journal.inserted.push({ ...id, length: text.length, content: text });
    return id;
  }

  insertLast(index: number): CharacterId {
    if (this.isAlone) return this.insert(index, NEWLINE);
    const { doc, suggestions } = this.article;
    const { inUse } = suggestions.ink;
    return writeAs(doc, (this.#lastClient ??= lastClientFor(doc)), () => {
      suggestions.ink.use(inUse);
      return this.insert(index, NEWLINE);
    });
  }

  /** @param value as JSON has it @returns its ID */
  insertEmbed(index: number, value: unknown, attributes: Attributes): CharacterId {
    const id = this.#items.insertEmbed(index, value, attributes);
    this.journal.inserted.push({ ...id, length: 1, content: new Embed(value) });
    return id;
  }

  /** Deletes all that counts in a stretch. */
  delete(index: number, length: number): void {
    for (const run of this.#items.runsIn(index, length)) this.#keepDeleted(run);
    this.#items.delete(index, length);
  }

  /**
   * Writes many edits in one walk over the body.
   * @param delta with no formats of what stays
   * @param deleted the characters that it deletes, none of which Yjs would leave there
   */
  apply(delta: readonly DeltaOp[], deleted: readonly TextRun[]): void {
    for (const run of deleted) this.#keepDeleted(run);
    const texts = delta.flatMap(({ insert }) => (typeof insert === "string" ? [insert] : []));
    const ids = this.#items.apply(delta);
    for (const [i, content] of texts.entries()) this.journal.inserted.push({ ...ids[i]!, length: content.length, content });
  }

  #keepDeleted(run: TextRun): void {
    const { lineage } = this.article;
    if (lineage.isEmpty) {
      this.journal.deleted.push({ ...run, otherCopies: NONE, ancestors: NONE, copies: NONE });
      return;
    }
    for (const { clock, length, ancestors } of lineage.partsOf(run)) {
      const offset = clock - run.clock;
      const part = { ...idAfter(run, offset), length };
      const otherCopies = [part, ...ancestors]
        .flatMap((one) => lineage.descendantsOf({ ...one, length }))
        .map((descendant) => descendant.run)
        .filter((one) => !isWithin(one, part));
      this.journal.deleted.push({ ...sliceOf(run, offset, offset + length), otherCopies, ancestors, copies: NONE });
    }
  }

  format(index: number, length: number, attributes: Attributes): void {
    this.#keepFormats(index, length, attributes);
    this.#items.format(index, length, attributes);
  }

  #keepFormats(index: number, length: number, attributes: Attributes): void {
    const known = clocksOf(this.body.doc!);
    for (const { client, clock, length: size, attributes: had } of this.#items.runsIn(index, length)) {
      const changed = Object.keys(attributes).filter(
        (name) => JSON.stringify(had[name] ?? null) !== JSON.stringify(attributes[name] ?? null),
      );
      if (changed.length === 0) continue;
      const of = (from: Attributes): Attributes => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]));
      this.journal.formatted.push({ client, clock, length: size, known, before: of(had), after: of(attributes) });
    }
  }

  /** Says what a block is whose `\n` was just inserted; by `flushBlocks`, when it is known whether the `\n` is a copy. */
  startBlock(id: CharacterId, attributes: Attributes): void {
    this.#started.set(keyOf(id), { id, attributes });
  }

  flushBlocks(): void {
    const started = [...this.#started.values()];
    this.#started.clear();
    for (const { id, attributes } of started) {
      const change = changedAttributes(attributesOfBlock(blockOf(this.article.blocks.of(id))), attributes);
      if (Object.keys(change).length > 0) this.setBlock(id, change);
    }
  }

  /** Says attributes of a block; null takes one away. */
  setBlock(id: BlockId, change: Attributes): void {
    const started = id === HEADLINE ? undefined : this.#started.get(keyOf(id));
    if (started) {
      started.attributes = { ...started.attributes, ...change };
      return;
    }
    for (const before of this.article.blocks.set(id, change)) this.#keepBlockEntry(before);
  }

  /** Makes an entry of a block say again what it said. */
  putBlockEntry(entry: BlockEntry): void {
    const { blocks } = this.article;
    const before = { key: entry.key, value: blocks.map.get(entry.key) };
    blocks.put(entry);
    this.#keepBlockEntry(before);
  }

  #keepBlockEntry({ key, value }: BlockEntry): void {
    const { blocks } = this.article;
    this.journal.blocks.push({ key, before: value, after: blocks.map.get(key), id: blocks.idAt(key) });
  }

  /** Deletes characters by their IDs; those that are gone already are left out. */
  deleteRuns(runs: readonly CharacterRun[]): void {
    this.#items.deleteRuns(runs, (run) => this.#keepDeleted(run));
  }

  /**
   * Puts characters back where they stood, with the formats that they had, as copies.
   * @param runs characters that are gone, each of IDs that follow one another
   * @returns the copies, in parts where something else stands between them now
   */
  restoreRuns(runs: readonly DeletedRun[]): Restored[] {
    return this.#items.restore(runs).map(({ run, offset, client, clock, length, content }) => {
      const copy = { client, clock };
      this.journal.inserted.push({ ...copy, length, content });
      const ancestors = run.ancestors.map((ancestor) => idAfter(ancestor, offset));
      return { of: { ...idAfter(run, offset), length }, copy, ancestors, otherCopies: run.otherCopies };
    });
  }

  /**
   * Formats characters by their IDs, and what was written among them since.
   * @param runs those to format, and those among which something may have been written, which may be gone; where all are gone
   *   that were formatted at once, what was written there is somebody else's, and so is what stands between two copies of them
   * @param changeOf what is to be changed of characters with these formats
   */
  formatRuns(runs: readonly PlacedRun[], changeOf: (formats: Attributes, run: FormattedRun) => Attributes): void {
    const wanted = this.#items.itemsOf(runs);
    const changes: FormatChange[] = [];
    const alive = new Set([...wanted].flatMap(([item, run]) => (item.deleted ? [] : [run.known])));
    let last: PlacedRun | null = null;
    let lastEnd = 0;
    let between: ItemInBody[] = [];
    /**
     * Formats what was written since `run` was formatted. A copy of what was there has the form that this client gave it; one
     * that somebody else moved here at the same time has none but what `run` gave it.
     * @param side where the item stands: among what `run` is one of, or beside it, where nothing counts that stands beyond what was there
     * @returns false for an item that was there, or holds what was
     */
    const among = (run: FormattedRun, { item, index, formats, writers }: ItemInBody, side: "between" | "before" | "behind"): boolean => {
      const { client, clock } = item.id;
      const all = alive.has(run.known) ? changeOf(formats, run) : {};
      // At either end it counts as formatted with the run where it has a format that this client wrote.
      const isMine = (writer: number | undefined): boolean => writer === this.body.doc!.clientID;
      const own = Object.fromEntries(Object.entries(all).filter(([name]) => isMine(writers.get(name))));
      const ofCopies = isMine(client) ? {} : Object.fromEntries(Object.entries(own).filter(([name]) => (formats[name] ?? null) !== null));
      let isAllNew = true;
      const parts = this.article.lineage.partsOf({ client, clock, length: item.length });
      for (const part of side === "before" ? parts.toReversed() : parts) {
        const isCopy = part.ancestors.some((ancestor) => ancestor.clock < (run.known.get(ancestor.client) ?? 0));
        const known = Math.min(part.length, Math.max(0, (run.known.get(client) ?? 0) - part.clock));
        if (side === "behind" && known > 0) return false;
        if (known < part.length) {
          const change = isCopy ? ofCopies : side === "between" ? all : own;
          addChange(changes, index + part.clock - clock + known, part.length - known, change);
        }
        if (isCopy || known > 0) isAllNew = false;
        if (!isAllNew && side !== "between") return false;
      }
      return isAllNew;
    };
    /** The same of all that stands beside it, up to the first that was there. @returns what is left of `items` */
    const beside = (run: FormattedRun, items: readonly ItemInBody[], side: "before" | "behind"): ItemInBody[] => {
      const older = items.findIndex((one) => !among(run, one, side));
      return older === -1 ? [] : items.slice(older);
    };
    this.#items.walk(
      new Set(wanted.keys()),
      (at) => {
        const { item, index, formats } = at;
        const run = wanted.get(item);
        if (!run) {
          between.push(at);
          return;
        }
        // Items that are gone may hold more than the run.
        const [start, end] = [item.id.clock, item.id.clock + item.length].map((clock) =>
          Math.min(Math.max(0, clock - run.clock), run.length),
        );
        if (last?.known === run.known && lastEnd <= run.place + start!) for (const one of between) among(run, one, "between");
        else beside(run, (last ? beside(last, between, "behind") : between).toReversed(), "before");
        between = [];
        if (!item.deleted) addChange(changes, index, item.length, changeOf(formats, run));
        last = run;
        lastEnd = run.place + end!;
      },
      true,
    );
    if (last) beside(last, between, "behind");
    for (const { index, length, change } of changes) this.format(index, length, change);
  }

  /** Looks at what was moved, once all is written. */
  finish(): void {
    const { deleted, inserted } = this.journal;
    if (deleted.length > 0 && inserted.length > 0) this.#findCopies(deleted);
  }

  /** Finds the characters that this client wrote in the place of deleted ones. */
  #findCopies(deleted: readonly DeletedRun[]): void {
    const { doc, lineage } = this.article;
    if (lineage.isEmpty) return;
    const descendants = deleted.map((run) =>
      lineage.descendantsOf(run).filter(({ run: { client } }) => client === doc.clientID || client === this.#lastClient),
    );
    const parts = this.#items.formattedPartsOf(descendants.flat().map((descendant) => descendant.run));
    let next = 0;
    for (const [i, run] of deleted.entries()) {
      run.copies = descendants[i]!.flatMap((descendant) =>
        parts[next++]!.map((part) => ({ ...part, of: idAfter(run, descendant.offset + part.clock - descendant.run.clock) })),
      );
    }
  }
}

const isWithin = (run: CharacterRun, { client, clock, length }: CharacterRun): boolean =>
  run.client === client && run.clock >= clock && run.clock + run.length <= clock + length;
