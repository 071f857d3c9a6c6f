/** Updates by hand, as no Yjs writes them: at `collected(0, 3)` beside `written(1, "ابپت")` Yjs throws. */
import * as encoding from "lib0/encoding";

const GC = 0;
const TEXT = 4;

/** An update of client 7: its structs from `clock` on, as `write` writes them. */
function update(clock: number, structs: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  return encoding.encode((encoder) => {
    for (const number of [1, structs, 7, clock]) encoding.writeVarUint(encoder, number);
    write(encoder);
    encoding.writeVarUint(encoder, 0);
  });
}

/** What was deleted and forgotten. */
export const collected = (clock: number, length: number): Uint8Array =>
  update(clock, 1, (encoder) => {
    encoding.writeUint8(encoder, GC);
    encoding.writeVarUint(encoder, length);
  });

/** A piece of the text. */
export const written = (clock: number, text: string): Uint8Array =>
  update(clock, 1, (encoder) => {
    encoding.writeUint8(encoder, TEXT);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarString(encoder, "body");
    encoding.writeVarString(encoder, text);
  });
