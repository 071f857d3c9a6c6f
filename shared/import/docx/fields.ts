import { outerUrl } from "../../article/model/schema.ts";
import type { Loss } from "../loss.ts";

/** A field that is open: first its instruction is read, then what it came to. */
interface Field {
  instruction: string;
  isResult: boolean;
  link: string | null;
}

type FieldLoss = Pick<Loss, "kind" | "detail">;

/** Longest instruction that is read, in UTF-16 units. */
const LONGEST = 4000;
/** Most fields within one another. */
const DEEPEST = 50;

/** A word of an instruction, in quotes or without. */
const WORD = /"((?:[^"\\]|\\.)*)"|(\S+)/g;
/** Switches behind which a word stands that belongs to them. */
const WITH_WORD = ["\\l", "\\o", "\\t", "\\n"];

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

  /** @returns what is lost of a field of which only what it came to is kept; null for a link */
  separate(): FieldLoss | null {
    const field = this.#open.at(-1);
    if (!field || field.isResult) return null;
    field.isResult = true;
    field.link = linkOf(field.instruction);
    return field.link === null ? lossOf(field.instruction) : null;
  }

  /** @returns what is lost of a field that came to nothing */
  end(): FieldLoss | null {
    const field = this.#open.pop();
    return field && !field.isResult ? lossOf(field.instruction) : null;
  }
}

/** Where the field with this instruction leads; null for another field, and for a link to a place in the document. */
export function linkOf(instruction: string): string | null {
  const { address, place } = hyperlinkOf(instruction);
  return address === null ? null : outerUrl(place === null ? address : `${address}#${place}`);
}

/** What is lost of a field that leads nowhere outside of the document: what it is called, or the place that it leads to. */
export function lossOf(instruction: string): FieldLoss {
  const { address, place } = hyperlinkOf(instruction);
  if (address === null && place !== null) return { kind: "innerLink", detail: place.slice(0, 100) };
  return { kind: "field", detail: /^\s*(\S{1,40})/.exec(instruction)?.[1]?.toUpperCase() ?? "" };
}

function hyperlinkOf(instruction: string): { readonly address: string | null; readonly place: string | null } {
  const [first, ...words] = [...instruction.slice(0, LONGEST).matchAll(WORD)].map(([, quoted, plain]) => ({
    text: quoted?.replaceAll(/\\(.)/g, "$1") ?? plain!,
    isSwitch: plain?.startsWith("\\") ?? false,
  }));
  let [address, place]: [string | null, string | null] = [null, null];
  if (first?.text.toUpperCase() !== "HYPERLINK") return { address, place };
  for (let i = 0; i < words.length; i++) {
    const { text, isSwitch } = words[i]!;
    if (!isSwitch) address ??= text;
    else if (WITH_WORD.includes(text.toLowerCase())) {
      const next = words[i + 1];
      if (text.toLowerCase() === "\\l") place = next?.text ?? null;
      i++;
    }
  }
  return { address, place };
}
