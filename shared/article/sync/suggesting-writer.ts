import { Slice, type Node } from "prosemirror-model";
import { ReplaceStep, Transform } from "prosemirror-transform";
import { HEADLINE, type BlockId } from "../identity/block-attributes.ts";
import type { CharacterStatus, RecordChange, Suggestions } from "../identity/suggestions.ts";
import { idOfKey, keyOf, type CharacterId, type CharacterRun } from "../model/character-id.ts";
import { posOf } from "../model/flat.ts";
import { NEWLINE } from "../model/names.ts";
import { sliceOf, type TextRun } from "../model/text-run.ts";
import type { Attributes } from "../model/tokens.ts";
import { type DeletedRun } from "./journal.ts";
import type { StepWriter } from "./step-writer.ts";
import type { BodyWriter } from "./writer.ts";

/** A stretch of the body that the document of the steps has no more. */
interface Hidden {
  index: number;
  readonly length: number;
}

/** A stretch of the body, and what suggestions say of it. */
interface Part {
  readonly index: number;
  readonly run: TextRun;
  readonly status: CharacterStatus;
}

/**
 * Writes steps as a suggestion: what they insert is inserted, as part of the suggestion; what they delete is struck out and stays;
 * a form that they give is recorded. What the same person suggested before and is still open is changed at once (SU8).
 */
export class SuggestingWriter implements StepWriter {
  readonly #writer: BodyWriter;
  readonly #suggestions: Suggestions;
  readonly #isOwn: (client: number) => boolean;
  readonly #goesOn: boolean;
  #suggestion: string | null = null;
  /** In order, by their index in the body. */
  readonly #hidden: Hidden[] = [];
  #isSaid = false;
  /** What was struck out, as it stands. */
  readonly struck: DeletedRun[] = [];

  /**
   * @param isOwn whether a Yjs client is one of this person's
   * @param goesOn whether what is written beside a suggestion of this person's is part of it, as letters are
   */
  constructor(writer: BodyWriter, isOwn: (client: number) => boolean, goesOn: boolean) {
    this.#writer = writer;
    this.#suggestions = writer.article.suggestions;
    this.#isOwn = isOwn;
    this.#goesOn = goesOn;
  }

  /** True while the body says just what the steps made: nothing was struck out, and no form was recorded. */
  get isPlain(): boolean {
    return this.#hidden.length === 0 && !this.#isSaid;
  }

  get length(): number {
    return this.#hidden.reduce((length, hidden) => length - hidden.length, this.#writer.length);
  }

  /** The index in the body of one in the document of the steps. @param side where something is struck out there: 1 behind it, -1 before it */
  indexOf(index: number, side: -1 | 1): number {
    let at = index;
    for (const hidden of this.#hidden) {
      if (hidden.index > at || (hidden.index === at && side < 0)) break;
      at += hidden.length;
    }
    return at;
  }

  insert(index: number, text: string, attributes?: Attributes): CharacterId {
    // A replacement stands behind what it replaces.
    const at = this.indexOf(index, 1);
    this.#begin(at, at);
    const like = attributes ?? this.#attributesBefore(index, at);
    const id = this.#writer.insert(at, text, like);
    this.#shift(at, text.length);
    return id;
  }

  insertLast(index: number): CharacterId {
    const at = this.indexOf(index, 1);
    this.#begin(at, at);
    const id = this.#writer.insertLast(at);
    this.#shift(at, NEWLINE.length);
    return id;
  }

  insertEmbed(index: number, value: unknown, attributes: Attributes): CharacterId {
    const at = this.indexOf(index, 1);
    this.#begin(at, at);
    const id = this.#writer.insertEmbed(at, value, attributes);
    this.#shift(at, 1);
    return id;
  }

  delete(index: number, length: number): void {
    for (const [from, to] of this.#stretches(index, length).toReversed()) {
      const strikes: TextRun[] = [];
      for (const { index: at, run, status } of this.#partsIn(from, to).toReversed()) {
        const { insertedBy, struckBy } = status;
        if (insertedBy !== null && this.#isOwnSuggestion(insertedBy)) {
          this.#writer.delete(at, run.length);
          this.#shift(at, -run.length);
          continue;
        }
        if (!struckBy.some((suggestion) => this.#isOwnSuggestion(suggestion))) {
          this.#begin(from, to);
          strikes.push(run);
        }
        this.struck.unshift(asDeleted(run));
        this.#hide({ index: at, length: run.length });
      }
      if (strikes.length > 0) this.#strike(this.#suggestion!, strikes);
    }
  }

  /**
   * Writes a text behind some of the article's own characters, which it strikes out, as `delete` and `insert` would.
   * @param index behind them @param runs the characters, of which nothing is suggested
   * @param beside what is said of the character before them, and of the one behind them
   */
  replaceOwn(index: number, runs: readonly TextRun[], text: string, attributes: Attributes, beside: readonly CharacterStatus[]): void {
    this.#suggestion ??= (this.#goesOn ? this.#ownAmong(beside) : null) ?? this.#suggestions.begin(Date.now());
    this.#suggestions.ink.use(this.#suggestion);
    this.#strike(this.#suggestion, runs);
    if (text !== "") this.#writer.insert(index, text, attributes);
  }

  format(index: number, length: number, attributes: Attributes): void {
    const runs: CharacterRun[] = [];
    for (const [from, to] of this.#stretches(index, length)) {
      for (const { index: at, run, status } of this.#partsIn(from, to)) {
        if (status.insertedBy !== null && this.#isOwnSuggestion(status.insertedBy)) this.#writer.format(at, run.length, attributes);
        else runs.push({ client: run.client, clock: run.clock, length: run.length });
      }
    }
    if (runs.length === 0) return;
    this.#begin(this.indexOf(index, 1), this.indexOf(index + length, -1));
    for (const [name, value] of Object.entries(attributes)) {
      this.#record(this.#suggestions.restyle(this.#suggestion!, { runs, block: null, name, value }));
    }
    this.#isSaid = true;
  }

  startBlock(id: CharacterId, attributes: Attributes): void {
    this.#writer.startBlock(id, attributes);
  }

  flushBlocks(): void {
    this.#writer.flushBlocks();
  }

  setBlock(id: BlockId, change: Attributes): void {
    const insertedBy = id === HEADLINE ? null : this.#suggestions.statusOf({ ...id, length: 1 })[0]!.insertedBy;
    if (insertedBy !== null && this.#isOwnSuggestion(insertedBy)) return this.#writer.setBlock(id, change);
    this.#begin(null, null);
    for (const [name, value] of Object.entries(change)) {
      this.#record(this.#suggestions.restyle(this.#suggestion!, { runs: [], block: id, name, value }));
    }
    this.#isSaid = true;
  }

  idAt(index: number): CharacterId {
    return this.#writer.idAt(this.indexOf(index, 1));
  }

  document(): Node {
    const tr = new Transform(this.#writer.document());
    for (const { index, length } of this.#hidden.toReversed()) {
      tr.step(new ReplaceStep(posOf(tr.doc, index), posOf(tr.doc, index + length), Slice.empty));
    }
    return tr.doc;
  }

  newlines(): CharacterId[] {
    const hidden = new Set(
      this.struck.flatMap(({ client, clock, content }) =>
        typeof content === "string"
          ? content.split("").flatMap((unit, i) => (unit === NEWLINE ? [keyOf({ client, clock: clock + i })] : []))
          : [],
      ),
    );
    return this.#writer.newlines().filter((id) => !hidden.has(keyOf(id)));
  }

  blockAttributes(id: CharacterId): Attributes {
    return this.#writer.blockAttributes(id);
  }

  #isOwnSuggestion(suggestion: string): boolean {
    const begun = idOfKey(suggestion);
    return begun !== null && this.#isOwn(begun.client);
  }

  /** Begins the suggestion, or goes on with one that stands beside `from`–`to` (SU15), and says that what is written now belongs to it. */
  #begin(from: number | null, to: number | null): void {
    if (this.#suggestion === null) {
      this.#suggestion =
        (this.#goesOn && from !== null && to !== null ? this.#beside(from, to) : null) ?? this.#suggestions.begin(Date.now());
    }
    this.#suggestions.ink.use(this.#suggestion);
  }

  #beside(from: number, to: number): string | null {
    return this.#ownAmong(
      [from - 1, to].flatMap((index) =>
        index < 0 || index >= this.#writer.length ? [] : this.#partsIn(index, index + 1).map(({ status }) => status),
      ),
    );
  }

  /** The first of the suggestions that are said of characters which is this person's. */
  #ownAmong(statuses: readonly CharacterStatus[]): string | null {
    for (const { insertedBy, struckBy } of statuses) {
      const own = [insertedBy, ...struckBy].find((one) => one !== null && this.#isOwnSuggestion(one));
      if (own) return own;
    }
    return null;
  }

  /** What text takes on that is inserted behind struck text, which the document of the steps does not have. */
  #attributesBefore(index: number, at: number): Attributes | undefined {
    if (index === 0 || this.indexOf(index, -1) === at) return undefined;
    return this.#writer.items.runsIn(this.indexOf(index - 1, 1), 1)[0]?.attributes;
  }

  /** Says that characters are struck out, and keeps them for an undo after somebody has accepted that (SU57). */
  #strike(suggestion: string, runs: readonly TextRun[]): void {
    this.#record(this.#suggestions.strike(suggestion, runs));
    this.#writer.journal.struck.push(...runs.map((run) => ({ ...asDeleted(run), suggestion })));
  }

  #record(change: RecordChange): void {
    this.#writer.journal.suggestions.push(change);
  }

  /** The stretches of the body that `length` characters of the document stand in, in order. */
  #stretches(index: number, length: number): [from: number, to: number][] {
    const stretches: [number, number][] = [];
    let at = this.indexOf(index, 1);
    let left = length;
    for (const hidden of [...this.#hidden, { index: Infinity, length: 0 }]) {
      if (hidden.index < at) continue;
      const taken = Math.min(left, hidden.index - at);
      if (taken > 0) stretches.push([at, at + taken]);
      left -= taken;
      if (left === 0) break;
      at = hidden.index + hidden.length;
    }
    return stretches;
  }

  #partsIn(from: number, to: number): Part[] {
    const parts: Part[] = [];
    let index = from;
    for (const run of this.#writer.items.runsIn(from, to - from)) {
      for (const status of this.#suggestions.statusOf(run)) {
        const offset = status.clock - run.clock;
        parts.push({ index, run: sliceOf(run, offset, offset + status.length), status });
        index += status.length;
      }
    }
    return parts;
  }

  /** Moves what is hidden at or behind an index of the body. */
  #shift(at: number, by: number): void {
    for (const hidden of this.#hidden) if (hidden.index >= at) hidden.index += by;
  }

  #hide(hidden: Hidden): void {
    const at = this.#hidden.findIndex(({ index }) => index >= hidden.index);
    this.#hidden.splice(at === -1 ? this.#hidden.length : at, 0, hidden);
  }
}

const asDeleted = (run: TextRun): DeletedRun => ({ ...run, otherCopies: [], ancestors: [], copies: [] });
