import type * as Y from "yjs";
import { articleOf } from "../../shared/article/identity/article.ts";
import type { CharacterRun } from "../../shared/article/model/character-id.ts";
import { BodyItems } from "../../shared/article/yjs-internals/body-items.ts";
import { Landmarks } from "../../shared/article/yjs-internals/landmarks.ts";
import { firstIndex } from "../../shared/binary-search.ts";
import type { Erasure } from "../../shared/rpc/contract.ts";

/** Characters that one person erased. */
export interface ErasedPart {
  /** Indices in the body of the earlier article. */
  readonly from: number;
  readonly to: number;
  readonly name: string;
  /** A CSS colour. */
  readonly color: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** That person's desk brought the deletion, which others may have made. */
  readonly isBrought: boolean;
}

/** Who erased characters of the earlier article. @param from and `to` are indices in its body @returns parts in order, without those of nobody known */
export type ErasersOf = (from: number, to: number) => readonly ErasedPart[];

/**
 * @param before the earlier article @param after the later one, which knows what was written anew of it
 * @param erasures each client's in order, without overlap
 */
export function erasersIn(before: Y.Doc, after: Y.Doc, erasures: readonly Erasure[]): ErasersOf {
  const byClient = Map.groupBy(erasures, ({ client }) => client);
  const { body } = articleOf(before);
  const items = new BodyItems(body, new Landmarks(body));
  const { lineage } = articleOf(after);
  const partsOf = (index: number, { client, clock, length }: CharacterRun): ErasedPart[] => {
    const own = byClient.get(client) ?? [];
    const end = clock + length;
    const parts: ErasedPart[] = [];
    for (let i = firstIndex(own.length, (k) => own[k]!.end > clock); i < own.length && own[i]!.clock < end; i++) {
      const { clock: start, end: stop, member, at, isBrought } = own[i]!;
      const [from, to] = [Math.max(clock, start), Math.min(end, stop)].map((at) => index + at - clock) as [number, number];
      parts.push({ from, to, name: member.name, color: member.color, at, isBrought });
    }
    return parts;
  };
  return (from, to) => {
    let index = from;
    return items.runsIn(from, to - from).flatMap((run) => {
      const at = index;
      index += run.length;
      const copies = lineage.isEmpty ? [] : lineage.descendantsOf(run).filter(({ copying }) => copying === "rewritten");
      if (copies.length === 0) return partsOf(at, run);
      // What was moved or brought back was erased where it stood last.
      const last = copies.sort((a, b) => a.distance - b.distance).flatMap((copy) => partsOf(at + copy.offset, copy.run));
      return painted([...partsOf(at, run), ...last]);
    });
  };
}

/** Parts that overlap, as later ones leave them. */
function painted(parts: readonly ErasedPart[]): ErasedPart[] {
  const edges = [...new Set(parts.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  return edges.slice(0, -1).flatMap((from, i) => {
    const part = parts.findLast((one) => one.from <= from && from < one.to);
    return part ? [{ ...part, from, to: edges[i + 1]! }] : [];
  });
}
