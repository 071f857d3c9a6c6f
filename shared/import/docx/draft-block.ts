import { Mark, type Node } from "prosemirror-model";
import { referenceTo } from "../../article/model/footnotes.ts";
import { schema } from "../../article/model/schema.ts";
import type { Signed } from "../../reviewed-article/reviewed-article.ts";
import { LineControls } from "../../text/bidi-controls.ts";
import { hasRightToLeftLetter } from "../../text/direction.ts";
import type { Loss } from "../loss.ts";
import type { ShownNumber } from "./numbering.ts";
import type { SaidLanguage, SaidStretch } from "../said-language.ts";
import type { StyleKind } from "./styles.ts";

/** What tracked changes say of some text. */
export interface Tracked {
  readonly inserted: Signed | null;
  readonly struck: Signed | null;
}

export const UNTRACKED: Tracked = { inserted: null, struck: null };

/** A change of what letters look like: those forms that are to change, with what they are to be. */
export interface FormChange {
  readonly by: Signed;
  readonly values: Readonly<Record<string, unknown>>;
}

/** Letters that are alike. */
export interface Piece {
  /** `\n` for a line break. */
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly tracked: Tracked;
  readonly change: FormChange | null;
  /** The language that a keyboard says. */
  readonly said?: SaidLanguage;
  /** The ID of a footnote to which it refers; its text is one sign then. */
  readonly footnote?: string;
}

/** Something of a comment that stands between letters. */
export interface CommentPoint {
  readonly comment: string;
  readonly type: "start" | "end" | "reference";
  readonly offset: number;
}

/** What a block is. `said` is the direction that the document says, null where it says none. */
export interface BlockForm {
  readonly kind: StyleKind["kind"] | "paragraph" | "item";
  /** Of a heading, as the document counts. */
  readonly level: number;
  readonly list: "bullet" | "number";
  readonly indent: number;
  readonly said: "rtl" | "ltr" | null;
}

export const PLAIN: BlockForm = { kind: "paragraph", level: 1, list: "bullet", indent: 0, said: null };

/** A block while the document is read. */
export class DraftBlock {
  form: BlockForm;
  /** What it was before a tracked change, and whose change that is. */
  before: { readonly by: Signed; readonly form: BlockForm } | null = null;
  /** The number that the document shows before it, and in which list. */
  number: (ShownNumber & { readonly list: string }) | null = null;
  src: string | null = null;
  alt: string | null = null;
  credit: string | null = null;
  /** The ID of the footnote of which it is a paragraph. */
  footnote: string | null = null;
  /** What is said of its end. */
  end: Tracked = UNTRACKED;
  readonly pieces: Piece[] = [];
  readonly points: CommentPoint[] = [];
  readonly losses: Pick<Loss, "kind" | "detail">[] = [];
  /** In UTF-16 units. */
  length = 0;
  /** Whether a letter of it runs right to left. */
  isRightToLeft = false;
  readonly #languages = new Set<string>();
  readonly #controls = new LineControls();

  constructor(form: BlockForm = PLAIN) {
    this.form = form;
  }

  /** The one language in which its letters that run right to left are said to be, as BCP 47; null where none is said, or several. */
  get language(): string | null {
    return this.#languages.size === 1 ? [...this.#languages][0]! : null;
  }

  /** @param tag BCP 47 */
  sayLanguage(tag: string): void {
    this.#languages.add(tag);
  }

  get text(): string {
    return this.pieces.map(({ text, footnote }) => (footnote === undefined ? text : "")).join("");
  }

  /** Whether nothing in it says anything. */
  get isEmpty(): boolean {
    return (
      this.text.trim() === "" &&
      this.src === null &&
      this.points.length === 0 &&
      this.pieces.every(({ footnote }) => footnote === undefined)
    );
  }

  /** @param piece whose text has neither controls nor line ends but `\n` alone */
  add(piece: Piece): void {
    const text = piece.text === "\n" ? piece.text : this.#controls.next(piece.text);
    if (piece.text === "\n") this.close(piece);
    if (text === "") return;
    this.pieces.push({ ...piece, text });
    this.isRightToLeft ||= hasRightToLeftLetter(text);
    this.length += text.length;
  }

  /** Ends what its text turned (BD10). */
  close(like: Pick<Piece, "tracked"> = { tracked: UNTRACKED }): void {
    const text = this.#controls.end();
    if (text === "") return;
    this.pieces.push({ text, marks: Mark.none, tracked: like.tracked, change: null });
    this.length += text.length;
  }

  point(comment: string, type: CommentPoint["type"]): void {
    this.points.push({ comment, type, offset: this.length });
  }

  lose(kind: Loss["kind"], detail = ""): void {
    this.losses.push({ kind, detail });
  }

  /** Takes over all that another block holds, behind what is here. */
  append(other: DraftBlock): void {
    this.points.push(...other.points.map((point) => ({ ...point, offset: point.offset + this.length })));
    this.pieces.push(...other.pieces);
    this.losses.push(...other.losses);
    this.length += other.length;
    this.isRightToLeft ||= other.isRightToLeft;
  }

  /** Languages that keyboards say of its runs. @param isOfBlock where what is said of all that runs right to left is the block's (BD41) */
  stretches(isOfBlock: boolean): SaidStretch[] {
    const stretches: SaidStretch[] = [];
    let from = 0;
    for (const { text, said } of this.pieces) {
      const to = from + text.length;
      if (said && !(isOfBlock && this.language !== null && hasRightToLeftLetter(text))) stretches.push({ from, to, said });
      from = to;
    }
    return stretches;
  }

  /** What stands in it, as nodes of the article. */
  content(): Node[] {
    return this.pieces.map(({ text, marks, footnote }) =>
      footnote !== undefined
        ? referenceTo(footnote).mark(marks)
        : text === "\n"
          ? schema.node("line_break", null, undefined, marks)
          : schema.text(text, marks),
    );
  }
}
