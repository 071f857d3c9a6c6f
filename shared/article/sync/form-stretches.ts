import type { CharacterRun } from "../model/character-id.ts";
import type { BodyWriter } from "./writer.ts";

/** Indices of the body. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** The stretches of the body that a form is suggested for which names these characters (SU6). */
export function stretchesOfForm(writer: BodyWriter, runs: readonly CharacterRun[]): Stretch[] {
  const placesOf = (some: readonly CharacterRun[]) => some.flatMap((run) => writer.items.placesOf(run));
  const left = placesOf(runs);
  const whole = {
    from: Math.min(...left.map(({ index }) => index)),
    to: Math.max(...left.map(({ index, run }) => index + run.length)),
  };
  // What was typed between them since takes part; between copies that stand elsewhere anything may stand.
  const copies = placesOf(runs.flatMap((run) => writer.article.lineage.descendantsOf(run).map((descendant) => descendant.run)));
  return [...(left.length > 0 ? [whole] : []), ...copies.map(({ index, run }) => ({ from: index, to: index + run.length }))];
}
