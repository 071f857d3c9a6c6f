import { outerUrl } from "../../article/model/schema.ts";

/** A field that is open: first its instruction is read, then what it came to. */
interface Field {
  instruction: string;
  isResult: boolean;
  link: string | null;
}

/** Longest instruction that is read, in UTF-16 units. */
const LONGEST = 4000;
/** Most fields within one another. */
const DEEPEST = 50;

const HYPERLINK = /^\s*HYPERLINK\s+"([^"]*)"/i;

/** The fields of a document, which begin and end between runs, in other paragraphs, too. */
export class Fields {
  readonly #open: Field[] = [];

  /** False while an instruction is read, of which nothing is shown. */
  get isShown(): boolean {
    return this.#open.every(({ isResult }) => isResult);
  }

  /** Where the innermost link leads. */
  get link(): string | null {
    return this.#open.findLast(({ link }) => link !== null)?.link ?? null;
  }

  begin(): void {
    if (this.#open.length < DEEPEST) this.#open.push({ instruction: "", isResult: false, link: null });
  }

  instruct(text: string): void {
    const field = this.#open.at(-1);
    if (field && !field.isResult) field.instruction = (field.instruction + text).slice(0, LONGEST);
  }

  /** @returns the name of a field of which only what it came to is kept; null for a link */
  separate(): string | null {
    const field = this.#open.at(-1);
    if (!field || field.isResult) return null;
    field.isResult = true;
    field.link = linkOf(field.instruction);
    return field.link === null ? nameOf(field.instruction) : null;
  }

  /** @returns the name of a field that came to nothing */
  end(): string | null {
    const field = this.#open.pop();
    return field && !field.isResult ? nameOf(field.instruction) : null;
  }
}

/** Where the field with this instruction leads; null for another field. */
export const linkOf = (instruction: string): string | null => outerUrl(HYPERLINK.exec(instruction)?.[1] ?? null);

/** What a field is called. */
export const nameOf = (instruction: string): string => /^\s*(\S{1,40})/.exec(instruction)?.[1]?.toUpperCase() ?? "";
