import { idAfter, type CharacterId, type CharacterRun } from "./character-id.ts";
import type { Embed } from "./embed.ts";
import type { Attributes } from "./tokens.ts";

/** Characters and what they say: text, or one embedded value. */
export interface ContentRun extends CharacterRun {
  readonly content: string | Embed;
}

/** Characters as they stand in the body, or stood there. */
export interface TextRun extends ContentRun {
  readonly attributes: Attributes;
}

/** A part of `run`. @param from and `to`, counted from its first character */
export function sliceOf<R extends CharacterRun & { readonly content?: string | Embed; readonly ancestors?: readonly CharacterId[] }>(
  run: R,
  from: number,
  to: number,
): R {
  return {
    ...run,
    ...idAfter(run, from),
    length: to - from,
    ...(typeof run.content === "string" && { content: run.content.slice(from, to) }),
    ...(run.ancestors && { ancestors: run.ancestors.map((ancestor) => idAfter(ancestor, from)) }),
  };
}

/** Where in a run its `\n` are. */
export const newlinesOf = ({ content }: ContentRun): number[] =>
  typeof content === "string" ? [...content.matchAll(/\n/g)].map(({ index }) => index) : [];

/** The parts of `run` that are in none of `others`. */
export function without<R extends CharacterRun>(run: R, others: readonly CharacterRun[]): R[] {
  return others.reduce<R[]>(
    (parts, other) =>
      parts.flatMap((part) => {
        if (other.client !== part.client) return [part];
        const from = Math.max(0, other.clock - part.clock);
        const to = Math.min(part.length, other.clock + other.length - part.clock);
        return from >= to ? [part] : [sliceOf(part, 0, from), sliceOf(part, to, part.length)].filter(({ length }) => length > 0);
      }),
    [run],
  );
}
