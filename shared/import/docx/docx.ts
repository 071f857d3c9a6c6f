import { strFromU8 } from "fflate";
import { baseDirectionOf, languageOfTag, type ArticleLanguage } from "../../article/model/language.ts";
import type { ReviewedArticle } from "../../reviewed-article/reviewed-article.ts";
import { hasRightToLeftLetter, strongIn } from "../../text/direction.ts";
import { languageOfLetters } from "../../text/letters-language.ts";
import { assemble } from "./assemble.ts";
import { BodyReader } from "./body-reader.ts";
import { Comments } from "./comments.ts";
import { DocxError } from "./docx-error.ts";
import { DraftBlock, type Tracked } from "./draft-block.ts";
import { ImportedFootnotes } from "../footnotes.ts";
import type { Loss } from "../loss.ts";
import { Numbering } from "./numbering.ts";
import { Package } from "./package.ts";
import { PictureReader } from "./pictures.ts";
import { relationOf, relationsOf, type Relation } from "./relations.ts";
import { Styles } from "./styles.ts";
import { childOf, childrenOf, elementsOf, parseXml, textOf, type Xml } from "./xml-tree.ts";

export interface ImportedDocx {
  readonly article: ReviewedArticle;
  /** What is not in the article as it is in the document, in the order of the text. */
  readonly losses: readonly Loss[];
}

type NoteType = "footnote" | "endnote";

/**
 * Reads a document of a word processor (Office Open XML, strict or transitional) as an article (DX1–DX12). Nothing of it is run,
 * resolved or fetched.
 * @throws DocxError for what is none, is damaged, or is larger than is read
 */
export function readDocx(bytes: Uint8Array): ImportedDocx {
  return new Document(new Package(bytes)).read();
}

class Document {
  readonly #parts: Package;
  readonly #main: Uint8Array;
  readonly #root: ReadonlyMap<string, Relation>;
  readonly #relations: ReadonlyMap<string, Relation>;
  readonly #notes: Readonly<Record<NoteType, ReadonlyMap<string, Xml>>>;
  /** Notes that something refers to, in order, with what is said of all that refers to them. */
  readonly #referred = new Map<string, Tracked>();
  readonly #footnotes = new ImportedFootnotes();
  readonly #languages = new Map<string, number>();
  readonly #language: ArticleLanguage | null;
  readonly #styles: Styles;
  readonly #numbering: Numbering;
  readonly #pictures: PictureReader;

  constructor(parts: Package) {
    this.#parts = parts;
    this.#root = relationsOf(parts, "");
    const main = relationOf(this.#root, "officeDocument");
    const bytes = main && !main.isOuter ? parts.read(main.target) : null;
    if (!main || !bytes) throw new DocxError("package", "no document in the package");
    this.#main = bytes;
    this.#relations = relationsOf(parts, main.target);
    this.#styles = new Styles(this.#part("styles"));
    this.#numbering = new Numbering(this.#part("numbering"), this.#styles);
    this.#pictures = new PictureReader(parts);
    this.#notes = { footnote: this.#notesOf("footnote"), endnote: this.#notesOf("endnote") };
    this.#language = this.#saidLanguage();
  }

  read(): ImportedDocx {
    const reader = this.#reader(this.#relations);
    const document = parseXml(this.#main, "w:body", (child) => reader.read(child));
    if (document.name !== "w:document") throw new DocxError("package", "no document of a word processor");
    const blocks = this.#withFootnotes(reader.blocks);
    const text = blocks.map((block) => block.text).join("\n");
    const isLeftToRight = text.trim() !== "" && !hasRightToLeftLetter(text);
    const language = this.#language ?? this.#mostUsed() ?? (isLeftToRight ? "en" : mostWritten(blocks));
    this.#loseHeaders(blocks);
    const { doc, suggestions, places, losses } = assemble(blocks, language ?? "fa");
    const lost: Loss[] = [];
    const isLibreOffice = this.#program().startsWith("LibreOffice");
    const comments = new Comments(this.#part("comments"), this.#part("commentsExtended"), isLibreOffice);
    const threads = comments.threads(places, (words) => lost.push({ kind: "comment", block: 0, near: "", detail: words.slice(0, 100) }));
    if (comments.left > 0) lost.push({ kind: "comment", block: 0, near: "", detail: `+${comments.left}` });
    return { article: { doc, language, suggestions, threads }, losses: [...losses, ...lost] };
  }

  /** A part that the document names by the type of its relation. */
  #part(type: string): Xml | null {
    const relation = relationOf(this.#relations, type);
    const bytes = relation && !relation.isOuter ? this.#parts.read(relation.target) : null;
    return bytes && parseXml(bytes);
  }

  #reader(relations: ReadonlyMap<string, Relation>): BodyReader {
    return new BodyReader(
      {
        styles: this.#styles,
        pictures: this.#pictures,
        relations,
        footnote: (type, id, tracked) => this.#footnote(type, id, tracked),
        onLanguage: (tag, letters) => this.#languages.set(tag, (this.#languages.get(tag) ?? 0) + letters),
      },
      this.#numbering,
    );
  }

  #notesOf(type: NoteType): Map<string, Xml> {
    const notes = childrenOf(this.#part(`${type}s`) ?? undefined, `w:${type}`);
    // Lines above notes are notes, too.
    return new Map(
      notes.filter(({ attributes }) => (attributes["w:type"] ?? "normal") === "normal").map((xml) => [xml.attributes["w:id"] ?? "", xml]),
    );
  }

  #footnote(type: NoteType, id: string, tracked: Tracked): string | null {
    if (!this.#notes[type].has(id)) return null;
    const key = `${type} ${id}`;
    const before = this.#referred.get(key);
    this.#referred.set(key, before ? saidOfBoth(before, tracked) : tracked);
    return this.#footnotes.idOf(key);
  }

  /** Footnotes and endnotes at the end of the article, as footnotes (DX6). What is said of what refers to one is said of all of it. */
  #withFootnotes(text: readonly DraftBlock[]): DraftBlock[] {
    const blocks = [...text];
    // A note may refer to another, which comes behind it then.
    for (const [key, tracked] of this.#referred) {
      const [type, id] = key.split(" ") as [NoteType, string];
      const part = relationOf(this.#relations, `${type}s`)!.target;
      const reader = this.#reader(relationsOf(this.#parts, part));
      for (const child of elementsOf(this.#notes[type].get(id))) reader.read(child, tracked);
      const own = reader.blocks;
      for (const block of own) block.footnote = this.#footnotes.idOf(key);
      const first = own[0] ?? Object.assign(new DraftBlock(), { footnote: this.#footnotes.idOf(key) });
      blocks.at(-1)!.end = tracked;
      blocks.push(first, ...own.slice(1));
    }
    return blocks;
  }

  /** What stands at the head and foot of every sheet is no part of an article. */
  #loseHeaders(blocks: readonly DraftBlock[]): void {
    for (const { type, target, isOuter } of this.#relations.values()) {
      if (isOuter || (type !== "header" && type !== "footer")) continue;
      const bytes = this.#parts.read(target);
      const text = bytes ? wordsOf(parseXml(bytes)).trim() : "";
      if (text !== "") blocks[0]?.lose("header", text.slice(0, 100));
    }
  }

  /** The language that the properties of the document say. Other programs write that of the computer, whatever is written. */
  #saidLanguage(): ArticleLanguage | null {
    const said = childOf(this.#properties("core-properties"), "dc:language");
    const language = said ? languageOfTag(textOf(said).trim()) : null;
    const isOurs = this.#program() === "Tahrir";
    return language !== null && (isOurs || baseDirectionOf(language) === "rtl" || !isMostlyRightToLeft(this.#main)) ? language : null;
  }

  /** The program that wrote the document, as it says; empty where it says none. */
  #program(): string {
    const said = childOf(this.#properties("extended-properties"), "Application");
    return said ? textOf(said).trim() : "";
  }

  #properties(type: string): Xml | undefined {
    const relation = relationOf(this.#root, type);
    const bytes = relation && !relation.isOuter ? this.#parts.read(relation.target) : null;
    return bytes ? parseXml(bytes) : undefined;
  }

  /** The language of most letters that run right to left. */
  #mostUsed(): ArticleLanguage | null {
    const [most] = [...this.#languages].sort((a, b) => b[1] - a[1]);
    return most ? languageOfTag(most[0]) : null;
  }
}

/** What two changes say alike: what one of them leaves as it is stays. */
const saidOfBoth = (a: Tracked, b: Tracked): Tracked => ({
  inserted: a.inserted && b.inserted && a.inserted,
  struck: a.struck && b.struck && a.struck,
});

/** The language of which most is written, as far as the letters of blocks tell. */
function mostWritten(blocks: readonly DraftBlock[]): ArticleLanguage | null {
  const lengths = new Map<ArticleLanguage, number>();
  for (const { text } of blocks) {
    const language = languageOfLetters(text);
    if (language !== null) lengths.set(language, (lengths.get(language) ?? 0) + text.length);
  }
  return [...lengths].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** Bytes of a document by which its direction is told. */
const SAMPLE = 1 << 20;

/** Whether more letters of a part run right to left than do not. */
function isMostlyRightToLeft(part: Uint8Array): boolean {
  const text = strFromU8(part.subarray(0, SAMPLE)).replaceAll(/<[^<>]*>/g, "");
  let balance = 0;
  for (const { direction } of strongIn(text)) balance += direction === "rtl" ? 1 : -1;
  return balance > 0;
}

const wordsOf = (xml: Xml): string =>
  elementsOf(xml)
    .map((child) => (child.name === "w:t" ? textOf(child) : wordsOf(child)))
    .join("");
