import * as Y from "yjs";
import { bodyOf } from "../article/model/body.ts";
import { fillBody } from "../article/projection/fill.ts";
import { importDocument } from "./docx/import-document.ts";
import { readableKind, type FileKind } from "./file.ts";
import { areTooMany } from "./html/bounds.ts";
import { importHtml } from "./html/import-html.ts";
import { importText } from "./import.ts";
import { ImportError, type ImportedFile } from "./imported-file.ts";
import { NotTextError, readPageText, readText, type TextDecoders } from "./read-text.ts";

/** In UTF-16 units, twice as many as the longest article: time that its parser takes grows with the square of them. */
const LONGEST_MARKDOWN = 1_000_000;

/**
 * Makes a new article of a file.
 * @param name with the ending that says its kind
 * @param decoders the platform's `TextDecoder`
 * @throws ImportError; nothing was made then
 */
export function readFile(name: string, bytes: Uint8Array, decoders: TextDecoders): ImportedFile {
  const kind = readableKind(name, bytes.length);
  if (kind === "docx") return importDocument(name, bytes);
  const text = textOf(name, kind, bytes, decoders);
  if (text.trim() === "") throw new ImportError("empty", name);
  if (kind === "html") return importHtml(name, text);
  if (kind === "md" && text.length > LONGEST_MARKDOWN) throw new ImportError("large", name);
  const article = importText(text, kind);
  if (areTooMany(article.children)) throw new ImportError("large", name);
  const doc = new Y.Doc();
  fillBody(bodyOf(doc), article);
  return { rooms: { body: Y.encodeStateAsUpdate(doc), notes: null }, losses: [] };
}

function textOf(name: string, kind: FileKind, bytes: Uint8Array, decoders: TextDecoders): string {
  try {
    return kind === "html" ? readPageText(bytes, decoders) : readText(bytes, decoders);
  } catch (error) {
    if (error instanceof NotTextError) throw new ImportError("binary", name, { cause: error });
    throw error;
  }
}
