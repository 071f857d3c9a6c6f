import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { LAST_CLIENT, LONGEST_MEMBER, MOST_CLIENTS } from "./clients.ts";

/** Types of y-websocket's messages. */
export const MESSAGE_SYNC = 0;
export const MESSAGE_AWARENESS = 1;
export const MESSAGE_AUTH = 2;
const MESSAGE_QUERY_AWARENESS = 3;
/** Ours: `64, n` asks, and answers, whether everything that this connection sent before is committed. */
export const MESSAGE_BARRIER = 64;
/**
 * Ours: `65`, a number and so many member IDs, a number and so many client IDs, each with the place of its member, from 1, or 0:
 * what the sender brings under these client IDs others wrote, as far as it knows who.
 */
const MESSAGE_AUTHORS = 65;

export type Frame =
  | { readonly type: "step1"; readonly stateVector: Uint8Array }
  /** `reply` tells a sync step 2 (true) from a live update (false). */
  | { readonly type: "update"; readonly update: Uint8Array; readonly reply: boolean }
  | { readonly type: "awareness"; readonly update: Uint8Array }
  | { readonly type: "query-awareness" }
  | { readonly type: "denied"; readonly reason: string }
  | { readonly type: "barrier"; readonly id: number }
  | { readonly type: "authors"; readonly others: readonly Carried[] };

/** A client ID that another member wrote with; null where it is not known who. */
export interface Carried {
  readonly client: number;
  readonly author: string | null;
}

/** A frame that could not be read. The connection that sent it is closed, nothing else (SY4). */
export class FrameError extends Error {
  override readonly name = "FrameError";
}

/**
 * Decodes one frame of a room connection: y-websocket's messages (sync, awareness, auth) and two of ours that clients
 * may omit, barrier and authors. Format: https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md; a frame is a type
 * (varuint) and its body. Rules SY1–SY4, AU3.
 * @throws FrameError when the bytes are not exactly one frame of a known type
 */
export function decodeFrame(bytes: Uint8Array): Frame {
  const decoder = decoding.createDecoder(bytes);
  try {
    const frame = readFrame(decoder);
    if (decoding.hasContent(decoder)) throw new FrameError(`${bytes.length - decoder.pos} bytes after a ${frame.type} frame`);
    return frame;
  } catch (error) {
    if (error instanceof FrameError) throw error;
    throw new FrameError(`truncated frame of ${bytes.length} bytes`, { cause: error });
  }
}

function readFrame(decoder: decoding.Decoder): Frame {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case MESSAGE_SYNC: {
      const step = decoding.readVarUint(decoder);
      const payload = decoding.readVarUint8Array(decoder);
      if (step === 0) return { type: "step1", stateVector: payload };
      if (step === 1 || step === 2) return { type: "update", update: payload, reply: step === 1 };
      throw new FrameError(`unknown sync step ${step}`);
    }
    case MESSAGE_AWARENESS:
      return { type: "awareness", update: decoding.readVarUint8Array(decoder) };
    case MESSAGE_AUTH: {
      const kind = decoding.readVarUint(decoder);
      if (kind !== 0) throw new FrameError(`unknown auth message ${kind}`);
      return { type: "denied", reason: decoding.readVarString(decoder) };
    }
    case MESSAGE_QUERY_AWARENESS:
      return { type: "query-awareness" };
    case MESSAGE_BARRIER:
      return { type: "barrier", id: decoding.readVarUint(decoder) };
    case MESSAGE_AUTHORS:
      return { type: "authors", others: readCarried(decoder) };
    default:
      throw new FrameError(`unknown message type ${type}`);
  }
}

function readCarried(decoder: decoding.Decoder): Carried[] {
  const members = readMany(decoder, "member IDs", () => {
    const member = decoding.readVarString(decoder);
    if (member === "" || member.length > LONGEST_MEMBER) throw new FrameError(`a member ID of ${member.length} letters`);
    return member;
  });
  return readMany(decoder, "client IDs", () => {
    const client = decoding.readVarUint(decoder);
    if (client > LAST_CLIENT) throw new FrameError(`client ID ${client} is out of range`);
    const place = decoding.readVarUint(decoder);
    if (place > members.length) throw new FrameError(`member ${place} of ${members.length}`);
    return { client, author: place === 0 ? null : members[place - 1]! };
  });
}

function readMany<T>(decoder: decoding.Decoder, what: string, read: () => T): T[] {
  const count = decoding.readVarUint(decoder);
  if (count > MOST_CLIENTS) throw new FrameError(`${count} ${what} in one frame, more than ${MOST_CLIENTS}`);
  const values: T[] = [];
  while (values.length < count) values.push(read());
  return values;
}

/** Writes one frame; the inverse of `decodeFrame`, but for client IDs beyond those that one frame names. */
export function encodeFrame(frame: Frame): Uint8Array {
  return encoding.encode((encoder) => {
    switch (frame.type) {
      case "step1":
        encoding.writeVarUint(encoder, MESSAGE_SYNC);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarUint8Array(encoder, frame.stateVector);
        return;
      case "update":
        encoding.writeVarUint(encoder, MESSAGE_SYNC);
        encoding.writeVarUint(encoder, frame.reply ? 1 : 2);
        encoding.writeVarUint8Array(encoder, frame.update);
        return;
      case "awareness":
        encoding.writeVarUint(encoder, MESSAGE_AWARENESS);
        encoding.writeVarUint8Array(encoder, frame.update);
        return;
      case "query-awareness":
        encoding.writeVarUint(encoder, MESSAGE_QUERY_AWARENESS);
        return;
      case "denied":
        encoding.writeVarUint(encoder, MESSAGE_AUTH);
        encoding.writeVarUint(encoder, 0);
        encoding.writeVarString(encoder, frame.reason);
        return;
      case "barrier":
        encoding.writeVarUint(encoder, MESSAGE_BARRIER);
        encoding.writeVarUint(encoder, frame.id);
        return;
      case "authors":
        encoding.writeVarUint(encoder, MESSAGE_AUTHORS);
        writeCarried(encoder, frame.others);
        return;
    }
  });
}

function writeCarried(encoder: encoding.Encoder, others: readonly Carried[]): void {
  const named = others.slice(-MOST_CLIENTS);
  const members = [...new Set(named.flatMap(({ author }) => author ?? []))];
  encoding.writeVarUint(encoder, members.length);
  for (const member of members) encoding.writeVarString(encoder, member);
  encoding.writeVarUint(encoder, named.length);
  const places = new Map(members.map((member, i) => [member, i + 1]));
  for (const { client, author } of named) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, author === null ? 0 : places.get(author)!);
  }
}
