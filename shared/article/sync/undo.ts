import type { EditorState, Transaction } from "prosemirror-state";
import { TextSelection, type Selection } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import * as Y from "yjs";
import { firstBehind, idAfter, keyOf, type CharacterId, type CharacterRun } from "../model/character-id.ts";
import { attributeOfKey, blockIdOfKey } from "../identity/block-attributes.ts";
import { deletedFormatsIn, type FormattedDeletion } from "../yjs-internals/deleted-formats.ts";
import { flatOf, posOf } from "../model/flat.ts";
import { REVERT } from "../model/names.ts";
import { covers, difference, touches, united, type Range } from "../../update/ranges.ts";
import { changedAttributes, type Attributes } from "../model/tokens.ts";
import {
  append,
  emptyJournal,
  isSomething,
  type DeletedRun,
  type FormattedRun,
  type Journal,
  type PlacedRun,
  type StruckRun,
} from "./journal.ts";
import { newlinesOf, sliceOf, without } from "../model/text-run.ts";
import type { Copy } from "../identity/lineage.ts";
import { copiesOfRestored } from "./restored.ts";
import type { BodyWriter } from "./writer.ts";

/** Edits closer together than this are undone at once, in milliseconds. */
const TYPING_PAUSE = 500;

/** Stands for the key of a character before the first. */
const START = "start";

/** By the characters that its ends stand behind. */
interface RelativeSelection {
  readonly anchor: Y.RelativePosition;
  readonly head: Y.RelativePosition;
}

/** What is undone, or done again, at once. */
interface UndoStep {
  readonly journal: Journal;
  /** That stood before it. */
  readonly selection: RelativeSelection;
}

/**
 * Undo of this person's own edits, by the identity of characters: a step takes away the characters that it inserted, wherever they
 * are by now, puts those back that it deleted, and gives characters and blocks the form back that it changed, unless somebody has
 * changed it since (AM10, UN1–UN6). `Y.UndoManager` deletes and writes anew whatever items there were, format markers too, which is
 * why it changes what others did beside them.
 */
export class UndoHistory {
  readonly #writer: BodyWriter;
  readonly #undo: UndoStep[] = [];
  readonly #redo: UndoStep[] = [];
  /** The key of the character behind which the last typing ended; null after anything but typing. */
  #typedBehind: string | null = null;
  /** The index in the body at which the typing ends that is written; null for anything but typing. */
  #typingTo: number | null = null;
  #changedAt = 0;
  /** The selection before the step that is written; null when that goes on with the last one. */
  #before: RelativeSelection | null = null;

  /** What this person deleted, by client, and what of it is not in there yet. */
  readonly #deleted = new Map<number, readonly Range[]>();
  readonly #newlyDeleted: CharacterRun[] = [];
  /** What redo would do again, where what was undone struck text out. */
  readonly #withdrawn = new Set<Journal>();

  constructor(writer: BodyWriter) {
    this.#writer = writer;
  }

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  /** Call before `tr` is written: decides whether it goes on with the last step, else keeps the selection that stands before it. */
  prepare(state: EditorState, tr: Transaction): void {
    const typing = typedRange(state, tr);
    const now = Date.now();
    const goesOn =
      typing !== null && this.#behind(flatOf(state.doc, typing.from)) === this.#typedBehind && now - this.#changedAt < TYPING_PAUSE;
    this.#before = goesOn && this.#undo.length > 0 ? null : this.#relative(state);
    this.#typedBehind = null;
    this.#typingTo = typing && flatOf(tr.doc, typing.to);
    this.#changedAt = now;
  }

  /** Keeps what a local transaction wrote. */
  add(journal: Journal): void {
    if (!isSomething(journal)) return;
    this.#newlyDeleted.push(...journal.deleted);
    this.#redo.length = 0;
    if (this.#before) this.#undo.push({ journal: emptyJournal(), selection: this.#before });
    append(this.#undo.at(-1)!.journal, journal);
    if (this.#typingTo !== null) this.#typedBehind = this.#behind(this.#typingTo);
  }

  /** The key of the character before an index in the body. */
  #behind(index: number): string {
    const [character] = index > 0 ? this.#writer.items.runsIn(index - 1, 1) : [];
    return character ? keyOf(character) : START;
  }

  /** Others' change of the body, in which they may have formatted what is deleted here: it comes back with that form. */
  received(transaction: Y.Transaction): void {
    if (this.#undo.length + this.#redo.length === 0) return;
    const formatted = Map.groupBy(deletedFormatsIn(this.#writer.body, transaction), ({ client }) => client);
    if (formatted.size === 0) return;
    for (const { journal } of [...this.#undo, ...this.#redo]) {
      for (const [i, run] of [...journal.deleted.entries()].toReversed()) {
        // Who formatted what these are copies of had not heard of that either.
        const changes = [run, ...run.ancestors].toReversed().flatMap((one) => changesOf(run, one, formatted.get(one.client) ?? []));
        if (changes.length > 0) journal.deleted.splice(i, 1, ...changes.reduce(withFormat, [run]));
      }
    }
  }

  /** Undoes or redoes one step; `select` receives the selection that stood before it. @returns false with nothing to do */
  revert(which: "undo" | "redo", state: EditorState, select: (anchor: number, head: number) => void): boolean {
    const [from, to] = which === "undo" ? [this.#undo, this.#redo] : [this.#redo, this.#undo];
    this.#typedBehind = null;
    const here = this.#relative(state);
    for (let step = from.pop(); step; step = from.pop()) {
      const journal = this.#take(step.journal, which);
      this.#withdrawn.delete(step.journal);
      if (which === "undo" && journal.struck.length > 0) this.#withdrawn.add(journal);
      // Of some steps nothing is left: others deleted what they inserted.
      if (!isSomething(journal)) continue;
      to.push({ journal, selection: here });
      if (!this.#isSeen(journal)) continue;
      const [anchor, head] = [this.#absolute(step.selection.anchor), this.#absolute(step.selection.head)];
      if (anchor !== undefined && head !== undefined) select(anchor, head);
      return true;
    }
    return false;
  }

  /** Puts back what this person had struck out and took that back, while somebody accepted it. Call in a transaction that undo does not keep. */
  putBackWithdrawn(): void {
    for (const journal of this.#withdrawn) {
      const taken = this.#struckAway(journal.struck);
      if (taken.length === 0) continue;
      this.#writer.article.suggestions.ink.use(null);
      const { length } = this.#writer.journal.inserted;
      this.#restore(taken);
      // Redo strikes it out again: then it goes, as somebody accepted that.
      journal.inserted.push(...this.#writer.journal.inserted.slice(length));
      journal.struck.splice(0, Infinity, ...journal.struck.flatMap((run) => without(run, taken)));
    }
  }

  #relative({ doc, selection }: EditorState): RelativeSelection {
    const at = (pos: number) => this.#writer.items.positionBehind(flatOf(doc, pos));
    return { anchor: at(selection.anchor), head: at(selection.head) };
  }

  /** The index behind the character that a position stood behind, or where that was. */
  #absolute({ type, tname, item, assoc }: Y.RelativePosition): number | undefined {
    const place = item && this.#placeOf(item);
    if (place !== null) return place + 1;
    const position = new Y.RelativePosition(type, tname, item && this.#lastCopyOf(item), assoc);
    return Y.createAbsolutePositionFromRelativePosition(position, this.#writer.body.doc!)?.index;
  }

  /** Where a character is, or the nearest that took its place; null where none is there. */
  #placeOf({ client, clock }: CharacterId): number | null {
    const { lineage } = this.#writer.article;
    const descendantsOf = (id: CharacterId): CharacterRun[] =>
      lineage
        .descendantsOf({ ...id, length: 1 })
        .sort((a, b) => a.distance - b.distance)
        .map((descendant) => descendant.run);
    for (const one of [
      { client, clock, length: 1 },
      ...descendantsOf({ client, clock }),
      ...lineage.ancestorsOf({ client, clock }).flatMap(descendantsOf),
    ]) {
      const [place] = this.#writer.items.placesOf(one);
      if (place) return place.index;
    }
    return null;
  }

  /** The last of the characters that took the place of one. */
  #lastCopyOf({ client, clock }: CharacterId): Y.ID {
    const { lineage } = this.#writer.article;
    const last = lineage
      .descendantsOf({ client, clock, length: 1 })
      .findLast((descendant) => lineage.descendantsOf(descendant.run).length === 0)?.run;
    return Y.createID(last?.client ?? client, last?.clock ?? clock);
  }

  /** Whether a step is about something that is there: not of blocks alone that others deleted. */
  #isSeen({ inserted, deleted, formatted, blocks, suggestions }: Journal): boolean {
    const isThere = (run: CharacterRun): boolean => this.#writer.items.livingOf(run).length > 0;
    return (
      [inserted, deleted, formatted, suggestions].some((part) => part.length > 0) ||
      blocks.some(({ key }) => {
        const id = blockIdOfKey(key);
        return (
          !id ||
          isThere({ ...id, length: 1 }) ||
          this.#writer.article.lineage.descendantsOf({ ...id, length: 1 }).some((descendant) => isThere(descendant.run))
        );
      })
    );
  }

  /** What of struck text somebody took away by accepting that. */
  #struckAway(struck: readonly StruckRun[]): DeletedRun[] {
    const { lineage, suggestions } = this.#writer.article;
    return struck.flatMap((run) =>
      suggestions
        .struckAwayIn(run, run.suggestion)
        .filter((part) => suggestions.livingOf(part).length === 0)
        .flatMap((part) => lineage.partsOf(part))
        .map(({ clock, length, ancestors }) => ({ ...sliceOf(run, clock - run.clock, clock - run.clock + length), ancestors })),
    );
  }

  /** Writes characters anew where they stood. @returns their copies */
  #restore(missing: readonly DeletedRun[]): Copy[] {
    const copies = this.#writer.restoreRuns(missing).flatMap((part) => copiesOfRestored(this.#writer, part));
    this.#writer.article.lineage.record(copies, "rewritten");
    return copies;
  }

  /** Writes the contrary of `journal`. @returns what it wrote */
  #take(journal: Journal, which: "undo" | "redo"): Journal {
    const writer = this.#writer;
    const { doc } = writer.article;
    writer.journal = emptyJournal();
    doc.transact(() => {
      writer.article.suggestions.ink.use(null);
      writer.deleteRuns(journal.inserted.flatMap((run) => this.#now(run)));
      this.#newlyDeleted.push(...writer.journal.deleted);
      const taken = new Map(
        [...Map.groupBy(writer.journal.deleted, ({ client }) => client)].map(([client, runs]) => [
          client,
          runs.toSorted((a, b) => a.clock - b.clock),
        ]),
      );
      const { suggestions } = writer.article;
      // Before text comes back: of what it is a copy depends on what was decided.
      const takenBack = journal.suggestions.toReversed().flatMap((change) => suggestions.takeBack(change) ?? []);
      const missing = journal.deleted.flatMap((run) => this.#missing(run)).flatMap((run) => this.#asItStood(run, taken));
      const struckAway = which === "undo" ? this.#struckAway(journal.struck) : [];
      const copies = this.#restore([...missing, ...struckAway]);
      writer.journal.struck.push(...journal.struck.flatMap((run) => without(run, struckAway)));
      for (const runs of inTurns(journal.formatted.toReversed())) writer.formatRuns(this.#placed(runs), formatBack);
      const { blocks } = writer.article;
      for (const { key, before, after, id } of this.#blocksThatStay(journal).toReversed()) {
        const isOurs = blocks.map.get(key) === after && (after === undefined || blocks.isBy(doc.clientID, key));
        if (!isOurs || this.#isSaidSince(key)) continue;
        const lost = [blocks.idAt(key), id].map((one) => (one ? blocks.lostTo(one) : undefined)).find((value) => value !== undefined);
        writer.putBlockEntry({ key, value: lost === undefined ? before : lost });
      }
      this.#keepBlocks(copies);
      writer.journal.suggestions.push(...takenBack, ...takenBack.flatMap((change) => suggestions.strikeAgain(change, copies)));
      writer.finish();
    }, REVERT);
    const written = writer.journal;
    writer.journal = emptyJournal();
    return written;
  }

  /**
   * Makes blocks that come back what they were: what is said of other copies of those that they are copies of does not count.
   * @param copies in the order in which they were written, each with what it is a copy of and no others
   */
  #keepBlocks(copies: readonly Copy[]): void {
    const { blocks } = this.#writer.article;
    for (const run of this.#writer.journal.inserted) {
      for (const offset of newlinesOf(run)) {
        const id = idAfter(run, offset);
        const copy = copies[firstBehind(copies, id.clock)]!;
        const was = blocks.of(
          id,
          undefined,
          copy.ancestors.map((ancestor) => idAfter(ancestor, id.clock - copy.clock)),
        );
        const change = changedAttributes(blocks.of(id), was);
        if (Object.keys(change).length > 0) this.#writer.setBlock(id, change);
      }
    }
  }

  /** The entries of blocks but those that the journal itself inserted: who brings one back that others deleted finds it as it was. */
  #blocksThatStay({ inserted, blocks }: Journal): Journal["blocks"] {
    if (blocks.length === 0) return blocks;
    const own = Map.groupBy(inserted, ({ client }) => client);
    const ranges = new Map(
      [...own].map(([client, runs]) => [client, united(runs.map(({ clock, length }) => ({ clock, end: clock + length })))]),
    );
    return blocks.filter(({ key }) => {
      const id = blockIdOfKey(key);
      return !id || !covers(ranges.get(id.client) ?? [], id.clock, id.clock + 1) || this.#writer.article.lineage.ancestorsOf(id).length > 0;
    });
  }

  /** Whether somebody said the same of a block that took the place of the one that an entry is about, and that is gone. */
  #isSaidSince(key: string): boolean {
    const id = blockIdOfKey(key);
    if (!id || this.#writer.items.livingOf({ ...id, length: 1 }).length > 0) return false;
    const { blocks, lineage } = this.#writer.article;
    const now = lineage.descendantsOf({ ...id, length: 1 }).filter((descendant) => this.#writer.items.livingOf(descendant.run).length > 0);
    return now.some(({ run }) => blocks.isSaidSince(run, id, attributeOfKey(key)));
  }

  /**
   * The parts of `run` that are to come back: of which there is neither a character nor a copy that took its place. One that
   * others deleted, after it had come back or been moved, is theirs.
   */
  #missing(run: DeletedRun): DeletedRun[] {
    const { lineage } = this.#writer.article;
    const there: Range[] = this.#writer.items.livingOf(run).map((part) => rangeIn(run, part));
    // What others wrote at the same time in the place of what these had taken the place of.
    for (const ancestor of run.ancestors) {
      for (const { offset, run: other } of lineage.descendantsOf({ ...ancestor, length: run.length })) {
        const living = this.#writer.items.livingOf(other).flatMap((part) => without(part, run.otherCopies));
        there.push(...living.map((part) => rangeIn({ ...other, clock: other.clock - offset }, part)));
      }
    }
    const [own, theirs]: [Range[], Range[]] = [[], []];
    const copies = run.copies.flatMap(({ of, ...copy }) => {
      const offset = of.clock - run.clock;
      const [from, to] = [Math.max(0, -offset), Math.min(copy.length, run.length - offset)];
      return from < to ? [{ offset: offset + from, run: { ...idAfter(copy, from), length: to - from } }] : [];
    });
    const descendants = [...lineage.descendantsOf(run), ...copies];
    if (there.length === 0 && descendants.length === 0) return [run];
    for (const { offset, run: descendant } of descendants) {
      const at = (part: CharacterRun): Range => rangeIn({ ...descendant, clock: descendant.clock - offset }, part);
      const living = this.#writer.items.livingOf(descendant);
      there.push(...living.flatMap((part) => without(part, run.otherCopies)).map(at));
      // The last copies alone tell who deleted the character.
      const copied = lineage.descendantsOf(descendant).map((later) => ({ ...idAfter(descendant, later.offset), length: later.run.length }));
      for (const part of without(descendant, [...living, ...copied, ...run.otherCopies])) {
        const mine = this.#deletedOf(part);
        own.push(...mine.map(at));
        theirs.push(...without(part, mine).map(at));
      }
    }
    const kept = united([...there, ...difference(united(theirs), united(own))]);
    return difference([{ clock: 0, end: run.length }], kept).map(({ clock, end }) => sliceOf(run, clock, end));
  }

  /**
   * Parts `run` into what the step had moved, which comes back with the form that others gave it meanwhile, and the rest.
   * @param taken what was taken away before it comes back, by client, in order
   */
  #asItStood(run: DeletedRun, taken: ReadonlyMap<number, readonly DeletedRun[]>): DeletedRun[] {
    if (run.copies.length === 0) return [run];
    const parts: DeletedRun[] = [];
    for (const { of, attributes: then, ...copy } of run.copies) {
      const start = of.clock - run.clock;
      for (const { offset, run: one } of [{ offset: 0, run: copy }, ...this.#writer.article.lineage.descendantsOf(copy)]) {
        const runs = taken.get(one.client) ?? [];
        for (let i = firstBehind(runs, one.clock); i < runs.length && runs[i]!.clock < one.clock + one.length; i++) {
          const { clock, length, attributes: now } = runs[i]!;
          const [from, to] = [clock - one.clock, clock + length - one.clock].map((at) =>
            clamp(start + offset + clamp(at, 0, one.length), 0, run.length),
          );
          const attributes = withChange(run.attributes, changedAttributes(then, now));
          if (from! < to!) parts.push(...without({ ...sliceOf(run, from!, to!), attributes }, parts));
        }
      }
    }
    return [...without(run, parts), ...parts].sort((a, b) => a.clock - b.clock);
  }

  /** The parts of `run` that this person deleted. */
  #deletedOf(run: CharacterRun): CharacterRun[] {
    for (const [client, runs] of Map.groupBy(this.#newlyDeleted.splice(0), (one) => one.client)) {
      this.#deleted.set(
        client,
        united([...(this.#deleted.get(client) ?? []), ...runs.map(({ clock, length }) => ({ clock, end: clock + length }))]),
      );
    }
    const ranges = this.#deleted.get(run.client) ?? [];
    const kept = difference([{ clock: run.clock, end: run.clock + run.length }], ranges);
    return without(
      run,
      kept.map(({ clock, end }) => ({ client: run.client, clock, length: end - clock })),
    );
  }

  /** The characters of `run` that are there, and those that took the place of the others; each with its offset in `run`. */
  #now(run: CharacterRun): (CharacterRun & { readonly offset: number })[] {
    const { client, clock, length } = run;
    const living = this.#writer.items.livingOf({ client, clock, length });
    const gone = without({ client, clock, length }, living);
    return [
      ...living.map((part) => ({ ...part, offset: part.clock - clock })),
      ...gone.flatMap((part) =>
        this.#writer.article.lineage
          .descendantsOf(part)
          .map(({ run: descendant, offset }) => ({ ...descendant, offset: part.clock - clock + offset })),
      ),
    ];
  }

  /** @param runs in the order opposite to the one that they had when they were formatted; returned with those that took their place */
  #placed(runs: readonly FormattedRun[]): PlacedRun[] {
    let start = 0;
    return runs.toReversed().flatMap((run) => {
      const place = start;
      start += run.length;
      return [{ ...run, place }, ...this.#now(run).map(({ offset, ...one }) => ({ ...run, ...one, place: place + offset }))];
    });
  }
}

/** The formats that characters had before, where they have the ones that the step gave them. */
const formatBack = (formats: Attributes, run: FormattedRun): Attributes =>
  Object.fromEntries(
    Object.entries(run.before).filter(([name]) => JSON.stringify(formats[name] ?? null) === JSON.stringify(run.after[name] ?? null)),
  );

/** Parts `runs` so that none of them has the same character twice: what was formatted twice is taken back in turn. */
function inTurns(runs: readonly FormattedRun[]): FormattedRun[][] {
  const turns: FormattedRun[][] = [];
  let taken = new Map<number, Range[]>();
  for (const run of runs) {
    const range = { clock: run.clock, end: run.clock + run.length };
    const known = taken.get(run.client) ?? [];
    const isNew = turns.length > 0 && !touches(known, range.clock, range.end);
    if (isNew) turns.at(-1)!.push(run);
    else {
      turns.push([run]);
      taken = new Map();
    }
    const list = taken.get(run.client) ?? [];
    list.push(range);
    taken.set(run.client, list.length > 1 && list.at(-2)!.end > range.clock ? united(list) : list);
  }
  return turns;
}

const clamp = (value: number, min: number, max: number): number => Math.min(max, Math.max(min, value));

/** @param change null takes an attribute away */
const withChange = (attributes: Attributes, change: Attributes): Attributes =>
  Object.fromEntries(Object.entries({ ...attributes, ...change }).filter(([, value]) => value !== null));

/** @param one the first character of `run` or of what it is a copy of @returns those of `changes` that are about it, as if they were about `run` */
function changesOf(run: DeletedRun, one: CharacterId, changes: readonly FormattedDeletion[]): FormattedDeletion[] {
  return changes
    .filter(({ clock, length }) => clock < one.clock + run.length && one.clock < clock + length)
    .map((change) => ({ ...change, client: run.client, clock: change.clock - one.clock + run.clock }));
}

/** Parts `runs` where some of their characters were formatted since they went. */
function withFormat(runs: readonly DeletedRun[], { change, ...formatted }: FormattedDeletion): DeletedRun[] {
  return runs.flatMap((run) => {
    const [from, to] = [formatted.clock, formatted.clock + formatted.length].map((at) => clamp(at - run.clock, 0, run.length));
    if (from! >= to!) return [run];
    const part = sliceOf(run, from!, to!);
    const parts = [{ ...part, attributes: withChange(part.attributes, change) }];
    return [...without(run, parts), ...parts].sort((a, b) => a.clock - b.clock);
  });
}

/** Where a part of `run` is in it. */
const rangeIn = (run: CharacterRun, part: CharacterRun): Range => ({
  clock: part.clock - run.clock,
  end: part.clock - run.clock + part.length,
});

/** The selection from `anchor` to `head`, indices in the body, in `state`. */
export function selectionAt(state: EditorState, anchor: number, head: number): Selection {
  const at = (flat: number) => state.doc.resolve(posOf(state.doc, flat));
  return TextSelection.between(at(anchor), at(head));
}

/** Where `tr` typed letters at the caret, or erased them before or behind it; null for any other edit. */
function typedRange(state: EditorState, tr: Transaction): { from: number; to: number } | null {
  const step = tr.steps.length === 1 ? tr.steps[0] : undefined;
  const caret = state.selection.from;
  if (!(step instanceof ReplaceStep) || !state.selection.empty || step.slice.openStart > 0 || tr.getMeta("uiEvent") || tr.getMeta("paste"))
    return null;
  const { from, to, slice } = step;
  if (slice.size > 0) return from === to && slice.content.firstChild?.isInline ? { from, to: from + slice.size } : null;
  const isErased = to - from <= 2 && state.doc.resolve(to).parentOffset >= to - from && (caret === from || caret === to);
  return isErased ? { from: caret, to: from } : null;
}
