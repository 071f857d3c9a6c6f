import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { CharacterId } from "../article/model/character-id.ts";

/**
 * A stretch of the body that a note is about: the Yjs IDs of its first and its last character. Text typed between them
 * is inside, text typed at either edge outside. Rules NO1–NO5.
 */
export interface Anchor {
  readonly first: CharacterId;
  readonly last: CharacterId;
}

/**
 * The anchor of `from`–`to` in `body`.
 * @throws RangeError for an empty stretch or one outside the body
 */
export function anchorOf(body: Y.Text, from: number, to: number): Anchor {
  if (from < 0 || from >= to || to > body.length) throw new RangeError(`no anchor for ${from}–${to} in a body of ${body.length}`);
  const idAt = (index: number): CharacterId => {
    const { item } = Y.createRelativePositionFromTypeIndex(body, index, 0);
    return { client: item!.client, clock: item!.clock };
  };
  return { first: idAt(from), last: idAt(to - 1) };
}

/** An anchor as it is stored: two Yjs IDs, as four varuints (NO4). */
export function encodeAnchor({ first, last }: Anchor): Uint8Array {
  return encoding.encode((encoder) => {
    for (const { client, clock } of [first, last]) {
      encoding.writeVarUint(encoder, client);
      encoding.writeVarUint(encoder, clock);
    }
  });
}

/** The inverse of `encodeAnchor`. @returns null for any other value: another program may have written it */
export function decodeAnchor(bytes: unknown): Anchor | null {
  if (!(bytes instanceof Uint8Array)) return null;
  try {
    const decoder = decoding.createDecoder(bytes);
    const id = (): CharacterId => ({ client: decoding.readVarUint(decoder), clock: decoding.readVarUint(decoder) });
    return { first: id(), last: id() };
  } catch {
    // Truncated.
    return null;
  }
}

/** Reads an anchor that was stored as JSON. @returns null for any other value */
export function readAnchor(value: unknown): Anchor | null {
  if (typeof value !== "object" || value === null) return null;
  const { first, last } = value as Readonly<Record<string, unknown>>;
  return isCharacterId(first) && isCharacterId(last) ? { first, last } : null;
}

function isCharacterId(value: unknown): value is CharacterId {
  if (typeof value !== "object" || value === null) return false;
  const { client, clock } = value as Readonly<Record<string, unknown>>;
  return [client, clock].every((part) => Number.isSafeInteger(part) && (part as number) >= 0);
}
