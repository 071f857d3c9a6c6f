import { FSI, isolateControls, outsideIsolates, PDI } from "../../shared/text/bidi-controls.ts";
import { hasLetterAgainst, type Direction } from "../../shared/text/direction.ts";

/** A text as a sentence of the interface has it: isolated, where letters that run the other way are in no isolate of their own (SU47). */
export function isolated(text: string, sentence: Direction): string {
  const closed = isolateControls(text);
  return hasLetterAgainst(sentence, outsideIsolates(closed)) ? `${FSI}${closed}${PDI}` : closed;
}
