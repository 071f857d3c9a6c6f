import type { Node } from "prosemirror-model";
import { NodeSelection, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import * as Y from "yjs";
import { articleOf, type Article } from "../identity/article.ts";
import { blockIdOfKey } from "../identity/block-attributes.ts";
import { idAfter, keyOf, type CharacterId, type CharacterRun } from "../model/character-id.ts";
import { copiesAmong, copiesInParts } from "./copies.ts";
import { writeDifference } from "./difference.ts";
import { changeOf, halvesOf, type BodyChange } from "../yjs-internals/delta.ts";
import { flatLength, flatOf, posOf } from "../model/flat.ts";
import { moveOver } from "../identity/former.ts";
import { follow } from "./follow.ts";
import { Landmarks } from "../yjs-internals/landmarks.ts";
import { DECIDE, LOCAL, NEWLINE, REPLACE, RESTORE, REVERT, SUGGEST } from "../model/names.ts";
import type { Copy } from "../identity/lineage.ts";
import { difference, united, type Range } from "../../update/ranges.ts";
import { receive, REMOTE, reproject } from "./receive.ts";
import { decide, giveBack, type Chosen } from "./decide.ts";
import { replace, type Replacement } from "./replace.ts";
import { restore } from "./restore.ts";
import { itemsAmong, suggestLevels } from "./suggested-level.ts";
import { SuggestingWriter } from "./suggesting-writer.ts";
import { readKey, type Verdict } from "../identity/suggestion-records.ts";
import { selectionAt, UndoHistory } from "./undo.ts";
import { writeStep } from "./write.ts";
import { emptyJournal, type DeletedRun, type Journal } from "./journal.ts";
import type { StepWriter } from "./step-writer.ts";
import { BodyWriter } from "./writer.ts";

export { REMOTE } from "./receive.ts";

/** A change of more operations and entries is shown in one step: a step for each would take longer, at 10,000 words from 400 on. */
const MANY = 300;

/** Origins of what is written through the landmarks, and is no news to undo. */
const WRITTEN_HERE: ReadonlySet<unknown> = new Set([REVERT, SUGGEST, DECIDE, REPLACE, RESTORE]);

/** What holds the state: an `EditorView`, or a plain object. */
export interface Host {
  readonly state: EditorState;
  /** Told before a change from elsewhere is applied to the state: what a person selected and the state does not say yet is read now. */
  readSelection?(): void;
  /** @param transactions that made it of the state before */
  updateState(state: EditorState, transactions: readonly Transaction[]): void;
}

/**
 * Holds a ProseMirror state and a body equal: local transactions are written to the body before the screen shows them, other
 * changes of the body come as one small transaction each. Needs no view, so that whole newsrooms run headless.
 */
export class ArticleBinding {
  private readonly article: Article;
  private readonly body: Y.Text;
  private readonly landmarks: Landmarks;
  private readonly writer: BodyWriter;
  private readonly history: UndoHistory;
  private readonly doc: Y.Doc;
  private readonly host: Host;
  private readonly onRepair: (error: unknown) => void;
  /** What was cut last, which a paste may put in elsewhere. */
  private cut: readonly DeletedRun[] = [];
  private hasWritten = false;
  /** While true, what is edited is suggested. */
  isSuggesting = false;
  private isOwnClient: (client: number) => boolean = (client) => client === this.doc.clientID;
  /** What is being suggested, and what it makes of the host's state where that is not what its steps make. */
  private suggesting: SuggestingWriter | null = null;
  private suggested: Transaction | null = null;
  /** The article's blocks were said in formats before the transaction that is going on. */
  private wasFormer: boolean;
  private readonly observer = (transaction: Y.Transaction) => this.receive(transaction);

  /**
   * @param host its state's document must be `projectBody` of the doc's body
   * @param onRepair told when the two had come apart and the document was read anew; a defect, never expected
   */
  constructor(doc: Y.Doc, host: Host, onRepair: (error: unknown) => void) {
    this.doc = doc;
    this.host = host;
    this.onRepair = onRepair;
    this.article = articleOf(doc);
    this.body = this.article.body;
    this.wasFormer = this.article.blocks.isFormer;
    this.landmarks = new Landmarks(this.body);
    this.writer = new BodyWriter(this.article, this.landmarks);
    this.history = new UndoHistory(this.writer);
    this.doc.on("afterTransaction", this.observer);
  }

  /** Says whether nobody else writes in this document at the same time, as in a draft. */
  set isAlone(isAlone: boolean) {
    this.writer.isAlone = isAlone;
  }

  /** Whether a Yjs client is one of this person's, here or on another computer. */
  get isOwn(): (client: number) => boolean {
    return this.isOwnClient;
  }

  /** Puts back what others accepted and an own client refused, which may have been heard of while no window was open (SU44). */
  set isOwn(isOwn: (client: number) => boolean) {
    this.isOwnClient = isOwn;
    this.giveBack();
  }

  /** Applies a local transaction: to the body first, then to the host. What plugins append to it is written as well. */
  dispatch(tr: Transaction): void {
    const applied = this.isSuggesting && tr.docChanged && !tr.getMeta(REMOTE) ? this.suggest(tr) : this.apply(tr);
    // Once: what a repair does not mend, the next one would not mend either.
    if (!applied) this.apply(reproject(this.host.state, this.body, null));
  }

  /** Writes a local transaction as a suggestion. @returns false when the document has to be read anew */
  private suggest(tr: Transaction): boolean {
    const before = this.host.state;
    const { state, transactions } = before.applyTransaction(tr);
    const writer = new SuggestingWriter(this.writer, this.isOwn, goesOn(tr));
    this.suggesting = writer;
    const exact = this.write(before, tr, transactions, writer);
    if (writer.isPlain) {
      this.host.updateState(state, transactions);
      return exact && this.body.length === flatLength(state.doc);
    }
    const next = this.suggested!;
    const flat = (pos: number) => {
      const index = flatOf(state.doc, pos);
      // What is erased before the caret it stands before, what is erased behind it, behind.
      const isForward = flatOf(before.doc, before.selection.head) <= writer.indexOf(index, -1) && before.selection.empty;
      // A step that cut a surrogate pair made a longer document.
      return posOf(next.doc, Math.min(writer.indexOf(index, isForward ? 1 : -1), this.body.length));
    };
    const { anchor, head } = state.selection;
    // A `\n` ends the block before: the block that it starts is one further.
    if (state.selection instanceof NodeSelection) next.setSelection(NodeSelection.create(next.doc, flat(state.selection.from) + 1));
    else next.setSelection(TextSelection.between(next.doc.resolve(flat(anchor)), next.doc.resolve(flat(head))));
    next.setStoredMarks(state.storedMarks);
    if (tr.scrolledIntoView) next.scrollIntoView();
    return this.apply(next) && exact;
  }

  /** Accepts or refuses suggestions. @returns false when there is nothing to decide */
  decide(verdict: Verdict, what: Chosen): boolean {
    return this.writeAtOnce(DECIDE, () => decide(this.writer, verdict, what)).suggestions.length > 0;
  }

  /**
   * Gives the article, or one block of it, the text of an earlier state, as one edit (VE10–VE12).
   * @param block its number in the earlier state, 0 for the headline; null for all
   * @returns false when all of it is as it was
   */
  restore(earlier: Article, block: number | null): boolean {
    const { inserted, deleted, formatted, blocks } = this.writeAtOnce(RESTORE, () => restore(this.writer, earlier, block));
    return [inserted, deleted, formatted, blocks].some((part) => part.length > 0);
  }

  /**
   * Writes other words in place of stretches of text, as one step of undo (FR12, FR13): directly, or each as a suggestion of its own.
   * @param replacements in order and apart
   * @returns how many were written: what is struck out already is not
   */
  replace(replacements: readonly Replacement[]): number {
    let count = 0;
    const suggesting = this.isSuggesting ? () => new SuggestingWriter(this.writer, this.isOwn, true) : null;
    this.writeAtOnce(REPLACE, () => (count = replace(this.writer, replacements, suggesting)));
    return count;
  }

  /**
   * What Tab and Shift+Tab do where it is only suggested that blocks are items, or at which level they are (SU60): another level is
   * suggested, or nothing is done while one does not suggest.
   * @param by 1 for one level in, -1 for one out
   * @param blocks positions of blocks of the host's document, the one with the caret first
   * @returns false where nothing of the kind is suggested of them
   */
  moveSuggestedLevels(by: 1 | -1, blocks: readonly number[]): boolean {
    const items = this.itemsAt(blocks);
    if (!items.some(({ forms }) => forms.length > 0)) return false;
    if (this.isSuggesting) this.writeAtOnce(REPLACE, () => suggestLevels(this.writer, this.isOwn, items, by));
    return true;
  }

  /** @returns whether a list or a level is suggested of one of these blocks. O(suggested forms of blocks) */
  hasSuggestedLevels(blocks: readonly number[]): boolean {
    return this.itemsAt(blocks).some(({ forms }) => forms.length > 0);
  }

  private itemsAt(blocks: readonly number[]) {
    const { doc } = this.host.state;
    return itemsAmong(
      this.writer,
      blocks.map((pos) => ({ id: this.writer.idAt(flatOf(doc, pos)), node: doc.nodeAt(pos)! })),
    );
  }

  /** Writes what is no transaction of the editor's as one step of undo. @returns what was written */
  private writeAtOnce(origin: unknown, write: () => void): Journal {
    this.history.prepare(this.host.state, this.host.state.tr);
    const journal = emptyJournal();
    this.writer.journal = journal;
    this.doc.transact(() => {
      this.prepare();
      this.article.suggestions.ink.use(null);
      write();
      this.writer.finish();
    }, origin);
    this.writer.journal = emptyJournal();
    this.history.add(journal);
    return journal;
  }

  /** @returns false when the document has to be read anew */
  private apply(tr: Transaction): boolean {
    const before = this.host.state;
    const { state, transactions } = before.applyTransaction(tr);
    const exact = this.write(before, tr, transactions);
    this.host.updateState(state, transactions);
    const fits = this.body.length === flatLength(state.doc);
    if (exact && !fits) this.onRepair(new Error(`body of ${this.body.length}, document of ${flatLength(state.doc)}`));
    return exact && fits;
  }

  get canUndo(): boolean {
    return this.history.canUndo;
  }

  get canRedo(): boolean {
    return this.history.canRedo;
  }

  /** Takes back this person's last step, and nobody else's. @returns false when there is none. */
  undo(): boolean {
    return this.revert("undo");
  }

  /** Does again what `undo` took back. @returns false when there is nothing. */
  redo(): boolean {
    return this.revert("redo");
  }

  /** The characters `from`–`to` of the body, in order, in runs whose IDs follow one another. */
  charactersIn(from: number, to: number): CharacterRun[] {
    return this.writer.items.runsIn(from, to - from);
  }

  /** Where the characters of `run` stand in the body that are there. */
  placesOf(run: CharacterRun): { readonly run: CharacterRun; readonly index: number }[] {
    return this.writer.items.placesOf(run);
  }

  destroy(): void {
    this.doc.off("afterTransaction", this.observer);
  }

  /** @returns false when the body says something else than the steps: the document has to be read anew */
  private write(
    before: EditorState,
    tr: Transaction,
    transactions: readonly Transaction[],
    suggesting: SuggestingWriter | null = null,
  ): boolean {
    const edits = transactions.filter((one) => one.docChanged && !one.getMeta(REMOTE));
    if (edits.length === 0) return true;
    const steps = edits.flatMap((edit) =>
      edit.steps.map((step, i) => ({ step, before: edit.docs[i]!, after: edit.docs[i + 1] ?? edit.doc })),
    );
    let exact = true;
    /** For each step, how much was inserted before it. */
    const insertions: number[] = [];
    const writer = suggesting ?? this.writer;
    this.history.prepare(before, tr);
    this.writer.journal = emptyJournal();
    this.doc.transact(
      () => {
        this.prepare();
        if (!suggesting) this.article.suggestions.ink.use(null);
        for (const { step, before: expected, after } of steps) {
          insertions.push(this.writer.journal.inserted.length);
          const isExact = writeStep(writer, step, expected, after);
          exact &&= isExact;
          if (writer.length === flatLength(after) && (isExact || !isCutElsewhere(writer, after))) continue;
          // The body did not cut a surrogate pair where the step did: those after it were made for another document.
          writer.flushBlocks();
          writeDifference(writer, writer.document(), steps.at(-1)!.after);
          break;
        }
        this.sayCopies(tr.getMeta("uiEvent"), suggesting?.struck ?? [], insertions);
        this.writer.flushBlocks();
        this.writer.finish();
      },
      suggesting ? SUGGEST : LOCAL,
    );
    const { journal } = this.writer;
    this.writer.journal = emptyJournal();
    this.history.add(journal);
    return exact && !this.hasDescendants(journal.blocks.map(({ key }) => key));
  }

  /** True while a block is there that takes what it is from one of these: the deletion of the old one has not arrived. */
  private hasDescendants(keys: readonly string[]): boolean {
    const { lineage } = this.article;
    return (
      !lineage.isEmpty &&
      keys
        .flatMap((key) => blockIdOfKey(key) ?? [])
        .some((id) =>
          lineage.descendantsOf({ ...id, length: 1 }).some((descendant) => this.writer.items.livingOf(descendant.run).length > 0),
        )
    );
  }

  /** Before this window writes for the first time. */
  private prepare(): void {
    if (this.article.blocks.isFormer) {
      moveOver(this.article);
      this.landmarks.forget();
      this.wasFormer = false;
    }
    if (!this.hasWritten) this.article.lineage.prune((run) => this.writer.items.livingOf(run).length > 0);
    this.hasWritten = true;
  }

  /** Says which of the characters that were just written are copies: what was moved, or cut before and pasted now. */
  private sayCopies(event: unknown, struck: readonly DeletedRun[], insertions: readonly number[]): void {
    const { inserted } = this.writer.journal;
    const deleted = [...this.writer.journal.deleted, ...struck];
    const { lineage } = this.article;
    const parts = insertions.map((from, i) => inserted.slice(from, insertions[i + 1])).filter((part) => part.length > 0);
    // What is put in elsewhere, as footnotes are, may stand in another order.
    const copiesOf = (taken: readonly DeletedRun[]): Copy[] => {
      const whole = copiesAmong(taken, inserted);
      return whole.length > 0 || parts.length < 2 ? whole : copiesInParts(taken, parts);
    };
    const moved = deleted.length > 0 && inserted.length > 0 ? copiesOf(deleted) : [];
    lineage.record(moved, "rewritten");
    if (event === "cut") this.cut = deleted;
    if (event !== "paste" || moved.length > 0) return;
    // What is there again was copied, and takes nothing along.
    const pasted = copiesOf(this.cut).map((copy) => {
      const there = this.livingPartsOf({ ...copy.ancestors[0]!, length: copy.length });
      return { copied: partsIn(copy, there), pasted: partsIn(copy, difference([{ clock: 0, end: copy.length }], there)) };
    });
    lineage.record(
      pasted.flatMap(({ pasted: parts }) => parts),
      "pasted",
    );
    lineage.record(
      pasted.flatMap(({ copied }) => copied),
      "copied",
    );
  }

  /** Where in a run the characters are that are in the article, or of which those are that took their place. */
  private livingPartsOf(run: CharacterRun): Range[] {
    const all = [{ offset: 0, run }, ...this.article.lineage.descendantsOf(run)];
    return united(
      all.flatMap(({ offset, run: one }) =>
        this.writer.items
          .livingOf(one)
          .flatMap((part) => this.article.suggestions.statusOf(part))
          // What is struck out was cut.
          .filter(({ struckBy }) => struckBy.length === 0)
          .map(({ clock, length }) => ({ clock: offset + clock - one.clock, end: offset + clock - one.clock + length })),
      ),
    );
  }

  private revert(which: "undo" | "redo"): boolean {
    return this.history.revert(which, this.host.state, (anchor, head) => {
      const { state } = this.host;
      this.dispatch(state.tr.setSelection(selectionAt(state, anchor, head)).scrollIntoView());
    });
  }

  private receive(transaction: Y.Transaction): void {
    const { blocks, lineage } = this.article;
    const [wasFormer, isFormer] = [this.wasFormer, blocks.isFormer];
    this.wasFormer = isFormer;
    const { origin, changed } = transaction;
    // Later it is not known any more what was deleted.
    if (origin === SUGGEST && !this.suggesting!.isPlain) this.suggested = this.transactionFor(transaction, false);
    const { map: records } = this.article.suggestions;
    if (origin === LOCAL || origin === SUGGEST || ![this.body, blocks.map, lineage.map, records].some((type) => changed.has(type as never)))
      return;
    if (!WRITTEN_HERE.has(origin)) {
      this.host.readSelection?.();
      this.history.received(transaction);
    }
    const tr = this.transactionFor(transaction, wasFormer || isFormer);
    follow(tr, this.host.state, transaction, this.writer);
    if (tr.docChanged || tr.selectionSet) this.dispatch(tr);
    const kinds = [...(changed.get(records as never) ?? [])].map((key) => (key === null ? undefined : readKey(key)?.kind));
    if (kinds.includes("decision") || kinds.includes("return")) this.giveBack();
  }

  private giveBack(): void {
    if (this.article.suggestions.decisions.size === 0) return;
    // Undo has nothing to do with it; what is being written when this is called goes on.
    const { journal } = this.writer;
    this.writer.journal = emptyJournal();
    this.doc.transact(() => {
      giveBack(this.writer, this.isOwn);
      this.history.putBackWithdrawn();
    }, DECIDE);
    this.writer.journal = journal;
  }

  private transactionFor(transaction: Y.Transaction, isFormer: boolean): Transaction {
    let change: BodyChange | null = null;
    try {
      change = changeOf(this.body, transaction, this.landmarks);
      const { delta } = change;
      // What undo writes is written through the landmarks.
      if (!WRITTEN_HERE.has(transaction.origin)) this.landmarks.moved(delta);
      const { blocks, lineage } = this.article;
      const entries = (transaction.changed.get(blocks.map as never)?.size ?? 0) + lineage.changedIn(transaction).length;
      if (isFormer || delta.length + entries > MANY) return reproject(this.host.state, this.body, change);
      const tr = receive(this.host.state, this.article, {
        delta,
        halves: halvesOf(this.body, transaction),
        blocks: this.changedBlocks(transaction),
      });
      if (flatLength(tr.doc) !== this.body.length) throw new Error(`body of ${this.body.length}, document of ${flatLength(tr.doc)}`);
      return tr;
    } catch (error) {
      this.onRepair(error);
      this.landmarks.forget();
      return reproject(this.host.state, this.body, change);
    }
  }

  /** The blocks of which something else may be said now: those named, those of copies, and copies of either. */
  private changedBlocks(transaction: Y.Transaction): { readonly id: CharacterId; readonly index: number }[] {
    const { blocks, lineage } = this.article;
    const named = [...(transaction.changed.get(blocks.map as never) ?? [])].flatMap((key) =>
      key === null ? [] : (blockIdOfKey(key) ?? []),
    );
    const runs = [...named.map((id) => ({ ...id, length: 1 })), ...lineage.changedIn(transaction)];
    const all = runs.flatMap((run) => [run, ...lineage.descendantsOf(run).map((descendant) => descendant.run)]);
    const found = new Map<string, { readonly id: CharacterId; readonly index: number }>();
    for (const run of all) {
      for (const place of this.writer.items.placesOf(run)) {
        let at = 0;
        for (const { content, length, ...id } of this.writer.items.runsIn(place.index, place.run.length)) {
          if (typeof content === "string") {
            for (let i = content.indexOf(NEWLINE); i !== -1; i = content.indexOf(NEWLINE, i + 1)) {
              const newline = { client: id.client, clock: id.clock + i };
              found.set(keyOf(newline), { id: newline, index: place.index + at + i });
            }
          }
          at += length;
        }
      }
    }
    return [...found.values()];
  }
}

/** Whether a transaction goes on with a suggestion beside it, as letters and Backspace do; what is pasted or moved is one of its own. */
const goesOn = (tr: Transaction): boolean => tr.steps.length === 1 && tr.steps[0] instanceof ReplaceStep && !tr.getMeta("uiEvent");

const partsIn = (copy: Copy, ranges: readonly Range[]): Copy[] =>
  ranges.map(({ clock, end }) => ({
    ...idAfter(copy, clock),
    length: end - clock,
    ancestors: copy.ancestors.map((ancestor) => idAfter(ancestor, clock)),
  }));

/** Whether something stands between the halves of a surrogate pair in `doc` that stands beside the pair in the body. */
function isCutElsewhere(writer: StepWriter, doc: Node): boolean {
  const text = textOf(doc);
  return !text.isWellFormed() && text.toWellFormed() !== textOf(writer.document());
}

const textOf = (doc: Node): string => doc.textBetween(0, doc.content.size, null, "\uFFFC");
