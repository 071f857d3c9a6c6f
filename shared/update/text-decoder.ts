import * as decoding from "lib0/decoding";
import * as Y from "yjs";

/** Longer texts are left to the platform's decoder, in bytes: it is faster there. */
const SHORT = 96;
/** Tags of lib0's values. */
const STRING = 119;
const OBJECT = 118;
const ARRAY = 117;

/**
 * Reads an update as Yjs does, with the same outcome, and short texts by hand: a call of the platform's decoder takes as long as many
 * letters, and an article in review has thousands of keys and pieces of a few.
 */
export class ShortTextDecoder extends Y.UpdateDecoderV1 {
  override readString(): string {
    return readText(this.restDecoder);
  }

  override readKey(): string {
    return readText(this.restDecoder);
  }

  override readAny(): unknown {
    return readValue(this.restDecoder);
  }
}

const units: number[] = [];

function readText(decoder: decoding.Decoder): string {
  const start = decoder.pos;
  const length = decoding.readVarUint(decoder);
  const { arr, pos } = decoder;
  const end = pos + length;
  if (length <= SHORT && end <= arr.length) {
    units.length = 0;
    let at = pos;
    while (at < end) {
      const first = arr[at]!;
      if (first < 0x80) {
        units.push(first);
        at++;
      } else if (first >= 0xc2 && first < 0xe0 && at + 1 < end && isFurther(arr[at + 1]!)) {
        units.push(((first & 0x1f) << 6) | (arr[at + 1]! & 0x3f));
        at += 2;
      } else if (first > 0xe0 && first < 0xed && at + 2 < end && isFurther(arr[at + 1]!) && isFurther(arr[at + 2]!)) {
        units.push(((first & 0x0f) << 12) | ((arr[at + 1]! & 0x3f) << 6) | (arr[at + 2]! & 0x3f));
        at += 3;
      } else break;
    }
    if (at === end) {
      decoder.pos = end;
      return String.fromCharCode.apply(null, units);
    }
  }
  decoder.pos = start;
  return decoding.readVarString(decoder);
}

const isFurther = (byte: number): boolean => (byte & 0xc0) === 0x80;

function readValue(decoder: decoding.Decoder): unknown {
  const tag = decoder.arr[decoder.pos];
  if (tag === STRING) {
    decoder.pos++;
    return readText(decoder);
  }
  if (tag === OBJECT) {
    decoder.pos++;
    const object: Record<string, unknown> = {};
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      const key = readText(decoder);
      object[key] = readValue(decoder);
    }
    return object;
  }
  if (tag === ARRAY) {
    decoder.pos++;
    const array: unknown[] = [];
    for (let left = decoding.readVarUint(decoder); left > 0; left--) array.push(readValue(decoder));
    return array;
  }
  return decoding.readAny(decoder);
}
