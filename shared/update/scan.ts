import * as string from "lib0/string";
import { LAST_CLIENT, LAST_CLOCK, MOST_CLIENTS } from "../wire/clients.ts";
import type { Range } from "./ranges.ts";

/** Bytes that are not one whole Yjs update. The connection that sent them is closed, nothing else (SY4). */
export class UpdateError extends Error {
  override readonly name = "UpdateError";
}

export interface UpdateContent {
  /** Yjs client IDs of its structs. */
  readonly clients: readonly number[];
  /** Whether it has structs: something inserted or formatted. */
  readonly inserts: boolean;
  /** Whether it has neither structs nor deletions. */
  readonly empty: boolean;
  /** The clocks of its structs, by client, in order; empty when a sink was given. */
  readonly stretches: readonly Stretch[];
  /** The clocks that it deletes, by client; empty when a sink was given. */
  readonly deletions: readonly Stretch[];
}

/** One client's clocks from `clock` up to `end`. */
export interface Stretch extends Range {
  readonly client: number;
}

/** Depth to which a value may be nested: a reader or writer of deeper values may run out of stack. */
const DEEPEST = 100;
/** Texts up to this many bytes are measured by hand, which is faster than a decoder. */
const SHORT_TEXT = 64;

const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_PARENT_SUB = 0x20;
const KIND = 0x1f;
const GC = 0;
const SKIP = 10;
/** Kinds of content that are a type of the document, or another document. */
const TYPE = 7;
const DOCUMENT = 9;
/** Types that a struct may begin: those with a name after them, and how many there are. */
const NAMED_TYPES = [3, 5];
const TYPES = 7;
/** A value that is an object, and the members of it that Yjs writes as a document's options. */
const OBJECT = 118;
const OPTIONS = ["gc", "autoLoad", "meta"];
/** A reader that assigns this member changes the prototype of the value, which may then be neither written nor read. */
const PROTOTYPE = string.encodeUtf8("__proto__");

/** Told where structs and deletions are in an update. */
export interface Sink {
  /** One client's structs without a gap: `structs` of them, which stand in the update from byte `from` up to `to`. */
  run(client: number, clock: number, length: number, structs: number, from: number, to: number): void;
  deletion(client: number, clock: number, length: number): void;
  /** A struct, that of `client` at `clock`, stands behind (`isLeft`) or before the character `of`–`at`. */
  reference?(client: number, clock: number, of: number, at: number, isLeft: boolean): void;
}

/**
 * Checks an update before it is stored (format V1), without building anything: the relay reads every update that
 * anybody types, and Yjs' own reader makes an object for each struct. It accepts what Yjs writes, and rejects what
 * would harm a reader: deeply nested values, client IDs beyond Yjs' own, `__proto__`, unknown document options, structs
 * out of order. Format: yjs, src/utils/updates.js and src/structs/*.js; lib0, src/encoding.js.
 * @param sink told of runs and deletions as they are read
 * @param flat whether a type inside another is rejected (SY23)
 * @throws UpdateError when it is truncated, has bytes left over, or contains a struct that cannot or may not be there
 */
export function readUpdate(update: Uint8Array, sink: Sink | null = null, flat = false): UpdateContent {
  return new Scanner(update, sink, flat).update();
}

class Scanner {
  readonly #bytes: Uint8Array;
  readonly #sink: Sink | null;
  readonly #flat: boolean;
  readonly #stretches: Stretch[] = [];
  readonly #deleted: Stretch[] = [];
  #at = 0;

  constructor(bytes: Uint8Array, sink: Sink | null, flat: boolean) {
    this.#bytes = bytes;
    this.#sink = sink;
    this.#flat = flat;
  }

  update(): UpdateContent {
    const clients: number[] = [];
    let count = this.#varUint();
    // An update of typed letters has one client.
    const named = count > 1 ? new Set<number>() : null;
    for (; count > 0; count--) {
      const structs = this.#varUint();
      const client = this.#varUint();
      if (client > LAST_CLIENT) throw new UpdateError(`client ID ${client} is out of range`);
      // Yjs would keep only the second.
      if (named?.has(client)) throw new UpdateError(`structs of client ${client} in two places`);
      named?.add(client);
      if (this.#structs(structs, client, this.#varUint())) clients.push(client);
      if (clients.length > MOST_CLIENTS) throw new UpdateError(`structs of more than ${MOST_CLIENTS} clients`);
    }
    const deletes = this.#deletions();
    if (this.#at < this.#bytes.length) throw new UpdateError(`${this.#bytes.length - this.#at} bytes after an update`);
    return {
      clients,
      inserts: clients.length > 0,
      empty: clients.length === 0 && !deletes,
      stretches: this.#stretches,
      deletions: this.#deleted,
    };
  }

  /** Yjs keeps those that must wait as differences, which cannot be negative. @returns whether there are any */
  #deletions(): boolean {
    let any = false;
    const clients = new Set<number>();
    for (let count = this.#varUint(); count > 0; count--) {
      const client = this.#varUint();
      if (clients.has(client)) throw new UpdateError(`deletions of client ${client} in two places`);
      clients.add(client);
      let end = 0;
      for (let ranges = this.#varUint(); ranges > 0; ranges--) {
        const clock = this.#varUint();
        const length = this.#varUint();
        refuseImpossible("deletion", clock, length);
        if (clock < end) throw new UpdateError(`deletions at ${clock} after ${end}`);
        end = clock + length;
        any = true;
        if (this.#sink) this.#sink.deletion(client, clock, length);
        else this.#deleted.push({ client, clock, end });
      }
    }
    return any;
  }

  /** @returns whether any of them is more than a gap */
  #structs(count: number, client: number, first: number): boolean {
    let clock = first;
    let any = false;
    let run = { clock, at: this.#at, structs: 0 };
    for (let left = count; left > 0; left--) {
      const at = this.#at;
      const info = this.#byte();
      let length: number;
      if (info === SKIP) {
        length = this.#varUint();
        this.#endRun(client, run, clock, at);
        run = { clock: clock + length, at: this.#at, structs: 0 };
      } else {
        length = (info & KIND) === GC ? this.#varUint() : this.#item(info, client, clock);
        run.structs++;
        any = true;
      }
      refuseImpossible("struct", clock, length);
      clock += length;
    }
    this.#endRun(client, run, clock, this.#at);
    return any;
  }

  #endRun(client: number, run: { readonly clock: number; readonly at: number; readonly structs: number }, end: number, to: number): void {
    if (run.structs === 0) return;
    if (this.#sink) this.#sink.run(client, run.clock, end - run.clock, run.structs, run.at, to);
    else this.#stretches.push({ client, clock: run.clock, end });
  }

  /** @returns its length in the client's clock */
  #item(info: number, client: number, clock: number): number {
    if (info & HAS_ORIGIN) this.#id(client, clock, true);
    if (info & HAS_RIGHT_ORIGIN) this.#id(client, clock, false);
    if (!(info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN))) {
      if (this.#varUint() === 1) this.#text();
      else this.#id(client, clock);
      if (info & HAS_PARENT_SUB) this.#text();
    }
    return this.#content(info & KIND);
  }

  /** Yjs waits for what a struct refers to, but not for the same client's: it would look it up in vain, and throw for ever. */
  #id(client: number, clock: number, isLeft: boolean | null = null): void {
    const other = this.#varUint();
    const at = this.#varUint();
    if (at > LAST_CLOCK) throw new UpdateError(`a reference to clock ${at}, which is out of range`);
    if (other === client && at >= clock) throw new UpdateError(`struct ${clock} of client ${client} refers to its own later ${at}`);
    if (isLeft !== null) this.#sink?.reference?.(client, clock, other, at, isLeft);
  }

  #content(kind: number): number {
    if (this.#flat && (kind === TYPE || kind === DOCUMENT)) throw new UpdateError("a type or document inside a flat document");
    switch (kind) {
      case 1: // deleted
        return this.#varUint();
      case 2: // JSON values
        return this.#times(this.#varUint(), () => {
          const text = this.#string();
          if (text !== "undefined") parse(text);
        });
      case 3: // bytes
        this.#skip(this.#varUint());
        return 1;
      case 4: // text
        return this.#text();
      case 5: // embedded value
        parse(this.#string());
        return 1;
      case 6: // format: key and value
        this.#member();
        parse(this.#string());
        return 1;
      case TYPE: {
        const type = this.#varUint();
        if (type >= TYPES) throw new UpdateError(`unknown type ${type}`);
        if (NAMED_TYPES.includes(type)) this.#text();
        return 1;
      }
      case 8: // values
        return this.#times(this.#varUint(), () => this.#any(0));
      case DOCUMENT: // id and options
        this.#text();
        this.#options();
        return 1;
      default:
        throw new UpdateError(`unknown content ${kind}`);
    }
  }

  #times(count: number, read: () => void): number {
    for (let left = count; left > 0; left--) read();
    return count;
  }

  /** The options of an embedded document: Yjs takes any, and could not write an ID that is no text. */
  #options(): void {
    if (this.#byte() !== OBJECT) throw new UpdateError("a document without options");
    this.#times(this.#varUint(), () => {
      const option = this.#string();
      if (!OPTIONS.includes(option)) throw new UpdateError(`a document has no option "${option}"`);
      this.#any(1);
    });
  }

  /** The name of an object's member, or of a format, which Yjs makes a member of the text's attributes. */
  #member(): void {
    const length = this.#text();
    const start = this.#at - PROTOTYPE.length;
    if (length === PROTOTYPE.length && PROTOTYPE.every((byte, i) => byte === this.#bytes[start + i])) {
      throw new UpdateError("a value that sets its prototype");
    }
  }

  #any(depth: number): void {
    if (depth > DEEPEST) throw new UpdateError(`a value nested more than ${DEEPEST} deep`);
    const type = this.#byte();
    switch (type) {
      case 127: // undefined
      case 126: // null
      case 121: // false
      case 120: // true
        return;
      case 125: // integer
        this.#varInt();
        return;
      case 124: // float32
        this.#skip(4);
        return;
      case 123: // float64
      case 122: // bigint
        this.#skip(8);
        return;
      case 119:
        this.#text();
        return;
      case OBJECT:
        this.#times(this.#varUint(), () => {
          this.#member();
          this.#any(depth + 1);
        });
        return;
      case 117: // array
        this.#times(this.#varUint(), () => this.#any(depth + 1));
        return;
      case 116: // bytes
        this.#skip(this.#varUint());
        return;
      default:
        throw new UpdateError(`unknown value ${type}`);
    }
  }

  #byte(): number {
    if (this.#at >= this.#bytes.length) this.#tooShort();
    return this.#bytes[this.#at++]!;
  }

  #varUint(): number {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = this.#byte();
      value += (byte & 0x7f) * weight;
      if (value > Number.MAX_SAFE_INTEGER) throw new UpdateError("a number out of range");
      if (byte < 0x80) return value;
      weight *= 128;
    }
  }

  /** As `#varUint`, with the sign in the second bit of the first byte. */
  #varInt(): void {
    let byte = this.#byte();
    let value = byte & 0x3f;
    let weight = 64;
    while (byte >= 0x80) {
      byte = this.#byte();
      value += (byte & 0x7f) * weight;
      weight *= 128;
      if (byte >= 0x80 && value > Number.MAX_SAFE_INTEGER) throw new UpdateError("a number out of range");
    }
  }

  #skip(count: number): void {
    if (count > this.#bytes.length - this.#at) this.#tooShort();
    this.#at += count;
  }

  #string(): string {
    const size = this.#varUint();
    const start = this.#at;
    this.#skip(size);
    try {
      return string.decodeUtf8(this.#bytes.subarray(start, this.#at));
    } catch (error) {
      throw new UpdateError(`malformed text at ${start}`, { cause: error });
    }
  }

  /** @returns the length of a text in UTF-16 units */
  #text(): number {
    const start = this.#at;
    const size = this.#varUint();
    if (size > SHORT_TEXT) {
      this.#at = start;
      return this.#string().length;
    }
    const end = this.#at + size;
    if (end > this.#bytes.length) this.#tooShort();
    let units = 0;
    while (this.#at < end) units += this.#character(end);
    return units;
  }

  /** Checks one character of UTF-8, as RFC 3629 has it. @returns its length in UTF-16 units */
  #character(end: number): number {
    const bytes = this.#bytes;
    const first = bytes[this.#at++]!;
    if (first < 0x80) return 1;
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4 || this.#at + more > end) throw new UpdateError(`malformed text at ${this.#at - 1}`);
    const second = bytes[this.#at]!;
    // No overlong forms, no surrogates, nothing beyond U+10FFFF.
    const low = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
    const high = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
    let good = second >= low && second <= high;
    for (let i = 1; i < more; i++) good = good && (bytes[this.#at + i]! & 0xc0) === 0x80;
    if (!good) throw new UpdateError(`malformed text at ${this.#at - 1}`);
    this.#at += more;
    return more === 3 ? 2 : 1;
  }

  #tooShort(): never {
    throw new UpdateError(`truncated update of ${this.#bytes.length} bytes`);
  }
}

function refuseImpossible(what: string, clock: number, length: number): void {
  if (length < 1 || clock + length > LAST_CLOCK) throw new UpdateError(`${what} of ${length} at ${clock}`);
}

function parse(text: string): void {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UpdateError("a value that is not JSON", { cause: error });
  }
  if (text.length > DEEPEST) refuseDeep(value, 0);
}

function refuseDeep(value: unknown, depth: number): void {
  if (typeof value !== "object" || value === null) return;
  if (depth > DEEPEST) throw new UpdateError(`a value nested more than ${DEEPEST} deep`);
  for (const member of Object.values(value)) refuseDeep(member, depth + 1);
}
