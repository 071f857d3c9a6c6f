/** A version's state, packed with the state of the version before as a dictionary: of a text that hardly changed little is left. */

/** The part of `node:zlib` that packs, so that `shared` needs no Node types. */
export interface Zstd {
  zstdCompressSync(data: Uint8Array, options: ZstdOptions): Uint8Array;
  zstdDecompressSync(data: Uint8Array, options: ZstdOptions): Uint8Array;
  readonly constants: { readonly ZSTD_c_compressionLevel: number; readonly ZSTD_c_windowLog: number };
}

interface ZstdOptions {
  readonly dictionary?: Uint8Array;
  readonly params?: Readonly<Record<number, number>>;
  readonly maxOutputLength?: number;
}

const LEVEL = 9;
/** Bytes of an unpacked state at most: a document and its history are no longer at a relay (LI3). */
const LONGEST_STATE = 128 * 1024 * 1024;

/** @param before the state that unpacking will be given as well; null for none */
export function packState(zstd: Zstd, state: Uint8Array, before: Uint8Array | null): Uint8Array {
  const params: Record<number, number> = { [zstd.constants.ZSTD_c_compressionLevel]: LEVEL };
  // The window must reach over all of the dictionary.
  if (before) params[zstd.constants.ZSTD_c_windowLog] = windowLog(state.length + before.length);
  return zstd.zstdCompressSync(state, { params, ...(before ? { dictionary: before } : {}) });
}

/** @throws Error when the bytes are damaged, or were packed with another `before` */
export function unpackState(zstd: Zstd, packed: Uint8Array, before: Uint8Array | null): Uint8Array {
  return zstd.zstdDecompressSync(packed, { maxOutputLength: LONGEST_STATE, ...(before ? { dictionary: before } : {}) });
}

/** Within what every decoder takes. */
const windowLog = (bytes: number): number => Math.min(27, Math.max(10, Math.ceil(Math.log2(bytes + 1))));
