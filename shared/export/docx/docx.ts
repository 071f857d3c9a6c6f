import { strToU8, zipSync, type Zippable } from "fflate";
import { baseDirectionOf, type ArticleLanguage } from "../../article/model/language.ts";
import type { ReviewedArticle } from "../../reviewed-article/reviewed-article.ts";
import { titleOf } from "../html.ts";
import { DocumentWriter } from "./document.ts";
import { footnoteSettings } from "./footnotes.ts";
import { languageTags } from "./language-tags.ts";
import { Relations } from "./relations.ts";
import { dateOf } from "./signature.ts";
import { stylesPart, WORD } from "./styles.ts";
import { element, escapeText, part } from "./xml.ts";

const CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const COMMENTS_EXTENDED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended";

/** What is said of a document beside its text. */
export interface DocxAbout {
  readonly language: ArticleLanguage;
  /** When this state of it was made, in milliseconds since 1970. */
  readonly at: number;
  readonly by?: string;
}

/**
 * An article as a package of Office Open XML (ECMA-376, transitional): blocks by their styles, directions said of each block and run,
 * threads as comments, open suggestions as tracked changes (EX11–EX20).
 */
export function writeDocx(article: ReviewedArticle, { language, at, by }: DocxAbout): Uint8Array {
  const relations = new Relations();
  const writer = new DocumentWriter(article, language, relations);
  const document = writer.xml();
  const files: Record<string, string> = {
    "word/document.xml": document,
    "word/styles.xml": stylesPart(language),
    "word/settings.xml": settings(language, writer.footnotes.isEmpty ? "" : footnoteSettings()),
    "word/numbering.xml": writer.numbering.xml(),
  };
  for (const name of ["styles", "settings", "numbering"]) relations.add(name, `${name}.xml`);
  if (!writer.comments.isEmpty) {
    files["word/comments.xml"] = writer.comments.xml(baseDirectionOf(language), languageTags(language));
    files["word/commentsExtended.xml"] = writer.comments.extendedXml();
    relations.add("comments", "comments.xml");
    relations.add(COMMENTS_EXTENDED, "commentsExtended.xml");
  }
  if (!writer.footnotes.isEmpty) {
    files["word/footnotes.xml"] = writer.footnotesXml();
    files["word/_rels/footnotes.xml.rels"] = writer.footnotes.relations.xml();
    relations.add("footnotes", "footnotes.xml");
  }
  files["word/_rels/document.xml.rels"] = relations.xml();
  files["docProps/core.xml"] = coreProperties(titleOf(article.doc), language, at, by);
  files["docProps/app.xml"] = part(
    element(
      "Properties",
      { xmlns: "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties" },
      element("Application", {}, "Tahrir"),
    ),
  );
  files["_rels/.rels"] = rootRelations();
  const pictures = [...writer.pictures.files];
  const parts: Zippable = {
    "[Content_Types].xml": strToU8(
      contentTypes(
        Object.keys(files),
        pictures.map(([name]) => name),
      ),
    ),
    ...Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
    // Pictures are packed already.
    ...Object.fromEntries(pictures.map(([name, bytes]) => [name, [bytes, { level: 0 }] as const])),
  };
  return zipSync(parts, { level: 6, mtime: new Date(Math.min(Math.max(at, FIRST_DAY), LAST_DAY)) });
}

/** Days that a container can name. */
const FIRST_DAY = Date.UTC(1980, 0, 2);
const LAST_DAY = Date.UTC(2098, 0, 1);

/** @param footnotes what it says of footnotes */
function settings(language: ArticleLanguage, footnotes: string): string {
  const { ltr, rtl } = languageTags(language);
  const mode = { "w:name": "compatibilityMode", "w:uri": "http://schemas.microsoft.com/office/word", "w:val": 15 };
  return part(
    element(
      "w:settings",
      { "xmlns:w": WORD },
      element("w:defaultTabStop", { "w:val": 720 }) +
        footnotes +
        element("w:compat", {}, element("w:compatSetting", mode)) +
        element("w:themeFontLang", { "w:val": ltr, "w:bidi": rtl }),
    ),
  );
}

function coreProperties(title: string, language: ArticleLanguage, at: number, by: string | undefined): string {
  const date = dateOf(at);
  const time = (name: string): string => (date === undefined ? "" : element(`dcterms:${name}`, { "xsi:type": "dcterms:W3CDTF" }, date));
  const names = {
    "xmlns:cp": `${PACKAGE}/metadata/core-properties`,
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
    "xmlns:dcterms": "http://purl.org/dc/terms/",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
  };
  return part(
    element(
      "cp:coreProperties",
      names,
      element("dc:title", {}, escapeText(title)) +
        (by === undefined ? "" : element("dc:creator", {}, escapeText(by))) +
        element("dc:language", {}, language) +
        time("created") +
        time("modified"),
    ),
  );
}

function rootRelations(): string {
  const relations = new Relations();
  relations.add("officeDocument", "word/document.xml");
  relations.add(`${PACKAGE}/relationships/metadata/core-properties`, "docProps/core.xml");
  relations.add("extended-properties", "docProps/app.xml");
  return relations.xml();
}

/** Types of parts that are not named by their ending. */
const TYPES: Readonly<Record<string, string>> = {
  "word/document.xml": `${WORD_TYPE}.document.main+xml`,
  "word/styles.xml": `${WORD_TYPE}.styles+xml`,
  "word/settings.xml": `${WORD_TYPE}.settings+xml`,
  "word/numbering.xml": `${WORD_TYPE}.numbering+xml`,
  "word/comments.xml": `${WORD_TYPE}.comments+xml`,
  "word/footnotes.xml": `${WORD_TYPE}.footnotes+xml`,
  "word/commentsExtended.xml": `${WORD_TYPE}.commentsExtended+xml`,
  "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
  "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
};

function contentTypes(names: readonly string[], pictures: readonly string[]): string {
  const endings = new Set(pictures.map((name) => name.slice(name.lastIndexOf(".") + 1)));
  const defaults = [
    ["rels", "application/vnd.openxmlformats-package.relationships+xml"],
    ["xml", "application/xml"],
    ...[...endings].map((ending) => [ending, `image/${ending}`] as const),
  ].map(([ending, type]) => element("Default", { Extension: ending, ContentType: type }));
  const overrides = names.flatMap((name) => {
    const type = TYPES[name];
    return type === undefined ? [] : [element("Override", { PartName: `/${name}`, ContentType: type })];
  });
  return part(element("Types", { xmlns: CONTENT_TYPES }, defaults.join("") + overrides.join("")));
}
