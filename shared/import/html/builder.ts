import type { Mark, Node } from "prosemirror-model";
import { directionOfBlock, keptDirection } from "../../article/model/block-direction.ts";
import { baseDirectionOf, type ArticleLanguage } from "../../article/model/language.ts";
import { LINE_BREAK } from "../../article/model/names.ts";
import type { Direction } from "../../text/direction.ts";
import { directionOf, schema } from "../../article/model/schema.ts";
import { LineControls } from "../../text/bidi-controls.ts";
import { plainText } from "../../text/plain.ts";
import { withLanguages, type SaidLanguage, type SaidStretch } from "../said-language.ts";
import { MOST_BLOCKS } from "./bounds.ts";
import type { Context, Owner } from "./context.ts";

interface Run {
  /** Text without line ends, or one inline node: a line break, an embedded value. */
  readonly content: string | Node;
  readonly marks: readonly Mark[];
  /** Its white space is not collapsed. */
  readonly kept: boolean;
  readonly softDir: boolean;
  readonly lang: SaidLanguage | null;
}

interface Open {
  readonly shell: Node;
  /** Tahrir's own text, kept to the letter. */
  readonly own: boolean;
  /** All its attributes are set. */
  readonly final: boolean;
  readonly loose: boolean;
  /** The direction that the page declares for it. */
  readonly dir: Direction | null;
  readonly owner: Owner | null;
  readonly runs: Run[];
  /** What is inserted before the next text. */
  gap: "none" | Owner["join"];
  /** Pictures in it, which become blocks after it. */
  readonly behind: Node[];
}

/** Kinds that two line breaks in a row split in two. */
const PARTED = new Set(["paragraph", "quote", "lead", "footnote"]);
/** Inserted after a cell of a row; the other one after an empty cell. */
const CELL: Run = { content: " | ", marks: [], kept: true, softDir: false, lang: null };
const EMPTY_CELL: Run = { ...CELL, content: "| " };
const isCell = (run: Run | undefined): boolean => run === CELL || run === EMPTY_CELL;
const TURNING = /[\u202A-\u202E]/;
const LINE_ENDS = /[\u0085\u2028\u2029\v]/;

const isBreak = (run: Run | undefined): boolean =>
  run !== undefined && typeof run.content !== "string" && run.content.type.name === "line_break";

/** Builds blocks from the text of a page: collapses white space, splits paragraphs at empty lines, keeps directions. */
export class BlockBuilder {
  readonly #language: ArticleLanguage;
  readonly #baseDirection: Direction;
  readonly #blocks: Node[] = [];
  /** What the page says of the languages of blocks, by their number. */
  readonly #said = new Map<number, readonly SaidStretch[]>();
  #open: Open | null = null;

  /** @param language the article's own */
  constructor(language: ArticleLanguage) {
    this.#language = language;
    this.#baseDirection = baseDirectionOf(language);
  }

  /** Whether there are already more blocks than an article may get, so that the rest need not be read. */
  get isFull(): boolean {
    return this.#blocks.length > MOST_BLOCKS;
  }

  /** The number of the block that is open, or of the next one. */
  get blockNumber(): number {
    return this.#blocks.length;
  }

  /** Starts a block that stands even if nothing comes into it. */
  begin(shell: Node, context: Context): void {
    this.close();
    this.#open = {
      shell,
      own: context.exact,
      final: context.exact,
      loose: false,
      dir: saidFor(context),
      owner: context.owner,
      runs: [],
      gap: "none",
      behind: [],
    };
  }

  /** The start or the end of an element that is a block by itself, unless its owner goes on. */
  boundary(owner: Owner | null): void {
    const open = this.#open;
    if (!open) return;
    if (owner === null || open.owner !== owner) this.close();
    else if (open.runs.length > 0 && !isCell(open.runs.at(-1))) open.gap = owner.join;
  }

  /** The boundary between two cells of a row. */
  cell(context: Context): void {
    const open = this.#openFor(context);
    open.gap = "none";
    open.runs.push(open.runs.length === 0 || isCell(open.runs.at(-1)) ? EMPTY_CELL : CELL);
  }

  /** A picture: a block of its own; one in a row or a caption goes behind it. */
  picture(figure: Node, context: Context): void {
    if (context.flat && this.#open) {
      this.#open.behind.push(figure);
    } else {
      this.close();
      this.#blocks.push(figure);
    }
  }

  text(source: string, context: Context): void {
    const lines = context.white === "normal" ? source.split(LINE_ENDS) : plainText(source).split("\n");
    for (const [index, line] of lines.entries()) {
      if (index > 0) this.lineBreak(context);
      this.#line(plainText(line), context);
    }
  }

  lineBreak(context: Context): void {
    if (!this.#open && !context.exact) return;
    this.#add(schema.node("line_break", { char: LINE_BREAK }), context);
  }

  /** An embedded value. */
  atom(value: unknown, context: Context): void {
    this.#add(schema.node("atom", { value }), context);
  }

  close(): void {
    const open = this.#open;
    if (!open) return;
    this.#open = null;
    const parts = open.own ? [open.runs] : partsOf(open);
    for (const runs of parts) this.#blocks.push(this.#block(open, runs));
    this.#blocks.push(...open.behind);
  }

  finish(): Node[] {
    this.close();
    for (const [number, stretches] of this.#said) this.#blocks[number] = withLanguages(this.#blocks[number]!, stretches, this.#language);
    return this.#blocks;
  }

  #line(line: string, context: Context): void {
    const kept = context.exact || context.white === "pre";
    const text = kept ? line : this.#folded(line, context);
    if (text === "" || (!kept && isSpace(text) && this.#startsHere(context) && !context.loose)) return;
    this.#add(text, context);
  }

  /** One space for many; a no-break space beside another space, or put there to fill, is a space. */
  #folded(line: string, context: Context): string {
    const spaced = (context.filler ? line.replaceAll("\u00A0", " ") : line).replace(/[ \t\n\f]+/g, " ").replace(/[ \u00A0]{2,}/g, " ");
    const last = this.#startsHere(context) ? undefined : this.#open!.runs.at(-1);
    const before = last && typeof last.content === "string" ? last.content.at(-1) : undefined;
    if (before === " " || before === "\u00A0" || (last && this.#open!.gap !== "none")) return spaced.replace(/^[ \u00A0]+/, "");
    return !context.loose && (last === undefined || isBreak(last)) ? spaced.replace(/^ +/, "") : spaced;
  }

  /** True when text here is the first of its block. */
  #startsHere({ owner }: Context): boolean {
    const open = this.#open;
    return !open || open.owner !== owner || open.runs.length === 0;
  }

  #openFor(context: Context): Open {
    if (this.#open && this.#open.owner !== context.owner) this.close();
    const { place, loose, owner, exact } = context;
    return (this.#open ??= {
      shell: schema.node(place.type, place.attrs),
      own: exact,
      final: false,
      loose,
      dir: saidFor(context),
      owner,
      runs: [],
      gap: "none",
      behind: [],
    });
  }

  #add(content: string | Node, context: Context): void {
    const open = this.#openFor(context);
    if (open.gap !== "none" && !(typeof content === "string" && isSpace(content))) {
      const gap = open.gap === "break" ? schema.node("line_break") : " ";
      open.gap = "none";
      open.runs.push({ content: gap, marks: [], kept: false, softDir: false, lang: null });
    }
    const { exact, white, softDir, lang } = context;
    const marks = softDir && typeof content === "string" && isSpace(content) ? without(context.marks, "dir") : context.marks;
    open.runs.push({ content, marks, kept: exact || white === "pre", softDir, lang });
  }

  /** Takes down what the page says of the languages of the next block. */
  #hear(runs: readonly Run[]): void {
    const stretches: SaidStretch[] = [];
    let from = 0;
    for (const run of runs) {
      const to = from + sizeOf(run);
      if (run.lang) {
        stretches.push({ from, to, said: run.lang });
        if (typeof run.content === "string") run.lang.hear(run.content);
      }
      from = to;
    }
    if (stretches.length > 0) this.#said.set(this.#blocks.length, stretches);
  }

  #block({ shell, own, final, dir }: Open, runs: readonly Run[]): Node {
    const plain =
      shell.type.name === "heading" && !own && isAllBold(runs) ? runs.map((run) => ({ ...run, marks: without(run.marks, "bold") })) : runs;
    // A part of an article stays as it is, with half an isolate, but none of it shows letters in another order.
    const whole = own && !plain.some(({ content }) => typeof content === "string" && TURNING.test(content)) ? plain : isolated(plain);
    this.#hear(whole);
    const filled = shell.type.create(shell.attrs, whole.map(nodeOf));
    const said = directionOf(shell.attrs["dir"]) ?? dir ?? (final ? null : softDirection(plain));
    const block =
      said === null || directionOf(shell.attrs["dir"]) !== null
        ? filled
        : shell.type.create({ ...shell.attrs, dir: keptDirection(filled, said, this.#baseDirection) }, filled.content);
    if (!plain.some((run) => run.softDir)) return block;
    const drawn = directionOfBlock(block, this.#baseDirection);
    return block.type.create(
      block.attrs,
      whole.map((run) => nodeOf(run.softDir && dirOf(run) === drawn ? { ...run, marks: without(run.marks, "dir") } : run)),
    );
  }
}

const sizeOf = ({ content }: Run): number => (typeof content === "string" ? content.length : content.nodeSize);

/** Runs in which each line ends what it begins of directions (BD10). */
function isolated(runs: readonly Run[]): readonly Run[] {
  const controls = new LineControls();
  const whole: Run[] = [];
  const end = (run: Run | undefined) => {
    const ends = controls.end();
    if (run && ends !== "") whole.push({ ...run, content: ends });
  };
  for (const run of runs) {
    if (isBreak(run)) end(whole.at(-1));
    const content = typeof run.content === "string" ? controls.next(run.content) : run.content;
    if (content !== "") whole.push({ ...run, content });
  }
  end(whole.at(-1));
  return whole;
}

const isSpace = (text: string): boolean => /^[ \u00A0]*$/.test(text);
const without = (marks: readonly Mark[], name: string): readonly Mark[] => schema.marks[name]!.removeFromSet(marks);
const dirOf = ({ marks }: Run): unknown => schema.marks["dir"]!.isInSet(marks)?.attrs["value"];

const nodeOf = ({ content, marks }: Run): Node => (typeof content === "string" ? schema.text(content, marks) : content.mark(marks));

/** A paragraph's direction in its page: any that it declares itself; from what is around it, only right to left. */
const saidFor = ({ dir, chosen }: Context): Direction | null => (chosen || dir === "rtl" ? dir : null);

const isAllBold = (runs: readonly Run[]): boolean =>
  runs.every(
    ({ content, marks }) => (typeof content === "string" && isSpace(content)) || schema.marks["bold"]!.isInSet(marks) !== undefined,
  );

/** The direction that a program put on all of a block's text instead of the block. */
function softDirection(runs: readonly Run[]): Direction | null {
  const spoken = runs.filter(({ content }) => typeof content !== "string" || !isSpace(content));
  const dir = spoken[0] ? directionOf(dirOf(spoken[0])) : null;
  return spoken.every((run) => run.softDir && dirOf(run) === dir) ? dir : null;
}

/** The runs of the blocks that one open block makes: without white space at the ends of lines, split at empty lines. */
function partsOf({ runs, shell, owner, loose }: Open): (readonly Run[])[] {
  const lines: Run[][] = [[]];
  for (const run of runs) {
    if (isBreak(run)) lines.push([run]);
    else lines.at(-1)!.push(run);
  }
  const parts: Run[][] = [];
  let empty = true;
  for (const [index, line] of lines.entries()) {
    const edge = loose && lines.length === 1;
    const head = index > 0 ? line.slice(0, 1) : [];
    const text = trimmed(line.slice(head.length), edge);
    if (text.length === 0) {
      empty = true;
      continue;
    }
    const last = parts.at(-1);
    if (last && (!empty || owner !== null || !PARTED.has(shell.type.name))) for (const run of [...head, ...text]) last.push(run);
    else parts.push([...text]);
    empty = false;
  }
  return parts.length === 0 && shell.type.name === "figure" ? [[]] : parts;
}

/**
 * A line without collapsed space at its ends and without empty cells behind it; nothing when it says nothing.
 * @param edge leaves at the ends a plain space for the no-break space by which browsers copy the space beside a word
 */
function trimmed(line: readonly Run[], edge: boolean): readonly Run[] {
  const last = line.findLastIndex(speaks);
  if (last === -1) return [];
  const first = line.findIndex((run) => run.kept || speaks(run));
  const runs = line.slice(first, last + 1);
  const rest = (part: readonly Run[], space: string) =>
    edge && (part.map(({ content }) => content).join("") + space).includes("\u00A0") ? " " : "";
  const trim = (at: number, space: RegExp, part: readonly Run[]) => {
    const run = runs[at]!;
    if (typeof run.content === "string" && !run.kept)
      runs[at] = { ...run, content: run.content.replace(space, (found) => rest(part, found)) };
  };
  trim(0, /^[ \u00A0]*/, line.slice(0, first));
  trim(runs.length - 1, /[ \u00A0]*$/, line.slice(last + 1));
  return runs;
}

const speaks = (run: Run): boolean => !isCell(run) && (typeof run.content !== "string" || !isSpace(run.content));
