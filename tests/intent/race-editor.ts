/** What one person does in one editor, the same for both models: a caret, keys and commands on a ProseMirror state. */
import { TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import type { Block } from "./notation.ts";

export type Kind = "paragraph" | "heading" | "quote";

export abstract class RaceEditor {
  /** How the model fastens the thread that the race is played around: the same in every editor, null for none. */
  abstract thread: unknown;
  abstract readonly state: EditorState;
  protected abstract dispatch(tr: Transaction): void;

  /** The Enter key. */
  abstract enter(): void;
  /** Backspace with the caret at the start of a block. */
  abstract join(): void;
  abstract setKind(kind: Kind): void;
  abstract indent(): void;
  abstract outdent(): void;
  abstract setDirection(dir: "ltr" | "rtl"): void;
  abstract bold(): void;
  abstract italic(): void;
  abstract link(target: string): void;
  /** Pastes whole blocks at the caret. */
  abstract paste(article: string): void;
  abstract divider(): void;
  abstract moveUp(): void;
  abstract moveDown(): void;
  abstract undo(): void;
  abstract redo(): void;
  abstract blocks(): Block[];
  /** Starts a thread on `phrase`. */
  abstract annotate(phrase: string): void;
  /** The text the thread is on here and now; null when it has none. */
  abstract annotated(): string | null;

  before(phrase: string): this {
    return this.select(this.find(phrase), 0);
  }

  after(phrase: string): this {
    return this.select(this.find(phrase) + phrase.length, 0);
  }

  on(phrase: string): this {
    return this.select(this.find(phrase), phrase.length);
  }

  /** Selects from the start of one phrase to the end of another. */
  from(first: string, last: string): this {
    const start = this.find(first);
    return this.select(start, this.find(last) + last.length - start);
  }

  /** Puts the caret at the start of the block with this number, 0 for the first. */
  inBlock(index: number): this {
    let at = -1;
    let seen = 0;
    this.state.doc.descendants((node, pos) => {
      if (node.isTextblock && seen++ === index) at = pos + 1;
      return at < 0;
    });
    if (at < 0) throw new Error(`no block ${index} in ${this.state.doc.toString()}`);
    return this.select(at, 0);
  }

  /** Types letter by letter, as a keyboard does. */
  type(text: string): this {
    for (const letter of text) this.dispatch(this.state.tr.insertText(letter));
    return this;
  }

  delete(): this {
    this.dispatch(this.state.tr.deleteSelection());
    return this;
  }

  /** Deletes the block that `phrase` is in. */
  deleteBlock(phrase: string): this {
    const $pos = this.state.doc.resolve(this.find(phrase));
    this.dispatch(this.state.tr.delete($pos.before(1), $pos.after(1)));
    return this;
  }

  /** Backspace where something is selected, or a letter stands before the caret. */
  erase(): this {
    const { from, to, empty } = this.state.selection;
    this.dispatch(this.state.tr.delete(empty ? from - 1 : from, to));
    return this;
  }

  protected run(command: Command): this {
    if (!command(this.state, (tr) => this.dispatch(tr))) throw new Error(`a command does not apply in ${this.state.doc.toString()}`);
    return this;
  }

  protected select(pos: number, length: number): this {
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, pos, pos + length)));
    return this;
  }

  /** Position of `phrase`, which stands once, within one block. */
  protected find(phrase: string): number {
    let found = -1;
    this.state.doc.descendants((node, pos) => {
      if (!node.isTextblock) return true;
      const index = node.textBetween(0, node.content.size, undefined, "⏎").indexOf(phrase);
      if (index >= 0 && found < 0) found = pos + 1 + index;
      return false;
    });
    if (found < 0) throw new Error(`no "${phrase}" in ${this.state.doc.toString()}`);
    return found;
  }
}
