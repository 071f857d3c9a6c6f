import { DecodeUTF8 } from "fflate";
import { SaxesParser, type SaxesTagNS } from "saxes";
import { DocxError } from "./docx-error.ts";

/** Deepest nesting that is read: tables in tables and text boxes in them come to a few dozen. */
const DEEPEST = 200;
/** Bytes of UTF-8 that are parsed at once. */
const PIECE = 1 << 16;

/** Prefixes by which elements and attributes are called here, by their namespaces, strict and transitional. */
const PREFIXES: Readonly<Record<string, string>> = {
  "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
  "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
  "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
  "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
  "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
  "http://purl.oclc.org/ooxml/drawingml/main": "a",
  "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
  "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
  "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
  "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
  "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
  "http://purl.oclc.org/ooxml/drawingml/chart": "c",
  "http://schemas.openxmlformats.org/drawingml/2006/diagram": "dgm",
  "http://purl.oclc.org/ooxml/drawingml/diagram": "dgm",
  "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
  "http://purl.oclc.org/ooxml/officeDocument/math": "m",
  "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
  "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
  "http://schemas.microsoft.com/office/word/2012/wordml": "w15",
  "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
  "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
  "http://purl.org/dc/elements/1.1/": "dc",
  "urn:schemas-microsoft-com:vml": "v",
  "urn:schemas-microsoft-com:office:office": "o",
};

/** An element of XML. Names are those of `PREFIXES`, whatever the document calls its namespaces. */
export interface Xml {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly (Xml | string)[];
}

type Growing = Xml & { readonly children: (Xml | string)[] };

/**
 * Parses a part. Nothing is resolved that is not in it: a part with a document type is refused, since one may name files and grow
 * without bounds.
 * @param streamed name of the element whose children are given to `onChild` one by one, and kept nowhere
 * @throws DocxError for what is no XML, or nested too deeply
 */
export function parseXml(bytes: Uint8Array, streamed: string | null = null, onChild: (child: Xml) => void = () => {}): Xml {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const open: Growing[] = [];
  let root: Xml | null = null;
  parser.on("error", (error) => {
    throw new DocxError("broken", error.message);
  });
  parser.on("doctype", () => {
    throw new DocxError("broken", "a document type");
  });
  parser.on("opentag", (tag) => {
    if (open.length >= DEEPEST) throw new DocxError("broken", `more than ${DEEPEST} elements within one another`);
    open.push({ name: nameOf(tag.uri, tag.local), attributes: attributesOf(tag), children: [] });
  });
  const text = (value: string): void => void open.at(-1)?.children.push(value);
  parser.on("text", text);
  parser.on("cdata", text);
  parser.on("closetag", () => {
    const closed = open.pop()!;
    const parent = open.at(-1);
    if (!parent) root = closed;
    else if (parent.name === streamed) onChild(closed);
    else parent.children.push(closed);
  });
  const decoder = new DecodeUTF8((text) => void parser.write(text));
  try {
    for (let at = 0; at < bytes.length; at += PIECE) decoder.push(bytes.subarray(at, at + PIECE), at + PIECE >= bytes.length);
    parser.close();
  } catch (error) {
    if (error instanceof DocxError) throw error;
    throw new DocxError("broken", error instanceof Error ? error.message : String(error), { cause: error });
  }
  if (!root) throw new DocxError("broken", "a part without an element");
  return root;
}

const nameOf = (uri: string, local: string): string => {
  const prefix = PREFIXES[uri];
  return prefix === undefined ? local : `${prefix}:${local}`;
};

function attributesOf({ attributes }: SaxesTagNS): Record<string, string> {
  const all = Object.create(null) as Record<string, string>;
  for (const { uri, local, value } of Object.values(attributes)) all[nameOf(uri, local)] = value;
  return all;
}

/** The children of an element that are elements. */
export const elementsOf = (xml: Xml | undefined): readonly Xml[] => xml?.children.filter((child) => typeof child !== "string") ?? [];

/** The first child of this name. */
export const childOf = (xml: Xml | undefined, name: string): Xml | undefined => elementsOf(xml).find((child) => child.name === name);

/** All children of this name. */
export const childrenOf = (xml: Xml | undefined, name: string): readonly Xml[] => elementsOf(xml).filter((child) => child.name === name);

/** The `w:val` of the first child of this name; undefined where there is none. */
export const valueOf = (xml: Xml | undefined, name: string): string | undefined => childOf(xml, name)?.attributes["w:val"];

/** Whether a property that is on or off is on; undefined where nothing is said of it. */
export function isOn(xml: Xml | undefined, name: string): boolean | undefined {
  const child = childOf(xml, name);
  return child && !["0", "false", "off", "none"].includes(child.attributes["w:val"] ?? "1");
}

/** The first element of this name at any depth. */
export function descendantOf(xml: Xml, name: string): Xml | undefined {
  for (const child of elementsOf(xml)) {
    const found = child.name === name ? child : descendantOf(child, name);
    if (found) return found;
  }
  return undefined;
}

/** All text within an element. */
export const textOf = (xml: Xml): string => xml.children.map((child) => (typeof child === "string" ? child : textOf(child))).join("");

/** Parts of documents that are read, by the prefixes that programs give their namespaces. */
const UNDERSTOOD = ["wps", "wpg", "wpc", "wp14", "w14", "w15", "a14"];

/** Of what a document says several times, for programs that know more or less, the first that is understood. */
export function chosenOf(xml: Xml): readonly Xml[] {
  const choices = childrenOf(xml, "mc:Choice");
  const isUnderstood = ({ attributes }: Xml): boolean =>
    (attributes["Requires"] ?? "").split(/\s+/).every((prefix) => UNDERSTOOD.includes(prefix));
  return elementsOf(choices.find(isUnderstood) ?? childOf(xml, "mc:Fallback") ?? choices[0]);
}
