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
import { NOTHING, snapshotOf, type Change, type Snapshot } from "./snapshot.ts";
import { PAUSE, UndoOracle } from "./undo-oracle.ts";
import { runs, seed } from "../seed.ts";

const RUNS = runs(40);
/** For as many runs on a busy machine; milliseconds. */
const TIMEOUT = 60_000 + 1000 * RUNS;
const EVENTS = 40;
/** Lines of what was done that a failure shows. */
const LOGGED = 24;

/** What one editor did, for the others. */
interface Parcel {
  readonly from: HeadlessEditor;
  readonly updates: readonly Uint8Array[];
  readonly change: Change;
  /** The Yjs IDs of what was in their article when they had done it. */
  readonly there: Snapshot["ids"];
}

/** An editor that tells when nothing but its selection has changed, and whose carets stand in no surrogate pair, as a browser's do. */
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
  readonly editors: readonly WatchedEditor[];
  private readonly oracles = new Map<HeadlessEditor, UndoOracle>();
  /** What an editor did that the relay has not got, and all that the relay has, in order. */
  private readonly undelivered = new Map<HeadlessEditor, Parcel[]>();
  private readonly relay: Parcel[] = [];
  private readonly read = new Map<HeadlessEditor, number>();
  private readonly updates = new Map<HeadlessEditor, Uint8Array[]>();
  private time = 0;
  readonly log: string[] = [];
  reverts = 0;

  constructor(start: Y.Doc, ids: readonly number[], isLate: boolean) {
    this.editors = ids.map((id, i) => new WatchedEditor(["Sara", "Omid", "Mina"][i]!, id));
    for (const editor of this.editors) {
      editor.receive(Y.encodeStateAsUpdate(start));
      this.oracles.set(editor, new UndoOracle(editor, isLate));
      this.undelivered.set(editor, []);
      this.read.set(editor, 0);
      this.updates.set(editor, []);
      editor.onUpdate = (update) => this.updates.get(editor)!.push(update);
    }
  }

  do(editor: WatchedEditor, edit: Edit, gen: prng.PRNG, fresh: (length: number) => string): void {
    this.log.push(`${editor.name} ${edit.name}`);
    this.time += prng.int31(gen, 0, 5) === 0 ? 2 * PAUSE : 1;
    vi.setSystemTime(this.time);
    const oracle = this.oracles.get(editor)!;
    let change: Change;
    if (edit.reverts) {
      const which = edit.name as "undo" | "redo";
      const did = editor.binding[which]();
      if (did) this.reverts++;
      change = oracle.reverted(which, did);
    } else {
      const before = editor.state.doc;
      editor.onSelect = () => oracle.selected();
      edit.run(editor, gen, fresh);
      editor.onSelect = undefined;
      change = editor.state.doc === before ? NOTHING : oracle.edited(this.time, edit.step === true, this.updates.get(editor)!.length > 0);
    }
    this.log.push(show(editor));
    this.post(editor, change);
  }

  private post(from: HeadlessEditor, change: Change): void {
    const updates = this.updates.get(from)!.splice(0);
    if (updates.length > 0) this.undelivered.get(from)!.push({ from, updates, change, there: snapshotOf(from).ids });
  }

  /** Sends the oldest that waits in an editor. @returns false with nothing to send */
  send(editor: HeadlessEditor): boolean {
    const parcel = this.undelivered.get(editor)!.shift();
    if (parcel) this.relay.push(parcel);
    return parcel !== undefined;
  }

  /** Takes the next that is for an editor. @returns false with nothing to take */
  take(editor: HeadlessEditor): boolean {
    const next = this.read.get(editor)!;
    const parcel = this.relay[next];
    if (!parcel) return false;
    this.read.set(editor, next + 1);
    if (parcel.from === editor) return true;
    for (const update of parcel.updates) editor.receive(update);
    this.oracles.get(editor)!.received(parcel.change, parcel.there);
    // Yjs tidies formats by itself.
    this.post(editor, NOTHING);
    this.log.push(`${editor.name} takes from ${parcel.from.name}`, show(editor));
    return true;
  }

  settle(): void {
    for (let isDone = false; !isDone;) {
      isDone = true;
      for (const editor of this.editors) while (this.send(editor)) isDone = false;
      for (const editor of this.editors) while (this.take(editor)) isDone = false;
    }
    const [first, ...others] = this.editors;
    if (others.some((editor) => !editor.state.doc.eq(first!.state.doc))) throw new Error("two editors show different articles");
  }
}

const show = (editor: HeadlessEditor): string => `      ${snapshotOf(editor).keys.join("")}  ${editor.state.doc.toString()}`;

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
      const editor = prng.oneOf(gen, [...together.editors]);
      const dice = prng.int31(gen, 0, 99);
      together.do(editor, dice < 20 ? undo : dice < 32 ? redo : chooseOurs(gen), gen, fresh);
      if (!isLate) together.settle();
      else
        for (const one of together.editors) {
          if (prng.bool(gen)) together.send(one);
          if (prng.bool(gen)) together.take(one);
        }
    }
    together.settle();
    return together.reverts;
  } catch (error) {
    throw new Error(
      `seed ${of}: ${(error as Error).message}\n${together.log.slice(-LOGGED).join("\n")}\n${together.editors.map(show).join("\n")}`,
      { cause: error },
    );
  } finally {
    for (const editor of together.editors) {
      editor.binding.destroy();
      editor.doc.destroy();
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
