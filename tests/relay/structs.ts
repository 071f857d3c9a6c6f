/** Updates by hand, as no Yjs writes them: at `collected(0, 3)` beside `written(1, "ابپت")` Yjs throws. */
import * as encoding from "lib0/encoding";

const CLIENT = 7;
const GC = 0;
const TEXT = 4;

/** An update of one struct, which `write` writes, of a client at `clock`. */
export function structOf(client: number, clock: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [1, 1, client, clock]) encoding.writeVarUint(encoder, number);
    write(encoder);
    encoding.writeVarUint(encoder, 0);
  });
}

/** What was deleted and forgotten. */
export const collected = (clock: number, length: number): Uint8Array =>
  structOf(CLIENT, clock, (encoder) => {
    encoding.writeUint8(encoder, GC);
    encoding.writeVarUint(encoder, length);
  });

/** A piece of the text. */
export const written = (clock: number, text: string): Uint8Array =>
  structOf(CLIENT, clock, (encoder) => {
    encoding.writeUint8(encoder, TEXT);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, "body");
    encoding.writeVarString(encoder, text);
  });
