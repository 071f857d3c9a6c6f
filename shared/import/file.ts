import * as Y from "yjs";
import { bodyOf } from "../article/model/body.ts";
import { fillBody } from "../article/projection/fill.ts";
import type { FilledRooms } from "../reviewed-article/fill-reviewed.ts";
import type { DocxError } from "./docx/docx-error.ts";
import type { Loss } from "./docx/loss.ts";
import { fileKind, importText, type FileKind, type TextKind } from "./import.ts";
import { NotTextError, readText, type TextDecoders } from "./read-text.ts";

/** Endings of files that become articles. */
export const FILE_TYPES = [".docx", ".txt", ".text", ".md", ".markdown"];

/** Megabytes: a book has one of text; a document may hold pictures. */
export const LARGEST_TEXT = 8;
export const LARGEST_DOCUMENT = 64;

/** Why a file was not imported; `code` names a message of the catalogue. */
export class ImportError extends Error {
  override readonly name = "ImportError";
  readonly code: "kind" | "empty" | "binary" | "large" | "unreadable" | `docx-${DocxError["code"]}`;

  constructor(code: ImportError["code"], file: string, options?: ErrorOptions) {
    super(`${code}: ${file}`, options);
    this.code = code;
  }
}

/** A new article, and what is not in it as it is in the file. */
export interface ImportedFile {
  readonly rooms: FilledRooms;
  readonly losses: readonly Loss[];
}

/** The kind of a file by its name and size, in bytes. @throws ImportError for one that is not read */
export function readableKind(name: string, size: number): FileKind {
  const kind = fileKind(name);
  if (!kind) throw new ImportError("kind", name);
  if (size > (kind === "docx" ? LARGEST_DOCUMENT : LARGEST_TEXT) * 1024 * 1024) throw new ImportError("large", name);
  return kind;
}

/**
 * Makes a new article of a file of text.
 * @param decoders the platform's `TextDecoder`
 * @throws ImportError; nothing was made then
 */
export function importTextFile(name: string, kind: TextKind, bytes: Uint8Array, decoders: TextDecoders): ImportedFile {
  const text = textOf(name, bytes, decoders);
  if (text.trim() === "") throw new ImportError("empty", name);
  const doc = new Y.Doc();
  fillBody(bodyOf(doc), importText(text, kind));
  return { rooms: { body: Y.encodeStateAsUpdate(doc), notes: null }, losses: [] };
}

function textOf(name: string, bytes: Uint8Array, decoders: TextDecoders): string {
  try {
    return readText(bytes, decoders);
  } catch (error) {
    if (error instanceof NotTextError) throw new ImportError("binary", name, { cause: error });
    throw error;
  }
}
