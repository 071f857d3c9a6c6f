import { automaticIsolates } from "../../shared/text/automatic-isolates.ts";
import { FSI, isolateControls, LRI, outsideIsolates, PDI } from "../../shared/text/bidi-controls.ts";
import { detectDirection, hasLetterAgainst, type Direction } from "../../shared/text/direction.ts";

/**
 * A text as a sentence of the interface has it: isolated, where letters that run the other way are in no isolate of their own (SU47),
 * and with what stands in order in an article in order, too (BD58).
 */
export function isolated(text: string, sentence: Direction): string {
  const closed = isolateControls(text);
  const isTurned = hasLetterAgainst(sentence, outsideIsolates(closed));
  const direction = (isTurned ? detectDirection(closed) : null) ?? sentence;
  const ordered = inOrder(closed, direction)(0, closed.length);
  return isTurned ? `${FSI}${ordered}${PDI}` : ordered;
}

/**
 * Numbers and names of a text stand in order among right-to-left words (BD20).
 * @param direction which way the text runs
 * @returns a part of it, from one index to another, in UTF-16 units, with the characters that isolate these; all parts together have all
 */
export function inOrder(text: string, direction: Direction): (from: number, to: number) => string {
  const runs = automaticIsolates(text, direction === "rtl").filter(({ from, to }) => !(text[from - 1] === LRI && text[to] === PDI));
  const signs = runs.flatMap(({ from, to }) => [
    { at: from, sign: LRI },
    { at: to, sign: PDI },
  ]);
  return (from, to) => {
    let part = "";
    let last = from;
    for (const { at, sign } of signs) {
      // One that ends where a part does belongs to it, one that begins there to the next.
      if (sign === LRI ? at < from || at >= to : at <= from || at > to) continue;
      part += text.slice(last, at) + sign;
      last = at;
    }
    return part + text.slice(last, to);
  };
}
