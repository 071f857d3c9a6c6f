/**
 * Edits of an article by index in its body, looked up from the nearest landmark, and a journal of them by identity, for undo.
 * What is written into the body is what Yjs itself would write, item for item.
 */
import * as Y from "yjs";
import type { Article } from "./article.ts";
import { HEADLINE, type BlockEntry, type BlockId } from "./block-attributes.ts";
import { idAfter, keyOf, type CharacterId, type CharacterRun } from "./character-id.ts";
import { contentsOf, Embed } from "./embed.ts";
import type { Landmarks } from "./landmarks.ts";
import { Formatting } from "./read.ts";
import { attributesOfBlock, blockOf, changedAttributes, type Attributes } from "./tokens.ts";

/** The kinds of content that Yjs deletes from a text. */
const DELETABLE = [Y.ContentString, Y.ContentEmbed, Y.ContentType] as const;

/** Characters and what they say: text, or one embedded value. */
export interface ContentRun extends CharacterRun {
  readonly content: string | Embed;
}

/** Characters as they stand in the body, or stood there. */
export interface TextRun extends ContentRun {
  readonly attributes: Attributes;
}

/** Characters that were deleted. */
export interface DeletedRun extends TextRun {
  /** Those that had taken their place and stood beside them: word of the deletion by whoever wrote these had not arrived. */
  readonly twins: readonly CharacterRun[];
}

/** Some characters that were formatted. */
export interface FormattedRun extends CharacterRun {
  /** Of the formats that were changed: what the characters had before, null for none; and what they have now. */
  readonly before: Attributes;
  readonly after: Attributes;
}

/** What was written, in order. */
export interface Journal {
  readonly inserted: ContentRun[];
  readonly deleted: DeletedRun[];
  readonly formatted: FormattedRun[];
  /** Entries of blocks, with what they said before and say now. */
  readonly blocks: { readonly key: string; readonly before: unknown; readonly after: unknown }[];
}

export const emptyJournal = (): Journal => ({ inserted: [], deleted: [], formatted: [], blocks: [] });

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
    const { lineage } = this.article;
    for (const run of this.runsIn(index, length)) {
      this.journal.deleted.push({ ...run, twins: lineage.isEmpty ? [] : lineage.heirsOf(run).flatMap((heir) => this.placesOf(heir.run).map((place) => place.run)) });
    }
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

  format(index: number, length: number, attributes: Attributes): void {
    for (const { client, clock, length: size, attributes: had } of this.runsIn(index, length)) {
      const changed = Object.keys(attributes).filter((name) => JSON.stringify(had[name] ?? null) !== JSON.stringify(attributes[name] ?? null));
      if (changed.length === 0) continue;
      const of = (from: Attributes): Attributes => Object.fromEntries(changed.map((name) => [name, from[name] ?? null]));
      this.journal.formatted.push({ client, clock, length: size, before: of(had), after: of(attributes) });
    }
    this.#edit(index, (at) => this.body.format(at, length, { ...attributes }));
    this.#landmarks.formatted(index, length);
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
   * Puts characters back where they stood, as copies.
   * @param run characters that are gone, whose IDs follow one another
   * @returns the copies, in parts where something else stands between them now
   */
  restore(run: TextRun): { readonly of: CharacterRun; readonly copy: CharacterId }[] {
    const doc = this.body.doc!;
    const restored: { readonly of: CharacterRun; readonly copy: CharacterId }[] = [];
    for (let at = 0; at < run.length; ) {
      let size = 0;
      let index = 0;
      let copy: CharacterId | null = null;
      doc.transact((transaction) => {
        const first = Y.getItemCleanStart(transaction, Y.createID(run.client, run.clock + at));
        if (!(first instanceof Y.Item)) return;
        const grave = gravesFrom(transaction, first, run.length - at);
        size = grave.reduce((sum, { length }) => sum + length, 0);
        // The halves of a surrogate pair come back together, wherever they stood.
        if (typeof run.content === "string" && /[\uD800-\uDBFF]/.test(run.content.charAt(at + size - 1)) && at + size < run.length) size++;
        index = this.#landmarks.indexOf(first);
        const content = typeof run.content === "string" ? new Y.ContentString(run.content.slice(at, at + size)) : new Y.ContentEmbed(run.content.value as object);
        const id = Y.createID(doc.clientID, this.#clock);
        new Y.Item(id, first.left, first.left && first.left.lastId, first, first.id, this.body, null, content).integrate(transaction, 0);
        copy = { client: id.client, clock: id.clock };
        for (const item of grave) item.redone = Y.createID(id.client, id.clock + item.id.clock - first.id.clock);
      });
      // Of a text none of which is left, Yjs knows no place any more.
      if (!copy) break;
      this.#landmarks.inserted(index, size);
      const content = typeof run.content === "string" ? run.content.slice(at, at + size) : run.content;
      this.journal.inserted.push({ ...(copy as CharacterId), length: size, content });
      let from = index;
      for (const { attributes, length } of this.runsIn(index, size)) {
        const change = changedAttributes(attributes, run.attributes);
        if (Object.keys(change).length > 0) {
          this.#edit(from, (place) => this.body.format(place, length, change));
          this.#landmarks.formatted(from, length);
        }
        from += length;
      }
      restored.push({ of: { ...idAfter(run, at), length: size }, copy });
      at += size;
    }
    return restored;
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
      if (from >= to) continue;
      const contents = contentsOf(item);
      const { attributes } = formatting;
      if (typeof contents[0] === "string") runs.push({ ...idAfter(item.id, from), length: to - from, content: contents[0].slice(from, to), attributes });
      else for (let i = from; i < to; i++) runs.push({ ...idAfter(item.id, i), length: 1, content: contents[i]!, attributes });
    }
    return runs;
  }

  /** The ID of the character at an index. @throws RangeError outside the body */
  idAt(index: number): CharacterId {
    const [run] = this.runsIn(index, 1);
    if (!run) throw new RangeError(`no character at ${index} in a body of ${this.body.length}`);
    return { client: run.client, clock: run.clock };
  }

  /** Where characters stand that are there, part by part, in the order of their IDs. */
  placesOf(run: CharacterRun): { readonly run: CharacterRun; readonly index: number }[] {
    const places: { readonly run: CharacterRun; readonly index: number }[] = [];
    const { store } = this.body.doc!;
    const end = Math.min(run.clock + run.length, Y.getState(store, run.client));
    for (let clock = run.clock; clock < end; ) {
      const item = Y.getItem(store, Y.createID(run.client, clock));
      const to = Math.min(end, item.id.clock + item.length);
      if (item instanceof Y.Item && !item.deleted && item.countable && item.parent === this.body && item.parentSub === null) {
        const offset = clock - item.id.clock;
        places.push({ run: { client: run.client, clock, length: to - clock }, index: this.#landmarks.indexOf(item) + offset });
      }
      clock = to;
    }
    return places;
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

/** The items of deleted characters from `first` on whose IDs follow one another and that stand side by side, `length` in all at most. */
function gravesFrom(transaction: Y.Transaction, first: Y.Item, length: number): Y.Item[] {
  const items: Y.Item[] = [];
  for (let item: Y.Item | null = first, left = length; ; ) {
    if (item.length > left) Y.getItemCleanStart(transaction, Y.createID(item.id.client, item.id.clock + left));
    items.push(item);
    left -= item.length;
    const next: Y.Item | null = item.right;
    if (left === 0 || next === null || !next.deleted || next.id.client !== item.id.client || next.id.clock !== item.id.clock + item.length) return items;
    item = next;
  }
}

/** The content that was just made of `place`: among the last items that this replica made. */
function embedAt(doc: Y.Doc, place: object): Y.ContentEmbed {
  const structs = doc.store.clients.get(doc.clientID)!;
  for (let i = structs.length - 1; ; i--) {
    const struct = structs[i] as Y.Item;
    if (struct.content instanceof Y.ContentEmbed && struct.content.embed === place) return struct.content;
  }
}
