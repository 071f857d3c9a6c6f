import { ImportError, importTextFile, readableKind, type ImportedFile } from "../../../shared/import/file.ts";
import { readInWorker } from "../../docx/docx-jobs.ts";

/** The part of a `File` that is read. */
export interface ReadableFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/**
 * Reads a file as a new article; a document of a word processor in a worker.
 * @throws ImportError; nothing was made then
 */
export async function importFile(file: ReadableFile): Promise<ImportedFile> {
  const kind = readableKind(file.name, file.size);
  const bytes = await bytesOf(file);
  return kind === "docx" ? readInWorker({ name: file.name, bytes }) : importTextFile(file.name, kind, bytes, TextDecoder);
}

async function bytesOf(file: ReadableFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new ImportError("unreadable", file.name, { cause: error });
  }
}
