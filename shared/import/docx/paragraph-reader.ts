import type { Mark } from "prosemirror-model";
import { runLanguageOf } from "../../article/model/language.ts";
import { outerUrl, schema } from "../../article/model/schema.ts";
import { FSI, LRI, RLI } from "../../text/bidi-controls.ts";
import { hasRightToLeftLetter } from "../../text/direction.ts";
import { plainText } from "../../text/plain.ts";
import { SaidLanguage } from "../said-language.ts";
import { UNTRACKED, type DraftBlock, type FormChange, type Tracked } from "./draft-block.ts";
import { Fields, linkOf, lossOf } from "./fields.ts";
import { equationText } from "./equations.ts";
import type { FoundPicture, PictureReader } from "./pictures.ts";
import type { Relation } from "./relations.ts";
import { readSignature } from "./signature.ts";
import { runLanguageIn, type Styles } from "./styles.ts";
import { symbolOf, withoutPrivate } from "./symbols.ts";
import { childOf, chosenOf, descendantOf, elementsOf, isOn, textOf, type Xml } from "./xml-tree.ts";

/** What stands around a run. */
interface Around {
  readonly tracked: Tracked;
  readonly link: string | null;
  /** What a run is isolated as; null where it is not. */
  readonly isolate: string | null;
}

const ALONE: Around = { tracked: UNTRACKED, link: null, isolate: null };

const ISOLATES: Readonly<Record<string, string>> = { [LRI]: "ltr", [RLI]: "rtl", [FSI]: "auto" };

/** Elements whose content counts as if it stood in their place. */
const TRANSPARENT = ["w:smartTag", "w:customXml", "w:sdt", "w:sdtContent", "w:subDoc", "w:ruby", "w:rubyBase"];

/** U+FFFC OBJECT REPLACEMENT CHARACTER: stands for what refers to a footnote. */
const REFERENCE = "\uFFFC";

/** What was found in a paragraph beside its text. */
export interface FoundBeside {
  readonly pictures: readonly FoundPicture[];
  /** The content of text boxes. */
  readonly boxes: readonly Xml[];
  readonly hasRule: boolean;
  readonly hasPageBreak: boolean;
}

export interface ParagraphSources {
  readonly styles: Styles;
  readonly pictures: PictureReader;
  /** Of the part that is read. */
  readonly relations: ReadonlyMap<string, Relation>;
  /** The ID of a note as a footnote of the article; null for one that there is not. @param tracked what is said of what refers to it */
  readonly footnote: (type: "footnote" | "endnote", id: string, tracked: Tracked) => string | null;
  /** Told of a language that letters which run right to left say they are in, and how many. */
  readonly onLanguage: (tag: string, letters: number) => void;
}

/** Reads what stands in paragraphs. Fields go on from one to the next. */
export class ParagraphReader {
  readonly #sources: ParagraphSources;
  readonly #fields = new Fields();
  #isolate: string | null = null;
  #pictures: FoundPicture[] = [];
  #boxes: Xml[] = [];
  #hasRule = false;
  #hasPageBreak = false;
  /** Whether the number of a note was read last. */
  #isBehindSign = false;

  constructor(sources: ParagraphSources) {
    this.#sources = sources;
  }

  /** Reads a paragraph into a block, behind what is in it. @param tracked what is said of all around it */
  read(paragraph: Xml, block: DraftBlock, tracked: Tracked): FoundBeside {
    this.#isolate = null;
    this.#isBehindSign = false;
    this.#pictures = [];
    this.#boxes = [];
    this.#hasRule = false;
    this.#hasPageBreak = false;
    this.#inline(elementsOf(paragraph), block, { ...ALONE, tracked });
    block.close();
    return { pictures: this.#pictures, boxes: this.#boxes, hasRule: this.#hasRule, hasPageBreak: this.#hasPageBreak };
  }

  #inline(children: readonly Xml[], block: DraftBlock, around: Around): void {
    for (const child of children) this.#child(child, block, around);
  }

  #child(xml: Xml, block: DraftBlock, around: Around): void {
    const { name, attributes } = xml;
    const within = (change: Partial<Around>): void => this.#inline(elementsOf(xml), block, { ...around, ...change });
    if (TRANSPARENT.includes(name)) return within({});
    switch (name) {
      case "w:r":
        return this.#run(xml, block, around);
      case "w:ins":
      case "w:moveTo":
        return within({ tracked: { ...around.tracked, inserted: readSignature(xml) } });
      case "w:del":
      case "w:moveFrom":
        return within({ tracked: { ...around.tracked, struck: around.tracked.struck ?? readSignature(xml) } });
      case "w:hyperlink":
        return within({ link: this.#linkOf(xml, block) ?? around.link });
      case "w:fldSimple":
        return this.#simpleField(xml, block, around);
      case "w:dir":
      case "w:bdo":
        return within({ isolate: attributes["w:val"] === "rtl" ? "rtl" : "ltr" });
      case "w:commentRangeStart":
      case "w:commentRangeEnd":
        return block.point(attributes["w:id"] ?? "", name === "w:commentRangeStart" ? "start" : "end");
      case "m:oMath":
      case "m:oMathPara":
        return this.#equation(equationText(xml), block, around);
      case "mc:AlternateContent":
        return this.#inline(chosenOf(xml), block, around);
      default:
      // Marks of programs, bookmarks, properties.
    }
  }

  #equation(text: string, block: DraftBlock, around: Around): void {
    block.lose("equation", text.slice(0, 100));
    this.#text(text, block, around, undefined);
  }

  #linkOf({ attributes }: Xml, block: DraftBlock): string | null {
    const target = this.#sources.relations.get(attributes["r:id"] ?? "")?.target;
    const anchor = attributes["w:anchor"];
    if (target === undefined) {
      if (anchor !== undefined) block.lose("innerLink", anchor.slice(0, 100));
      return null;
    }
    return outerUrl(anchor === undefined ? target : `${target}#${anchor}`);
  }

  #simpleField(xml: Xml, block: DraftBlock, around: Around): void {
    const instruction = xml.attributes["w:instr"] ?? "";
    const link = linkOf(instruction);
    if (link === null) {
      const { kind, detail } = lossOf(instruction);
      block.lose(kind, detail);
    }
    this.#inline(elementsOf(xml), block, { ...around, link: link ?? around.link });
  }

  #run(run: Xml, block: DraftBlock, around: Around): void {
    const properties = childOf(run, "w:rPr");
    const { styles } = this.#sources;
    if (styles.isIsolate(properties)) {
      // Programs make one run of those that look alike.
      const controls = textOf(run);
      if (/^[\u2066-\u2069]+$/.test(controls)) {
        this.#isolate = ISOLATES[controls.at(-1)!] ?? null;
        return;
      }
    }
    if (styles.isHidden(properties)) {
      const text = textOf(run);
      if (text !== "") block.lose("hidden", text.slice(0, 100));
      return;
    }
    for (const child of elementsOf(run)) this.#runChild(child, block, around, properties);
  }

  #runChild(xml: Xml, block: DraftBlock, around: Around, properties: Xml | undefined): void {
    const { name, attributes } = xml;
    const text = (value: string): void => this.#text(value, block, around, properties);
    switch (name) {
      case "w:t":
      case "w:delText":
        return text(withoutPrivate(textOf(xml), childOf(properties, "w:rFonts")?.attributes["w:ascii"]));
      case "w:tab":
      case "w:ptab":
        return text("\t");
      case "w:br":
        if (attributes["w:type"] === "page" || attributes["w:type"] === "column") {
          this.#hasPageBreak = true;
          return;
        }
        return text("\u2028");
      case "w:cr":
        return text("\u2028");
      case "w:noBreakHyphen":
        return text("\u2011");
      case "w:softHyphen":
        return text("\u00AD");
      case "w:sym":
        return text(this.#symbol(attributes["w:font"] ?? "", attributes["w:char"] ?? "", block));
      case "w:drawing":
      case "w:pict":
      case "w:object":
        return this.#drawing(xml, block);
      case "mc:AlternateContent":
        for (const child of chosenOf(xml)) this.#runChild(child, block, around, properties);
        return;
      case "w:footnoteReference":
      case "w:endnoteReference":
        return this.#note(name === "w:footnoteReference" ? "footnote" : "endnote", attributes["w:id"] ?? "", block, around);
      case "w:footnoteRef":
      case "w:endnoteRef":
        this.#isBehindSign = true;
        return;
      case "w:commentReference":
        return block.point(attributes["w:id"] ?? "", "reference");
      case "w:fldChar":
        return this.#field(attributes["w:fldCharType"], block);
      case "w:instrText":
      case "w:delInstrText":
        return this.#fields.instruct(textOf(xml));
      case "w:ruby":
        return this.#inline(elementsOf(childOf(xml, "w:rubyBase")), block, around);
      default:
      // What a program draws by itself.
    }
  }

  #symbol(font: string, code: string, block: DraftBlock): string {
    const known = /^[\dA-F]{1,6}$/i.test(code) ? symbolOf(font, Number.parseInt(code, 16)) : null;
    if (known === null) block.lose("symbol", `${font} ${code}`.trim());
    return known ?? "\u25A1";
  }

  #field(type: string | undefined, block: DraftBlock): void {
    if (type === "begin") return this.#fields.begin();
    const lost = type === "separate" ? this.#fields.separate() : type === "end" ? this.#fields.end() : null;
    if (lost !== null) block.lose(lost.kind, lost.detail);
  }

  #note(type: "footnote" | "endnote", id: string, block: DraftBlock, around: Around): void {
    if (!this.#fields.isShown) return;
    const footnote = this.#sources.footnote(type, id, around.tracked);
    if (footnote === null) return;
    const isolate = around.isolate ?? this.#isolate;
    const marks = marksOf(isolate === null ? {} : { dir: isolate });
    block.add({ text: REFERENCE, marks, tracked: around.tracked, change: null, footnote });
  }

  #drawing(xml: Xml, block: DraftBlock): void {
    const boxes = [...boxesIn(xml), ...wordArtIn(xml)];
    if (boxes.length > 0) block.lose("textBox");
    this.#boxes.push(...boxes);
    if (descendantOf(xml, "v:rect")?.attributes["o:hr"] === "t") this.#hasRule = true;
    if (descendantOf(xml, "c:chart") || descendantOf(xml, "dgm:relIds")) block.lose("chart");
    if (xml.name === "w:object") block.lose("object");
    const found = this.#sources.pictures.in(xml, this.#sources.relations);
    for (const { src, name } of found) if (src === null && xml.name !== "w:object") block.lose("picture", name);
    this.#pictures.push(...found.filter(({ src }) => src !== null));
  }

  #text(value: string, block: DraftBlock, around: Around, properties: Xml | undefined): void {
    // Programs put a space or a tab between the number of a note and its text.
    const words = this.#isBehindSign ? value.replace(/^[ \t]/, "") : value;
    this.#isBehindSign = false;
    if (!this.#fields.isShown || words === "") return;
    const { styles, onLanguage } = this.#sources;
    const isRtl = hasRightToLeftLetter(words);
    const isComplex = (isOn(properties, "w:rtl") ?? false) || (isOn(properties, "w:cs") ?? false) || isRtl;
    const isSaid = runLanguageIn(properties) !== null;
    const language = isSaid ? undefined : childOf(properties, "w:lang")?.attributes["w:bidi"];
    if (isRtl && language !== undefined) {
      onLanguage(language, words.length);
      block.sayLanguage(language);
    }
    const keyed = isSaid ? null : styles.languageOf(properties, isRtl);
    const tag = runLanguageOf(keyed);
    const said = tag === null ? null : new SaidLanguage(tag, { isKeyed: true, isInline: true });
    const link = this.#fields.link ?? around.link;
    const formsOf = (look: Xml | undefined): Record<string, unknown> => {
      const { underline, ...forms } = styles.formsOf(look, isComplex);
      // Google Docs underlines a link by hand.
      return underline && (link === null || styles.hasStyle(look)) ? { ...forms, underline } : forms;
    };
    const forms = formsOf(properties);
    const change = childOf(properties, "w:rPrChange");
    const before = change && formsOf(childOf(change, "w:rPr"));
    const isolate = around.isolate ?? this.#isolate;
    const marks = marksOf({ ...(before ?? forms), ...(link !== null && { link }), ...(isolate !== null && { dir: isolate }) });
    const formChange = change && before ? changeOf(change, before, forms) : null;
    if (change && !formChange) block.lose("change");
    for (const line of words.replaceAll(/[\r\n\v\f\u0085]+/g, " ").split(/([\u2028\u2029])/)) {
      const isBreak = line === "\u2028" || line === "\u2029";
      const text = isBreak ? "\n" : plainText(line);
      if (text !== "") block.add({ text, marks, tracked: around.tracked, change: formChange, ...(said && { said }) });
    }
  }
}

/** The contents of text boxes in a drawing. One for programs that know less is the same again. */
const boxesIn = (xml: Xml): Xml[] =>
  elementsOf(xml).flatMap((child) =>
    child.name === "w:txbxContent" ? [child] : child.name === "mc:AlternateContent" ? chosenOf(child).flatMap(boxesIn) : boxesIn(child),
  );

/** Words that are drawn along a path, which stand in an attribute, as the contents of boxes. */
function wordArtIn(xml: Xml): Xml[] {
  const words = descendantOf(xml, "v:textpath")?.attributes["string"];
  if (words === undefined || words.trim() === "") return [];
  const nested = ["w:t", "w:r", "w:p", "w:txbxContent"].reduce<Xml | string>(
    (content, name) => ({ name, attributes: {}, children: [content] }),
    words,
  );
  return typeof nested === "string" ? [] : [nested];
}

function marksOf(values: Readonly<Record<string, unknown>>): readonly Mark[] {
  let marks: readonly Mark[] = [];
  for (const [name, value] of Object.entries(values)) marks = schema.mark(name, { value }).addToSet(marks);
  return marks;
}

function changeOf(change: Xml, before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): FormChange | null {
  const values = Object.fromEntries(
    [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
      before[name] === after[name] ? [] : [[name, after[name] ?? null] as const],
    ),
  );
  return Object.keys(values).length === 0 ? null : { by: readSignature(change), values };
}
