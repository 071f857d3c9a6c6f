import { strToU8, zipSync } from "fflate";

const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships";
export const NAMES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  `xmlns:r="${OFFICE}"`,
  'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"',
  'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
].join(" ");

const relation = (id: string, type: string, target: string, isOuter = false): string =>
  `<Relationship Id="${id}" Type="${type.includes("/") ? type : `${OFFICE}/${type}`}" Target="${target}"${isOuter ? ' TargetMode="External"' : ""}/>`;
const relations = (all: string): string => `<Relationships xmlns="${RELATIONS}">${all}</Relationships>`;

/** What a document is made of in a test: markup without its root. */
export interface DocxSource {
  readonly body: string;
  readonly styles?: string;
  readonly numbering?: string;
  readonly comments?: string;
  readonly commentsExtended?: string;
  readonly footnotes?: string;
  readonly endnotes?: string;
  readonly header?: string;
  /** Addresses of links, by the ID of their relation. */
  readonly links?: Readonly<Record<string, string>>;
  /** Pictures by the ID of their relation. */
  readonly pictures?: Readonly<Record<string, Uint8Array>>;
  /** Files beside these, or in the place of them. */
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
}

const PARTS = [
  ["styles", "w:styles", "styles"],
  ["numbering", "w:numbering", "numbering"],
  ["comments", "w:comments", "comments"],
  ["commentsExtended", "w15:commentsEx", "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"],
  ["footnotes", "w:footnotes", "footnotes"],
  ["endnotes", "w:endnotes", "endnotes"],
  ["header", "w:hdr", "header"],
] as const;

/** A package as a word processor would write it. */
export function docxOf(source: DocxSource): Uint8Array {
  const files: Record<string, Uint8Array> = {};
  let own = "";
  for (const [name, root, type] of PARTS) {
    const content = source[name];
    if (content === undefined) continue;
    files[`word/${name}.xml`] = strToU8(`<${root} ${NAMES}>${content}</${root}>`);
    own += relation(`part-${name}`, type, `${name}.xml`);
  }
  for (const [id, target] of Object.entries(source.links ?? {})) own += relation(id, "hyperlink", target, true);
  for (const [id, bytes] of Object.entries(source.pictures ?? {})) {
    files[`word/media/${id}.png`] = bytes;
    own += relation(id, "image", `media/${id}.png`);
  }
  files["_rels/.rels"] = strToU8(relations(relation("rId1", "officeDocument", "word/document.xml")));
  files["word/document.xml"] = strToU8(`<?xml version="1.0"?><w:document ${NAMES}><w:body>${source.body}</w:body></w:document>`);
  files["word/_rels/document.xml.rels"] = strToU8(relations(own));
  for (const [name, content] of Object.entries(source.files ?? {})) files[name] = typeof content === "string" ? strToU8(content) : content;
  return zipSync(files, { level: 1 });
}

/** A paragraph with its properties and runs of text, or markup. */
export const paragraph = (properties: string, ...runs: readonly string[]): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${runs.map((run) => (run.startsWith("<") ? run : text(run))).join("")}</w:p>`;

/** A run of text. @param properties of the run */
export const text = (words: string, properties = ""): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${words}</w:t></w:r>`;
