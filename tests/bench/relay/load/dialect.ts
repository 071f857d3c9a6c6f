/**
 * How a contestant wants its frames: y-websocket's as they are, or Hocuspocus', which puts the document's name before each
 * and an authentication message before all (@hocuspocus/server, src/ClientConnection.ts).
 */
import * as encoding from "lib0/encoding";
import { encodeFrame } from "../../../../shared/wire/frames.ts";

export type DialectName = "plain" | "hocuspocus";

export interface Dialect {
  /** What a client sends when it is connected. */
  readonly hello: readonly Uint8Array[];
  /** Bytes before each frame, both ways. */
  readonly prefix: Uint8Array;
}

const NOTHING = Uint8Array.of(0);
/** Every client asks for the document, as y-websocket does. */
const ASK = encodeFrame({ type: "step1", stateVector: NOTHING });
const AUTH_MESSAGE = 2;
const AUTH_TOKEN = 0;

export function dialect(name: DialectName, room: string): Dialect {
  if (name === "plain") return { hello: [ASK], prefix: new Uint8Array() };
  const prefix = encoding.encode((encoder) => encoding.writeVarString(encoder, room));
  const auth = encoding.encode((encoder) => {
    encoding.writeVarUint(encoder, AUTH_MESSAGE);
    encoding.writeVarUint(encoder, AUTH_TOKEN);
    encoding.writeVarString(encoder, "token");
    encoding.writeVarString(encoder, "4.7.0");
  });
  return { hello: [auth, ASK].map((frame) => Buffer.concat([prefix, frame])), prefix };
}
