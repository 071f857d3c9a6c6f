/**
 * Holds a ProseMirror state and a body equal: local transactions are written to the body before the screen shows them,
 * other changes of the body come as one small transaction each. Needs no view, so that whole newsrooms run headless.
 */
import type { Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";
import * as Y from "yjs";
import { bodyOf } from "./body.ts";
import { deltaOf, halvesOf } from "./delta.ts";
import { flatLength } from "./flat.ts";
import { Landmarks } from "./landmarks.ts";
import { LOCAL } from "./names.ts";
import { projectBody } from "./project.ts";
import { rebase } from "./rebase.ts";
import { receive, REMOTE, reproject } from "./receive.ts";
import { selectionAt, UndoHistory } from "./undo.ts";
import { writeStep } from "./write.ts";
import { BodyWriter } from "./writer.ts";

export { REMOTE } from "./receive.ts";

/** What holds the state: an `EditorView`, or a plain object. */
export interface Host {
  readonly state: EditorState;
  /** @param transactions that made it of the state before */
  updateState(state: EditorState, transactions: readonly Transaction[]): void;
}

export class ArticleBinding {
  private readonly body: Y.Text;
  private readonly landmarks: Landmarks;
  private readonly writer: BodyWriter;
  private readonly history: UndoHistory;
  private readonly doc: Y.Doc;
  private readonly host: Host;
  private readonly onRepair: (error: unknown) => void;
  private readonly observer = (_event: Y.YTextEvent, transaction: Y.Transaction) => this.receive(transaction);

  /**
   * @param host its state's document must be `projectBody` of the doc's body
   * @param onRepair told when the two had come apart and the document was read anew; a defect, never expected
   */
  constructor(doc: Y.Doc, host: Host, onRepair: (error: unknown) => void) {
    this.doc = doc;
    this.host = host;
    this.onRepair = onRepair;
    this.body = bodyOf(doc);
    this.landmarks = new Landmarks(this.body);
    this.writer = new BodyWriter(this.landmarks);
    this.history = new UndoHistory(this.writer);
    this.body.observe(this.observer);
  }

  /** Applies a local transaction: to the body first, then to the host. What plugins append to it is written as well. */
  dispatch(tr: Transaction): void {
    // Once: what a repair does not mend, the next one would not mend either.
    if (!this.apply(tr)) this.apply(reproject(this.host.state, this.body));
  }

  /** @returns false when the document has to be read anew */
  private apply(tr: Transaction): boolean {
    const before = this.host.state;
    const { state, transactions } = before.applyTransaction(tr);
    const exact = this.write(before, tr, transactions.filter((one) => one.docChanged && !one.getMeta(REMOTE)));
    this.host.updateState(state, transactions);
    const fits = this.body.length === flatLength(state.doc);
    if (exact && !fits) this.onRepair(new Error(`body of ${this.body.length}, document of ${flatLength(state.doc)}`));
    return exact && fits;
  }

  get canUndo(): boolean {
    return this.history.manager.canUndo();
  }

  get canRedo(): boolean {
    return this.history.manager.canRedo();
  }

  /** Takes back this person's last step, and nobody else's. @returns false when there is none. */
  undo(): boolean {
    return this.revert("undo");
  }

  /** Does again what `undo` took back. @returns false when there is nothing. */
  redo(): boolean {
    return this.revert("redo");
  }

  destroy(): void {
    this.body.unobserve(this.observer);
    this.history.destroy();
  }

  /** @returns false when the body says something else than the steps: the document has to be read anew */
  private write(before: EditorState, tr: Transaction, edits: readonly Transaction[]): boolean {
    if (edits.length === 0) return true;
    /** What the body says, once that is not what the steps were made for. */
    let actual: Node | null = null;
    this.history.prepare(before, tr);
    this.doc.transact(() => {
      for (const edit of edits) {
        edit.steps.forEach((step, i) => {
          const expected = edit.docs[i]!;
          const own = actual ? rebase(step, expected, actual) : step;
          const after = actual ? own?.apply(actual).doc : (edit.docs[i + 1] ?? edit.doc);
          if (own && after) {
            if (!writeStep(this.writer, own, actual ?? expected, after) || actual) actual = projectBody(this.body);
          } else if (own) {
            this.onRepair(new Error(`step left out: ${JSON.stringify(step)}`));
          }
        });
      }
    }, LOCAL);
    return actual === null;
  }

  private revert(which: "undo" | "redo"): boolean {
    return this.history.revert(which, this.host.state, (anchor, head) => {
      const { state } = this.host;
      this.dispatch(state.tr.setSelection(selectionAt(state, anchor, head)).scrollIntoView());
    });
  }

  private receive(transaction: Y.Transaction): void {
    if (transaction.origin === LOCAL) return;
    let tr: Transaction;
    try {
      const delta = deltaOf(this.body, transaction, this.landmarks);
      this.landmarks.moved(delta);
      tr = receive(this.host.state, this.body, delta, halvesOf(this.body, transaction));
      if (flatLength(tr.doc) !== this.body.length) throw new Error(`body of ${this.body.length}, document of ${flatLength(tr.doc)}`);
    } catch (error) {
      this.landmarks.forget();
      this.onRepair(error);
      tr = reproject(this.host.state, this.body);
    }
    if (tr.docChanged) this.dispatch(tr);
  }
}
