import type { ArticleLanguage } from "../../article/model/language.ts";
import { languageTags } from "./language-tags.ts";
import { element, part } from "./xml.ts";

export const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/** IDs of the styles; their names are those that word processors know in every language. */
export const STYLES = {
  headline: "Title",
  lead: "Subtitle",
  heading: ["Heading1", "Heading2", "Heading3"],
  quote: "Quote",
  item: "ListParagraph",
  figure: "Figure",
  caption: "Caption",
  credit: "Credit",
  divider: "HorizontalLine",
  link: "Hyperlink",
  code: "HTMLCode",
  isolate: "Isolate",
  comment: "CommentText",
  commentReference: "CommentReference",
  footnote: "FootnoteText",
  footnoteReference: "FootnoteReference",
} as const;

const FONT = "Arial";
const MONOSPACED = "Courier New";

/** @param size in points @param more what stands before the sizes, in the order of CT_RPr */
const letters = (size: number, more = "", color = ""): string =>
  element("w:rPr", {}, more + color + element("w:sz", { "w:val": 2 * size }) + element("w:szCs", { "w:val": 2 * size }));

const BOLD = element("w:b") + element("w:bCs");
const ITALIC = element("w:i") + element("w:iCs");
const color = (value: string): string => element("w:color", { "w:val": value });
/** Twentieths of a point before and after. */
const spacing = (before: number, after: number): string => element("w:spacing", { "w:before": before, "w:after": after });

interface Style {
  readonly id: string;
  readonly name: string;
  readonly next?: string;
  /** Children of `w:pPr`, in the order of CT_PPr. */
  readonly paragraph?: string;
  readonly letters?: string;
}

const heading = (level: number, size: number): Style => ({
  id: STYLES.heading[level - 1]!,
  name: `heading ${level}`,
  next: "Normal",
  paragraph: element("w:keepNext") + element("w:keepLines") + spacing(280, 80) + element("w:outlineLvl", { "w:val": level - 1 }),
  letters: letters(size, BOLD),
});

const PARAGRAPHS: readonly Style[] = [
  { id: STYLES.headline, name: "Title", next: "Normal", paragraph: element("w:keepNext") + spacing(0, 160), letters: letters(24, BOLD) },
  { id: STYLES.lead, name: "Subtitle", next: "Normal", paragraph: spacing(0, 240), letters: letters(14, "", color("404040")) },
  heading(1, 18),
  heading(2, 15),
  heading(3, 13),
  { id: STYLES.quote, name: "Quote", paragraph: element("w:ind", { "w:left": 567, "w:right": 567 }), letters: letters(12, ITALIC) },
  { id: STYLES.item, name: "List Paragraph", paragraph: element("w:contextualSpacing") },
  { id: STYLES.figure, name: "Figure", next: STYLES.caption, paragraph: element("w:keepNext") + spacing(160, 80) },
  { id: STYLES.caption, name: "caption", next: "Normal", letters: letters(10, "", color("404040")) },
  { id: STYLES.credit, name: "Credit", next: "Normal", letters: letters(9, "", color("595959")) },
  {
    id: STYLES.divider,
    name: "Horizontal Line",
    next: "Normal",
    paragraph: element("w:pBdr", {}, element("w:bottom", { "w:val": "single", "w:sz": 6, "w:space": 1, "w:color": "808080" })),
  },
  { id: STYLES.comment, name: "annotation text", letters: letters(10) },
  { id: STYLES.footnote, name: "footnote text", paragraph: spacing(0, 40), letters: letters(10) },
];

const CHARACTERS: readonly (readonly [id: string, name: string, properties: string])[] = [
  [STYLES.link, "Hyperlink", color("0563C1") + element("w:u", { "w:val": "single" })],
  [STYLES.code, "HTML Code", element("w:rFonts", { "w:ascii": MONOSPACED, "w:hAnsi": MONOSPACED, "w:cs": MONOSPACED })],
  [STYLES.isolate, "Isolate", ""],
  [STYLES.commentReference, "annotation reference", element("w:sz", { "w:val": 16 }) + element("w:szCs", { "w:val": 16 })],
  [STYLES.footnoteReference, "footnote reference", element("w:vertAlign", { "w:val": "superscript" })],
];

/** The part that says what blocks and letters look like, by what they are. */
export function stylesPart(language: ArticleLanguage): string {
  const { ltr, rtl } = languageTags(language);
  const defaults = element(
    "w:docDefaults",
    {},
    element(
      "w:rPrDefault",
      {},
      element(
        "w:rPr",
        {},
        element("w:rFonts", { "w:ascii": FONT, "w:hAnsi": FONT, "w:eastAsia": FONT, "w:cs": FONT }) +
          element("w:sz", { "w:val": 24 }) +
          element("w:szCs", { "w:val": 24 }) +
          element("w:lang", { "w:val": ltr, "w:eastAsia": "en-US", "w:bidi": rtl }),
      ),
    ) + element("w:pPrDefault", {}, element("w:pPr", {}, element("w:spacing", { "w:after": 160, "w:line": 300, "w:lineRule": "auto" }))),
  );
  const standard =
    style("paragraph", "Normal", "Normal", element("w:qFormat"), true) +
    style(
      "character",
      "DefaultParagraphFont",
      "Default Paragraph Font",
      element("w:uiPriority", { "w:val": 1 }) + element("w:semiHidden"),
      true,
    );
  const paragraphs = PARAGRAPHS.map(({ id, name, next, paragraph, letters: look = "" }) =>
    style(
      "paragraph",
      id,
      name,
      element("w:basedOn", { "w:val": "Normal" }) +
        (next === undefined ? "" : element("w:next", { "w:val": next })) +
        element("w:qFormat") +
        (paragraph === undefined ? "" : element("w:pPr", {}, paragraph)) +
        look,
    ),
  );
  const characters = CHARACTERS.map(([id, name, look]) =>
    style(
      "character",
      id,
      name,
      element("w:basedOn", { "w:val": "DefaultParagraphFont" }) + (look === "" ? "" : element("w:rPr", {}, look)),
    ),
  );
  return part(element("w:styles", { "xmlns:w": WORD }, defaults + standard + paragraphs.join("") + characters.join("")));
}

const style = (type: string, id: string, name: string, content: string, isDefault = false): string =>
  element(
    "w:style",
    { "w:type": type, "w:default": isDefault ? 1 : undefined, "w:styleId": id },
    element("w:name", { "w:val": name }) + content,
  );
