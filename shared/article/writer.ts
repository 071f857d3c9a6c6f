/**
 * Edits of an article by index in its body, looked up from the nearest landmark, and a journal of them by identity, for undo.
 * What is written into the body is what Yjs itself would write, item for item.
 */
import * as Y from "yjs";
import type { Article } from "./article.ts";
import { HEADLINE, type BlockEntry, type BlockId } from "./block-attributes.ts";
import { idAfter, keyOf, type CharacterId, type CharacterRun } from "./character-id.ts";
import { Embed } from "./embed.ts";
import { changedByOthers, NOWHERE, placesOfGraves } from "./graves.ts";
import { clocksOf, gravesFrom, gravesOf, isInText, itemsOf, partIn, runsOf, structsOf } from "./items.ts";
import { emptyJournal, type DeletedRun, type FormattedRun, type Restored, type TextRun } from "./journal.ts";
import type { Landmarks } from "./landmarks.ts";
import { united } from "../room/ranges.ts";
import { Formatting } from "./read.ts";
import { attributesOfBlock, blockOf, changedAttributes, type Attributes } from "./tokens.ts";

/** The kinds of content that Yjs deletes from a text. */
const DELETABLE = [Y.ContentString, Y.ContentEmbed, Y.ContentType] as const;

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
      const foreign = this.#foreignIn(at, length);
      let end = at + length;
      for (const { from, to } of foreign.toReversed()) {
        this.body.delete(to, end - to);
        this.#deleteForeign(from, to - from);
        end = from;
      }
      this.body.delete(at, end - at);
    });
    this.#landmarks.deleted(index, length);
  }

  #keepDeleted(run: TextRun): void {
    const twins = this.article.lineage.heirsOf(run).flatMap((heir) => this.livingOf(heir.run));
    this.journal.deleted.push({ ...run, place: NOWHERE, twins });
  }

  format(index: number, length: number, attributes: Attributes): void {
    this.#keepFormats(index, length, attributes);
    this.#edit(index, (at) => this.body.format(at, length, { ...attributes }));
    this.#landmarks.formatted(index, length);
  }

  #keepFormats(index: number, length: number, attributes: Attributes): void {
    const known = clocksOf(this.body.doc!);
    for (const { client, clock, length: size, attributes: had } of this.runsIn(index, length)) {
      const changed = Object.keys(attributes).filter((name) => JSON.stringify(had[name] ?? null) !== JSON.stringify(attributes[name] ?? null));
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
   * Deletes characters by their IDs; those that are gone already are left out. Formats that say nothing any more go with them:
   * every other replica takes those away when it hears of the deletion, and what is put back must not count on them.
   */
  deleteRuns(runs: readonly CharacterRun[]): void {
    const stretches = united(runs.flatMap((run) => this.placesOf(run)).map(({ index, run }) => ({ clock: index, end: index + run.length })));
    let gone = 0;
    for (const { clock: index, end } of stretches) {
      this.delete(index - gone, end - index);
      gone += end - index;
    }
  }

  /** Characters that are gone, in parts, each with the formats to come back with: those that it had, and what others have made of its place since. */
  formed(runs: readonly DeletedRun[]): DeletedRun[] {
    const places = placesOfGraves(this.body, this.#landmarks, new Set(runs.flatMap((run) => gravesOf(this.body, run))));
    return runs.flatMap((run) => {
      const parts: DeletedRun[] = [];
      for (const item of gravesOf(this.body, run)) {
        const here = places.get(item);
        if (!here) continue;
        const { clock, length } = partIn(item, run);
        const offset = clock - run.clock;
        const attributes = { ...run.attributes, ...changedByOthers(run.place, here, this.body.doc!.clientID) };
        const content = typeof run.content === "string" ? run.content.slice(offset, offset + length) : run.content;
        const last = parts.at(-1);
        const follows = last !== undefined && last.clock + last.length === clock;
        const together = follows && typeof last.content === "string" && typeof content === "string" ? last.content + content : null;
        if (together !== null && (/^[\uDC00-\uDFFF]/.test(String(content)) || Object.keys(changedAttributes(last!.attributes, attributes)).length === 0)) {
          parts[parts.length - 1] = { ...last!, length: last!.length + length, content: together };
        } else parts.push({ ...run, clock, length, content, attributes });
      }
      return parts;
    });
  }

  /**
   * Puts characters back where they stood, with formats of their own, as copies.
   * @param runs characters that are gone, each of IDs that follow one another
   * @returns the copies, in parts where something else stands between them now
   */
  restoreRuns(runs: readonly DeletedRun[]): Restored[] {
    const restored: Restored[] = [];
    const wanted = new Map<Y.Item, DeletedRun>();
    this.#atOnce((transaction) => {
      for (const run of runs) {
        for (let at = 0; at < run.length; ) {
          const part = this.#restore(transaction, run, at);
          // Of a text none of which is left, Yjs knows no place any more.
          if (!part) break;
          restored.push(part.restored);
          wanted.set(part.item, run);
          at += part.restored.of.length;
        }
      }
    });
    this.#formatItems(wanted);
    return restored;
  }

  /** Formats items that stand among others: Yjs would let the formats end behind what is gone there, which may be put back next. */
  #formatItems(wanted: ReadonlyMap<Y.Item, { readonly attributes: Attributes }>): void {
    const stretches: { readonly first: Y.Item; last: Y.Item; end: number; readonly formats: Attributes; readonly change: Attributes; readonly key: string }[] = [];
    this.#walk(new Set(wanted.keys()), (item, index, formats) => {
      const change = changedAttributes(formats, wanted.get(item)!.attributes);
      const key = JSON.stringify(change);
      const before = stretches.at(-1);
      if (before?.formats === formats && before.end === index && before.key === key) {
        before.last = item;
        before.end += item.length;
      } else stretches.push({ first: item, last: item, end: index + item.length, formats, change, key });
    });
    this.#atOnce((transaction) => {
      for (const { first, last, formats, change } of stretches) {
        for (const [name, value] of Object.entries(change)) {
          this.#put(transaction, first.left, first, new Y.ContentFormat(name, value as object));
          this.#put(transaction, last, last.right, new Y.ContentFormat(name, (formats[name] ?? null) as object));
        }
      }
    });
  }

  #put(transaction: Y.Transaction, left: Y.Item | null, right: Y.Item | null, content: Y.Item["content"]): Y.Item {
    const id = Y.createID(this.body.doc!.clientID, this.#clock);
    const item = new Y.Item(id, left, left && left.lastId, right, right && right.id, this.body, null, content);
    item.integrate(transaction, 0);
    return item;
  }

  /**
   * Formats characters by their IDs, and what was written among them since.
   * @param runs those to format, and those among which something may have been written, which may be gone
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
    let last: FormattedRun | null = null;
    let between: { readonly item: Y.Item; readonly index: number; readonly formats: Attributes }[] = [];
    /** Formats what was written since `run` was formatted. @returns false for an item that was there, or begins with what was */
    const among = (run: FormattedRun, { item, index, formats }: (typeof between)[number]): boolean => {
      const known = Math.max(0, (run.known.get(item.id.client) ?? 0) - item.id.clock);
      const isKnown = ({ client, clock }: CharacterId): boolean => clock < (run.known.get(client) ?? 0);
      for (const { clock, length, ancestors } of known < item.length ? this.article.lineage.partsOf({ ...idAfter(item.id, known), length: item.length - known }) : []) {
        // What was put back since was there before.
        if (!ancestors.some(isKnown)) addChange(changes, index + clock - item.id.clock, length, changeOf(formats, run));
      }
      return known === 0;
    };
    /** The same of all that stands beside it, up to the first that was there. @returns what is left of `items` */
    const beside = (run: FormattedRun, items: typeof between): typeof between => {
      const older = items.findIndex((one) => !among(run, one));
      return older === -1 ? [] : items.slice(older);
    };
    this.#walk(new Set(wanted.keys()), (item, index, formats) => {
      const run = wanted.get(item);
      if (!run) {
        between.push({ item, index, formats });
        return;
      }
      if (last?.known === run.known) for (const one of between) among(run, one);
      else beside(run, (last ? beside(last, between) : between).toReversed());
      between = [];
      if (!item.deleted) addChange(changes, index, item.length, changeOf(formats, run));
      last = run;
    }, true);
    if (last) beside(last, between);
    this.#formatAll(changes);
  }

  /** Looks at the places of what was deleted, once all is written. */
  finish(): void {
    const { deleted } = this.journal;
    const graves = new Map<Y.Item, DeletedRun[]>();
    for (const run of deleted) {
      const item = Y.getItem(this.body.doc!.store, Y.createID(run.client, run.clock));
      if (item instanceof Y.Item) graves.set(item, [...(graves.get(item) ?? []), run]);
    }
    for (const [item, place] of placesOfGraves(this.body, this.#landmarks, new Set(graves.keys()))) {
      for (const run of graves.get(item)!) run.place = place;
    }
  }

  #restore(transaction: Y.Transaction, run: TextRun, at: number): { readonly restored: Restored; readonly item: Y.Item } | null {
    const first = Y.getItemCleanStart(transaction, Y.createID(run.client, run.clock + at));
    if (!(first instanceof Y.Item)) return null;
    const grave = gravesFrom(transaction, first, run.length - at);
    let length = grave.reduce((sum, item) => sum + item.length, 0);
    // The halves of a surrogate pair come back together, wherever they stood.
    if (typeof run.content === "string" && /[\uD800-\uDBFF]/.test(run.content.charAt(at + length - 1)) && at + length < run.length) length++;
    const content = typeof run.content === "string" ? run.content.slice(at, at + length) : run.content;
    const item = this.#put(transaction, first.left, first, typeof content === "string" ? new Y.ContentString(content) : new Y.ContentEmbed(content.value as object));
    const { id } = item;
    // Yjs' own relative positions, a caret's for one, go along.
    for (const old of grave) old.redone = Y.createID(id.client, id.clock + old.id.clock - first.id.clock);
    const copy = { client: id.client, clock: id.clock };
    this.journal.inserted.push({ ...copy, length, content });
    return { restored: { of: { ...idAfter(run, at), length }, copy }, item };
  }

  #formatAll(changes: readonly FormatChange[]): void {
    for (const { index, length, change } of changes) {
      this.#keepFormats(index, length, change);
      this.#edit(index, (at) => this.body.format(at, length, { ...change }));
      this.#landmarks.formatted(index, length);
    }
  }

  /**
   * Visits the items of `items` that are there, in the order of the body.
   * @param all visits those that are gone, and what else is there, too, from some place before the first of them to the end
   */
  #walk(items: ReadonlySet<Y.Item>, visit: (item: Y.Item, index: number, formats: Attributes) => void, all = false): void {
    let left = items.size;
    if (left === 0) return;
    const place = this.#landmarks.beforeAll([...items]);
    const formatting = new Formatting();
    let index = place?.index ?? 0;
    for (let item = place?.item ?? this.body._start; item !== null; item = item.right) {
      if (left === 0 && !all) return;
      if (items.has(item)) left--;
      if (item.deleted) {
        if (all && items.has(item)) visit(item, index, formatting.attributes);
        continue;
      }
      if (item.content instanceof Y.ContentFormat) formatting.read(item.content);
      if (!item.countable) continue;
      if (all || items.has(item)) visit(item, index, formatting.attributes);
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
    return [...this.#living(run)].map(({ item, part }) => ({ run: part, index: this.#landmarks.indexOf(item) + part.clock - item.id.clock }));
  }

  *#living(run: CharacterRun): Generator<{ readonly item: Y.Item; readonly part: CharacterRun }> {
    for (const struct of structsOf(this.body.doc!, run)) if (isInText(struct, this.body)) yield { item: struct, part: partIn(struct, run) };
  }

  /** A position that stays behind the character before `index`. */
  positionBehind(index: number): Y.RelativePosition {
    return this.#near(index, (at) => Y.createRelativePositionFromTypeIndex(this.body, at, -1));
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

  /** The parts of a stretch that Yjs' own `delete` does not know. */
  #foreignIn(index: number, length: number): { readonly from: number; readonly to: number }[] {
    const found: { from: number; to: number }[] = [];
    const end = index + length;
    let at = 0;
    for (let item = this.body._start; item !== null && at < end; item = item.right) {
      if (item.deleted || !item.countable) continue;
      if (at + item.length > index && !DELETABLE.some((kind) => item.content instanceof kind)) {
        found.push({ from: Math.max(at, index), to: Math.min(at + item.length, end) });
      }
      at += item.length;
    }
    return found;
  }

  /** @param index where a value starts that `foreignIn` found */
  #deleteForeign(index: number, length: number): void {
    const { body } = this;
    body.doc!.transact((transaction) => {
      let at = 0;
      for (let item = body._start; item !== null && at < index + length; item = item.right) {
        if (item.deleted || !item.countable) continue;
        if (at < index && at + item.length > index) Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + index - at));
        else if (at + item.length > index + length) Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + index + length - at));
        at += item.length;
        if (at > index) item.delete(transaction);
      }
    });
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

/** A stretch of the body, and what is to be changed of its formats. */
interface FormatChange {
  readonly index: number;
  length: number;
  readonly change: Attributes;
  readonly key: string;
}

/** Adds a change behind others; it goes on with the last one where that is the same. */
function addChange(changes: FormatChange[], index: number, length: number, change: Attributes): void {
  if (Object.keys(change).length === 0) return;
  const key = JSON.stringify(change);
  const last = changes.at(-1);
  if (last && last.key === key && last.index + last.length === index) last.length += length;
  else changes.push({ index, length, change, key });
}

/** The content that was just made of `place`: among the last items that this replica made. */
function embedAt(doc: Y.Doc, place: object): Y.ContentEmbed {
  const structs = doc.store.clients.get(doc.clientID)!;
  for (let i = structs.length - 1; ; i--) {
    const struct = structs[i] as Y.Item;
    if (struct.content instanceof Y.ContentEmbed && struct.content.embed === place) return struct.content;
  }
}
