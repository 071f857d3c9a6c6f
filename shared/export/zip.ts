import { Zip, ZipDeflate, ZipPassThrough } from "fflate";

export interface ZipFile {
  /** One segment of a path. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether its bytes are packed already, so that packing them again makes them no smaller. */
  readonly isPacked: boolean;
}

/** A zip holds so many files and bytes without an extension that not every program reads. */
const MOST_FILES = 65_000;
const MOST_BYTES = 4_000_000_000;
/** Years that a zip can say. */
const [EARLIEST, LATEST] = [Date.UTC(1980, 0, 2), Date.UTC(2099, 0, 1)];

/** More than a zip holds. */
export class ZipTooLarge extends Error {
  override readonly name = "ZipTooLarge";
}

/**
 * Writes files as a zip, one after the other: no more than one of them is held at a time.
 * @param files asked for one by one
 * @returns the bytes of the zip, in parts
 * @throws ZipTooLarge
 */
export function* zipOf(files: Iterable<ZipFile>): Generator<Uint8Array> {
  const parts: Uint8Array[] = [];
  let [count, size] = [0, 0];
  const zip = new Zip((error, part) => {
    if (error) throw error;
    size += part.length;
    parts.push(part);
  });
  for (const { name, bytes, at, isPacked } of files) {
    if (++count > MOST_FILES || size + bytes.length > MOST_BYTES)
      throw new ZipTooLarge(`a zip of more than ${count} files or ${size} bytes`);
    const file = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name);
    file.mtime = Math.min(LATEST, Math.max(EARLIEST, at));
    zip.add(file);
    file.push(bytes, true);
    yield* parts.splice(0);
  }
  zip.end();
  yield* parts.splice(0);
}
