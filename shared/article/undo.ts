/**
 * Undo of this person's own edits, by the identity of characters: a step takes away the characters that it inserted, wherever
 * they are by now, puts those back that it deleted, and gives characters and blocks the form back that it changed, unless
 * somebody has changed it since (AM10, UN1–UN5). `Y.UndoManager` deletes and writes anew whatever items there were, format
 * markers too, which is why it changes what others did beside them.
 */
import type { EditorState, Transaction } from "prosemirror-state";
import { TextSelection, type Selection } from "prosemirror-state";
import { ReplaceStep, type Mappable } from "prosemirror-transform";
import * as Y from "yjs";
import { idAfter, type CharacterRun } from "./character-id.ts";
import { flatOf, posOf } from "./flat.ts";
import type { Copy } from "./lineage.ts";
import { REVERT } from "./names.ts";
import { touches, united, type Range } from "../room/ranges.ts";
import type { Attributes } from "./tokens.ts";
import { emptyJournal, type DeletedRun, type FormattedRun, type Journal, type Restored } from "./journal.ts";
import type { BodyWriter } from "./writer.ts";

/** Edits closer together than this are undone at once, in milliseconds. */
const TYPING_PAUSE = 500;

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

export class UndoHistory {
  readonly #writer: BodyWriter;
  readonly #undo: UndoStep[] = [];
  readonly #redo: UndoStep[] = [];
  /** Where the last letter was typed; null after anything but typing. */
  #typedUntil: number | null = null;
  #changedAt = 0;
  /** The selection before the step that is written; null when that goes on with the last one. */
  #before: RelativeSelection | null = null;

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
    const goesOn = typing !== null && typing.from === this.#typedUntil && now - this.#changedAt < TYPING_PAUSE;
    this.#before = goesOn && this.#undo.length > 0 ? null : this.#relative(state);
    this.#typedUntil = typing ? typing.to : null;
    this.#changedAt = now;
  }

  /** Keeps what a local transaction wrote. */
  add(journal: Journal): void {
    this.#redo.length = 0;
    if (!isSomething(journal)) return;
    if (this.#before) this.#undo.push({ journal: emptyJournal(), selection: this.#before });
    append(this.#undo.at(-1)!.journal, journal);
  }

  /** A colleague's change of the page, through which one goes on typing. */
  moved(mapping: Mappable): void {
    if (this.#typedUntil !== null) this.#typedUntil = mapping.map(this.#typedUntil, -1);
  }

  /** Undoes or redoes one step; `select` receives the selection that stood before it. @returns false with nothing to do */
  revert(which: "undo" | "redo", state: EditorState, select: (anchor: number, head: number) => void): boolean {
    const [from, to] = which === "undo" ? [this.#undo, this.#redo] : [this.#redo, this.#undo];
    this.#typedUntil = null;
    const here = this.#relative(state);
    for (let step = from.pop(); step; step = from.pop()) {
      const journal = this.#take(step.journal);
      // Of some steps nothing is left: others deleted what they inserted.
      if (!isSomething(journal)) continue;
      to.push({ journal, selection: here });
      const [anchor, head] = [this.#absolute(step.selection.anchor), this.#absolute(step.selection.head)];
      if (anchor !== undefined && head !== undefined) select(anchor, head);
      return true;
    }
    return false;
  }

  /** The selection of a state, by what stands before its ends. */
  #relative({ doc, selection }: EditorState): RelativeSelection {
    const at = (pos: number) => this.#writer.positionBehind(flatOf(doc, pos));
    return { anchor: at(selection.anchor), head: at(selection.head) };
  }

  #absolute(position: Y.RelativePosition): number | undefined {
    return Y.createAbsolutePositionFromRelativePosition(position, this.#writer.body.doc!)?.index;
  }

  /** Writes the contrary of `journal`. @returns what it wrote */
  #take(journal: Journal): Journal {
    const writer = this.#writer;
    const { doc } = writer.article;
    writer.journal = emptyJournal();
    doc.transact(() => {
      const deleted = writer.formed(journal.deleted);
      writer.deleteRuns(journal.inserted.flatMap((run) => this.#now(run)));
      const missing = deleted.flatMap((run) => this.#missing(run));
      writer.article.lineage.record(writer.restoreRuns(missing).flatMap((part) => this.#copiesOf(part)), "rewritten");
      for (const runs of inTurns(journal.formatted.toReversed())) writer.formatRuns(runs.flatMap((run) => [run, ...this.#now(run).map((one) => ({ ...run, ...one }))]), formatBack);
      for (const { key, before, after } of journal.blocks.toReversed()) {
        const { blocks } = writer.article;
        if (blocks.map.get(key) === after && (after === undefined || blocks.isBy(doc.clientID, key))) writer.putBlockEntry({ key, value: blocks.lostAt(key) ?? before });
      }
      writer.finish();
    }, REVERT);
    const written = writer.journal;
    writer.journal = emptyJournal();
    return written;
  }

  /** Copies of what was put back: of its copies that are gone as well, and of itself. */
  #copiesOf({ of, copy }: Restored): Copy[] {
    const heirs = this.#writer.article.lineage.heirsOf(of).filter((heir) => this.#writer.livingOf(heir.run).length === 0);
    const edges = [...new Set([0, of.length, ...heirs.flatMap(({ offset, run }) => [offset, offset + run.length])])].sort((a, b) => a - b);
    return edges.slice(0, -1).map((from, i) => {
      const later = heirs
        .filter(({ offset, run }) => offset <= from && from < offset + run.length)
        .sort((a, b) => b.distance - a.distance || b.run.clock - a.run.clock)
        .map(({ offset, run }) => idAfter(run, from - offset));
      return { ...idAfter(copy, from), length: edges[i + 1]! - from, ancestors: [...later, idAfter(of, from)] };
    });
  }

  /** The parts of `run` of which there is neither a character nor a copy that took its place. */
  #missing(run: DeletedRun): DeletedRun[] {
    const there = new Set<number>();
    const add = (offset: number, length: number): void => {
      for (let i = 0; i < length; i++) there.add(offset + i);
    };
    for (const part of this.#writer.livingOf(run)) add(part.clock - run.clock, part.length);
    for (const { offset, run: heir } of this.#writer.article.lineage.heirsOf(run)) {
      for (const living of this.#writer.livingOf(heir)) {
        for (const part of without(living, run.twins)) add(offset + part.clock - heir.clock, part.length);
      }
    }
    const parts: DeletedRun[] = [];
    for (let from = 0; from < run.length; ) {
      let to = from;
      while (to < run.length && there.has(to) === there.has(from)) to++;
      if (!there.has(from)) parts.push(slice(run, from, to));
      from = to;
    }
    return parts;
  }

  /** The characters of `run` that are there, and those that took the place of the others. */
  #now(run: CharacterRun): CharacterRun[] {
    const { client, clock, length } = run;
    const living = this.#writer.livingOf({ client, clock, length });
    const gone = without({ client, clock, length }, living);
    return [...living, ...gone.flatMap((part) => this.#writer.article.lineage.heirsOf(part).map(({ run: heir }) => heir))];
  }
}

/** The formats that characters had before, where they have the ones that the step gave them. */
const formatBack = (formats: Attributes, run: FormattedRun): Attributes =>
  Object.fromEntries(Object.entries(run.before).filter(([name]) => JSON.stringify(formats[name] ?? null) === JSON.stringify(run.after[name] ?? null)));

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

const isSomething = ({ inserted, deleted, formatted, blocks }: Journal): boolean => [inserted, deleted, formatted, blocks].some((part) => part.length > 0);

/** Goes on with a step. What it inserted itself and now deletes again is not to come back. */
function append(journal: Journal, more: Journal): void {
  for (const run of more.inserted) {
    const last = journal.inserted.at(-1);
    const follows = last?.client === run.client && last.clock + last.length === run.clock;
    if (follows && typeof last.content === "string" && typeof run.content === "string") {
      journal.inserted[journal.inserted.length - 1] = { ...last, length: last.length + run.length, content: last.content + run.content };
    } else journal.inserted.push(run);
  }
  journal.deleted.push(...more.deleted.flatMap((run) => without(run, journal.inserted)));
  journal.formatted.push(...more.formatted);
  journal.blocks.push(...more.blocks);
}

/** The parts of `run` that are in none of `others`. */
function without<R extends CharacterRun>(run: R, others: readonly CharacterRun[]): R[] {
  return others.reduce<R[]>((parts, other) => parts.flatMap((part) => {
    if (other.client !== part.client) return [part];
    const from = Math.max(0, other.clock - part.clock);
    const to = Math.min(part.length, other.clock + other.length - part.clock);
    return from >= to ? [part] : [slice(part, 0, from), slice(part, to, part.length)].filter(({ length }) => length > 0);
  }), [run]);
}

function slice<R extends CharacterRun & { readonly content?: unknown }>(run: R, from: number, to: number): R {
  return { ...run, ...idAfter(run, from), length: to - from, ...(typeof run.content === "string" && { content: run.content.slice(from, to) }) };
}

/** The selection from `anchor` to `head`, indices in the body, in `state`. */
export function selectionAt(state: EditorState, anchor: number, head: number): Selection {
  const at = (flat: number) => state.doc.resolve(posOf(state.doc, flat));
  return TextSelection.between(at(anchor), at(head));
}

/** Where `tr` typed letters at the caret, or deleted them by Backspace; null for any other edit. */
function typedRange(state: EditorState, tr: Transaction): { from: number; to: number } | null {
  const step = tr.steps.length === 1 ? tr.steps[0] : undefined;
  if (!(step instanceof ReplaceStep) || !state.selection.empty || step.slice.openStart > 0 || tr.getMeta("uiEvent") || tr.getMeta("paste")) return null;
  const { from, to, slice } = step;
  if (slice.size === 0 && to - from <= 2) return state.doc.resolve(to).parentOffset >= to - from ? { from: to, to: from } : null;
  return from === to ? { from, to: from + slice.size } : null;
}
