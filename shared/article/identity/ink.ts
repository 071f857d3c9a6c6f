import * as Y from "yjs";
import { firstIndex } from "../../binary-search.ts";
import { idOfKey, keyOf, type CharacterId, type CharacterRun } from "../model/character-id.ts";
import { INK } from "../model/names.ts";
import { clockOf } from "../yjs-internals/items.ts";
import { valueBy } from "../yjs-internals/map-entries.ts";

/** From a clock on. */
interface Stroke {
  readonly clock: number;
  readonly suggestion: string | null;
}

/** Characters that were written for one suggestion. */
export interface InkedRun extends CharacterRun {
  readonly suggestion: string;
}

const NONE: readonly Stroke[] = [];

/**
 * Which characters were written as part of a suggestion (SU1). An entry of a flat `Y.Map` says that from its clock on, what its
 * client inserts belongs to a suggestion, or to none, up to the next entry of that client. It is written before the text and in the
 * same transaction, so that nobody has the text without it. Only a client itself says this of its characters.
 */
export class Ink {
  readonly map: Y.Map<unknown>;
  readonly #doc: Y.Doc;
  readonly #strokes = new Map<number, Stroke[]>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.map = doc.getMap(INK);
    for (const key of this.map.keys()) {
      const id = idOfKey(key);
      if (id) this.#strokesOf(id.client).push(...this.#said(key, id));
    }
    // In the order in which a map has them, each would move those that stand behind it.
    for (const [client, strokes] of this.#strokes) {
      if (strokes.length === 0) this.#strokes.delete(client);
      else strokes.sort((a, b) => a.clock - b.clock);
    }
    this.map.observe(({ keysChanged }) => {
      for (const key of keysChanged) this.#read(key);
    });
  }

  /** True while no character of the article was ever suggested. */
  get isEmpty(): boolean {
    return this.#strokes.size === 0;
  }

  /** The suggestion to which what this client writes belongs; null for none. */
  get inUse(): string | null {
    return this.#strokes.get(this.#doc.clientID)?.at(-1)?.suggestion ?? null;
  }

  /** From now on this client's characters belong to `suggestion`, or to none. Call in the transaction that writes them. */
  use(suggestion: string | null): void {
    const { clientID } = this.#doc;
    if (this.inUse === suggestion) return;
    const key = keyOf({ client: clientID, clock: clockOf(this.#doc, clientID) });
    this.map.set(key, suggestion);
    this.#read(key);
  }

  /** The suggestion that a character was written for; null for none. What it is a copy of does not count here. */
  of({ client, clock }: CharacterId): string | null {
    const strokes = this.#strokes.get(client) ?? NONE;
    return strokes[firstIndex(strokes.length, (i) => strokes[i]!.clock > clock) - 1]?.suggestion ?? null;
  }

  /** Offsets in `run`, from 1 on, at which something else may be said than of the character before. */
  edgesIn({ client, clock, length }: CharacterRun): number[] {
    const strokes = this.#strokes.get(client) ?? NONE;
    const edges: number[] = [];
    for (let i = firstIndex(strokes.length, (at) => strokes[at]!.clock > clock); i < strokes.length; i++) {
      if (strokes[i]!.clock >= clock + length) break;
      edges.push(strokes[i]!.clock - clock);
    }
    return edges;
  }

  /** Whether the same is said of all characters of `run`: `edgesIn` without any. */
  isOneStroke({ client, clock, length }: CharacterRun): boolean {
    const strokes = this.#strokes.get(client) ?? NONE;
    const next = strokes[firstIndex(strokes.length, (at) => strokes[at]!.clock > clock)];
    return next === undefined || next.clock >= clock + length;
  }

  /**
   * What was written for suggestions, and not known yet to be followed by something else, up to what is known.
   * @param only the suggestions to look at; all by default
   */
  runs(only?: ReadonlySet<string>): InkedRun[] {
    const runs: InkedRun[] = [];
    for (const [client, strokes] of this.#strokes) {
      const end = clockOf(this.#doc, client);
      for (const [i, { clock, suggestion }] of strokes.entries()) {
        if (suggestion === null || only?.has(suggestion) === false) continue;
        const length = Math.min(strokes[i + 1]?.clock ?? end, end) - clock;
        if (length > 0) runs.push({ client, clock, length, suggestion });
      }
    }
    return runs;
  }

  #read(key: string): void {
    const id = idOfKey(key);
    if (!id) return;
    const strokes = this.#strokesOf(id.client);
    const at = firstIndex(strokes.length, (i) => strokes[i]!.clock >= id.clock);
    strokes.splice(at, strokes[at]?.clock === id.clock ? 1 : 0, ...this.#said(key, id));
    if (strokes.length === 0) this.#strokes.delete(id.client);
  }

  /** In rising order. */
  #strokesOf(client: number): Stroke[] {
    let strokes = this.#strokes.get(client);
    if (!strokes) this.#strokes.set(client, (strokes = []));
    return strokes;
  }

  /** What an entry says; nothing where another client wrote it. */
  #said(key: string, { client, clock }: CharacterId): readonly Stroke[] {
    const suggestion = valueBy(this.map, key, client);
    return suggestion === null || typeof suggestion === "string" ? [{ clock, suggestion }] : NONE;
  }
}
