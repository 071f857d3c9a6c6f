import type { WrittenRun } from "../../../shared/article/identity/writers.ts";
import type { Member } from "../../../shared/roles.ts";
import type { AuthorRange } from "../../../shared/rpc/contract.ts";
import { byClient } from "../../../shared/store/credits.ts";
import { withTimes, type ClockTime } from "../../../shared/store/times.ts";
import { firstIndex } from "../../../shared/binary-search.ts";
import { AuthorTable, speakerOf } from "../../margin/index.ts";

/** When something was written: milliseconds since 1970. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** Characters of the body that one member wrote within one minute. */
export interface Writing {
  /** Indices in the body. */
  readonly from: number;
  readonly to: number;
  /** Null while nobody is known. */
  readonly writer: Member | null;
  /** By when it was stored; null while that is not known. */
  readonly at: number | null;
}

/** Whose window asks: what it writes itself is known before the core says so. */
export interface Own {
  readonly client: number;
  readonly me: Member;
  /** Whether the desk is in no newsroom, where nobody else can have written what has no author. */
  readonly isAlone: boolean;
}

/** Who wrote what in an article, and when, as the core knows (AU5, AU10). */
export class WritingRecord {
  readonly authors: AuthorTable;
  readonly #times: ReadonlyMap<number, readonly ClockTime[]>;
  /** Clients of which one member has written all that is known. */
  readonly #owners = new Map<number, Member>();
  readonly #own: Own;

  constructor(ranges: readonly AuthorRange[], times: readonly ClockTime[], own: Own) {
    this.authors = new AuthorTable(ranges);
    this.#times = new Map([...byClient(times)].map(([client, some]) => [client, withTimes([], some)]));
    this.#own = own;
    for (const [client, some] of byClient(ranges)) {
      const [{ author }] = some as [AuthorRange];
      const isOnes = some.every((range) => range.author?.id === author?.id && range.broughtBy?.id === author?.id);
      if (author && isOnes) this.#owners.set(client, author);
    }
  }

  /** By when a character was stored; null while that is not known. */
  at(client: number, clock: number): number | null {
    const times = this.#times.get(client) ?? [];
    return times[firstIndex(times.length, (i) => times[i]!.end > clock)]?.at ?? null;
  }

  /** When `length` characters from a clock on were stored; null while nothing is known. */
  within(client: number, clock: number, length: number): Span | null {
    const [first, last] = [this.at(client, clock), this.at(client, clock + length - 1)];
    return first === null ? null : { first, last: last ?? first };
  }

  /** Whose window has not heard yet who wrote a character, the owner of its client is named: nobody else can write with it (AU1). */
  #writerOf(client: number, clock: number): Member | null {
    const { me, isAlone } = this.#own;
    if (client === this.#own.client) return me;
    return speakerOf(this.authors.authorOf(client, clock)) ?? this.#owners.get(client) ?? (isAlone ? me : null);
  }

  /** @param runs in the order of the body @returns the same characters, by who wrote them and when */
  writings(runs: readonly WrittenRun[]): Writing[] {
    const writings: Writing[] = [];
    for (const { from, to, client, clock } of runs) {
      let at = from;
      for (const { length } of this.authors.partsOf(client, clock, to - from)) {
        const writer = this.#writerOf(client, clock + at - from);
        for (const part of this.#minutes(client, clock + at - from, length)) {
          const last = writings.at(-1);
          const isSame = last?.to === at && last.writer?.id === writer?.id && last.at === part.at;
          if (isSame) writings[writings.length - 1] = { ...last, to: at + part.length };
          else writings.push({ from: at, to: at + part.length, writer, at: part.at });
          at += part.length;
        }
      }
    }
    return writings;
  }

  *#minutes(client: number, clock: number, length: number): Iterable<{ readonly length: number; readonly at: number | null }> {
    const times = this.#times.get(client) ?? [];
    const end = clock + length;
    let next = firstIndex(times.length, (i) => times[i]!.end > clock);
    for (let at = clock; at < end; next++) {
      const time = times[next];
      const to = time ? Math.min(end, time.end) : end;
      yield { length: to - at, at: time?.at ?? null };
      at = to;
    }
  }
}
