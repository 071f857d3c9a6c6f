import * as Y from "yjs";
import { bodyOf } from "../../../shared/article/model/body.ts";
import { fillBody } from "../../../shared/article/projection/fill.ts";
import { fileKind, importText } from "../../../shared/import/import.ts";
import { NotTextError, readText } from "./read-text.ts";

/** What a file chooser offers. */
export const FILE_TYPES = [".txt", ".text", ".md", ".markdown"];

/** Megabytes; a book has one. */
export const LARGEST_FILE = 8;

/** The part of a `File` that is read. */
export interface TextFile {
  readonly name: string;
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** Why a file was not imported; `code` names a message of the catalogue. */
export class ImportError extends Error {
  override readonly name = "ImportError";
  readonly code: "kind" | "empty" | "binary" | "large" | "unreadable";

  constructor(code: ImportError["code"], file: string, options?: ErrorOptions) {
    super(`${code}: ${file}`, options);
    this.code = code;
  }
}

/**
 * Reads a text file as the first state of a new article.
 * @returns a Yjs update that fills an empty `Y.Doc`
 * @throws ImportError; nothing was made then
 */
export async function importFile(file: TextFile): Promise<Uint8Array> {
  const kind = fileKind(file.name);
  if (!kind) throw new ImportError("kind", file.name);
  if (file.size > LARGEST_FILE * 1024 * 1024) throw new ImportError("large", file.name);
  const text = textOf(file.name, await bytesOf(file));
  if (text.trim() === "") throw new ImportError("empty", file.name);
  const doc = new Y.Doc();
  fillBody(bodyOf(doc), importText(text, kind));
  return Y.encodeStateAsUpdate(doc);
}

async function bytesOf(file: TextFile): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    throw new ImportError("unreadable", file.name, { cause: error });
  }
}

function textOf(name: string, bytes: Uint8Array): string {
  try {
    return readText(bytes);
  } catch (error) {
    if (error instanceof NotTextError) throw new ImportError("binary", name, { cause: error });
    throw error;
  }
}
