import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { z } from "zod";
import {
  articleCommandSchema,
  commandAnswerSchema,
  cursorSchema,
  feedNewsSchema,
  feedPageSchema,
  openArticlesSchema,
  type ArticleCommand,
  type CommandAnswer,
  type FeedCursor,
  type FeedNews,
  type FeedPage,
  type OpenArticlesNews,
} from "./feed.ts";
import { FrameError, MESSAGE_AWARENESS } from "./frames.ts";

// The frames of `/sync/newsroom`, a desk's one connection besides those of its open articles: the change feed, commands about
// articles, and rooms of closed articles, each over a numbered channel that carries the frames of frames.ts (SY26–SY31, SY35).

/** Name of the line in its address, after `/sync/`. */
export const NEWSROOM = "newsroom";
/** Channels that one line has open at a time. */
export const MOST_CHANNELS = 64;

/** Commands of one frame. */
export const MOST_COMMANDS = 64;

/** From a desk. */
export type DeskFrame =
  | { readonly type: "pull"; readonly cursor: FeedCursor | null }
  /** Done in one transaction, and answered one by one. */
  | { readonly type: "commands"; readonly id: number; readonly commands: readonly ArticleCommand[] }
  | { readonly type: "open"; readonly channel: number; readonly room: string }
  | ChannelFrame
  /** All that went over the channel is committed on both sides; answered by `closed`. */
  | { readonly type: "close"; readonly channel: number };

/** From a relay. */
export type RelayFrame =
  | { readonly type: "alive" }
  | { readonly type: "page"; readonly page: FeedPage }
  | { readonly type: "news"; readonly news: FeedNews }
  /** All that is open follows the last page, then each change; of none of it is a cursor kept. */
  | { readonly type: "open-articles"; readonly open: OpenArticlesNews }
  | { readonly type: "answers"; readonly id: number; readonly answers: readonly CommandAnswer[] }
  | ChannelFrame
  /**
   * The channel is closed. `code` 1000 answers `close`, others are those of a room's connection. `at`: when the article had last
   * changed, by the relay's clock, which is told before the feed tells it; 0 with other codes.
   */
  | { readonly type: "closed"; readonly channel: number; readonly code: number; readonly reason: string; readonly at: number };

/** A frame of the channel's room. */
interface ChannelFrame {
  readonly type: "room";
  readonly channel: number;
  readonly frame: Uint8Array;
}

const commandsSchema = z.array(articleCommandSchema).max(MOST_COMMANDS);
const answersSchema = z.array(commandAnswerSchema).max(MOST_COMMANDS);

const PULL = 80;
const PAGE = 81;
const NEWS = 82;
const COMMANDS = 83;
const ANSWERS = 84;
const OPEN = 85;
const ROOM = 86;
const CLOSE = 87;
const CLOSED = 88;
const OPEN_ARTICLES = 89;

/** The inverse of `decodeDeskFrame`. */
export function encodeDeskFrame(frame: DeskFrame): Uint8Array {
  return encoding.encode((encoder) => {
    switch (frame.type) {
      case "pull":
        encoding.writeVarUint(encoder, PULL);
        encoding.writeVarString(encoder, JSON.stringify(frame.cursor));
        return;
      case "commands":
        encoding.writeVarUint(encoder, COMMANDS);
        encoding.writeVarUint(encoder, frame.id);
        encoding.writeVarString(encoder, JSON.stringify(frame.commands));
        return;
      case "open":
        encoding.writeVarUint(encoder, OPEN);
        encoding.writeVarUint(encoder, frame.channel);
        encoding.writeVarString(encoder, frame.room);
        return;
      case "room":
        writeRoom(encoder, frame);
        return;
      case "close":
        encoding.writeVarUint(encoder, CLOSE);
        encoding.writeVarUint(encoder, frame.channel);
        return;
    }
  });
}

/** The inverse of `decodeRelayFrame`. */
export function encodeRelayFrame(frame: Exclude<RelayFrame, { type: "alive" }>): Uint8Array {
  return encoding.encode((encoder) => {
    switch (frame.type) {
      case "page":
        encoding.writeVarUint(encoder, PAGE);
        encoding.writeVarString(encoder, JSON.stringify(frame.page));
        return;
      case "news":
        encoding.writeVarUint(encoder, NEWS);
        encoding.writeVarString(encoder, JSON.stringify(frame.news));
        return;
      case "open-articles":
        encoding.writeVarUint(encoder, OPEN_ARTICLES);
        encoding.writeVarString(encoder, JSON.stringify(frame.open));
        return;
      case "answers":
        encoding.writeVarUint(encoder, ANSWERS);
        encoding.writeVarUint(encoder, frame.id);
        encoding.writeVarString(encoder, JSON.stringify(frame.answers));
        return;
      case "room":
        writeRoom(encoder, frame);
        return;
      case "closed":
        encoding.writeVarUint(encoder, CLOSED);
        encoding.writeVarUint(encoder, frame.channel);
        encoding.writeVarUint(encoder, frame.code);
        encoding.writeVarString(encoder, frame.reason);
        encoding.writeVarUint(encoder, frame.at);
        return;
    }
  });
}

/** Decodes a frame from a desk. @throws FrameError when the bytes are not exactly one frame that a desk sends */
export function decodeDeskFrame(bytes: Uint8Array): DeskFrame {
  return whole(bytes, (decoder): DeskFrame => {
    const type = decoding.readVarUint(decoder);
    switch (type) {
      case PULL:
        return { type: "pull", cursor: readJson(decoder, cursorSchema.nullable()) };
      case COMMANDS:
        return { type: "commands", id: decoding.readVarUint(decoder), commands: readJson(decoder, commandsSchema) };
      case OPEN:
        return { type: "open", channel: decoding.readVarUint(decoder), room: decoding.readVarString(decoder) };
      case ROOM:
        return readRoom(decoder);
      case CLOSE:
        return { type: "close", channel: decoding.readVarUint(decoder) };
      default:
        throw new FrameError(`unknown message type ${type}`);
    }
  });
}

/** Decodes a frame from a relay. @throws FrameError when the bytes are not exactly one frame that a relay sends, or contain an invalid value */
export function decodeRelayFrame(bytes: Uint8Array): RelayFrame {
  return whole(bytes, (decoder): RelayFrame => {
    const type = decoding.readVarUint(decoder);
    switch (type) {
      case MESSAGE_AWARENESS:
        // The relay's keep-alive, as on every connection: an awareness update of no client.
        decoding.readVarUint8Array(decoder);
        return { type: "alive" };
      case PAGE:
        return { type: "page", page: readJson(decoder, feedPageSchema) };
      case NEWS:
        return { type: "news", news: readJson(decoder, feedNewsSchema) };
      case OPEN_ARTICLES:
        return { type: "open-articles", open: readJson(decoder, openArticlesSchema) };
      case ANSWERS:
        return { type: "answers", id: decoding.readVarUint(decoder), answers: readJson(decoder, answersSchema) };
      case ROOM:
        return readRoom(decoder);
      case CLOSED:
        return {
          type: "closed",
          channel: decoding.readVarUint(decoder),
          code: decoding.readVarUint(decoder),
          reason: decoding.readVarString(decoder),
          at: decoding.readVarUint(decoder),
        };
      default:
        throw new FrameError(`unknown message type ${type}`);
    }
  });
}

function writeRoom(encoder: encoding.Encoder, { channel, frame }: ChannelFrame): void {
  encoding.writeVarUint(encoder, ROOM);
  encoding.writeVarUint(encoder, channel);
  encoding.writeVarUint8Array(encoder, frame);
}

function readRoom(decoder: decoding.Decoder): ChannelFrame {
  return { type: "room", channel: decoding.readVarUint(decoder), frame: decoding.readVarUint8Array(decoder) };
}

function readJson<T>(decoder: decoding.Decoder, schema: z.ZodType<T>): T {
  const checked = schema.safeParse(JSON.parse(decoding.readVarString(decoder)));
  if (!checked.success) throw new FrameError(z.prettifyError(checked.error));
  return checked.data;
}

function whole<T extends { readonly type: string }>(bytes: Uint8Array, read: (decoder: decoding.Decoder) => T): T {
  const decoder = decoding.createDecoder(bytes);
  try {
    const frame = read(decoder);
    if (decoding.hasContent(decoder)) throw new FrameError(`bytes after a ${frame.type} frame`);
    return frame;
  } catch (error) {
    if (error instanceof FrameError) throw error;
    throw new FrameError(`malformed frame of ${bytes.length} bytes`, { cause: error });
  }
}
