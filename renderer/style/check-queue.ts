import type { Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import type { Finding, Note } from "../../shared/style/finding.ts";
import type { ProfileName } from "../../shared/style/profile.ts";
import { linesWithout, partsOf, posInLine, type Line, type Range } from "../suggestions/index.ts";
import type { Underline } from "./block-findings.ts";
import { checkedTexts, type CheckedText } from "./block-text.ts";
import type { CheckedLanguages } from "./checked-language.ts";
import type { StyleChecker } from "./checker.ts";
import { placeFinding } from "./placed-finding.ts";
import type { SpellingChecker } from "./spelling-checker.ts";

/** Characters that are sent to the workers at once: reading them, and taking their findings, is a short task each. */
const MOST_AT_ONCE = 2500;
/** Times that the workers are asked before they have answered: they need not wait for the window. */
const MOST_ASKED = 2;

/** What is checked: house style by a profile, which is null where the article is in a language that has none, and spelling. */
export interface Mode extends CheckedLanguages {
  readonly profile: ProfileName | null;
}

/** A block that is checked, or was and has not changed since. */
interface Checked {
  readonly mode: Mode;
  /** Which parts of it are read, where something in it is struck out. */
  readonly pieces: string;
}

interface Due extends Checked {
  readonly line: Line;
  /** Where the text of its block begins. */
  readonly start: number;
}

interface Options {
  readonly checker: StyleChecker;
  readonly speller: SpellingChecker;
  /** Told when a worker broke. */
  readonly onError: (error: unknown) => void;
  /** Told what was found in a block. */
  readonly onFound: (block: Node, underlines: readonly Underline[]) => void;
}

/**
 * Has blocks that changed checked by the workers: those in sight first, and no more at once than what takes the window a few
 * milliseconds to read and to take in, however long the article is (HS33).
 */
export class CheckQueue {
  readonly #options: Options;
  #checked = new WeakMap<Node, Checked>();
  #due: (Due | Asked)[] = [];
  #asked = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Everything is to be checked again, and what the workers have not answered yet does not count. */
  forget(): void {
    this.#checked = new WeakMap();
    this.#due = [];
  }

  /** Looks which blocks changed. @param first the part of the document that is checked first */
  look(state: EditorState, mode: Mode, first: Range | null): void {
    const [now, later]: [Due[], Due[]] = [[], []];
    let start = 1;
    for (const line of linesWithout(state.doc, partsOf(state, "struck"))) {
      const [block, ...others] = line.blocks as [Node, ...Node[]];
      // Where a boundary is struck out, nothing is checked until that is decided.
      if (others.length === 0) {
        const known = this.#checked.get(block);
        const pieces = piecesOf(line, start);
        if (known?.pieces !== pieces || known.mode !== mode) {
          const isFirst = first !== null && start <= first.to && start + block.content.size >= first.from;
          (isFirst ? now : later).push({ mode, pieces, line, start });
        }
      }
      for (const one of line.blocks) start += one.nodeSize;
    }
    // From the end on, as they are taken.
    this.#due = [...now, ...later].toReversed();
    this.#next();
  }

  #next(): void {
    while (this.#asked < MOST_ASKED && this.#due.length > 0) {
      const asked: Asked[] = [];
      for (let size = 0; size < MOST_AT_ONCE && this.#due.length > 0;) {
        const due = this.#due.pop()!;
        if ("start" in due) {
          const asks = this.#read(due);
          this.#due.push(...asks);
          if (asks.length === 0) size += due.line.blocks[0]!.content.size;
          continue;
        }
        // One dictionary is asked at a time.
        if (asked.length > 0 && due.language !== asked[0]!.language) {
          this.#due.push(due);
          break;
        }
        size += due.text.length;
        asked.push(due);
      }
      if (asked.length > 0) void this.#ask(asked);
    }
  }

  /** What is to be asked of a block. */
  #read({ mode, pieces: key, line, start }: Due): readonly Asked[] {
    const block = line.blocks[0]!;
    const pieces = line.pieces.map(({ from, to }) => ({ from: from - start, to: to - start }));
    const checked: Checked = { mode, pieces: key };
    this.#checked.set(block, checked);
    const texts = checkedTexts(block, pieces, mode);
    if (texts.length === 0) this.#options.onFound(block, []);
    const whole: Whole = { left: texts.length, underlines: [] };
    return texts.map((text) => ({ ...text, block, checked, whole, line: { blocks: [block], pieces } }));
  }

  async #ask(asked: readonly Asked[]): Promise<void> {
    const { checker, onError } = this.#options;
    const { language } = asked[0]!;
    const { mode } = asked[0]!.checked;
    this.#asked++;
    try {
      const [findings, misspelt] = await Promise.all([
        mode.profile === null || language !== null
          ? []
          : checker.check(
              asked.map(({ styled }) => styled),
              mode.profile,
            ),
        this.#misspelt(
          asked.map(({ text }) => text),
          asked[0]!,
        ),
      ]);
      for (const [index, one] of asked.entries()) this.#take(one, together(findings[index] ?? [], misspelt[index] ?? []));
    } catch (error) {
      // The others would break it as well.
      this.#due = [];
      onError(error);
    } finally {
      this.#asked--;
      this.#next();
    }
  }

  /** A speller that breaks says so, and house style is shown as before. */
  async #misspelt(texts: readonly string[], { block, checked, language }: Asked): Promise<readonly (readonly Note[])[]> {
    if (!checked.mode.isSpelling) return [];
    try {
      return await this.#options.speller.check(texts, language);
    } catch (error) {
      // Else it was switched off meanwhile.
      if (this.#checked.get(block) === checked) this.#options.onError(error);
      return [];
    }
  }

  #take({ block, written, checked, line, whole }: Asked, notes: readonly Note[]): void {
    if (this.#checked.get(block) !== checked) return;
    for (const note of notes) {
      const drawn = placeFinding(written, note);
      const [from, to] = [posInLine(line, drawn.from), posInLine(line, drawn.to - 1) + 1];
      // Within what is struck out there is no place to write at.
      if (to - from === drawn.to - drawn.from) whole.underlines.push({ from, to, finding: drawn.placed });
    }
    whole.left--;
    if (whole.left > 0) return;
    this.#options.onFound(
      block,
      whole.underlines.sort((a, b) => a.from - b.from || a.to - b.to),
    );
  }
}

/** What is found in a block, by all dictionaries that are asked about it. */
interface Whole {
  /** How many have not answered yet. */
  left: number;
  readonly underlines: Underline[];
}

interface Asked extends CheckedText {
  readonly block: Node;
  readonly checked: Checked;
  readonly whole: Whole;
  /** The block alone, in positions from where its text begins. */
  readonly line: Line;
}

/** The pieces of a line, from where its block begins: the same while nothing in it is struck out or back. */
function piecesOf({ blocks, pieces }: Line, start: number): string {
  const { size } = blocks[0]!.content;
  if (size === 0 || (pieces.length === 1 && pieces[0]!.to - pieces[0]!.from === size)) return "whole";
  return pieces.map(({ from, to }) => `${from - start} ${to - start}`).join();
}

/** What house style finds, and the misspelt words that it says nothing of: where it does, it knows what is meant. */
function together(findings: readonly Finding[], misspelt: readonly Note[]): readonly Note[] {
  const others = misspelt.filter(({ start, end }) => !findings.some((one) => one.start <= end && one.end >= start));
  return others.length === 0 ? findings : [...findings, ...others].sort((a, b) => a.start - b.start || a.end - b.end);
}
