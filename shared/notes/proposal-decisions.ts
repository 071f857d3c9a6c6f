/**
 * What was decided on proposals. It stands in the article's own document, which a commenter may not write: a commenter can neither
 * decide nor say that somebody did (NO65). One entry a decision, in a flat `Y.Map`: its key is `thread/client.clock`, and an entry of
 * another client says nothing.
 */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { decodeRuns, encodeRuns } from "../article/identity/suggestion-records.ts";
import { idOfKey, keyOf, type CharacterRun } from "../article/model/character-id.ts";
import { PROPOSALS } from "../article/model/names.ts";
import { clockOf } from "../article/yjs-internals/items.ts";
import { idOfEntry } from "../article/yjs-internals/map-entries.ts";
import type { Written } from "./written.ts";
import { LONGEST_REPLACEMENT, readReplacement } from "./replacement.ts";

export interface ProposalDecision extends Written {
  readonly key: string;
  readonly thread: string;
  /** Yjs ID of the entry with the wording that was decided on. */
  readonly wording: string;
  readonly verdict: "taken" | "refused";
  /** The text that the proposal was about, as it stood then. */
  readonly before: string;
  /** What was proposed. */
  readonly replacement: string;
  /** The characters that were written of it; the words that both texts have are not among them. */
  readonly written: readonly CharacterRun[];
}

type Stored = Pick<ProposalDecision, "thread" | "wording" | "verdict" | "before" | "replacement" | "written" | "at">;

const NONE: readonly ProposalDecision[] = [];

/** Follows the decisions in one article. */
export class ProposalDecisions {
  readonly #map: Y.Map<unknown>;
  readonly #handlers = new Set<() => void>();
  #byThread: Map<string, ProposalDecision[]> | null = null;
  readonly #observe = (): void => {
    this.#byThread = null;
    for (const handler of this.#handlers) handler();
  };

  /** @param body the article's document */
  constructor(body: Y.Doc) {
    this.#map = body.getMap(PROPOSALS);
    this.#map.observe(this.#observe);
  }

  /** @returns a function that takes the handler off */
  onChange(handler: () => void): () => void {
    this.#handlers.add(handler);
    return () => void this.#handlers.delete(handler);
  }

  /** The decisions on one proposal, those of the lowest Yjs client first. */
  of(thread: string): readonly ProposalDecision[] {
    return this.#read().get(thread) ?? NONE;
  }

  /** All decisions, by thread. */
  all(): ReadonlyMap<string, readonly ProposalDecision[]> {
    return this.#read();
  }

  /** Says what this client decided. */
  add({ thread, ...decision }: Stored): void {
    const { doc } = this.#map;
    const id = { client: doc!.clientID, clock: clockOf(doc!, doc!.clientID) };
    this.#map.set(`${thread}/${keyOf(id)}`, encode(decision));
  }

  /** Takes refusals back, whoever refused. */
  reopen(thread: string): void {
    const refused = this.of(thread).filter(({ verdict }) => verdict === "refused");
    this.#map.doc!.transact(() => {
      for (const { key } of refused) this.#map.delete(key);
    });
  }

  destroy(): void {
    this.#map.unobserve(this.#observe);
  }

  #read(): Map<string, ProposalDecision[]> {
    if (this.#byThread) return this.#byThread;
    const all = [...this.#map.entries()].flatMap(([key, value]) => read(this.#map, key, value) ?? []);
    all.sort((a, b) => a.client - b.client || a.clock - b.clock);
    return (this.#byThread = Map.groupBy(all, ({ thread }) => thread));
  }
}

/** Bytes of the largest record that anybody writes, and more. */
const LARGEST = 64_000;

function read(map: Y.Map<unknown>, key: string, value: unknown): ProposalDecision | null {
  const [thread, id] = key.split("/", 2).map((part) => idOfKey(part));
  const writer = idOfEntry(map, key);
  if (!thread || !id || writer?.client !== id.client || !(value instanceof Uint8Array) || value.length > LARGEST) return null;
  const decision = decode(value);
  return decision && { ...decision, key, thread: keyOf(thread), client: writer.client, clock: writer.clock };
}

const encode = ({ wording, verdict, before, replacement, written, at }: Omit<Stored, "thread">): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, verdict === "taken" ? 1 : 0);
    encoding.writeVarUint(encoder, Math.max(0, Math.floor(at)));
    for (const text of [wording, before.slice(0, LONGEST_REPLACEMENT), replacement]) encoding.writeVarString(encoder, text);
    encoding.writeVarUint8Array(encoder, encodeRuns(written));
  });

/** @returns null for what is none: another program wrote it */
function decode(bytes: Uint8Array): Omit<Stored, "thread"> | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const verdict = decoding.readVarUint(decoder) === 1 ? "taken" : "refused";
    const at = Math.min(decoding.readVarUint(decoder), Date.now());
    const text = (): string => decoding.readVarString(decoder);
    const [wording, before, replacement] = [text(), text(), text()];
    return {
      verdict,
      at,
      wording,
      before,
      replacement: readReplacement(replacement) ?? "",
      written: decodeRuns(decoding.readVarUint8Array(decoder)) ?? [],
    };
  } catch {
    // Truncated, or of another form.
    return null;
  }
}
