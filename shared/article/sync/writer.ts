/**
 * Edits of an article by index in its body, looked up from the nearest landmark, and a journal of them by identity, for undo.
 * What is written into the body is what Yjs itself would write, item for item.
 */
import * as Y from "yjs";
import type { Article } from "../identity/article.ts";
import { HEADLINE, type BlockEntry, type BlockId } from "../identity/block-attributes.ts";
import { idAfter, keyOf, type CharacterId, type CharacterRun } from "../model/character-id.ts";
import { Embed } from "../model/embed.ts";
import { deleteForeign, foreignIn } from "../yjs-internals/foreign-content.ts";
import { addChange, type FormatChange } from "./format-change.ts";
import { clocksOf, gravesFrom, gravesOf, isInText, itemsOf, partIn, runsOf, structsOf } from "../yjs-internals/items.ts";
import { emptyJournal, sliceOf, type DeletedRun, type FormattedRun, type Restored } from "./journal.ts";
import type { TextRun } from "../model/text-run.ts";
import type { Landmarks } from "../yjs-internals/landmarks.ts";
import { Formatting } from "../yjs-internals/read.ts";
import { attributesOfBlock, blockOf, changedAttributes, type Attributes } from "../model/tokens.ts";

const NONE: readonly never[] = [];

export class BodyWriter {
  readonly article: Article;
  readonly body: Y.Text;
  journal = emptyJournal();
  readonly #landmarks: Landmarks;
  /** Blocks that were started, by the key of their `\n`. */
  readonly #started = new Map<string, { readonly id: CharacterId; attributes: Attributes }>();

  constructor(article: Article, landmarks: Landmarks) {
    this.article = article;
    this.body = article.body;
    this.#landmarks = landmarks;
  }

  /**
   * @param attributes those of the character before when left out
   * @returns the ID of the first character
   */
  insert(index: number, text: string, attributes?: Attributes): CharacterId {
    const clock = this.#clock;
    this.#edit(index, (at) => this.body.insert(at, text, attributes && { ...attributes }));
    this.#landmarks.inserted(index, text.length);
    return this.#inserted(clock, text, text.length);
  }

  /** @param value as JSON has it @returns its ID */
  insertEmbed(index: number, value: unknown, attributes: Attributes): CharacterId {
    const clock = this.#clock;
    this.#edit(index, (at) => {
      // Yjs would take a string for text, and nothing for no value at all.
      const place = {};
      this.body.insertEmbed(at, place, { ...attributes });
      embedAt(this.body.doc!, place).embed = value as object;
    });
    this.#landmarks.inserted(index, 1);
    return this.#inserted(clock, new Embed(value), 1);
  }

  /** Deletes all that counts in a stretch: Yjs itself leaves some values there, and deletes as much behind it instead. */
  delete(index: number, length: number): void {
    for (const run of this.runsIn(index, length)) this.#keepDeleted(run);
    this.#edit(index, (at) => {
      const foreign = foreignIn(this.body, at, length);
      let end = at + length;
      for (const { from, to } of foreign.toReversed()) {
        this.body.delete(to, end - to);
        deleteForeign(this.body, from, to - from);
        end = from;
      }
      this.body.delete(at, end - at);
    });
    this.#landmarks.deleted(index, length);
  }

  #keepDeleted(run: TextRun): void {
    const { lineage } = this.article;
    if (lineage.isEmpty) {
      this.journal.deleted.push({ ...run, twins: NONE, ancestors: NONE, copies: NONE });
      return;
    }
    for (const { clock, length, ancestors } of lineage.partsOf(run)) {
      const offset = clock - run.clock;
      const part = { ...idAfter(run, offset), length };
      const twins = [part, ...ancestors]
        .flatMap((one) => lineage.heirsOf({ ...one, length }))
        .map((heir) => heir.run)
        .filter((one) => !isWithin(one, part));
      this.journal.deleted.push({ ...sliceOf(run, offset, offset + length), twins, ancestors, copies: NONE });
    }
  }

  format(index: number, length: number, attributes: Attributes): void {
    this.#keepFormats(index, length, attributes);
    this.#edit(index, (at) => this.body.format(at, length, { ...attributes }));
    this.#landmarks.formatted(index, length);
  }

  #keepFormats(index: number, length: number, attributes: Attributes): void {
    const known = clocksOf(this.body.doc!);
    for (const { client, clock, length: size, attributes: had } of this.runsIn(index, length)) {
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
    for (const { key, value } of this.article.blocks.set(id, change)) {
      this.journal.blocks.push({ key, before: value, after: this.article.blocks.map.get(key) });
    }
  }

  /** Makes an entry of a block say again what it said. */
  putBlockEntry(entry: BlockEntry): void {
    this.journal.blocks.push({ key: entry.key, before: this.article.blocks.map.get(entry.key), after: entry.value });
    this.article.blocks.put(entry);
  }

  /**
   * Deletes characters by their IDs; those that are gone already are left out. Formats that say nothing any more go once the
   * transaction is over: other replicas take them away when they hear of the deletion, and a redo must not count on them.
   */
  deleteRuns(runs: readonly CharacterRun[]): void {
    this.#atOnce((transaction) => {
      const doomed = new Set(runs.flatMap((run) => itemsOf(this.body, transaction, run)));
      this.#walk(doomed, (item, _index, attributes) => {
        for (const run of runsOf(item, attributes)) this.#keepDeleted(run);
      });
      for (const item of doomed) item.delete(transaction);
      transaction._needFormattingCleanup = true;
    });
  }

  /**
   * Puts characters back where they stood, with the formats that they had, as copies.
   * @param runs characters that are gone, each of IDs that follow one another
   * @returns the copies, in parts where something else stands between them now
   */
  restoreRuns(runs: readonly DeletedRun[]): Restored[] {
    const restored: Restored[] = [];
    const wanted = new Map<Y.Item, DeletedRun>();
    this.#atOnce((transaction) => {
      for (const run of runs) {
        for (let at = 0; at < run.length;) {
          const part = this.#restore(transaction, run, at);
          // Of a text none of which is left, Yjs knows no place any more.
          if (!part) break;
          restored.push(part.restored);
          wanted.set(part.item, run);
          at += part.restored.of.length;
        }
      }
    });
    this.#formatTightly(new Set(wanted.keys()), (item, formats) => changedAttributes(formats, wanted.get(item)!.attributes));
    return restored;
  }

  /**
   * Formats items with nothing between them and their formats: `Y.Text.format` would format the places of all deleted characters
   * beside them as well, and with that what comes back there.
   */
  #formatTightly(items: ReadonlySet<Y.Item>, changeOf: (item: Y.Item, formats: Attributes) => Attributes): void {
    const stretches: {
      readonly first: Y.Item;
      last: Y.Item;
      readonly formats: Attributes;
      readonly change: Attributes;
      readonly key: string;
    }[] = [];
    this.#walk(items, (item, _index, formats) => {
      const change = changeOf(item, formats);
      const key = JSON.stringify(change);
      const before = stretches.at(-1);
      if (before?.last === item.left && before?.key === key) before.last = item;
      else stretches.push({ first: item, last: item, formats, change, key });
    });
    this.#atOnce((transaction) => {
      for (const { first, last, formats, change } of stretches) {
        for (const [name, value] of Object.entries(change)) {
          this.#putFormat(transaction, first.left, first, name, value);
          this.#putFormat(transaction, last, last.right, name, formats[name] ?? null);
        }
      }
    });
  }

  #putFormat(transaction: Y.Transaction, left: Y.Item | null, right: Y.Item | null, name: string, value: unknown): void {
    const id = Y.createID(this.body.doc!.clientID, this.#clock);
    new Y.Item(
      id,
      left,
      left && left.lastId,
      right,
      right && right.id,
      this.body,
      null,
      new Y.ContentFormat(name, value as object),
    ).integrate(transaction, 0);
  }

  /**
   * Formats characters by their IDs, and what was written among them since.
   * @param runs those to format, and those among which something may have been written, which may be gone; where all are gone
   *   that were formatted at once, what was written there is somebody else's
   * @param changeOf what is to be changed of characters with these formats
   */
  formatRuns(runs: readonly FormattedRun[], changeOf: (formats: Attributes, run: FormattedRun) => Attributes): void {
    const wanted = new Map<Y.Item, FormattedRun>();
    this.#atOnce((transaction) => {
      for (const run of runs) {
        for (const item of itemsOf(this.body, transaction, run)) wanted.set(item, run);
        for (const item of gravesOf(this.body, run)) wanted.set(item, run);
      }
    });
    const changes: FormatChange[] = [];
    const alive = new Set([...wanted].flatMap(([item, run]) => (item.deleted ? [] : [run.known])));
    let last: FormattedRun | null = null;
    let between: {
      readonly item: Y.Item;
      readonly index: number;
      readonly formats: Attributes;
      readonly writers: ReadonlyMap<string, number>;
    }[] = [];
    /**
     * Formats what was written since `run` was formatted. A copy of what was there has the form that this client gave it; one
     * that somebody else moved here at the same time has none but what `run` gave it. @returns false for an item that was there, or begins with what was
     */
    const among = (run: FormattedRun, { item, index, formats, writers }: (typeof between)[number], isBeside: boolean): boolean => {
      const { client, clock } = item.id;
      const all = alive.has(run.known) ? changeOf(formats, run) : {};
      // At either end it counts as formatted with the run where it has a format that this client wrote.
      const isMine = (writer: number | undefined): boolean => writer === this.body.doc!.clientID;
      const own = Object.fromEntries(Object.entries(all).filter(([name]) => isMine(writers.get(name))));
      const ofCopies = isMine(client) ? {} : Object.fromEntries(Object.entries(own).filter(([name]) => (formats[name] ?? null) !== null));
      let isAllNew = true;
      for (const part of this.article.lineage.partsOf({ client, clock, length: item.length })) {
        const isCopy = part.ancestors.some((ancestor) => ancestor.clock < (run.known.get(ancestor.client) ?? 0));
        const known = Math.min(part.length, Math.max(0, (run.known.get(client) ?? 0) - part.clock));
        if (isCopy || known > 0) isAllNew = false;
        if (known < part.length)
          addChange(changes, index + part.clock - clock + known, part.length - known, isCopy ? ofCopies : isBeside ? own : all);
      }
      return isAllNew;
    };
    /** The same of all that stands beside it, up to the first that was there. @returns what is left of `items` */
    const beside = (run: FormattedRun, items: typeof between): typeof between => {
      const older = items.findIndex((one) => !among(run, one, true));
      return older === -1 ? [] : items.slice(older);
    };
    this.#walk(
      new Set(wanted.keys()),
      (item, index, formats, writers) => {
        const run = wanted.get(item);
        if (!run) {
          between.push({ item, index, formats, writers });
          return;
        }
        if (last?.known === run.known) for (const one of between) among(run, one, false);
        else beside(run, (last ? beside(last, between) : between).toReversed());
        between = [];
        if (!item.deleted) addChange(changes, index, item.length, changeOf(formats, run));
        last = run;
      },
      true,
    );
    if (last) beside(last, between);
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
    const heirs = deleted.map((run) => lineage.heirsOf(run).filter((heir) => heir.run.client === doc.clientID));
    const itemsOfHeir = (run: CharacterRun): Y.Item[] => [...structsOf(doc, run)].filter((struct) => isInText(struct, this.body));
    const formats = new Map<Y.Item, Attributes>();
    this.#walk(
      new Set(heirs.flat().flatMap((heir) => itemsOfHeir(heir.run))),
      (item, _index, attributes) => void formats.set(item, attributes),
    );
    for (const [i, run] of deleted.entries()) {
      run.copies = heirs[i]!.flatMap((heir) =>
        itemsOfHeir(heir.run).map((item) => {
          const part = partIn(item, heir.run);
          return { ...part, of: idAfter(run, heir.offset + part.clock - heir.run.clock), attributes: formats.get(item)! };
        }),
      );
    }
  }

  #restore(transaction: Y.Transaction, run: DeletedRun, at: number): { readonly restored: Restored; readonly item: Y.Item } | null {
    const first = Y.getItemCleanStart(transaction, Y.createID(run.client, run.clock + at));
    if (!(first instanceof Y.Item)) return null;
    const grave = gravesFrom(transaction, first, run.length - at);
    let length = grave.reduce((sum, item) => sum + item.length, 0);
    // The halves of a surrogate pair come back together, wherever they stood.
    if (typeof run.content === "string" && /[\uD800-\uDBFF]/.test(run.content.charAt(at + length - 1)) && at + length < run.length)
      length++;
    const content = typeof run.content === "string" ? run.content.slice(at, at + length) : run.content;
    const id = Y.createID(this.body.doc!.clientID, this.#clock);
    const item = new Y.Item(
      id,
      first.left,
      first.left && first.left.lastId,
      first,
      first.id,
      this.body,
      null,
      typeof content === "string" ? new Y.ContentString(content) : new Y.ContentEmbed(content.value as object),
    );
    item.integrate(transaction, 0);
    // Yjs' own relative positions, a caret's for one, go along.
    for (const old of grave) old.redone = Y.createID(id.client, id.clock + old.id.clock - first.id.clock);
    const copy = { client: id.client, clock: id.clock };
    this.journal.inserted.push({ ...copy, length, content });
    const ancestors = run.ancestors.map((ancestor) => idAfter(ancestor, at));
    return { restored: { of: { ...idAfter(run, at), length }, copy, ancestors, twins: run.twins }, item };
  }

  /**
   * Visits the items of `items` that are there, in the order of the body.
   * @param visit is told the formats of an item, and by name which client wrote each
   * @param all visits those that are gone, and what else is there, too, from some place before the first of them to the end
   */
  #walk(
    items: ReadonlySet<Y.Item>,
    visit: (item: Y.Item, index: number, formats: Attributes, writers: ReadonlyMap<string, number>) => void,
    all = false,
  ): void {
    let left = items.size;
    if (left === 0) return;
    const place = this.#landmarks.beforeAll([...items]);
    const formatting = new Formatting();
    let writers: ReadonlyMap<string, number> = new Map();
    let index = place?.index ?? 0;
    for (let item = place?.item ?? this.body._start; item !== null; item = item.right) {
      if (left === 0 && !all) return;
      if (items.has(item)) left--;
      if (item.deleted) {
        if (all && items.has(item)) visit(item, index, formatting.attributes, writers);
        continue;
      }
      if (item.content instanceof Y.ContentFormat) {
        formatting.read(item.content);
        writers = new Map([...writers, [item.content.key, item.id.client]]);
      }
      if (!item.countable) continue;
      if (all || items.has(item)) visit(item, index, formatting.attributes, writers);
      index += item.length;
    }
  }

  /** Runs `write`, which changes the body's items past all indices. */
  #atOnce(write: (transaction: Y.Transaction) => void): void {
    this.body.doc!.transact(write);
    this.#landmarks.forget();
  }

  /** The characters of a stretch, in runs of like attributes whose IDs follow one another. */
  runsIn(index: number, length: number): TextRun[] {
    const runs: TextRun[] = [];
    if (length === 0) return runs;
    const place = this.#landmarks.before(index);
    const formatting = new Formatting();
    let at = place?.index ?? 0;
    for (let item = place?.item ?? this.body._start; item !== null && at < index + length; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) formatting.read(item.content);
      if (!item.countable) continue;
      const [from, to] = [Math.max(0, index - at), Math.min(item.length, index + length - at)];
      at += item.length;
      if (from < to) runs.push(...runsOf(item, formatting.attributes, from, to));
    }
    return runs;
  }

  /** The ID of the character at an index. @throws RangeError outside the body */
  idAt(index: number): CharacterId {
    const [run] = this.runsIn(index, 1);
    if (!run) throw new RangeError(`no character at ${index} in a body of ${this.body.length}`);
    return { client: run.client, clock: run.clock };
  }

  /** The parts of `run` that are there. */
  livingOf(run: CharacterRun): CharacterRun[] {
    return [...this.#living(run)].map(({ part }) => part);
  }

  /** Where the parts of `run` stand that are there, in the order of their IDs. */
  placesOf(run: CharacterRun): { readonly run: CharacterRun; readonly index: number }[] {
    return [...this.#living(run)].map(({ item, part }) => ({
      run: part,
      index: this.#landmarks.indexOf(item) + part.clock - item.id.clock,
    }));
  }

  *#living(run: CharacterRun): Generator<{ readonly item: Y.Item; readonly part: CharacterRun }> {
    for (const struct of structsOf(this.body.doc!, run)) if (isInText(struct, this.body)) yield { item: struct, part: partIn(struct, run) };
  }

  /** Two positions: one that stays behind the character before `index`, and one that stays before the character behind it. */
  positionsAt(index: number): { readonly behind: Y.RelativePosition; readonly before: Y.RelativePosition } {
    const [behind, before] = [-1, 0].map((side) => this.#near(index, (at) => Y.createRelativePositionFromTypeIndex(this.body, at, side)));
    return { behind: behind!, before: before! };
  }

  get #clock(): number {
    const { store, clientID } = this.body.doc!;
    return Y.getState(store, clientID);
  }

  /** @param clock of the first struct that was written, which may be a format @returns the ID of the first character */
  #inserted(clock: number, content: string | Embed, length: number): CharacterId {
    const { store, clientID } = this.body.doc!;
    const structs = store.clients.get(clientID)!;
    for (let i = Y.findIndexSS(structs, clock); ; i++) {
      const struct = structs[i] as Y.Item;
      if (!struct.countable) continue;
      const id = { client: clientID, clock: Math.max(clock, struct.id.clock) };
      this.journal.inserted.push({ ...id, length, content });
      return id;
    }
  }

  /** In one transaction, so that nobody is told of the change while the body starts elsewhere. */
  #edit(index: number, write: (index: number) => void): void {
    this.body.doc!.transact(() => this.#near(index, write));
  }

  /** Runs `act` with a body that starts at a landmark, and with the index that `index` has in it, which is never 0. */
  #near<T>(index: number, act: (index: number) => T): T {
    const place = this.#landmarks.before(index);
    if (!place) return act(index);
    const { _start: start } = this.body;
    this.body._start = place.item;
    try {
      return act(index - place.index);
    } finally {
      this.body._start = start;
    }
  }
}

const isWithin = (run: CharacterRun, { client, clock, length }: CharacterRun): boolean =>
  run.client === client && run.clock >= clock && run.clock + run.length <= clock + length;

/** The content that was just made of `place`: among the last items that this replica made. */
function embedAt(doc: Y.Doc, place: object): Y.ContentEmbed {
  const structs = doc.store.clients.get(doc.clientID)!;
  for (let i = structs.length - 1; ; i--) {
    const struct = structs[i] as Y.Item;
    if (struct.content instanceof Y.ContentEmbed && struct.content.embed === place) return struct.content;
  }
}
