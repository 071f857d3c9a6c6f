import type { WrittenRun } from "../../../shared/article/identity/writers.ts";
import type { Member } from "../../../shared/roles.ts";
import { speakerOf, type Authorship } from "../../margin/index.ts";
import { spanOf } from "./passages.ts";
import type { Span, WritingRecord } from "./writing-record.ts";

export interface Writer extends Authorship {
  /** The member whose name is shown; null while nobody is known. */
  readonly speaker: Member | null;
  readonly characters: number;
  /** When it was stored; null while that is not known. */
  readonly span: Span | null;
  /** The others who moved their characters, brought them back or pasted them. */
  readonly copiers: readonly Member[];
}

/**
 * The people who wrote some characters, as far as the core knows (AU8, AU9).
 * @returns first the one who wrote most of it
 */
export function writersIn(runs: readonly WrittenRun[], record: WritingRecord): Writer[] {
  const { authors } = record;
  const writers = new Map<
    string,
    { readonly authorship: Authorship; characters: number; span: Span | null; readonly copiers: Map<string, Member> }
  >();
  for (const run of runs) {
    const copier = run.copy && speakerOf(authors.authorOf(run.copy.client, run.copy.clock));
    let { clock } = run;
    for (const { length, authorship } of authors.partsOf(run.client, run.clock, run.to - run.from)) {
      const { member, confirmed, broughtBy } = authorship;
      const key = JSON.stringify([member?.id, confirmed, broughtBy?.id]);
      const writer = writers.get(key) ?? { authorship, characters: 0, span: null, copiers: new Map<string, Member>() };
      writer.characters += length;
      writer.span = spanOf(writer.span, record.within(run.client, clock, length));
      clock += length;
      if (copier && copier.id !== speakerOf(authorship)?.id) writer.copiers.set(copier.id, copier);
      writers.set(key, writer);
    }
  }
  return [...writers.values()]
    .map(({ authorship, characters, span, copiers }) => ({
      ...authorship,
      speaker: speakerOf(authorship),
      characters,
      span,
      copiers: [...copiers.values()],
    }))
    .sort((a, b) => b.characters - a.characters);
}
