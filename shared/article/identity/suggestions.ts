import type * as Y from "yjs";
import { idAfter, idOfKey, joined, keyOf, type CharacterId, type CharacterRun } from "../model/character-id.ts";
import { SUGGESTIONS } from "../model/names.ts";
import { without } from "../model/text-run.ts";
import { clockOf, livingIn } from "../yjs-internals/items.ts";
import { valueBy } from "../yjs-internals/map-entries.ts";
import { HEADLINE, type BlockId } from "./block-attributes.ts";
import { Ink } from "./ink.ts";
import { RunIndex } from "./run-index.ts";
import type { Copy, Lineage } from "./lineage.ts";
import {
  decodeDecision,
  decodeRestyle,
  decodeReturns,
  decodeRuns,
  encodeDecision,
  encodeRestyle,
  encodeReturns,
  encodeRuns,
  isKeyOfBegin,
  keyOfBegin,
  keyOfDecision,
  keyOfRestyle,
  keyOfReturn,
  keyOfStrikes,
  readKey,
  type Decision,
  type Restyle,
  type Return,
} from "./suggestion-records.ts";

/** What suggestions say of characters that follow one another. */
export interface CharacterStatus extends CharacterRun {
  /** The open suggestion that they are inserted by; null for those of the article. */
  readonly insertedBy: string | null;
  /** The open suggestions that strike them out. */
  readonly struckBy: readonly string[];
}

/** An open suggestion: what there is to decide on. */
export interface Suggestion {
  /** The Yjs ID of what it begins with: its client is the author's. */
  readonly id: string;
  /** When it was begun, by its author's clock, in milliseconds since 1970; 0 where that has not arrived. */
  readonly at: number;
  readonly inserted: readonly CharacterRun[];
  readonly struck: readonly CharacterRun[];
  readonly restyles: readonly Restyle[];
}

/** A record that was written, with what its entry said before and says now. */
export interface RecordChange {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

interface Said extends CharacterRun {
  readonly suggestion: string;
}

interface Settled extends Said {
  readonly isAccepted: boolean;
}

interface Indexes {
  readonly struck: RunIndex<Said>;
  readonly accepted: RunIndex<Said>;
  readonly settled: RunIndex<Settled>;
  /** Keys of forms that are decided on. */
  readonly restyled: ReadonlySet<string>;
}

const NONE: readonly never[] = [];

/**
 * What suggestions say of the article's characters and blocks: which were inserted, which are struck out, which are to have another
 * form, and what was decided. Suggested text stands in the body, and struck text stays there (SU5); nothing that was said is unsaid
 * but by the undo of whoever said it (SU3), so that records may arrive in any order.
 */
export class Suggestions {
  readonly map: Y.Map<unknown>;
  readonly ink: Ink;
  readonly #doc: Y.Doc;
  readonly #body: Y.Text;
  readonly #lineage: Lineage;
  readonly #strikes = new Map<string, { readonly suggestion: string; readonly runs: readonly CharacterRun[] }>();
  readonly #restyles = new Map<string, Restyle>();
  readonly #decisions = new Map<string, Decision>();
  readonly #returns = new Map<string, readonly Return[]>();
  #indexes: Indexes | null = null;

  constructor(doc: Y.Doc, body: Y.Text, lineage: Lineage) {
    this.#doc = doc;
    this.#body = body;
    this.#lineage = lineage;
    this.ink = new Ink(doc);
    this.map = doc.getMap(SUGGESTIONS);
    for (const key of this.map.keys()) this.#read(key);
    this.map.observe(({ keysChanged }) => {
      for (const key of keysChanged) this.#read(key);
    });
  }

  /** True while nothing was ever suggested. */
  get isEmpty(): boolean {
    return this.ink.isEmpty && this.map.size === 0;
  }

  get decisions(): ReadonlyMap<string, Decision> {
    return this.#decisions;
  }

  /** All that was put back after it was refused. */
  get returns(): Return[] {
    return [...this.#returns.values()].flat();
  }

  /** @returns `run` in parts of which the same is said */
  statusOf(run: CharacterRun): CharacterStatus[] {
    if (this.isEmpty) return [{ client: run.client, clock: run.clock, length: run.length, insertedBy: null, struckBy: NONE }];
    if (this.#lineage.isOriginal(run) && this.#isAlike(run)) {
      const { client, clock, length } = run;
      return [{ client, clock, length, ...this.#statusAt([run]) }];
    }
    const parts = this.#lineage.isEmpty ? [{ ...run, ancestors: NONE }] : this.#lineage.partsOf(run);
    const { struck, accepted, settled } = this.#indexed();
    const all: CharacterStatus[] = [];
    for (const { client, clock, length, ancestors } of parts) {
      const chain = [{ client, clock }, ...ancestors];
      const edges: number[] = [];
      for (const one of chain) {
        const same = { client: one.client, clock: one.clock, length };
        for (const edge of this.ink.edgesIn(same)) edges.push(edge);
        for (const index of [struck, accepted, settled]) {
          for (const said of index.overlapping(same)) {
            for (const edge of [said.clock - one.clock, said.clock + said.length - one.clock])
              if (edge > 0 && edge < length) edges.push(edge);
          }
        }
      }
      // Most parts have none.
      const sorted = edges.length === 0 ? [0, length] : [0, ...new Set(edges.sort((a, b) => a - b)), length];
      for (const [i, from] of sorted.slice(0, -1).entries()) {
        const id = idAfter({ client, clock }, from);
        const said = this.#statusAt(chain.map((one) => idAfter(one, from)));
        const last = all.at(-1);
        const goesOn = last?.client === client && last.clock + last.length === id.clock && isSameStatus(last, said);
        if (goesOn) all[all.length - 1] = { ...last, length: last.length + sorted[i + 1]! - from };
        else all.push({ ...id, length: sorted[i + 1]! - from, ...said });
      }
    }
    return all;
  }

  /** Whether nothing begins or ends within a run that is said of its characters themselves: most are so. */
  #isAlike(run: CharacterRun): boolean {
    const { struck, accepted, settled } = this.#indexed();
    const end = run.clock + run.length;
    const isWhole = (said: Said): boolean => said.clock <= run.clock && said.clock + said.length >= end;
    return this.ink.isOneStroke(run) && [struck, accepted, settled].every((index) => index.overlapping(run).every(isWhole));
  }

  /** The parts of `run` that somebody accepted as inserted by a suggestion, or those whose place they took. */
  acceptedIn(run: CharacterRun, by: string): CharacterRun[] {
    const { accepted } = this.#indexed();
    const parts = this.#lineage.partsOf(run).flatMap(({ clock, length, ancestors }) =>
      [{ client: run.client, clock }, ...ancestors].flatMap((one) =>
        accepted
          .overlapping({ ...one, length })
          .filter(({ suggestion }) => suggestion === by)
          .map((said): CharacterRun => {
            const from = Math.max(0, said.clock - one.clock);
            const to = Math.min(length, said.clock + said.length - one.clock);
            return { client: run.client, clock: clock + from, length: to - from };
          }),
      ),
    );
    return joined(parts);
  }

  /** The parts of `run` that were taken away as struck out by one suggestion, by whoever accepted that, and not by another suggestion, too. */
  struckAwayIn(run: CharacterRun, by: string): CharacterRun[] {
    const { settled } = this.#indexed();
    const taken = [{ offset: 0, run }, ...this.#lineage.descendantsOf(run)].flatMap(({ offset, run: one }) =>
      settled.overlapping(one).flatMap(({ suggestion, isAccepted, ...said }) => {
        if (!isAccepted) return [];
        const from = offset + Math.max(0, said.clock - one.clock);
        const to = offset + Math.min(one.length, said.clock + said.length - one.clock);
        return [{ ...idAfter(run, from), length: to - from, suggestion }];
      }),
    );
    const others = taken.filter(({ suggestion }) => suggestion !== by);
    return joined(taken.filter(({ suggestion }) => suggestion === by)).flatMap((part) => without(part, others));
  }

  /** The parts of `run` that are the article's, and not only suggested. */
  baseOf(run: CharacterRun): CharacterRun[] {
    const isPlain =
      this.ink.of(run) === null &&
      this.ink.edgesIn(run).length === 0 &&
      (this.#lineage.isEmpty || this.#lineage.partsOf(run).every(({ ancestors }) => ancestors.length === 0));
    return isPlain ? [run] : joined(this.statusOf(run).filter(({ insertedBy }) => insertedBy === null));
  }

  /** @param chain a character and those whose place it took, nearest first (SU13) */
  #statusAt(chain: readonly CharacterId[]): Pick<CharacterStatus, "insertedBy" | "struckBy"> {
    const { struck, accepted, settled } = this.#indexed();
    const struckBy: string[] = [];
    const over = new Set<string>();
    const taken = new Set<string>();
    for (const id of chain) {
      const one = { ...id, length: 1 };
      for (const { suggestion } of accepted.overlapping(one)) taken.add(suggestion);
      for (const { suggestion } of settled.overlapping(one)) over.add(suggestion);
      for (const { suggestion } of struck.overlapping(one)) {
        if (!over.has(suggestion) && !struckBy.includes(suggestion)) struckBy.push(suggestion);
      }
      const insertedBy = this.ink.of(id);
      if (insertedBy === null) continue;
      if (!taken.has(insertedBy)) return { insertedBy, struckBy: struckBy.sort() };
      // What an accepted suggestion wrote anew it struck out where it stood before.
      over.add(insertedBy);
    }
    return { insertedBy: null, struckBy: struckBy.sort() };
  }

  /** All that there is to decide on, in no order. @param only the suggestions to look at; all by default */
  open(only?: ReadonlySet<string>): Suggestion[] {
    if (this.isEmpty) return [];
    const isAsked = ({ suggestion }: { readonly suggestion: string }): boolean => only?.has(suggestion) ?? true;
    const { accepted, settled } = this.#indexed();
    const inserted = this.#living(this.ink.runs(only), accepted, ({ insertedBy }, suggestion) => insertedBy === suggestion);
    const struck = this.#living(
      [...this.#strikes.values()].filter(isAsked).flatMap(({ suggestion, runs }) => runs.map((run) => ({ ...run, suggestion }))),
      settled,
      ({ struckBy }, suggestion) => struckBy.includes(suggestion),
    );
    const restyles = Map.groupBy(
      [...this.#restyles.values()].filter((restyle) => isAsked(restyle) && this.#isOpen(restyle)),
      ({ suggestion }) => suggestion,
    );
    return [...new Set([...inserted.keys(), ...struck.keys(), ...restyles.keys()])].map((id) => ({
      id,
      at: this.#begunAt(id),
      inserted: inserted.get(id) ?? NONE,
      struck: struck.get(id) ?? NONE,
      restyles: restyles.get(id) ?? NONE,
    }));
  }

  #begunAt(suggestion: string): number {
    const author = idOfKey(suggestion);
    const at = author && valueBy(this.map, keyOfBegin(suggestion), author.client);
    return typeof at === "number" ? at : 0;
  }

  /** The open forms of blocks, in the order in which they were said here. */
  blockForms(): Restyle[] {
    return [...this.#restyles.values()].filter((restyle) => restyle.block !== null && this.#isOpen(restyle));
  }

  /**
   * @param over what of it is decided: of characters that it does not say, and that are no copies, `holds` is true
   * @returns by suggestion the characters of runs, and of those that took their place, that are there and of which `holds` is true
   */
  #living(
    runs: readonly Said[],
    over: RunIndex<Said>,
    holds: (status: CharacterStatus, suggestion: string) => boolean,
  ): Map<string, CharacterRun[]> {
    const found = new Map<string, CharacterRun[]>();
    const add = (suggestion: string, run: CharacterRun): void => {
      const held = found.get(suggestion);
      if (held) held.push(run);
      else found.set(suggestion, [run]);
    };
    for (const { suggestion, ...run } of runs) {
      const descendants = this.#lineage.isEmpty ? NONE : this.#lineage.descendantsOf(run).map((descendant) => descendant.run);
      for (const one of [run, ...descendants]) {
        for (const living of livingIn(this.#body, one)) {
          const isSaid = one === run && over.overlapping(living).length === 0 && this.#lineage.isOriginal(living);
          if (isSaid) add(suggestion, living);
          else for (const status of this.statusOf(living)) if (holds(status, suggestion)) add(suggestion, status);
        }
      }
    }
    // By way of two ancestors the same characters may be found twice.
    return new Map([...found].map(([suggestion, parts]) => [suggestion, joined(parts)]));
  }

  #isOpen({ key, block, runs }: Restyle): boolean {
    if (this.#indexed().restyled.has(key)) return false;
    if (block === HEADLINE) return true;
    return (block === null ? runs : [{ ...block, length: 1 }]).some((run) => this.livingOf(run).length > 0);
  }

  /** The characters of `run` that are there, and those that took the place of the others. */
  livingOf(run: CharacterRun): CharacterRun[] {
    const living = livingIn(this.#body, run);
    const isWhole = living.reduce((sum, { length }) => sum + length, 0) === run.length;
    if (isWhole || this.#lineage.isEmpty) return living;
    return [...living, ...this.#lineage.descendantsOf(run).flatMap((descendant) => livingIn(this.#body, descendant.run))];
  }

  /** The block that a form was suggested for, or the one that took its place; null where neither is there. */
  blockNow(block: BlockId): BlockId | null {
    if (block === HEADLINE) return HEADLINE;
    const [run] = this.livingOf({ ...block, length: 1 });
    return run ? { client: run.client, clock: run.clock } : null;
  }

  /** Begins a suggestion of this client's. Call in the transaction that writes its first part. @param at milliseconds since 1970 @returns its ID */
  begin(at: number): string {
    const id = keyOf(this.#nextId());
    this.#put(keyOfBegin(id), Math.floor(at));
    return id;
  }

  /** Strikes characters out. */
  strike(suggestion: string, runs: readonly CharacterRun[]): RecordChange {
    const key = keyOfStrikes(suggestion, this.#doc.clientID);
    return this.#put(key, encodeRuns(joined([...(this.#strikes.get(key)?.runs ?? []), ...runs])));
  }

  /** Suggests a form of characters, or of a block. */
  restyle(suggestion: string, form: Pick<Restyle, "runs" | "block" | "name" | "value">): RecordChange {
    return this.#put(keyOfRestyle(suggestion, this.#nextId()), encodeRestyle(form));
  }

  /** Says what was decided on a suggestion. */
  decide(suggestion: string, decision: Omit<Decision, "key" | "suggestion" | "client">): RecordChange {
    return this.#put(keyOfDecision(suggestion, this.#nextId()), encodeDecision(decision));
  }

  /** Says what was put back of a suggestion. Call in the transaction that writes it. */
  putBack(suggestion: string, returns: readonly Pick<Return, "of" | "copy">[]): void {
    this.#put(keyOfReturn(suggestion, this.#nextId()), encodeReturns(returns));
  }

  /** Makes an entry say again what it said before, as far as nothing was written there since. @returns what that changed; null for nothing */
  takeBack({ key, before, after }: RecordChange): RecordChange | null {
    const now = this.map.get(key);
    if (isSameValue(now, after)) return this.#put(key, before);
    const [had, has, gone] = [decodeRuns(before) ?? NONE, decodeRuns(now), decodeRuns(after)];
    if (readKey(key)?.kind !== "strike" || !has || !gone) return null;
    // More was struck out since.
    const taken = indexOf(gone.flatMap((run) => without(run, had)));
    const kept = has.flatMap((run) => without(run, taken.overlapping(run)));
    return this.#put(key, kept.length === 0 ? undefined : encodeRuns(kept));
  }

  /**
   * Strikes out what comes back when an acceptance is taken back, and what another's decision says is not struck out any more: nobody
   * decided on these copies.
   * @param taken what became of the acceptance's record
   */
  strikeAgain({ key, before }: RecordChange, copies: readonly Copy[]): RecordChange[] {
    const named = readKey(key);
    const decision = named?.kind === "decision" ? decodeDecision(before, key, named) : null;
    if (decision?.verdict !== "accepted") return [];
    const settled = indexOf(decision.settled);
    const back = copies.flatMap((copy) =>
      copy.ancestors.flatMap((ancestor) =>
        settled.overlapping({ ...ancestor, length: copy.length }).map((run): CharacterRun => {
          const from = Math.max(0, run.clock - ancestor.clock);
          return { ...idAfter(copy, from), length: Math.min(copy.length, run.clock + run.length - ancestor.clock) - from };
        }),
      ),
    );
    const { suggestion } = decision;
    const left = joined(back)
      .flatMap((run) => this.statusOf(run).filter(({ struckBy }) => !struckBy.includes(suggestion)))
      .flatMap((run) => this.#strikesOn(run, suggestion));
    return left.length === 0 ? [] : [this.strike(suggestion, left)];
  }

  /** The characters of `run` that a suggestion strikes out, also where that is decided on; not those of which another's open insertion is nearer. */
  #strikesOn(run: CharacterRun, suggestion: string): CharacterRun[] {
    const { struck, accepted } = this.#indexed();
    const isStruck = (id: CharacterId): boolean => {
      const taken = new Set<string>();
      const [part] = this.#lineage.partsOf({ ...id, length: 1 });
      for (const one of [id, ...part!.ancestors]) {
        const here = { ...one, length: 1 };
        if (struck.overlapping(here).some((said) => said.suggestion === suggestion)) return true;
        for (const said of accepted.overlapping(here)) taken.add(said.suggestion);
        const insertedBy = this.ink.of(one);
        if (insertedBy !== null && (insertedBy === suggestion || !taken.has(insertedBy))) return false;
      }
      return false;
    };
    const characters = Array.from({ length: run.length }, (_, offset) => ({ ...idAfter(run, offset), length: 1 }));
    return joined(characters.filter(isStruck));
  }

  /** What was ever struck out of `run`, open or not, and by which suggestion. */
  strikesIn(run: CharacterRun): Said[] {
    const end = run.clock + run.length;
    return this.#indexed()
      .struck.overlapping(run)
      .map(({ suggestion, clock, length }) => {
        const from = Math.max(clock, run.clock);
        return { suggestion, client: run.client, clock: from, length: Math.min(clock + length, end) - from };
      });
  }

  /**
   * Unsays what a suggestion says of characters and of forms, whichever client said it: in a document that nobody else writes to, since
   * records mean the same in any order only while nothing is unsaid (SU3). Call in a transaction.
   * @param struck characters that it strikes out no more
   * @param forms keys of its forms
   */
  withdraw(suggestion: string, struck: readonly CharacterRun[], forms: readonly string[]): void {
    const gone = struck.flatMap((run) =>
      this.#lineage.partsOf(run).flatMap((part) => [part, ...part.ancestors.map((ancestor) => ({ ...ancestor, length: part.length }))]),
    );
    const own = [...this.#strikes].filter(([, strikes]) => strikes.suggestion === suggestion);
    const kept = own.flatMap(([, { runs }]) => runs.flatMap((run) => without(run, gone)));
    for (const key of [...own.map(([key]) => key), ...forms]) this.#put(key, undefined);
    if (kept.length > 0) this.strike(suggestion, kept);
  }

  #nextId(): CharacterId {
    const { clientID } = this.#doc;
    return { client: clientID, clock: clockOf(this.#doc, clientID) };
  }

  #put(key: string, value: unknown): RecordChange {
    const before = this.map.get(key);
    if (value === undefined) this.map.delete(key);
    else this.map.set(key, value);
    this.#read(key);
    return { key, before, after: value };
  }

  /** Reads an entry that may have changed. */
  #read(key: string): void {
    // When each was begun is read where it is asked for.
    const named = isKeyOfBegin(key) ? null : readKey(key);
    if (!named) return;
    const { suggestion } = named;
    // One that another client wrote says nothing.
    const value = valueBy(this.map, key, named.client);
    const runs = named.kind === "strike" ? decodeRuns(value) : null;
    const restyle = named.kind === "restyle" ? decodeRestyle(value, key, suggestion) : null;
    const decision = named.kind === "decision" ? decodeDecision(value, key, named) : null;
    // What is struck out for the first time is added: many suggestions may be made at once, each after a look at what is said already.
    if (runs && !this.#strikes.has(key)) for (const run of runs) this.#indexes?.struck.add({ ...run, suggestion });
    else this.#indexes = null;
    const returns = named.kind === "return" ? decodeReturns(value, named) : null;
    if (runs) this.#strikes.set(key, { suggestion, runs });
    else this.#strikes.delete(key);
    if (restyle) this.#restyles.set(key, restyle);
    else this.#restyles.delete(key);
    if (decision) this.#decisions.set(key, decision);
    else this.#decisions.delete(key);
    if (returns) this.#returns.set(key, returns);
    else this.#returns.delete(key);
  }

  #indexed(): Indexes {
    if (this.#indexes) return this.#indexes;
    const [accepted, settled]: [Said[], Settled[]] = [[], []];
    const restyled = new Set<string>();
    for (const decision of this.#decisions.values()) {
      const { suggestion } = decision;
      accepted.push(...decision.accepted.map((run) => ({ ...run, suggestion })));
      settled.push(...decision.settled.map((run) => ({ ...run, suggestion, isAccepted: decision.verdict === "accepted" })));
      for (const key of decision.restyles) restyled.add(key);
    }
    // What was put back was accepted, whether word of that has arrived or not.
    for (const { suggestion, of, copy } of this.returns) accepted.push({ ...copy, length: of.length, suggestion });
    const struck = [...this.#strikes.values()].flatMap(({ suggestion, runs }) => runs.map((run) => ({ ...run, suggestion })));
    this.#indexes = { struck: indexOf(struck), accepted: indexOf(accepted), settled: indexOf(settled), restyled };
    return this.#indexes;
  }
}

function indexOf<R extends CharacterRun>(runs: readonly R[]): RunIndex<R> {
  const index = new RunIndex<R>();
  for (const run of runs) index.add(run);
  return index;
}

const isSameStatus = (a: Pick<CharacterStatus, "insertedBy" | "struckBy">, b: Pick<CharacterStatus, "insertedBy" | "struckBy">): boolean =>
  a.insertedBy === b.insertedBy && a.struckBy.length === b.struckBy.length && a.struckBy.every((one, i) => b.struckBy[i] === one);

const isSameValue = (a: unknown, b: unknown): boolean =>
  a instanceof Uint8Array && b instanceof Uint8Array ? a.length === b.length && a.every((byte, i) => byte === b[i]) : a === b;
