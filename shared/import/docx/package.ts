import { Inflate, strFromU8 } from "fflate";
import { DocxError } from "./docx-error.ts";

/** Most bytes of one part, and of all parts that are read together, as they are when they are unpacked. */
const LARGEST_PART = 64 * 1024 * 1024;
const LARGEST_PACKAGE = 160 * 1024 * 1024;
/** Most parts of a package. */
const MOST_PARTS = 10_000;
/** Packed bytes that are unpacked at once: a byte is unpacked to 1032 at most. */
const PIECE = 16 * 1024;

/** Signatures of https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, little-endian. */
const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** Length of the end record without its comment, and of the longest comment. */
const END_LENGTH = 22;
const LONGEST_COMMENT = 0xffff;
/** What documents begin with that are encrypted, or of the older binary kind. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

interface Entry {
  /** Where its local header begins. */
  readonly at: number;
  readonly packed: number;
  readonly method: number;
}

/** The parts of a package, unpacked when they are asked for. What is larger than it says, or than is read, is given up while it is unpacked. */
export class Package {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #entries: ReadonlyMap<string, Entry>;
  #left = LARGEST_PACKAGE;

  /** @throws DocxError for what is no package */
  constructor(bytes: Uint8Array) {
    if (COMPOUND.every((byte, i) => bytes[i] === byte)) throw new DocxError("encrypted", "an encrypted document, or one of an older kind");
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#entries = within(() => this.#readDirectory());
  }

  /** @returns null when there is no such part. @throws DocxError when it is damaged, or too large */
  read(name: string): Uint8Array | null {
    const entry = this.#entries.get(name.toLowerCase());
    return entry ? within(() => this.#unpack(entry, name)) : null;
  }

  #readDirectory(): Map<string, Entry> {
    const view = this.#view;
    let end = view.byteLength - END_LENGTH;
    const least = Math.max(0, end - LONGEST_COMMENT);
    while (end >= least && view.getUint32(end, true) !== END) end--;
    if (end < least) throw new DocxError("package", "no package");
    const count = view.getUint16(end + 10, true);
    if (count > MOST_PARTS) throw new DocxError("huge", `${count} parts`);
    const entries = new Map<string, Entry>();
    let at = view.getUint32(end + 16, true);
    for (let i = 0; i < count; i++) {
      if (view.getUint32(at, true) !== ENTRY) throw new DocxError("broken", "no directory");
      const [flags, method, packed] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true), view.getUint32(at + 20, true)];
      const [name, extra, comment] = [28, 30, 32].map((offset) => view.getUint16(at + offset, true)) as [number, number, number];
      if ((flags & 1) === 1) throw new DocxError("encrypted", "an encrypted part");
      const path = strFromU8(this.#bytes.subarray(at + 46, at + 46 + name))
        .replaceAll("\\", "/")
        .toLowerCase();
      // Of two parts of one name readers choose differently.
      if (entries.has(path)) throw new DocxError("broken", `two parts are called ${path}`);
      entries.set(path, { at: view.getUint32(at + 42, true), packed, method });
      at += 46 + name + extra + comment;
    }
    return entries;
  }

  #unpack({ at, packed, method }: Entry, name: string): Uint8Array {
    const view = this.#view;
    if (view.getUint32(at, true) !== LOCAL) throw new DocxError("broken", `${name} is not where the directory says`);
    const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
    const data = this.#bytes.subarray(start, start + packed);
    if (data.length < packed) throw new DocxError("broken", `${name} is cut off`);
    if (method === 0) {
      this.#take(data.length, data.length, name);
      return data;
    }
    if (method !== 8) throw new DocxError("broken", `${name} is packed in an unknown way`);
    const chunks: Uint8Array[] = [];
    let size = 0;
    const inflate = new Inflate((chunk) => {
      size += chunk.length;
      this.#take(chunk.length, size, name);
      chunks.push(chunk);
    });
    for (let i = 0; i < data.length; i += PIECE) inflate.push(data.subarray(i, i + PIECE), i + PIECE >= data.length);
    return joined(chunks, size);
  }

  #take(more: number, size: number, name: string): void {
    this.#left -= more;
    if (size > LARGEST_PART || this.#left < 0) throw new DocxError("huge", `${name} is larger than is read`);
  }
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

/** @throws DocxError for whatever goes wrong */
function within<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof DocxError) throw error;
    // Of a `DataView` past its end, or of fflate for what is no deflated data.
    throw new DocxError("broken", "a damaged package", { cause: error });
  }
}
