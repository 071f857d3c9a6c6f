import { readableKind } from "../../../shared/import/file.ts";
import { ImportError, type ImportedFile } from "../../../shared/import/imported-file.ts";
import { readInWorker } from "../../docx/docx-jobs.ts";

/** The part of a `File` that is read. */
export interface ReadableFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * Reads a file as a new article, in a worker.
 * @throws ImportError; nothing was made then
 */
export async function importFile(file: ReadableFile): Promise<ImportedFile> {
  readableKind(file.name, file.size);
  return readInWorker({ name: file.name, bytes: await bytesOf(file) });
}

async function bytesOf(file: ReadableFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new ImportError("unreadable", file.name, { cause: error });
  }
}
