/**
 * The controls of https://unicode.org/reports/tr9/ that turn the text behind them until something ends them. Text from outside is
 * shown, pasted and stored only as it comes out of here (BD10).
 */
export const LRI = "\u2066";
export const RLI = "\u2067";
export const FSI = "\u2068";
export const PDI = "\u2069";
const PDF = "\u202C";

/** What becomes of embeddings and overrides: an override shows letters in another order than the one they are in. */
const ISOLATE_OF: Readonly<Record<string, string>> = { "\u202A": LRI, "\u202B": RLI, "\u202D": LRI, "\u202E": RLI };
const CONTROL = /[\u202A-\u202E\u2066-\u2069]/;
const CONTROLS = /[\u202A-\u202E\u2066-\u2069]/g;
const LINE_END = /(\r\n?|[\n\u0085\u2028\u2029\v\f])/;

/** The controls of one line, whose text comes in parts. */
export class LineControls {
  /** What is open, from the outside in: isolates, and what was an embedding or override, which a PDF ends. */
  readonly #open: ("isolate" | "embedding")[] = [];
  #isolates = 0;

  /** The next part, with isolates in the place of embeddings and overrides, and without what ends nothing. */
  next(part: string): string {
    return CONTROL.test(part) ? part.replace(CONTROLS, (control) => this.#replaced(control)) : part;
  }

  /** What ends all that is open. */
  end(): string {
    this.#isolates = 0;
    return PDI.repeat(this.#open.splice(0).length);
  }

  #replaced(control: string): string {
    const isolate = ISOLATE_OF[control];
    if (isolate !== undefined) {
      this.#open.push("embedding");
      return isolate;
    }
    if (control === PDF) return this.#open.at(-1) === "embedding" && this.#open.pop() ? PDI : "";
    if (control !== PDI) {
      this.#open.push("isolate");
      this.#isolates++;
      return control;
    }
    if (this.#isolates === 0) return "";
    // The end of an isolate ends the embeddings in it.
    this.#isolates--;
    return PDI.repeat(this.#open.splice(this.#open.lastIndexOf("isolate")).length);
  }
}

/**
 * A text that neither shows letters in another order than the one they are in, nor turns anything outside of it (BD10): embeddings
 * and overrides are isolates, and every line ends what it begins. Marks, joiners and isolates stay.
 */
export function isolateControls(text: string): string {
  if (!CONTROL.test(text)) return text;
  return text
    .split(LINE_END)
    .map((line, i) => {
      if (i % 2 === 1) return line;
      const controls = new LineControls();
      return controls.next(line) + controls.end();
    })
    .join("");
}

/** What of a text stands in no isolate. */
export function outsideIsolates(text: string): string {
  if (!CONTROL.test(text)) return text;
  let [depth, outside] = [0, ""];
  for (const character of text) {
    if (character >= LRI && character <= FSI) depth++;
    else if (character === PDI) depth = Math.max(0, depth - 1);
    else if (depth === 0) outside += character;
  }
  return outside;
}

/** As `isolateControls`, in at most `longest` UTF-16 units: without any of these controls, where their ends would not fit. */
export function isolateControlsWithin(text: string, longest: number): string {
  const isolated = isolateControls(text);
  return isolated.length <= longest ? isolated : text.replace(CONTROLS, "");
}

/** A text without any control or mark of direction, for names of files. */
export const withoutControls = (text: string): string => text.replace(CONTROLS, "").replace(/[\u200E\u200F\u061C]/g, "");

const isEmbedding = (control: string | undefined): boolean => control !== undefined && control in ISOLATE_OF;

/** The controls that a line begins and does not end, from the outside in. */
export function openControls(line: string): string[] {
  const open: string[] = [];
  let isolates = 0;
  for (const [control] of line.matchAll(CONTROLS)) {
    if (control === PDF) {
      if (isEmbedding(open.at(-1))) open.pop();
    } else if (control === PDI) {
      if (isolates === 0) continue;
      isolates--;
      // The end of an isolate ends the embeddings in it.
      while (isEmbedding(open.pop()));
    } else {
      open.push(control);
      if (!isEmbedding(control)) isolates++;
    }
  }
  return open;
}

/** What would end all that a line begins and does not end. */
export const missingEnds = (line: string): string =>
  openControls(line)
    .toReversed()
    .map((control) => (isEmbedding(control) ? PDF : PDI))
    .join("");
