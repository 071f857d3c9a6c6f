/** A colleague's editor without a screen, and what they do to a paragraph in which somebody composes. */
import { EditorState, TextSelection, type Command } from "prosemirror-state";
import type * as Y from "yjs";
import { ArticleBinding } from "../../../shared/article/sync/binding.ts";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { joinBackward, moveBlockDown, moveBlockUp, setKind, splitBlock } from "../../../shared/article/commands/commands.ts";
import { projectBody } from "../../../shared/article/projection/project.ts";
import { schema } from "../../../shared/article/model/schema.ts";

/** Where the composed word stands in its block, in positions of the colleague's document. */
interface Around {
  readonly start: number;
  readonly word: number;
  readonly wordEnd: number;
  readonly end: number;
}

export class Colleague {
  state: EditorState;
  readonly #binding: ArticleBinding;

  constructor(doc: Y.Doc) {
    this.state = EditorState.create({ doc: projectBody(bodyOf(doc)) });
    this.#binding = new ArticleBinding(doc, this, (error) => {
      throw error;
    });
  }

  updateState(state: EditorState): void {
    this.state = state;
  }

  insert(pos: number, text: string): void {
    this.#binding.dispatch(this.state.tr.insertText(text, pos));
  }

  delete(from: number, to: number): void {
    this.#binding.dispatch(this.state.tr.delete(from, to));
  }

  bold(from: number, to: number): void {
    this.#binding.dispatch(this.state.tr.addMark(from, to, schema.marks["bold"]!.create({ value: true })));
  }

  run(pos: number, command: Command): void {
    this.#binding.dispatch(this.state.tr.setSelection(TextSelection.create(this.state.doc, pos)));
    command(this.state, (tr) => this.#binding.dispatch(tr));
  }

  undo(): void {
    this.#binding.undo();
  }

  /** @returns null while `word` stands nowhere */
  around(word: string): Around | null {
    let found: Around | null = null;
    this.state.doc.forEach((block, offset) => {
      const at = block.textContent.indexOf(word);
      if (at !== -1)
        found = { start: offset + 1, word: offset + 1 + at, wordEnd: offset + 1 + at + word.length, end: offset + 1 + block.content.size };
    });
    return found;
  }
}

interface Edit {
  /** Before somebody composes: at the end of the block. */
  readonly before?: (colleague: Colleague, end: number) => void;
  /** @returns false where it does not apply */
  readonly run: (colleague: Colleague, around: Around) => unknown;
}

const run = (act: Edit["run"]): Edit => ({ run: act });

export const EDITS = {
  "types at the start of the block": run((colleague, { start }) => colleague.insert(start, "+")),
  "types at the end of the block": run((colleague, { end }) => colleague.insert(end, "+")),
  "types right before the word": run((colleague, { word }) => colleague.insert(word, "+")),
  "types right behind the word": run((colleague, { wordEnd }) => colleague.insert(wordEnd, "+")),
  "erases the first letter": run((colleague, { start, word }) => start < word && colleague.delete(start, start + 1)),
  "erases the last letter": run((colleague, { wordEnd, end }) => wordEnd < end && colleague.delete(end - 1, end)),
  "erases all before the word": run((colleague, { start, word }) => start < word && colleague.delete(start, word)),
  "makes all before the word bold": run((colleague, { start, word }) => start < word && colleague.bold(start, word)),
  "makes all behind the word bold": run((colleague, { wordEnd, end }) => wordEnd < end && colleague.bold(wordEnd, end)),
  "makes the block bold": run((colleague, { start, end }) => colleague.bold(start, end)),
  "splits the block before the word": run((colleague, { start, word }) => start < word && colleague.run(start + 1, splitBlock)),
  "splits the block right before the word": run((colleague, { word }) => colleague.run(word, splitBlock)),
  "splits the block behind the word": run((colleague, { wordEnd, end }) => wordEnd < end && colleague.run(wordEnd + 1, splitBlock)),
  "splits the block right behind the word": run((colleague, { wordEnd }) => colleague.run(wordEnd, splitBlock)),
  "joins the block to the one before": run((colleague, { start }) => colleague.delete(start - 2, start)),
  "takes back what the block is, or joins it": run((colleague, { start }) => colleague.run(start, joinBackward)),
  "joins the next block to it": run((colleague, { end }) => colleague.delete(end, end + 2)),
  "makes it a quote": run((colleague, { start }) => colleague.run(start, setKind("quote"))),
  "makes it a lead and types in it": run((colleague, { start }) => {
    colleague.run(start, setKind("lead"));
    colleague.insert(start, "+");
  }),
  "moves it up": run((colleague, { start }) => colleague.run(start, moveBlockUp)),
  "moves it down": run((colleague, { start }) => colleague.run(start, moveBlockDown)),
  "deletes the block": run((colleague, { start, end }) => colleague.delete(start - 2, end)),
  "deletes the block and the one before": run((colleague, { end }) => colleague.delete(colleague.state.doc.child(0).nodeSize - 1, end)),
  "empties the block": run((colleague, { start, end }) => colleague.delete(start, end)),
  "deletes the word with a letter on each side": run((colleague, { start, word, wordEnd, end }) =>
    colleague.delete(Math.max(start, word - 1), Math.min(end, wordEnd + 1)),
  ),
  "deletes the word's first letter": run((colleague, { word }) => colleague.delete(word, word + 1)),
  "undoes what they typed in it": { before: (colleague, end) => colleague.insert(end, "ز"), run: (colleague) => colleague.undo() },
  "undoes what they erased in it": {
    before: (colleague, end) => {
      colleague.insert(end, "ز");
      colleague.delete(end, end + 1);
    },
    run: (colleague) => colleague.undo(),
  },
  "does many things in it": run((colleague, { start }) => {
    for (let i = 0; i < 20; i++) colleague.insert(start, "+");
    colleague.run(start + 3, splitBlock);
    colleague.undo();
  }),
} satisfies Record<string, Edit>;

export type EditName = keyof typeof EDITS;
