import { ImportError } from "./imported-file.ts";

export type TextKind = "txt" | "md";
export type FileKind = TextKind | "html" | "docx";

const KINDS: Readonly<Record<string, FileKind>> = {
  docx: "docx",
  docm: "docx",
  dotx: "docx",
  dotm: "docx",
  html: "html",
  htm: "html",
  xhtml: "html",
  txt: "txt",
  text: "txt",
  md: "md",
  markdown: "md",
};

/** Endings of documents that word processors open, and save as one that is read. */
const OFFICE: readonly string[] = ["odt", "ott", "fodt", "rtf", "doc", "dot", "wps", "pages", "sxw"];

/** Endings of files that become articles. */
export const FILE_TYPES: readonly string[] = Object.keys(KINDS).map((ending) => `.${ending}`);

/** Megabytes: a book has one of text; a document or a page may hold pictures. */
const LARGEST: Readonly<Record<FileKind, number>> = { txt: 8, md: 8, html: 32, docx: 64 };

/** The kind of a file by its name, or null for one that is not read. */
export function fileKind(name: string): FileKind | null {
  const ending = endingOf(name);
  return Object.hasOwn(KINDS, ending) ? KINDS[ending]! : null;
}

const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";

/** Most megabytes of a file with this name; 0 for one that is not read. */
export function largestFile(name: string): number {
  const kind = fileKind(name);
  return kind ? LARGEST[kind] : 0;
}

/** The kind of a file by its name and size, in bytes. @throws ImportError for one that is not read */
export function readableKind(name: string, size: number): FileKind {
  const kind = fileKind(name);
  if (!kind) throw new ImportError(OFFICE.includes(endingOf(name)) ? "office" : "kind", name);
  if (size > LARGEST[kind] * 1024 * 1024) throw new ImportError("large", name);
  return kind;
}

/** Whether a program wrote a file for itself, beside those of a person: hidden ones, and the locks of word processors. */
export const isProgramFile = (name: string): boolean => /^(?:\.|~\$)/.test(name);
