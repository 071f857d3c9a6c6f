/**
 * Some people who write one article together, each seeing what the others do at once or a little later, and each taking back and
 * doing again at any time what was their own.
 */
import * as prng from "lib0/prng";
import type { ResolvedPos } from "prosemirror-model";
import { TextSelection, type EditorState } from "prosemirror-state";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { chooseEdit, redo, undo, type Edit } from "./edits.ts";
import { HeadlessEditor } from "../newsroom/headless-editor.ts";
import { alphabet, smallArticle } from "./articles.ts";
import { NOTHING, snapshotOf, type Change } from "./snapshot.ts";
import { PAUSE, UndoOracle } from "./undo-oracle.ts";

/** At random; `SEED` repeats the runs from the seed that a failure names, and `RUNS` makes more of them, or one. */
const seed = Number(process.env["SEED"] ?? 1 + Math.floor(Math.random() * 2 ** 30));
const RUNS = Number(process.env["RUNS"] ?? 100);
/** For as many runs on a busy machine; milliseconds. */
const TIMEOUT = 60_000 + 1000 * RUNS;
const EVENTS = 40;
/** Lines of what was done that a failure shows. */
const LOGGED = 24;

/** What one desk did, for the others. */
interface Parcel {
  readonly from: HeadlessEditor;
  readonly updates: readonly Uint8Array[];
  readonly change: Change;
}

/** A desk that tells when nothing but its selection has changed, and whose carets stand in no surrogate pair, as a browser's do. */
class WatchedEditor extends HeadlessEditor {
  onSelect: (() => void) | undefined;

  override updateState(state: EditorState): void {
    const isSame = state.doc === this.state.doc;
    super.updateState(state.apply(state.tr.setSelection(TextSelection.between(...outOfPairs(state)))));
    if (isSame) this.onSelect?.();
  }
}

function outOfPairs({ doc, selection }: EditorState): [ResolvedPos, ResolvedPos] {
  const snap = (at: ResolvedPos): ResolvedPos =>
    /[\uD800-\uDBFF]$/.test(at.nodeBefore?.text ?? "") && /^[\uDC00-\uDFFF]/.test(at.nodeAfter?.text ?? "") ? doc.resolve(at.pos + 1) : at;
  return [snap(selection.$anchor), snap(selection.$head)];
}

class Together {
  readonly desks: readonly WatchedEditor[];
  private readonly oracles = new Map<HeadlessEditor, UndoOracle>();
  /** What a desk did that the relay has not got, and all that the relay has, in order. */
  private readonly undelivered = new Map<HeadlessEditor, Parcel[]>();
  private readonly relay: Parcel[] = [];
  private readonly read = new Map<HeadlessEditor, number>();
  private readonly updates = new Map<HeadlessEditor, Uint8Array[]>();
  private time = 0;
  readonly log: string[] = [];
  reverts = 0;

  constructor(start: Y.Doc, ids: readonly number[], isLate: boolean) {
    this.desks = ids.map((id, i) => new WatchedEditor(["Sara", "Omid", "Mina"][i]!, id));
    for (const desk of this.desks) {
      desk.receive(Y.encodeStateAsUpdate(start));
      this.oracles.set(desk, new UndoOracle(desk, isLate));
      this.undelivered.set(desk, []);
      this.read.set(desk, 0);
      this.updates.set(desk, []);
      desk.onUpdate = (update) => this.updates.get(desk)!.push(update);
    }
  }

  do(desk: WatchedEditor, edit: Edit, gen: prng.PRNG, fresh: (length: number) => string): void {
    this.log.push(`${desk.name} ${edit.name}`);
    this.time += prng.int31(gen, 0, 5) === 0 ? 2 * PAUSE : 1;
    vi.setSystemTime(this.time);
    const oracle = this.oracles.get(desk)!;
    let change: Change;
    if (edit.reverts) {
      const which = edit.name as "undo" | "redo";
      const did = desk.binding[which]();
      if (did) this.reverts++;
      change = oracle.reverted(which, did);
    } else {
      const before = desk.state.doc;
      desk.onSelect = () => oracle.selected();
      edit.run(desk, gen, fresh);
      desk.onSelect = undefined;
      change = desk.state.doc === before ? NOTHING : oracle.edited(this.time, edit.step === true, this.updates.get(desk)!.length > 0);
    }
    this.log.push(show(desk));
    this.post(desk, change);
  }

  private post(from: HeadlessEditor, change: Change): void {
    const updates = this.updates.get(from)!.splice(0);
    if (updates.length > 0) this.undelivered.get(from)!.push({ from, updates, change });
  }

  /** Sends the oldest that waits at a desk. @returns false with nothing to send */
  send(desk: HeadlessEditor): boolean {
    const parcel = this.undelivered.get(desk)!.shift();
    if (parcel) this.relay.push(parcel);
    return parcel !== undefined;
  }

  /** Takes the next that is for a desk. @returns false with nothing to take */
  take(desk: HeadlessEditor): boolean {
    const next = this.read.get(desk)!;
    const parcel = this.relay[next];
    if (!parcel) return false;
    this.read.set(desk, next + 1);
    if (parcel.from === desk) return true;
    for (const update of parcel.updates) desk.receive(update);
    this.oracles.get(desk)!.received(parcel.change);
    // Yjs tidies formats by itself.
    this.post(desk, NOTHING);
    this.log.push(`${desk.name} takes from ${parcel.from.name}`, show(desk));
    return true;
  }

  settle(): void {
    for (let isDone = false; !isDone;) {
      isDone = true;
      for (const desk of this.desks) while (this.send(desk)) isDone = false;
      for (const desk of this.desks) while (this.take(desk)) isDone = false;
    }
    const [first, ...others] = this.desks;
    if (others.some((desk) => !desk.state.doc.eq(first!.state.doc))) throw new Error("two desks show different articles");
  }
}

const show = (desk: HeadlessEditor): string => `      ${snapshotOf(desk).keys.join("")}  ${desk.state.doc.toString()}`;

const isOurs = ({ name }: Edit): boolean => !name.startsWith("another program");

function chooseOurs(gen: prng.PRNG): Edit {
  for (;;) {
    const edit = chooseEdit(gen);
    if (isOurs(edit)) return edit;
  }
}

function play(of: number, isLate: boolean): number {
  const gen = prng.create(of);
  const fresh = alphabet();
  const ids = [
    [2, 3],
    [3, 2],
    [2, 3, 4],
    [4, 3, 2],
  ][of % 4]!;
  const together = new Together(smallArticle(gen, fresh), ids, isLate);
  try {
    for (let i = 0; i < EVENTS; i++) {
      const desk = prng.oneOf(gen, [...together.desks]);
      const dice = prng.int31(gen, 0, 99);
      together.do(desk, dice < 20 ? undo : dice < 32 ? redo : chooseOurs(gen), gen, fresh);
      if (!isLate) together.settle();
      else
        for (const one of together.desks) {
          if (prng.bool(gen)) together.send(one);
          if (prng.bool(gen)) together.take(one);
        }
    }
    together.settle();
    return together.reverts;
  } catch (error) {
    throw new Error(
      `seed ${of}: ${(error as Error).message}\n${together.log.slice(-LOGGED).join("\n")}\n${together.desks.map(show).join("\n")}`,
      { cause: error },
    );
  } finally {
    for (const desk of together.desks) {
      desk.binding.destroy();
      desk.doc.destroy();
    }
  }
}

beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

test.each([
  ["at once", false],
  ["later", true],
] as const)(
  `UN1 UN2 UN4 UN5 UN6 AM10: undo and redo among colleagues whose work comes %s (seed ${seed})`,
  (_name, isLate) => {
    let reverts = 0;
    const failures: string[] = [];
    for (let run = 0; run < RUNS; run++) {
      try {
        reverts += play(seed + run, isLate);
      } catch (error) {
        failures.push((error as Error).message);
      }
    }
    expect(failures.join("\n\n")).toBe("");
    expect(reverts).toBeGreaterThan(2 * RUNS);
  },
  TIMEOUT,
);
