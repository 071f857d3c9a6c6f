/** A colleague's desk without a screen, and what they do to a paragraph in which somebody composes. */
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
  readonly before?: (desk: Colleague, end: number) => void;
  /** @returns false where it does not apply */
  readonly run: (desk: Colleague, around: Around) => unknown;
}

const run = (act: Edit["run"]): Edit => ({ run: act });

export const EDITS = {
  "types at the start of the block": run((desk, { start }) => desk.insert(start, "+")),
  "types at the end of the block": run((desk, { end }) => desk.insert(end, "+")),
  "types right before the word": run((desk, { word }) => desk.insert(word, "+")),
  "types right behind the word": run((desk, { wordEnd }) => desk.insert(wordEnd, "+")),
  "erases the first letter": run((desk, { start, word }) => start < word && desk.delete(start, start + 1)),
  "erases the last letter": run((desk, { wordEnd, end }) => wordEnd < end && desk.delete(end - 1, end)),
  "erases all before the word": run((desk, { start, word }) => start < word && desk.delete(start, word)),
  "makes all before the word bold": run((desk, { start, word }) => start < word && desk.bold(start, word)),
  "makes all behind the word bold": run((desk, { wordEnd, end }) => wordEnd < end && desk.bold(wordEnd, end)),
  "makes the block bold": run((desk, { start, end }) => desk.bold(start, end)),
  "splits the block before the word": run((desk, { start, word }) => start < word && desk.run(start + 1, splitBlock)),
  "splits the block right before the word": run((desk, { word }) => desk.run(word, splitBlock)),
  "splits the block behind the word": run((desk, { wordEnd, end }) => wordEnd < end && desk.run(wordEnd + 1, splitBlock)),
  "splits the block right behind the word": run((desk, { wordEnd }) => desk.run(wordEnd, splitBlock)),
  "joins the block to the one before": run((desk, { start }) => desk.delete(start - 2, start)),
  "takes back what the block is, or joins it": run((desk, { start }) => desk.run(start, joinBackward)),
  "joins the next block to it": run((desk, { end }) => desk.delete(end, end + 2)),
  "makes it a quote": run((desk, { start }) => desk.run(start, setKind("quote"))),
  "makes it a lead and types in it": run((desk, { start }) => {
    desk.run(start, setKind("lead"));
    desk.insert(start, "+");
  }),
  "moves it up": run((desk, { start }) => desk.run(start, moveBlockUp)),
  "moves it down": run((desk, { start }) => desk.run(start, moveBlockDown)),
  "deletes the block": run((desk, { start, end }) => desk.delete(start - 2, end)),
  "deletes the block and the one before": run((desk, { end }) => desk.delete(desk.state.doc.child(0).nodeSize - 1, end)),
  "empties the block": run((desk, { start, end }) => desk.delete(start, end)),
  "deletes the word with a letter on each side": run((desk, { start, word, wordEnd, end }) =>
    desk.delete(Math.max(start, word - 1), Math.min(end, wordEnd + 1)),
  ),
  "deletes the word's first letter": run((desk, { word }) => desk.delete(word, word + 1)),
  "undoes what they typed in it": { before: (desk, end) => desk.insert(end, "ز"), run: (desk) => desk.undo() },
  "undoes what they erased in it": {
    before: (desk, end) => {
      desk.insert(end, "ز");
      desk.delete(end, end + 1);
    },
    run: (desk) => desk.undo(),
  },
  "does many things in it": run((desk, { start }) => {
    for (let i = 0; i < 20; i++) desk.insert(start, "+");
    desk.run(start + 3, splitBlock);
    desk.undo();
  }),
} satisfies Record<string, Edit>;

export type EditName = keyof typeof EDITS;
