import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { idOfKey, keyOf, numberIn, type CharacterId, type CharacterRun } from "../model/character-id.ts";
import { Embed } from "../model/embed.ts";
import type { TextRun } from "../model/text-run.ts";
import type { Attributes } from "../model/tokens.ts";
import { HEADLINE, type BlockId } from "./block-attributes.ts";

/** A form that is suggested: of text, from the first to the last of these characters that is left, or of one block. */
export interface Restyle {
  readonly key: string;
  readonly suggestion: string;
  readonly runs: readonly CharacterRun[];
  readonly block: BlockId | null;
  readonly name: string;
  readonly value: unknown;
}

/** What somebody decided. */
export type Verdict = "accepted" | "refused";

/** What was decided on a suggestion, and of which of its characters: those that had arrived. */
export interface Decision {
  readonly key: string;
  readonly suggestion: string;
  readonly client: number;
  readonly verdict: Verdict;
  /** Milliseconds since 1970, by the clock of whoever decided. */
  readonly at: number;
  /** Inserted characters that are part of the text now. */
  readonly accepted: readonly CharacterRun[];
  /** Characters that are not struck out any more. */
  readonly settled: readonly CharacterRun[];
  /** Keys of forms that are given, or refused. */
  readonly restyles: readonly string[];
  /** What the refusal took away, as it stood: Yjs does not keep what is deleted. */
  readonly removed: readonly TextRun[];
}

/** Characters that a refusal had taken away and that stand there again, because somebody else had accepted them. */
export interface Return {
  readonly suggestion: string;
  readonly client: number;
  readonly of: CharacterRun;
  /** The first of those that stand there instead. */
  readonly copy: CharacterId;
}

type RecordKind = "begin" | "strike" | "restyle" | "decision" | "return";
const KINDS: Record<string, RecordKind> = { "@": "begin", "-": "strike", "~": "restyle", "!": "decision", "^": "return" };

/** What a key names. */
export interface RecordKey {
  readonly kind: RecordKind;
  readonly suggestion: string;
  /** The only client whose entry counts. */
  readonly client: number;
}

/**
 * Reads the key of a record. Suggestions are written down in a flat `Y.Map`, one entry a record (SU2). Each key names the client
 * that wrote it, so that no two write the same one, and an entry of another client is ignored:
 * `@suggestion` when it was begun · `-suggestion/client` characters it strikes out · `~suggestion/client.clock` a form it gives ·
 * `!suggestion/client.clock` a decision on it · `^suggestion/client.clock` what was put back of it. A suggestion is named by its first client and that client's clock.
 * @returns null for a key that names no record
 */
export function readKey(key: string): RecordKey | null {
  const kind = KINDS[key.charAt(0)];
  if (!kind) return null;
  const slash = key.indexOf("/");
  const suggestion = slash === -1 ? key.slice(1) : key.slice(1, slash);
  const begun = idOfKey(suggestion);
  if (!begun) return null;
  if (kind === "begin") return slash === -1 ? { kind, suggestion, client: begun.client } : null;
  if (slash === -1) return null;
  const next = key.indexOf("/", slash + 1);
  const end = next === -1 ? key.length : next;
  const client = kind === "strike" ? numberIn(key, slash + 1, end) : (idOfKey(key.slice(slash + 1, end))?.client ?? null);
  return client === null ? null : { kind, suggestion, client };
}

/** Key of the record that a suggestion was begun. */
export const keyOfBegin = (suggestion: string): string => `@${suggestion}`;
/** Whether it is such a key, or none of a record. */
export const isKeyOfBegin = (key: string): boolean => key.startsWith("@");
/** Key of what one client strikes out for a suggestion. */
export const keyOfStrikes = (suggestion: string, client: number): string => `-${suggestion}/${client}`;
/** Key of a form that a suggestion gives. @param id which the entry itself will have */
export const keyOfRestyle = (suggestion: string, id: CharacterId): string => `~${suggestion}/${keyOf(id)}`;
/** Key of a decision on a suggestion. @param id which the entry itself will have */
export const keyOfDecision = (suggestion: string, id: CharacterId): string => `!${suggestion}/${keyOf(id)}`;
/** Key of what was put back of a suggestion. @param id which the entry itself will have */
export const keyOfReturn = (suggestion: string, id: CharacterId): string => `^${suggestion}/${keyOf(id)}`;

/** A record with more runs or names is read so far; nobody writes such. */
const MOST = 100_000;

/** Characters, as bytes: how many runs, then client, clock and length of each, all of them variable-length integers of lib0. */
export const encodeRuns = (runs: readonly CharacterRun[]): Uint8Array => encoding.encode((encoder) => writeRuns(encoder, runs));

/** Reads what `encodeRuns` wrote. @returns null for what is none: another program wrote it */
export const decodeRuns = (value: unknown): CharacterRun[] | null => decoded(value, readRuns);

/** A form that is suggested, as bytes: JSON of its block, name and value, then its characters. */
export const encodeRestyle = ({ runs, block, name, value }: Omit<Restyle, "key" | "suggestion">): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarString(encoder, JSON.stringify([block === null ? null : block === HEADLINE ? HEADLINE : keyOf(block), name, value]));
    writeRuns(encoder, runs);
  });

/** Reads what `encodeRestyle` wrote. @returns null for what is none: another program wrote it */
export function decodeRestyle(value: unknown, key: string, suggestion: string): Restyle | null {
  return decoded(value, (decoder) => {
    const [block, name, wanted] = JSON.parse(decoding.readVarString(decoder)) as unknown[];
    const id = block === null ? null : block === HEADLINE ? HEADLINE : idOfKey(String(block));
    if (typeof name !== "string" || (block !== null && id === null)) throw new Error("no form");
    return { key, suggestion, runs: readRuns(decoder), block: id, name, value: wanted ?? null };
  });
}

type Stored = Omit<Decision, "key" | "suggestion" | "client">;

/** A decision, as bytes: the verdict, its time, three lists of characters, JSON of the text that was removed, and keys of forms. */
export const encodeDecision = ({ verdict, at, accepted, settled, restyles, removed }: Stored): Uint8Array =>
  encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, verdict === "accepted" ? 1 : 0);
    encoding.writeVarUint(encoder, Math.max(0, Math.floor(at)));
    for (const runs of [accepted, settled, removed]) writeRuns(encoder, runs);
    const texts = removed.map(({ content, attributes }) => [typeof content === "string" ? content : [content.value], attributes]);
    encoding.writeVarString(encoder, JSON.stringify(texts));
    encoding.writeVarUint(encoder, restyles.length);
    for (const key of restyles) encoding.writeVarString(encoder, key);
  });

/** Reads what `encodeDecision` wrote. @returns null for what is none: another program wrote it */
export function decodeDecision(value: unknown, key: string, { suggestion, client }: RecordKey): Decision | null {
  return decoded(value, (decoder) => {
    const verdict = decoding.readVarUint(decoder) === 1 ? "accepted" : "refused";
    const at = decoding.readVarUint(decoder);
    const [accepted, settled, runs] = [readRuns(decoder), readRuns(decoder), readRuns(decoder)];
    const texts = JSON.parse(decoding.readVarString(decoder)) as unknown[];
    const removed = runs.map((run, i) => ({ ...run, ...readText(texts[i], run.length) }));
    const restyles = Array.from({ length: Math.min(decoding.readVarUint(decoder), MOST) }, () => decoding.readVarString(decoder));
    return { key, suggestion, client, verdict, at, accepted, settled, restyles, removed };
  });
}

/** @throws Error for a text of another length */
function readText(value: unknown, length: number): Pick<TextRun, "content" | "attributes"> {
  const [content, attributes] = value as unknown[];
  const isText = typeof content === "string" && content.length === length;
  const isValue = Array.isArray(content) && length === 1;
  if ((!isText && !isValue) || typeof attributes !== "object" || attributes === null) throw new Error("no text");
  return { content: isText ? content : new Embed((content as unknown[])[0]), attributes: attributes as Attributes };
}

/** What was put back, as bytes: runs as `encodeRuns` writes them, of each what it was and then what stands there instead. */
export const encodeReturns = (returns: readonly Pick<Return, "of" | "copy">[]): Uint8Array =>
  encodeRuns(returns.flatMap(({ of, copy }) => [of, { ...copy, length: of.length }]));

/** Reads what `encodeReturns` wrote. @returns null for what is none: another program wrote it */
export function decodeReturns(value: unknown, { suggestion, client }: RecordKey): Return[] | null {
  const runs = decodeRuns(value);
  return runs && runs.flatMap((of, i) => (i % 2 === 0 && runs[i + 1] ? [{ suggestion, client, of, copy: runs[i + 1]! }] : []));
}

function decoded<T>(value: unknown, read: (decoder: decoding.Decoder) => T): T | null {
  if (!(value instanceof Uint8Array)) return null;
  try {
    return read(decoding.createDecoder(value));
  } catch {
    // Truncated, or of another form.
    return null;
  }
}

function writeRuns(encoder: encoding.Encoder, runs: readonly CharacterRun[]): void {
  encoding.writeVarUint(encoder, runs.length);
  for (const { client, clock, length } of runs) for (const number of [client, clock, length]) encoding.writeVarUint(encoder, number);
}

function readRuns(decoder: decoding.Decoder): CharacterRun[] {
  const runs: CharacterRun[] = [];
  const count = Math.min(decoding.readVarUint(decoder), MOST);
  for (let i = 0; i < count; i++) {
    const [client, clock, length] = [decoding.readVarUint(decoder), decoding.readVarUint(decoder), decoding.readVarUint(decoder)];
    if (length === 0 || !Number.isSafeInteger(clock + length)) throw new Error("no characters");
    runs.push({ client, clock, length });
  }
  return runs;
}
