import * as Y from "yjs";
import { joined, type CharacterId, type CharacterRun } from "../model/character-id.ts";
import type { Embed } from "../model/embed.ts";
import { isHigh, isLow } from "../model/surrogate-pair.ts";
import { sliceOf, type ContentRun, type TextRun } from "../model/text-run.ts";
import { changedAttributes, type Attributes } from "../model/tokens.ts";
import { cutItems } from "../../update/cut-items.ts";
import type { DeltaOp } from "./delta-op.ts";
import { deleteForeign, foreignIn, isDeletable } from "./foreign-content.ts";
import { deletedItemsFrom, deletedItemsOf, inWholePairs, isInText, itemsOf, partIn, runsOf, structsOf } from "./items.ts";
import type { Landmarks } from "./landmarks.ts";
import { Formatting } from "./read.ts";

/** An item with what stands around it. */
export interface ItemInBody {
  readonly item: Y.Item;
  readonly index: number;
  readonly formats: Attributes;
  /** By format the client that wrote its value. */
  readonly writers: ReadonlyMap<string, number>;
}

/** A part of deleted characters that stands in the body again. */
export interface RestoredPart<R extends TextRun> extends ContentRun {
  readonly run: R;
  /** Where in `run` the part begins. */
  readonly offset: number;
}

/** Items side by side that are to have the same formats, and those that they have. */
interface Stretch {
  readonly first: Y.Item;
  last: Y.Item;
  readonly attributes: Attributes;
  readonly formats: Attributes;
}

/** Two markers around a stretch: what it is to have, and what is to follow. */
interface MarkerPair extends Pick<Stretch, "first" | "last"> {
  readonly name: string;
  readonly value: unknown;
  readonly behind: unknown;
}

/**
 * Reads and edits the body by its items: by index, looked up from the nearest landmark, and by identity. What is written by index
 * is what Yjs itself would write, item for item.
 */
export class BodyItems {
  readonly body: Y.Text;
  readonly #landmarks: Landmarks;

  constructor(body: Y.Text, landmarks: Landmarks) {
    this.body = body;
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
    return this.#firstFrom(clock);
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
    return this.#firstFrom(clock);
  }

  /** Deletes all that counts in a stretch: Yjs itself leaves some values there, and deletes as much behind it instead. */
  delete(index: number, length: number): void {
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

  format(index: number, length: number, attributes: Attributes): void {
    this.#edit(index, (at) => this.body.format(at, length, { ...attributes }));
    this.#landmarks.formatted(index, length);
  }

  /**
   * Deletes characters by their IDs; those that are gone already are left out, and a surrogate pair goes with its first half. Formats
   * that say nothing any more go once the transaction is over: other replicas take them away when they hear of the deletion, and a
   * redo must not count on them.
   * @param deleting is told of each run before it goes
   */
  deleteRuns(runs: readonly CharacterRun[], deleting: (run: TextRun) => void): void {
    this.#atOnce((transaction) => {
      // Between two runs that follow one another nothing is cut, which may be the halves of a surrogate pair.
      const whole = joined(runs).map((run) => inWholePairs(this.body.doc!, run));
      const doomed = new Set(whole.flatMap((run) => itemsOf(this.body, transaction, run)));
      this.walk(doomed, ({ item, formats }) => {
        for (const run of runsOf(item, formats)) deleting(run);
      });
      for (const item of doomed) item.delete(transaction);
      transaction._needFormattingCleanup = true;
    });
  }

  /** The items of the characters of some runs, there or gone; cut where a run begins and ends, if there. */
  itemsOf<R extends CharacterRun>(runs: readonly R[]): Map<Y.Item, R> {
    const items = new Map<Y.Item, R>();
    this.#atOnce((transaction) => {
      for (const run of runs) {
        for (const item of itemsOf(this.body, transaction, inWholePairs(this.body.doc!, run))) items.set(item, run);
        for (const item of deletedItemsOf(this.body, run)) items.set(item, run);
      }
    });
    return items;
  }

  /**
   * Puts deleted characters in again where they stood, with the formats that they had.
   * @param runs characters that are gone, each of IDs that follow one another
   * @returns the new ones, in parts where something else stands between them now
   */
  restore<R extends TextRun>(runs: readonly R[]): RestoredPart<R>[] {
    const parts: RestoredPart<R>[] = [];
    const runByItem = new Map<Y.Item, R>();
    this.#atOnce((transaction) => {
      for (const run of withWholePairs(runs)) {
        for (let offset = 0; offset < run.length;) {
          const restored = this.#restore(transaction, run, offset);
          // Of a text none of which is left, Yjs knows no place any more.
          if (!restored) break;
          parts.push({
            run,
            offset,
            client: restored.id.client,
            clock: restored.id.clock,
            length: restored.length,
            content: contentOf(run, offset, restored.length),
          });
          runByItem.set(restored, run);
          offset += restored.length;
        }
      }
    });
    this.#formatRestored(new Map([...runByItem].map(([item, { attributes }]) => [item, attributes])));
    return parts;
  }

  #restore(transaction: Y.Transaction, run: TextRun, offset: number): Y.Item | null {
    const first = Y.getItemCleanStart(transaction, Y.createID(run.client, run.clock + offset));
    if (!(first instanceof Y.Item)) return null;
    const deletedItems = deletedItemsFrom(transaction, first, run.length - offset);
    let length = deletedItems.reduce((sum, item) => sum + item.length, 0);
    // The halves of a surrogate pair come back together, wherever they stood.
    if (typeof run.content === "string" && isHigh(run.content[offset + length - 1]) && isLow(run.content[offset + length])) length++;
    const content = contentOf(run, offset, length);
    const item = this.#put(
      transaction,
      first.left,
      first,
      typeof content === "string" ? new Y.ContentString(content) : new Y.ContentEmbed(content.value as object),
    );
    // Yjs' own relative positions, a caret's for one, go along.
    for (const old of deletedItems) old.redone = Y.createID(item.id.client, item.id.clock + old.id.clock - first.id.clock);
    return item;
  }

  /**
   * Formats items that were just put in, with nothing between them and their formats: `Y.Text.format` would format the places of
   * all deleted characters beside them as well, and with that what comes back there. Nothing here counts on markers that stand
   * among deleted characters only: other replicas may take them away.
   * @param wanted the formats that each is to have
   */
  #formatRestored(wanted: ReadonlyMap<Y.Item, Attributes>): void {
    const pairs: (readonly MarkerPair[])[] = [];
    const place = this.#landmarks.beforeAll([...wanted.keys()]);
    const formatting = new Formatting();
    let left = wanted.size;
    let before = formatting.attributes;
    let stretches: Stretch[] = [];
    for (let item = place?.item ?? this.body._start; item !== null && (left > 0 || stretches.length > 0); item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) formatting.read(item.content);
      if (!item.countable) continue;
      const attributes = wanted.get(item);
      if (!attributes) {
        pairs.push(pairsAround(stretches, before, formatting.attributes));
        stretches = [];
        before = formatting.attributes;
        continue;
      }
      left--;
      const last = stretches.at(-1);
      if (last?.last === item.left && isEqual(last.attributes, attributes)) last.last = item;
      else stretches.push({ first: item, last: item, attributes, formats: formatting.attributes });
    }
    pairs.push(pairsAround(stretches, before, formatting.attributes));
    this.#atOnce((transaction) => {
      for (const { first, last, name, value, behind } of pairs.flat()) {
        this.#put(transaction, first.left, first, new Y.ContentFormat(name, value as object));
        this.#put(transaction, last, last.right, new Y.ContentFormat(name, behind as object));
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
   * Visits the items of `items` that are there, in the order of the body.
   * @param all visits those that are gone, and what else is there, too, from some place before the first of them to the end
   */
  walk(items: ReadonlySet<Y.Item>, visit: (at: ItemInBody) => void, all = false): void {
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
        if (all && items.has(item)) visit({ item, index, formats: formatting.attributes, writers });
        continue;
      }
      if (item.content instanceof Y.ContentFormat) {
        if (formatting.read(item.content)) writers = new Map([...writers, [item.content.key, item.id.client]]);
      }
      if (!item.countable) continue;
      if (all || items.has(item)) visit({ item, index, formats: formatting.attributes, writers });
      index += item.length;
    }
  }

  /** Has items begin at these indices, in order, for many edits that follow: each would take what the article is long. */
  cutAt(indices: readonly number[]): void {
    const clocks = new Map<number, number[]>();
    let [next, at] = [0, 0];
    for (let item = this.body._start; item !== null && next < indices.length; item = item.right) {
      if (item.deleted || !item.countable) continue;
      for (; next < indices.length && indices[next]! < at + item.length; next++) {
        const { client, clock } = item.id;
        const known = clocks.get(client);
        if (known) known.push(clock + indices[next]! - at);
        else clocks.set(client, [clock + indices[next]! - at]);
      }
      at += item.length;
    }
    this.body.doc!.transact((transaction) => {
      for (const [client, cuts] of clocks) cutItems(transaction, client, cuts);
    });
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

  /**
   * As `runsIn`, for many stretches in one walk.
   * @param stretches in order and apart
   * @returns null where one of them has what `foreignIn` finds
   */
  runsInEach(stretches: readonly { readonly from: number; readonly to: number }[]): TextRun[][] | null {
    const found: TextRun[][] = stretches.map(() => []);
    const formatting = new Formatting();
    let [next, at] = [0, 0];
    for (let item = this.body._start; item !== null && next < stretches.length; item = item.right) {
      if (item.deleted) continue;
      if (item.content instanceof Y.ContentFormat) formatting.read(item.content);
      if (!item.countable) continue;
      const end = at + item.length;
      while (next < stretches.length && stretches[next]!.to <= at) next++;
      for (let i = next; i < stretches.length && stretches[i]!.from < end; i++) {
        if (!isDeletable(item)) return null;
        const { from, to } = stretches[i]!;
        if (from < to) found[i]!.push(...runsOf(item, formatting.attributes, Math.max(0, from - at), Math.min(item.length, to - at)));
      }
      at = end;
    }
    return found;
  }

  /**
   * Inserts text and deletes characters all over the body in one walk, as `insert` and `delete` would one after the other. Nothing that
   * `foreignIn` finds is deleted.
   * @returns the IDs of the first characters of what is inserted, in order
   */
  apply(delta: readonly DeltaOp[]): CharacterId[] {
    const { store, clientID } = this.body.doc!;
    const clock = this.#clock;
    this.#atOnce(() =>
      this.body.applyDelta(delta.map(({ attributes, ...op }) => (attributes ? { ...op, attributes: { ...attributes } } : op))),
    );
    const structs = store.clients.get(clientID) ?? [];
    const ids: CharacterId[] = [];
    for (let i = clock === this.#clock ? structs.length : Y.findIndexSS(structs, clock); i < structs.length; i++) {
      const { id, countable } = structs[i] as Y.Item;
      if (countable) ids.push({ client: id.client, clock: id.clock });
    }
    return ids;
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

  /** Of each run the parts that are there, with their formats. */
  formattedPartsOf(runs: readonly CharacterRun[]): (CharacterRun & { readonly attributes: Attributes })[][] {
    const living = runs.map((run) => [...this.#living(run)]);
    const formatsOf = new Map<Y.Item, Attributes>();
    this.walk(new Set(living.flat().map(({ item }) => item)), ({ item, formats }) => void formatsOf.set(item, formats));
    return living.map((parts) => parts.map(({ item, part }) => ({ ...part, attributes: formatsOf.get(item)! })));
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

  /** A position that stays behind the character before `index`. */
  positionBehind(index: number): Y.RelativePosition {
    return this.#near(index, (at) => Y.createRelativePositionFromTypeIndex(this.body, at, -1));
  }

  get #clock(): number {
    const { store, clientID } = this.body.doc!;
    return Y.getState(store, clientID);
  }

  /** The ID of the first character that this client wrote at a clock or after it: formats come before it. */
  #firstFrom(clock: number): CharacterId {
    const { store, clientID } = this.body.doc!;
    const structs = store.clients.get(clientID)!;
    for (let i = Y.findIndexSS(structs, clock); ; i++) {
      const struct = structs[i] as Y.Item;
      if (struct.countable) return { client: clientID, clock: Math.max(clock, struct.id.clock) };
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

const isEqual = (some: Attributes, others: Attributes): boolean => Object.keys(changedAttributes(some, others)).length === 0;

/**
 * The markers that stretches need which stand in one gap, among deleted characters: for each format that they are not to have as it
 * is there, or as it would be without the markers of the gap.
 * @param before the formats of the text before the gap
 * @param behind those of the text behind it
 */
function pairsAround(stretches: readonly Stretch[], before: Attributes, behind: Attributes): MarkerPair[] {
  const written = new Set<string>();
  return stretches.flatMap(({ first, last, attributes, formats }) => {
    const [here, outside, inside] = [formats, before, behind].map((had) => Object.keys(changedAttributes(had, attributes)));
    const names = new Set([...here!, ...outside!.filter((name) => !written.has(name)), ...inside!.filter((name) => written.has(name))]);
    for (const name of names) written.add(name);
    return Array.from(names, (name) => ({ first, last, name, value: attributes[name] ?? null, behind: behind[name] ?? null }));
  });
}

/** A half of a surrogate pair that stands in an item of its own is a U+FFFD on other replicas. */
const contentOf = ({ content }: TextRun, offset: number, length: number): string | Embed =>
  typeof content === "string" ? content.slice(offset, offset + length).toWellFormed() : content;

/** Puts the second half of a surrogate pair into the run that ends with the first. */
function withWholePairs<R extends TextRun>(runs: readonly R[]): R[] {
  const all: R[] = [];
  for (const run of runs) {
    const last = all.at(-1);
    const isCut =
      last?.client === run.client &&
      last.clock + last.length === run.clock &&
      typeof last.content === "string" &&
      typeof run.content === "string" &&
      isHigh(last.content.at(-1)) &&
      isLow(run.content[0]);
    if (!isCut) {
      all.push(run);
      continue;
    }
    all[all.length - 1] = { ...last, length: last.length + 1, content: `${last.content}${run.content[0]}` };
    if (run.length > 1) all.push(sliceOf(run, 1, run.length));
  }
  return all;
}

/** The content that was just made of `place`: among the last items that this replica made. */
function embedAt(doc: Y.Doc, place: object): Y.ContentEmbed {
  const structs = doc.store.clients.get(doc.clientID)!;
  for (let i = structs.length - 1; ; i--) {
    const struct = structs[i] as Y.Item;
    if (struct.content instanceof Y.ContentEmbed && struct.content.embed === place) return struct.content;
  }
}
