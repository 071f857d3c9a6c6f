import type * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import { writersOf } from "../../shared/article/identity/writers.ts";
import { BodyItems } from "../../shared/article/yjs-internals/body-items.ts";
import { Landmarks } from "../../shared/article/yjs-internals/landmarks.ts";
import type { WritersOf, WrittenPart } from "./writers-of.ts";

/** Who wrote `length` characters of a Yjs client from a clock on, in order; null for nobody known. */
export type Credits = (
  client: number,
  clock: number,
  length: number,
) => readonly { readonly length: number; readonly writer: Pick<WrittenPart, "name" | "color"> | null }[];

/** Who wrote what of two articles. */
export function writersIn(before: Y.Doc, after: Y.Doc, credits: Credits): WritersOf {
  const sides = { before: writersOfOne(before, credits), after: writersOfOne(after, credits) };
  return (side, from, to) => sides[side](from, to);
}

function writersOfOne(doc: Y.Doc, credits: Credits): (from: number, to: number) => readonly WrittenPart[] {
  const article = articleOf(doc);
  const items = new BodyItems(article.body, new Landmarks(article.body));
  return (start, end) =>
    writersOf(article, start, items.runsIn(start, end - start)).flatMap(({ client, clock, from, to }) => {
      let at = from;
      return credits(client, clock, to - from).flatMap(({ length, writer }) => {
        const part = { from: at, to: (at += length) };
        return writer ? { ...part, ...writer } : [];
      });
    });
}
