import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

export type Message =
  | { readonly type: "call"; readonly id: number; readonly method: string; readonly input: unknown }
  | { readonly type: "result"; readonly id: number; readonly value: unknown }
  | { readonly type: "error"; readonly id: number; readonly code: string; readonly message: string; readonly details: unknown }
  | { readonly type: "event"; readonly name: string; readonly value: unknown }
  | { readonly type: "open"; readonly channel: number; readonly room: string }
  | { readonly type: "frame"; readonly channel: number; readonly frame: Uint8Array }
  | { readonly type: "close"; readonly channel: number; readonly code: number; readonly reason: string };

const TYPES = ["call", "result", "error", "event", "open", "frame", "close"] as const satisfies readonly Message["type"][];

/** Bytes that are not a message. The port that carried them is closed. */
export class MessageError extends Error {
  override readonly name = "MessageError";
}

/** Encodes a message between a window and its core, one for each `Port` message, with lib0. */
export function encodeMessage(message: Message): Uint8Array {
  return encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, TYPES.indexOf(message.type));
    switch (message.type) {
      case "call":
        encoding.writeVarUint(encoder, message.id);
        encoding.writeVarString(encoder, message.method);
        encoding.writeAny(encoder, message.input as encoding.AnyEncodable);
        return;
      case "result":
        encoding.writeVarUint(encoder, message.id);
        encoding.writeAny(encoder, message.value as encoding.AnyEncodable);
        return;
      case "error":
        encoding.writeVarUint(encoder, message.id);
        encoding.writeVarString(encoder, message.code);
        encoding.writeVarString(encoder, message.message);
        encoding.writeAny(encoder, message.details as encoding.AnyEncodable);
        return;
      case "event":
        encoding.writeVarString(encoder, message.name);
        encoding.writeAny(encoder, message.value as encoding.AnyEncodable);
        return;
      case "open":
        encoding.writeVarUint(encoder, message.channel);
        encoding.writeVarString(encoder, message.room);
        return;
      case "frame":
        encoding.writeVarUint(encoder, message.channel);
        encoding.writeVarUint8Array(encoder, message.frame);
        return;
      case "close":
        encoding.writeVarUint(encoder, message.channel);
        encoding.writeVarUint(encoder, message.code);
        encoding.writeVarString(encoder, message.reason);
        return;
    }
  });
}

/** @throws MessageError when the bytes are not exactly one message. */
export function decodeMessage(bytes: Uint8Array): Message {
  const decoder = decoding.createDecoder(bytes);
  let message: Message;
  try {
    message = readMessage(decoder);
  } catch (error) {
    throw error instanceof MessageError ? error : new MessageError(`malformed message of ${bytes.length} bytes`, { cause: error });
  }
  if (decoding.hasContent(decoder)) throw new MessageError(`bytes after a ${message.type} message`);
  return message;
}

function readMessage(decoder: decoding.Decoder): Message {
  const number = decoding.readVarUint(decoder);
  const type = TYPES[number];
  switch (type) {
    case "call":
      return { type, id: decoding.readVarUint(decoder), method: decoding.readVarString(decoder), input: decoding.readAny(decoder) };
    case "result":
      return { type, id: decoding.readVarUint(decoder), value: decoding.readAny(decoder) };
    case "error":
      return {
        type,
        id: decoding.readVarUint(decoder),
        code: decoding.readVarString(decoder),
        message: decoding.readVarString(decoder),
        details: decoding.readAny(decoder),
      };
    case "event":
      return { type, name: decoding.readVarString(decoder), value: decoding.readAny(decoder) };
    case "open":
      return { type, channel: decoding.readVarUint(decoder), room: decoding.readVarString(decoder) };
    case "frame":
      return { type, channel: decoding.readVarUint(decoder), frame: decoding.readVarUint8Array(decoder) };
    case "close":
      return { type, channel: decoding.readVarUint(decoder), code: decoding.readVarUint(decoder), reason: decoding.readVarString(decoder) };
    default:
      throw new MessageError(`unknown message type ${number}`);
  }
}
